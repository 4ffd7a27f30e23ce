"""The glossary: what members ask about, answered in three sentences with their sources. The answers are data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.language import ENGLISH, language

_Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S.*\S$")]
_Sentence = Annotated[str, Field(max_length=200, pattern=r"^[A-Z].*[^.]\.$")]
_Told = Annotated[str, Field(max_length=240, pattern=r"^\S.*[^.][.。]$")]
Shown = Literal[
    "tokens", "story", "compare", "next", "ask", "vector", "attention", "layers", "training", "loss", "output", "update"
]
"""What a term is shown on: a card about a text, a view of ``/inside``, a training, or a stage of a step by hand."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Data):
    """Who has found it, or written it down first."""

    author: _Line
    title: _Line
    year: int = Field(ge=1900, le=2100)
    url: str = Field(pattern=r"^https://\S+$", max_length=200)


class Live(_Data):
    """What shows it: what a button says, and the card that it leads to, which is ``about`` a text or about nothing."""

    label: str = Field(min_length=1, max_length=40)
    shows: Shown
    about: str = Field(max_length=200)


class Term(_Data):
    """An answer. By the ``ordinary`` ones of its names people mean other things, too."""

    title: _Line
    called: tuple[_Line, ...] = Field(min_length=1)
    ordinary: tuple[_Line, ...] = ()
    says: tuple[_Sentence, _Sentence, _Sentence]
    live: Live
    sources: tuple[Source, ...] = Field(min_length=1)


class _Glossary(_Data):
    terms: dict[str, Term]


class Translation(_Data):
    """What another language says of a term: its title, three sentences, and the label of the button that shows it."""

    title: _Line
    says: tuple[_Told, _Told, _Told]
    label: str = Field(min_length=1, max_length=40)


class _Translations(_Data):
    terms: dict[str, Translation]


def glossary() -> Mapping[str, Term]:
    """Every term by its key, in the language that is spoken; what is not translated is English.

    >>> glossary()["token"].title
    'Token'
    """
    return _told_in(language())


@cache
def _told_in(spoken: str) -> Mapping[str, Term]:
    if spoken == ENGLISH:
        return _Glossary.model_validate(_read("glossary.toml")).terms
    found = translations(spoken)
    return {key: _translated(term, found[key]) if key in found else term for key, term in _told_in(ENGLISH).items()}


def translations(spoken: str) -> Mapping[str, Translation]:
    """What there is of the glossary in another language, by the key of the term.

    >>> translations("de")["language-model"].title
    'Sprachmodell'
    """
    return _Translations.model_validate(_read(f"glossary.{spoken}.toml")).terms


def _read(name: str) -> Mapping[str, object]:
    file = files("bot.intents").joinpath(name)
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {"terms": {}}


def _translated(term: Term, told: Translation) -> Term:
    live = term.live.model_copy(update={"label": told.label})
    return term.model_copy(update={"title": told.title, "says": told.says, "live": live})


def evened(name: str) -> str:
    """``name`` as names are compared: without capitals, and with spaces for hyphens.

    >>> evened("Top-p")
    'top p'
    """
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


@cache
def keys(*, ordinary: bool) -> Mapping[str, str]:
    """The key of each term by each of its names, evened; with those that are ``ordinary`` words, or without.

    >>> keys(ordinary=False)["bpe"]
    'byte-pair-encoding'
    """
    return {
        evened(name): key
        for key, term in glossary().items()
        for name in (*term.called, *(term.ordinary if ordinary else ()))
    }
