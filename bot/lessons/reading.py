"""The reading list: what is best on the web, each at the lesson where it helps. The entries are data."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["video", "article", "interactive", "paper", "code"]
LessonId = Literal["tokens", "pairs", "ids", "vectors", "dots", "attention", "training", "letters"]

_Line = Annotated[str, Field(min_length=1, max_length=110, pattern=r"^\S.*\S$")]
_Sentence = Annotated[str, Field(max_length=140, pattern=r"^[A-Z].*[^.]\.$")]


class Work(BaseModel):
    """One thing to read, watch or try: ``good_for`` says why, ``first`` where to begin. The numbers are minutes, about.

    Those that ``start`` are for whoever knows nothing yet.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: _Line
    author: _Line
    year: int | None = Field(default=None, ge=1900, le=2100)  # None: it does not say
    url: str = Field(pattern=r"^https://\S+$", max_length=120)
    kind: Kind
    minutes: int = Field(ge=1, le=600)
    good_for: _Sentence
    first: _Sentence
    lessons: tuple[LessonId, ...] = Field(min_length=1)
    start: bool = False


class _ReadingList(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    works: tuple[Work, ...]


@cache
def works() -> Sequence[Work]:
    """Every entry, the shortest first.

    >>> works()[0].minutes <= works()[-1].minutes
    True
    """
    read = tomllib.loads(files("bot.lessons").joinpath("reading.toml").read_text("utf-8"))
    return sorted(_ReadingList.model_validate(read).works, key=lambda work: work.minutes)


def works_for(lesson_id: str | None) -> Sequence[Work]:
    """The entries of a lesson, the shortest first; without one, those to start with.

    >>> works_for("dots")[0].title
    'Large Language Models explained briefly'
    >>> works_for("poetry")
    []
    """
    return [work for work in works() if (work.start if lesson_id is None else lesson_id in work.lessons)]
