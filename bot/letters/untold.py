"""What a server leaves untold: it tells its likeliest tokens alone, and not every possible answer is among them."""

import math
from collections.abc import Sequence

from bot.language import percent, plural, tr
from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.question import choice_shown
from bot.sentences import separated

_NAMED = 12
"""Answers that are named."""


def untold_line(comparisons: Sequence[Comparison]) -> str:
    """Which possible answers are untold, in one or all of ``comparisons``, and how unlikely they are.

    Nothing where all are told.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Contains
    >>> told = ModelAnswer("server", "", True, None, {"Yes": 1.0}, None, 0.9, (), 0.2, below=0.01)
    >>> untold_line([Comparison(datetime.now(UTC), Asker(), "", Contains("Nevada", "d"), True, told, ())])
    'Not among the likeliest tokens that the server tells: No (each under 1.2%)'
    """
    weighed = [(each, each.model) for each in comparisons if isinstance(each.model, ModelAnswer) and each.model.mass]
    untold = {choice for each, _ in weighed for choice in each.untold}
    if not untold:
        return ""
    # The shares that are shown are of what all that are told have together. Rounded up, so that it is true.
    most = max(model.below / (model.mass or 1) for _, model in weighed)
    under = percent(min(1.0, math.ceil(1_000 * most) / 1_000), 1)
    named = separated(map(choice_shown, sorted(untold, key=lambda choice: (len(choice), choice))[:_NAMED]))
    if len(untold) > _NAMED:
        named = plural("{answers} and {n} more", "{answers} and {n} more", len(untold) - _NAMED, answers=named)
    if all(untold == {*each.untold} for each, _ in weighed):
        return tr(
            "Not among the likeliest tokens that the server tells: {answers} (each under {share})",
            answers=named,
            share=under,
        )
    return tr(
        "Not always among the likeliest tokens that the server tells: {answers} (each under {share} then)",
        answers=named,
        share=under,
    )
