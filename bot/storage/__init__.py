"""The log of comparisons, chats, tokenized texts and the settings of servers, in SQLite."""

from bot.storage.boards import Board, Boards, Place, TopicRecord
from bot.storage.chats import Chats, Ending, Said, Turn
from bot.storage.comparisons import Comparisons, StoredComparison
from bot.storage.dailies import Dailies, Daily
from bot.storage.database import Database
from bot.storage.explainers import Explained, Explainers
from bot.storage.export import Exported, Exports, Scope
from bot.storage.formats import Format
from bot.storage.members import Kept, Members
from bot.storage.proposals import Proposal, Proposals, ProposalState
from bot.storage.quizzes import MODEL, Answer, Kind, Plan, Quiz, QuizEnding, Quizzes, Round, Withdrawn
from bot.storage.servers import Servers, ServerSettings
from bot.storage.statistics import Statistics
from bot.storage.tokenizations import StoredTokenization, Tokenizations

__all__ = [
    "MODEL",
    "Answer",
    "Board",
    "Boards",
    "Chats",
    "Comparisons",
    "Dailies",
    "Daily",
    "Database",
    "Ending",
    "Explained",
    "Explainers",
    "Exported",
    "Exports",
    "Format",
    "Kept",
    "Kind",
    "Members",
    "Place",
    "Plan",
    "Proposal",
    "ProposalState",
    "Proposals",
    "Quiz",
    "QuizEnding",
    "Quizzes",
    "Round",
    "Said",
    "Scope",
    "ServerSettings",
    "Servers",
    "Statistics",
    "StoredComparison",
    "StoredTokenization",
    "Tokenizations",
    "TopicRecord",
    "Turn",
    "Withdrawn",
]
