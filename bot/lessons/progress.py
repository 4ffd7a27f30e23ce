"""How far a member has come with a lesson."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zlib import crc32

from bot.lessons.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Given:
    """The option that was chosen, by its place, None where the result was only looked at; and whether it was right."""

    choice: int | None
    right: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A member's place in a lesson, from 0; behind the last card it is finished.

    ``answers`` and the member's own ``words`` are by the place of their card. ``best`` is the best score with which it
    was finished, None before that.
    """

    user_id: int
    lesson: str
    place: int = 0
    answers: Mapping[int, Given] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)
    best: int | None = None

    @property
    def score(self) -> int:
        """How many guesses were right."""
        return sum(given.right for given in self.answers.values())

    def words_of(self, lesson: Lesson, place: int) -> str:
        """What a card is tried on: the member's own words, or those of the lesson."""
        at = lesson.words_at(place)
        return self.words.get(at, lesson.cards[at].words) if lesson.cards[at].own else lesson.cards[place].words

    def at(self, place: int, cards: int) -> "Progress":
        """The same at another of so many ``cards``; behind the last one the score counts."""
        place = min(max(place, 0), cards)
        best = max(self.score, self.best or 0) if place == cards else self.best
        return replace(self, place=place, best=best)

    def anew(self) -> "Progress":
        """The same from the start, with the words that the member has given, and the best score."""
        return replace(self, place=0, answers={})

    def answered(self, place: int, given: Given) -> "Progress":
        """With an answer to the question of a card; the first one counts."""
        return replace(self, answers={place: given, **self.answers})

    def with_words(self, lesson: Lesson, place: int, words: str | None) -> "Progress":
        """With a member's own words on a card, or None for the lesson's; what is tried on them is asked anew."""
        left = {at: given for at, given in self.answers.items() if lesson.words_at(at) != place}
        mine = {at: given for at, given in self.words.items() if at != place}
        return replace(self, place=place, answers=left, words=mine if words is None else {**mine, place: words})


def mark_of(words: str) -> int:
    """A number that tells the words which a button was made for from others.

    >>> mark_of("strawberry") == mark_of("raspberry")
    False
    """
    return crc32(words.encode("utf-8", "surrogatepass"))
