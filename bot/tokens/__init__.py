"""Encodings and the tokens they cut a text into."""

from bot.sentences import count
from bot.surrogates import well_formed
from bot.tokens.contexts import contexts
from bot.tokens.decode import Entry, Part, Unknown, decode, decoded_bytes, split_ids
from bot.tokens.encodings import Encodings, as_read_by
from bot.tokens.files import MAX_FILE_BYTES, read_text
from bot.tokens.merges import Merge, Piece, merge_trace
from bot.tokens.parallel import Price, prices, translations
from bot.tokens.side_by_side import Alike, Loaded, alike, load_all
from bot.tokens.standing import WHAT_AN_ID_TELLS, Standing, standing, vocabulary_size
from bot.tokens.token import Token, Tokens
from bot.tokens.tokenize import PromptToken, Tokenized, counts, token_ids, tokenize
from bot.tokens.visible import marked, readable_text, text_of, unmarked, visible
from bot.tokens.vocabulary import Oddities, Vocabularies, Vocabulary, Where

__all__ = [
    "MAX_FILE_BYTES",
    "WHAT_AN_ID_TELLS",
    "Alike",
    "Encodings",
    "Entry",
    "Loaded",
    "Merge",
    "Oddities",
    "Part",
    "Piece",
    "Price",
    "PromptToken",
    "Standing",
    "Token",
    "Tokenized",
    "Tokens",
    "Unknown",
    "Vocabularies",
    "Vocabulary",
    "Where",
    "alike",
    "as_read_by",
    "contexts",
    "count",
    "counts",
    "decode",
    "decoded_bytes",
    "load_all",
    "marked",
    "merge_trace",
    "prices",
    "read_text",
    "readable_text",
    "split_ids",
    "standing",
    "text_of",
    "token_ids",
    "tokenize",
    "translations",
    "unmarked",
    "visible",
    "vocabulary_size",
    "well_formed",
]
