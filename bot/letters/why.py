"""One sentence on why the model answered as it did, drawn from nothing but its tokens and its probabilities."""

from collections.abc import Mapping, Sequence

from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.question import Which, subject
from bot.tokens import PromptToken


def why(comparison: Comparison) -> str:
    """What the model saw of the word, and whether its answer depends on the word at all.

    >>> why(comparison)
    'It saw “strawberry” as one token, number 35199: no letter is visible in that. It leans to 1 with the word hidden
    too: a habit, not a count.'
    """
    word = subject(comparison.question)
    if not isinstance(comparison.model, ModelAnswer):
        return f"A model sees {_cut(word, comparison.word_tokens)}."
    if isinstance(comparison.question, Which):  # whose list may have been called otherwise: “states”
        word = "".join(token.text for token in comparison.word_tokens).strip() or word
    seen = f"It saw {_cut(word, comparison.word_tokens)}."
    habit = _habit(comparison.model.distribution, comparison.model.prior)
    return f"{seen} {habit}".rstrip()


def _cut(word: str, tokens: Sequence[PromptToken]) -> str:
    shown = word if len(word) <= 40 else f"{word[:39]}…"
    match tokens:
        case []:
            return f"“{shown}” only as token numbers, and no letter is visible in those"
        case [token]:
            return f"“{shown}” as one token, number {token.id}: no letter is visible in that"
        case _ if len(tokens) <= 6:
            pieces = " | ".join(token.text.strip() or "␣" for token in tokens)
            ids = ", ".join(str(token.id) for token in tokens)
            return f"“{shown}” as {len(tokens)} tokens ({pieces}), the numbers {ids}: no letter is visible in those"
        case _:
            return f"“{shown}” as {len(tokens)} token numbers, and no letter is visible in those"


def _habit(distribution: Mapping[str, float] | None, prior: Mapping[str, float] | None) -> str:
    if not distribution or not prior:
        return ""
    pick, habit = max(distribution, key=distribution.__getitem__), max(prior, key=prior.__getitem__)
    if pick == habit:
        return f"It leans to {pick} with the word hidden too: a habit, not a count."
    return f"With the word hidden it would have leant to {habit}, so the word did change its mind."
