"""Typing slips in what is asked in plain words, mended as those of letter questions are: never in the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.intents.intent import Compare, Define, Explain, Intent, Next, StartQuiz, Tokenize, WhatCanYouDo, WhyWrong
from bot.intents.reading import MAX_CHARACTERS, read
from bot.letters import mendings

_VOCABULARY = frozenset(
    """
    explain tokenize tokenise compare quiz what how why which does mean means define definition you your were split into
    across with between different sentence message show give start begin play another about next comes after follows
    predict guess most likely wrong count counting miscount models language commands please everything
    token tokens tokenizer tokenizers tokenisers encoding encodings embedding embeddings attention vocabulary
    vocabularies temperature probability hallucination hallucinations parameter parameters prompt prompts sampling
    training context window letters neighbours neighbors vectors
    """.split()  # noqa: SIM905 - shorter than as many strings
)
"""Words of requests, and what is asked about most; no name that other words are a slip away from, such as “layer”."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked for, and what was read where that is not quite what was typed."""

    intent: Intent
    read_as: str | None = None


def understand(text: str, replied_to: str | None = None) -> Understood | None:
    """What ``text`` asks for, as ``read``, with slips of the keyboard in the request's own words mended.

    >>> understand("explian strawberry")
    Understood(intent=Explain(word='strawberry'), read_as='explain strawberry')
    >>> understand("explain strwaberry")
    Understood(intent=Explain(word='strwaberry'), read_as=None)
    """
    if intent := read(text, replied_to):
        return Understood(intent)
    if len(text) > MAX_CHARACTERS:
        return None
    found = [
        Understood(intent, mended)
        for mended, words in mendings(text, _VOCABULARY, most=1)
        if (intent := read(mended, replied_to)) and _is_untouched(_text(intent), mended, words)
    ]
    return found[0] if len({each.intent for each in found}) == 1 else None


def _is_untouched(about: str, mended: str, words: Sequence[str]) -> bool:
    """Whether the text that is asked about, as far as it stands in what was ``mended``, is as it was typed."""
    return about not in mended or not any(word in about.casefold() for word in words)


def _text(intent: Intent) -> str:
    """The text that is asked about, if any."""
    match intent:
        case Explain(text) | Tokenize(text) | Compare(text) | Next(text):
            return text
        case Define() | StartQuiz() | WhatCanYouDo() | WhyWrong():
            return ""
