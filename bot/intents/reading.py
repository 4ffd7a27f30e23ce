"""From plain words to what is asked for.

The whole message must be such a request: rather one is missed than an ordinary message taken for one, so nothing is
looked for inside a text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from time import thread_time

import regex

from bot.intents.glossary import evened, keys
from bot.intents.grammar import Kind, rules
from bot.intents.intent import (
    Compare,
    Define,
    Explain,
    Intent,
    Next,
    StartQuiz,
    Tokenize,
    WhatCanYouDo,
    WhyWrong,
)
from bot.intents.topics import TOPICS
from bot.intents.words import is_beginning, is_read, is_subject, points
from bot.letters.manners import OPENINGS, PARTS, TERMINALS, tails
from bot.letters.notation import pattern
from bot.letters.scan import QUOTED, Scanned, scan

MAX_CHARACTERS = 4_000
MAX_UNQUOTED = 200
"""Characters of what is asked, beside a text that is quoted or follows a colon."""
MAX_SECONDS = 0.5
"""Of a thread's own time; what takes longer is nothing. The longest text takes some milliseconds."""
LONGEST_WORD = 100
"""Characters of what is explained; of a longer text its tokens are shown."""

_COLON = regex.compile(r"(?<=[^\s:]):(?=[\s" + QUOTED + "])")


def read(text: str, replied_to: str | None = None) -> Intent | None:
    """What ``text`` asks for, in reply to a message that says ``replied_to``; None where it is nothing that is known.

    What is asked about “that” is about the message that is replied to, also where its text is empty, as it cannot be
    seen; where there is none, it is nothing.

    >>> read("Explain strawberry, please!")
    Explain(word='strawberry')
    >>> read("which tokens is that?", "blueberry pie")
    Tokenize(text='blueberry pie')
    """
    if len(text) > MAX_CHARACTERS:
        return None
    scanned = scan(text)
    opened = _opening().match(scanned.plain)
    start = opened.end() if opened else 0
    given = _with_text_given(scanned, start)
    return (given and _found(given, start, len(given.plain), replied_to)) or _found(
        scanned, start, tails(scanned.plain, start).end, replied_to
    )


@cache
def _opening() -> regex.Pattern[str]:
    said = pattern(f"({'|'.join(OPENINGS)})", PARTS, TERMINALS)
    return regex.compile(rf"[\s*>•-]*+(?:(?:{said})(?=[\s?!.…,;:–—-])[\s?!.…,;:–—-]*+)*+", regex.I)


def _with_text_given(scanned: Scanned, start: int) -> Scanned | None:
    """``scanned`` with all behind its first colon as a text; courtesies behind a single word are no part of it."""
    plain = scanned.plain
    colon = _COLON.search(plain, start, start + MAX_UNQUOTED)
    if colon is None:
        return None
    first = colon.end() + plain[colon.end() : colon.end() + 1].isspace()
    if plain[first:] == QUOTED:
        return scanned.spaced(colon.start(), first)
    end = tails(plain, first).end
    if " " in plain[first:end] or first == end:
        end = len(plain)
    return scanned.with_given(first, end).spaced(colon.start(), first) if first < end else None


def _found(scanned: Scanned, start: int, end: int, replied_to: str | None) -> Intent | None:
    """What the first rule finds that fits and makes sense."""
    if end - start > MAX_UNQUOTED:
        return None
    plain, left = scanned.plain.replace("\n", " "), MAX_SECONDS
    for kind, rule in rules():
        begun = thread_time()  # making the rule was no part of the time
        try:
            if left <= 0:
                return None
            match = rule.fullmatch(plain, start, end, timeout=left)
        except TimeoutError:
            return None
        left -= thread_time() - begun
        if match and (intent := _MADE[kind](_Match(kind, match, scanned, replied_to))):
            return intent
    return None


@dataclass(frozen=True, slots=True)
class _Match:
    """What a rule has found."""

    kind: Kind
    match: regex.Match[str]
    scanned: Scanned
    replied_to: str | None

    def group(self, name: str) -> str | None:
        """A part as it was typed."""
        if name not in self.match.re.groupindex or self.match[name] is None:
            return None
        return self.scanned.text(*self.match.span(name))

    @property
    def text(self) -> str | None:
        """The text that is meant; None where none is, or none that is plain."""
        for name in ("quoted", "given", "beginning"):
            if (text := self.group(name)) is not None:
                return text.strip() if name != "beginning" or is_beginning(text) else None
        if self.group("that") is not None:
            return self.replied_to
        bare = self.group("bare")
        if bare is None or (self.group("alone") is not None and self._may_mean_else(bare)):
            return None
        return bare

    @property
    def asks_meaning(self) -> bool:
        """Whether it may be asked what something means: “explain” without a word of tokens."""
        said = self.match[0].casefold()
        return said.startswith("explain") and "token" not in said

    def _may_mean_else(self, bare: str) -> bool:
        if self.kind == "explain" and "token" not in self.match[0].casefold():
            return points(bare) or is_read(bare) or (self.asks_meaning and is_subject(bare))
        return points(bare)

    @property
    def visible(self) -> bool:
        """Whether there is a text, or it is one that cannot be seen."""
        return bool(self.text) or (self.text == "" and self.group("that") is not None)


def _can(found: _Match) -> Intent | None:
    # “Can you help …” asks for help with something.
    helps = found.match[0].casefold().startswith("help")
    return None if helps and "you" in found.scanned.plain[: found.match.start()].casefold() else WhatCanYouDo()


def _explain(found: _Match) -> Intent | None:
    text = found.text
    if text is None or not found.visible:
        return None
    if found.asks_meaning:
        # “Explain: why is the sky blue” asks for a reason; two words in quotes are still looked at as words.
        longest = 2 if found.group("quoted") is not None else 1
        if found.group("that") is not None or len(text.split()) > longest:
            return None
    return Explain(text) if 0 < len(text) <= LONGEST_WORD else Tokenize(text)


def _about(make: Callable[[str], Intent]) -> Callable[[_Match], Intent | None]:
    def made(found: _Match) -> Intent | None:
        return make(found.text or "") if found.visible else None

    return made


def _next(found: _Match) -> Intent | None:
    # “What comes next: dinner or a film?” asks for something else.
    asks = (found.group("given") or "").rstrip().endswith("?")
    return Next(found.text or "") if found.visible and not asks else None


def _define(found: _Match) -> Intent | None:
    asked, named = found.group("asked"), found.group("term")
    key = keys(ordinary=True).get(evened(asked or named or ""))
    return Define(key) if key else None


def _quiz(found: _Match) -> Intent | None:
    topic = found.group("topic")
    if topic is None:
        return StartQuiz(None)
    name = " ".join(topic.casefold().split())
    return StartQuiz(TOPICS[name]) if name in TOPICS else None


_MADE: Mapping[Kind, Callable[[_Match], Intent | None]] = {
    "can": _can,
    "wrong": lambda _: WhyWrong(),
    "miscounting": lambda _: Define("miscounting"),
    "define": _define,
    "quiz": _quiz,
    "compare": _about(Compare),
    "next": _next,
    "tokenize": _about(Tokenize),
    "explain": _explain,
}
