"""Which names of a list are asked for."""

from bot.letters.languages.lists import name_list
from bot.letters.matching import occurrences, stands_at
from bot.letters.question import HowManyOf, Which


def names_of(question: Which | HowManyOf) -> tuple[str, ...]:
    """The names that ``question`` is about, in the order of their list.

    >>> names_of(Which("months", "j")), names_of(HowManyOf("continents", "x"))
    (('January', 'June', 'July'), ())
    """
    return tuple(name for name in name_list(question.names).names if _meets(name, question))


def _meets(name: str, question: Which | HowManyOf) -> bool:
    def has(letter: str) -> bool:
        if question.where == "anywhere":
            return bool(occurrences(name, letter))
        return stands_at(name, letter, at_end=question.where == "end")

    letters = (question.letter, *question.also)
    return (any if question.any_of else all)(map(has, letters)) != question.without
