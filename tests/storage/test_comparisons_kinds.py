"""The rarer kinds of question come back from the log as they were, and statistics do not mix them with others."""

from dataclasses import replace
from typing import get_args

from bot.letters import ModelMissing, Question, solve, subject
from bot.storage import Comparisons, Database
from tests.letters.solved import PUT, SOLVED
from tests.storage.comparing import BASE, LISTENED

ASKED = [*dict.fromkeys([question for question, _ in [*SOLVED, *PUT]])]
_LONG_KEPT = {"count", "contains", "length", "position", "spell", "reverse"}


async def test_every_kind_comes_back_judged(database: Database) -> None:
    comparisons = Comparisons(database)
    for question in ASKED:
        exact = solve(question)
        for model in (ModelMissing("It is off."), replace(LISTENED, answer=exact)):
            kept = replace(BASE, question=question, exact=exact, model=model)
            stored = await comparisons.get(await comparisons.add(kept))
            assert stored is not None
            assert stored.comparison == kept
            assert stored.comparison.correct is (None if isinstance(model, ModelMissing) else True)
            assert subject(stored.comparison.question) == subject(question)


def test_all_kinds_are_among_them_and_none_is_counted_with_others() -> None:
    assert {question.kind for question in ASKED} == {type_.kind for type_ in get_args(Question)} - _LONG_KEPT
    assert all(replace(BASE, question=question).true_count is None for question in ASKED)
