"""Encodings and the tokens they cut a text into."""

from bot.tokens.contexts import contexts
from bot.tokens.encodings import Encodings
from bot.tokens.files import MAX_FILE_BYTES, read_text
from bot.tokens.merges import Merge, Piece, merge_trace
from bot.tokens.tokenize import PromptToken, Token, Tokenized, count, counts, shown_bytes, tokenize, well_formed
from bot.tokens.vocabulary import Standing, standing

__all__ = [
    "MAX_FILE_BYTES",
    "Encodings",
    "Merge",
    "Piece",
    "PromptToken",
    "Standing",
    "Token",
    "Tokenized",
    "contexts",
    "count",
    "counts",
    "merge_trace",
    "read_text",
    "shown_bytes",
    "standing",
    "tokenize",
    "well_formed",
]
