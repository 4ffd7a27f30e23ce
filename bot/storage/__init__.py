"""The log of comparisons, chats, tokenized texts and the settings of servers, in SQLite or PostgreSQL."""

from bot.storage.boards import Boards
from bot.storage.budgets import Budgets
from bot.storage.chats import Chats
from bot.storage.claims import Claim, claimed
from bot.storage.comparisons import Comparisons, StoredComparison
from bot.storage.dailies import Dailies
from bot.storage.database import Database
from bot.storage.explainers import Explainers
from bot.storage.export import Exported, Exports, Scope
from bot.storage.formats import Format
from bot.storage.lessons import LessonProgress, LessonRooms
from bot.storage.members import Kept, Members
from bot.storage.open_trainings import OpenTraining, OpenTrainings
from bot.storage.proposals import Proposals
from bot.storage.quizzes import Quizzes
from bot.storage.servers import Servers, ServerSettings
from bot.storage.statistics import Statistics
from bot.storage.tokenizations import Quota, StoredTokenization, Tokenizations

__all__ = [
    "Boards",
    "Budgets",
    "Chats",
    "Claim",
    "Comparisons",
    "Dailies",
    "Database",
    "Explainers",
    "Exported",
    "Exports",
    "Format",
    "Kept",
    "LessonProgress",
    "LessonRooms",
    "Members",
    "OpenTraining",
    "OpenTrainings",
    "Proposals",
    "Quizzes",
    "Quota",
    "Scope",
    "ServerSettings",
    "Servers",
    "Statistics",
    "StoredComparison",
    "StoredTokenization",
    "Tokenizations",
    "claimed",
]
