"""Messages that ask for nothing: greetings, and those without a word."""

import regex

from bot.letters.manners import PARTS

_CUSTOM_EMOJI = regex.compile(r"<?a?:\w+:(?:\d+>)?")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_SAME_LETTER = regex.compile(r"(?P<one>\p{L})(?P=one){2,}")
_GREETING = regex.compile(
    rf"(?:(?:{PARTS['GREETING']}|hii+|heyy+|hell?oo+|hiya|heya|howdy|sup|what s up|morning|gm|good night|hola|hallo|"
    r"salut|bonjour|ciao|שלום|привет|你好|こんにちは)(?: |$))+"
)


def is_greeting(text: str) -> bool:
    """Whether ``text`` is a greeting and nothing else.

    >>> is_greeting("Good morning, Strawberry! 🍓"), is_greeting("Hi, who are you?")
    (True, False)
    """
    return bool(_GREETING.fullmatch(" ".join(_words(text))))


def is_wordless(text: str) -> bool:
    """Whether ``text`` says nothing: emoji, punctuation, one letter again and again.

    >>> is_wordless("🍓🍓 :blobheart:"), is_wordless("aaaa!!"), is_wordless("ok"), is_wordless("7")
    (True, True, False, False)
    """
    letters = "".join(_words(text))
    return not letters or bool(_SAME_LETTER.fullmatch(letters))


def _words(text: str) -> list[str]:
    return _WORD.findall(_CUSTOM_EMOJI.sub(" ", text).casefold())
