"""One sentence on why the model answered as it did, drawn from nothing but its tokens and its probabilities."""

from collections.abc import Sequence

from bot.letters.comparison import Comparison, ModelAnswer, ModelMissing
from bot.letters.question import HowManyOf, Which
from bot.tokens import PromptToken, visible


def why(comparison: Comparison) -> str:
    """What the model saw of the word, and whether its answer depends on the word at all.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Count
    >>> model = ModelAnswer("SmolLM2", "Q4_1", 1, None, {"1": 0.7, "3": 0.3}, {"1": 0.8, "3": 0.2}, 0.9, (), 0.2)
    >>> word = (PromptToken(35199, " strawberry"),)
    >>> asked = Comparison(datetime.now(UTC), Asker(), "How many r's?", Count("strawberry", "r"), 3, model, word)
    >>> why(asked)  # doctest: +NORMALIZE_WHITESPACE
    'It saw “strawberry” as one token, “␣strawberry”, number 35199; a number does not show its letters. With the word
    hidden it leans to 1 too: mostly habit.'
    """
    question, tokens, model = comparison.question, comparison.word_tokens, comparison.model
    saw = "It saw" if isinstance(model, ModelAnswer) else "A model sees"
    match question:
        case Which(names) | HowManyOf(names):
            seen = _list(names, tokens)
        case _:
            seen = _cut(question.text, tokens)
    return f"{saw} {seen}. {_habit(model)}".rstrip()


def _list(names: str, tokens: Sequence[PromptToken]) -> str:
    typed = "".join(token.text for token in tokens).strip() or names
    return f"the words “{typed}” and none of the names: it has to know them by heart, and how each is spelt"


def _cut(word: str, tokens: Sequence[PromptToken]) -> str:
    shown = word if len(word) <= 40 else f"{word[:39]}…"
    match tokens:
        case []:
            return f"“{shown}” only as token numbers, which do not show their letters"
        case [token]:
            text = visible(token.text)
            return f"“{shown}” as one token, “{text}”, number {token.id}; a number does not show its letters"
        case _ if len(tokens) <= 6 and not any("⟨" in token.text for token in tokens):
            pieces = " | ".join(visible(token.text) for token in tokens)
            ids = ", ".join(str(token.id) for token in tokens)
            return f"“{shown}” as {len(tokens)} tokens ({pieces}), the numbers {ids}; numbers do not show their letters"
        case _:
            return f"“{shown}” as {len(tokens)} token numbers, which do not show their letters"


def _habit(model: ModelAnswer | ModelMissing) -> str:
    if isinstance(model, ModelMissing) or not model.distribution or not model.prior:
        return ""
    pick = max(model.distribution, key=model.distribution.__getitem__)
    habit = max(model.prior, key=model.prior.__getitem__)
    if pick == habit:
        return f"With the word hidden it leans to {pick} too: mostly habit."
    return f"With the word hidden it leans to {habit} instead: the word made a difference."
