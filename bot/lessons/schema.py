"""What a file of a lesson has to look like."""

from typing import Annotated, Self

import regex
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from bot.lessons.experiments import EXPERIMENTS, Experiment
from bot.lessons.lesson import Lesson, LessonCard, Question

_WORDS = 70
"""Of a text: more is not read on a phone."""
_PLACEHOLDER = regex.compile(r"\{(\w*)\}")
_FIGURE = regex.compile(r"(?<!\w)\d+(?:[.,\u202f]\d+)*")

_Line = Annotated[str, Field(min_length=1, max_length=80)]
_Text = Annotated[str, Field(min_length=1, max_length=460)]
_Option = Annotated[str, Field(min_length=1, max_length=40)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class CardTable(_Table):
    """A card. ``right`` counts options from 1."""

    title: _Line
    text: _Text
    experiment: str
    words: str = Field(default="", max_length=400)
    own: bool = False
    as_before: bool = False
    settings: dict[str, str] = {}
    question: str = Field(min_length=1, max_length=160)
    options: tuple[_Option, ...] = ()
    right: int | None = None
    measure: str = ""
    up_to: tuple[float, ...] = ()
    after: _Text
    outcomes: tuple[Annotated[str, Field(min_length=1, max_length=220)], ...] = ()
    not_shown: str = Field(min_length=1, max_length=220)

    @model_validator(mode="after")
    def _fits_its_experiment(self) -> Self:
        known = EXPERIMENTS.get(self.experiment)
        if known is None:
            raise _wrong(f"experiment: there is no “{self.experiment}”. There are {', '.join(EXPERIMENTS)}")
        self._check_words(known)
        self._check_settings(known)
        self._check_answers(known)
        for name in ("text", "after", "question", "not_shown"):
            self._check_text(name, getattr(self, name), known)
        for name, texts in (("options", self.options), ("outcomes", self.outcomes)):
            for text in texts:
                self._check_text(name, text, known)
        return self

    def _check_words(self, known: Experiment) -> None:
        if not known.most and (self.words or self.own):
            raise _wrong(f"words: “{self.experiment}” takes none. Leave out words and own")
        if known.most and not self.words.strip():
            raise _wrong("words: give it some to be tried on")
        if known.most and len(self.words) > known.most:
            raise _wrong(f"words: “{self.experiment}” takes at most {known.most} characters")
        if self.own and self.as_before:
            raise _wrong("as_before: a card takes its own words or those of the card before. Leave out one of both")

    def _check_settings(self, known: Experiment) -> None:
        for name, value in self.settings.items():
            if name not in known.settings:
                takes = f"It takes {', '.join(known.settings)}" if known.settings else "It takes none"
                raise _wrong(f"settings: “{self.experiment}” has no “{name}”. {takes}")
            if not regex.fullmatch(known.settings[name], value):
                raise _wrong(f"settings: {name} cannot be “{value}”. It has to match {known.settings[name]}")

    def _check_answers(self, known: Experiment) -> None:
        number = len(self.options)
        if number == 0:
            if not known.offers:
                raise _wrong(f"options: “{self.experiment}” offers none. Write two to four")
            if self.right is not None or self.measure:
                raise _wrong("right: the experiment offers the options and knows the right one. Leave it out")
        elif not 2 <= number <= 4 or len({*self.options}) < number:
            raise _wrong("options: write two to four, all different")
        elif (self.right is None) == (self.measure == ""):
            raise _wrong("right: say which option is right, counted from 1, or name a measure and up_to")
        elif self.right is not None and not 1 <= self.right <= number:
            raise _wrong(f"right: there are {number} options, so it is a number from 1 to {number}")
        elif self.measure:
            self._check_measure(known, number)
        if self.outcomes and len(self.outcomes) != number:
            raise _wrong("outcomes: write one for each option, or none")

    def _check_measure(self, known: Experiment, number: int) -> None:
        if self.measure not in known.measures:
            named = ", ".join(sorted(known.measures)) or "none"
            raise _wrong(f"measure: “{self.experiment}” does not measure “{self.measure}”. It measures: {named}")
        if len(self.up_to) != number - 1 or [*self.up_to] != sorted({*self.up_to}):
            raise _wrong("up_to: give the highest number of each option but the last, in rising order")

    def _check_text(self, name: str, text: str, known: Experiment) -> None:
        if len(text.split()) > _WORDS:
            raise _wrong(f"{name}: it has {len(text.split())} words, and {_WORDS} is the most. Make it shorter")
        for placeholder in _PLACEHOLDER.findall(text):
            if placeholder not in known.values:
                named = ", ".join(sorted(known.values))
                raise _wrong(f"{name}: “{self.experiment}” does not fill {{{placeholder}}}. It fills: {named}")

    def figures(self) -> set[str]:
        """The numbers that its texts state by themselves; those of options are guesses."""
        told = " ".join((self.title, self.text, self.question, self.after, *self.outcomes, self.not_shown))
        return {*_FIGURE.findall(_PLACEHOLDER.sub("", told))}

    def card(self) -> LessonCard:
        """The card that is meant."""
        right = None if self.right is None else self.right - 1
        question = Question(self.question, self.options, right, self.measure, self.up_to)
        return LessonCard(
            title=self.title,
            text=self.text,
            experiment=self.experiment,
            words=self.words,
            own=self.own,
            settings=self.settings,
            question=question,
            after=self.after,
            not_shown=self.not_shown,
            as_before=self.as_before,
            outcomes=self.outcomes,
        )


class LessonTable(_Table):
    """A lesson. ``figures`` has each number that a text states, with how it is computed."""

    title: str = Field(min_length=1, max_length=60)
    about: str = Field(min_length=1, max_length=100)
    minutes: int = Field(ge=1, le=60)
    figures: dict[str, _Line] = {}
    cards: tuple[CardTable, ...] = Field(min_length=4, max_length=6)

    @model_validator(mode="after")
    def _says_where_figures_come_from(self) -> Self:
        stated = {figure for card in self.cards for figure in card.figures()}
        if unknown := sorted(stated - {*self.figures}):
            raise _wrong(
                f"figures: the texts state {', '.join(unknown)}. Say under [figures] how each is computed, or use a "
                "placeholder"
            )
        return self

    @model_validator(mode="after")
    def _has_words_before(self) -> Self:
        if self.cards[0].as_before:
            raise _wrong("as_before: there is no card before the first one. Leave it out")
        return self

    def lesson(self, id_: str) -> Lesson:
        """The lesson that is meant."""
        cards = tuple(card.card() for card in self.cards)
        return Lesson(id_, self.title, self.about, self.minutes, cards, self.figures)


def _wrong(said: str) -> PydanticCustomError:
    return PydanticCustomError("lesson", "{said}", {"said": said})


def problems(error: ValidationError) -> list[str]:
    """What is wrong, a line each: which card, which field, and what to do.

    >>> try:
    ...     LessonTable.model_validate({"title": "Pies", "about": "Of pies.", "cards": [], "name": "pies"})
    ... except ValidationError as error:
    ...     problems(error)[0], problems(error)[-1]
    ('minutes: it is missing; write it', 'name: there is no such field; leave it out')
    """
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        said = problem["msg"]
        match problem["loc"]:
            case ("cards", int(place), *fields):
                where = ", ".join([f"card {place + 1}", *(str(each) for each in fields if isinstance(each, str))])
            case fields:
                where = ".".join(map(str, fields))
        if problem["type"] == "extra_forbidden":
            said = "there is no such field; leave it out"
        elif problem["type"] == "missing":
            said = "it is missing; write it"
        lines.append(f"{where}: {said[:1].lower()}{said[1:]}" if where else said)
    return lines
