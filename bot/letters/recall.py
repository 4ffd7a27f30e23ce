"""How well a model told those names that contain a letter from those that do not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.question import subject


@dataclass(frozen=True, slots=True)
class Recall:
    """Names by the exact answer and the model's.

    The ``right_…`` got the answer that their name says, and it is right: ``right_yes`` contain the letter. The
    ``wrong_…`` got it wrongly: ``wrong_yes`` do not contain the letter. ``unanswered`` got none.
    """

    right_yes: tuple[str, ...]
    right_no: tuple[str, ...]
    wrong_yes: tuple[str, ...]
    wrong_no: tuple[str, ...]
    unanswered: tuple[str, ...]

    @property
    def yes(self) -> int:
        """How many names the model said yes to."""
        return len(self.right_yes) + len(self.wrong_yes)

    @property
    def no(self) -> int:
        """How many names the model said no to."""
        return len(self.right_no) + len(self.wrong_no)


def recall(comparisons: Sequence[Comparison]) -> Recall:
    """The answers to ``comparisons``, each of a ``Contains``, put in order.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Contains
    >>> said = ModelAnswer("SmolLM2", "Q4_1", True, None, {}, None, 0.9, (), 0.2)
    >>> asked = [(Contains("Nevada", "d"), True), (Contains("Utah", "d"), False)]
    >>> recall([Comparison(datetime.now(UTC), Asker(), "", question, exact, said, ()) for question, exact in asked])
    Recall(right_yes=('Nevada',), right_no=(), wrong_yes=('Utah',), wrong_no=(), unanswered=())
    """

    def names(exact: bool, said: bool | None) -> tuple[str, ...]:
        return tuple(subject(each.question) for each in comparisons if each.exact is exact and said_of(each) is said)

    return Recall(
        right_yes=names(True, True),
        right_no=names(False, False),
        wrong_yes=names(False, True),
        wrong_no=names(True, False),
        unanswered=tuple(subject(each.question) for each in comparisons if said_of(each) is None),
    )


def said_of(comparison: Comparison) -> bool | None:
    """Whether the model says yes to a ``Contains``; None where it does not answer.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Contains
    >>> said = ModelAnswer("SmolLM2", "Q4_1", False, None, {}, None, 0.9, (), 0.2)
    >>> said_of(Comparison(datetime.now(UTC), Asker(), "", Contains("Nevada", "d"), True, said, ()))
    False
    """
    answer = comparison.model.answer if isinstance(comparison.model, ModelAnswer) else None
    return answer if isinstance(answer, bool) else None
