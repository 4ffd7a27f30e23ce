"""The log of comparisons, tokenized texts and the settings of servers, in SQLite."""

from bot.storage.comparisons import Comparisons, StoredComparison
from bot.storage.database import Database
from bot.storage.export import Exported, Exports, Scope
from bot.storage.formats import Format
from bot.storage.members import Kept, Members
from bot.storage.servers import Servers, ServerSettings
from bot.storage.statistics import Statistics
from bot.storage.tokenizations import StoredTokenization, Tokenizations

__all__ = [
    "Comparisons",
    "Database",
    "Exported",
    "Exports",
    "Format",
    "Kept",
    "Members",
    "Scope",
    "ServerSettings",
    "Servers",
    "Statistics",
    "StoredComparison",
    "StoredTokenization",
    "Tokenizations",
]
