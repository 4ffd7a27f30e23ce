"""Encodings and the tokens they cut a text into."""

from bot.tokens.decode import Entry, Part, Unknown, decode, decoded_bytes, shown_text, split_ids
from bot.tokens.encodings import Encodings
from bot.tokens.files import MAX_FILE_BYTES, read_text
from bot.tokens.parallel import Price, prices, translations
from bot.tokens.side_by_side import Alike, Loaded, cut_by_all, load_all
from bot.tokens.tokenize import PromptToken, Token, Tokenized, count, counts, shown_bytes, tokenize, well_formed
from bot.tokens.vocabulary import Oddities, Vocabularies, Vocabulary, Where

__all__ = [
    "MAX_FILE_BYTES",
    "Alike",
    "Encodings",
    "Entry",
    "Loaded",
    "Oddities",
    "Part",
    "Price",
    "PromptToken",
    "Token",
    "Tokenized",
    "Unknown",
    "Vocabularies",
    "Vocabulary",
    "Where",
    "count",
    "counts",
    "cut_by_all",
    "decode",
    "decoded_bytes",
    "load_all",
    "prices",
    "read_text",
    "shown_bytes",
    "shown_text",
    "split_ids",
    "tokenize",
    "translations",
    "well_formed",
]
