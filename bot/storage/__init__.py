"""The log of comparisons and tokenized texts, in SQLite."""

from bot.storage.comparisons import Comparisons, StoredComparison
from bot.storage.database import Database
from bot.storage.tokenizations import StoredTokenization, Tokenizations

__all__ = ["Comparisons", "Database", "StoredComparison", "StoredTokenization", "Tokenizations"]
