"""Encodings and the tokens they cut a text into."""

from bot.tokens.encodings import DEFAULT_ENCODING, Encodings
from bot.tokens.tokenize import PromptToken, Token, Tokenized, tokenize

__all__ = ["DEFAULT_ENCODING", "Encodings", "PromptToken", "Token", "Tokenized", "tokenize"]
