"""The log of comparisons, chats, tokenized texts and the settings of servers, in SQLite or PostgreSQL."""

from typing import TYPE_CHECKING

from bot.lazily import import_lazily

if TYPE_CHECKING:
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

import_lazily(
    __name__,
    {
        "boards": "Boards",
        "budgets": "Budgets",
        "chats": "Chats",
        "claims": "Claim claimed",
        "comparisons": "Comparisons StoredComparison",
        "dailies": "Dailies",
        "database": "Database",
        "explainers": "Explainers",
        "export": "Exported Exports Scope",
        "formats": "Format",
        "lessons": "LessonProgress LessonRooms",
        "members": "Kept Members",
        "open_trainings": "OpenTraining OpenTrainings",
        "proposals": "Proposals",
        "quizzes": "Quizzes",
        "servers": "Servers ServerSettings",
        "statistics": "Statistics",
        "tokenizations": "Quota StoredTokenization Tokenizations",
    },
)
