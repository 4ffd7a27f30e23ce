"""What the model read of the word and whether that mattered, drawn from its tokens and its probabilities alone."""

from collections.abc import Sequence

from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.question import HowManyOf, Which, subject
from bot.letters.variation import unseen
from bot.tokens import PromptToken, visible

_SPELLING = "An id spells nothing: models learn spelling from text, and those that reason can go letter by letter."
_AT_ONCE = "This one had to answer at once."


def why(comparison: Comparison) -> str:
    """What the model read of the word, and how much its answer depends on the word at all.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Count
    >>> model = ModelAnswer("SmolLM2", "Q4_1", 1, None, {"1": 0.7, "3": 0.3}, {"1": 0.8, "3": 0.2}, 0.9, (), 0.2)
    >>> word = (PromptToken(35199, " strawberry"),)
    >>> asked = Comparison(datetime.now(UTC), Asker(), "How many r's?", Count("strawberry", "r"), 3, model, word)
    >>> why(asked)  # doctest: +NORMALIZE_WHITESPACE
    'It read “strawberry” as one token, “␣strawberry”, id 35199. An id spells nothing: models learn spelling from text,
    and those that reason can go letter by letter. This one had to answer at once. Without seeing the word it would
    answer somewhat differently (10 percentage points apart): the word counts, but habit counts more. The likeliest
    answer stays 1.'
    """
    question, tokens, model = comparison.question, comparison.word_tokens, comparison.model
    match question:
        case Which(names) | HowManyOf(names):
            told = [_list(names, tokens)]
        case _:
            told = [f"{_cut(subject(question), tokens)}.", _SPELLING]
    if isinstance(model, ModelAnswer) and model.distribution:
        told += [_AT_ONCE, habit(model)]
    return " ".join([_reader(comparison), *filter(None, told)])


def why_briefly(comparison: Comparison) -> str:
    """The same in one sentence.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Count
    >>> model = ModelAnswer("SmolLM2", "Q4_1", 1, None, {"1": 0.7, "3": 0.3}, {"1": 0.8, "3": 0.2}, 0.9, (), 0.2)
    >>> word = (PromptToken(35199, " strawberry"),)
    >>> asked = Comparison(datetime.now(UTC), Asker(), "How many r's?", Count("strawberry", "r"), 3, model, word)
    >>> why_briefly(asked)  # doctest: +NORMALIZE_WHITESPACE
    'It read “strawberry” as one token, “␣strawberry”, id 35199. An id spells nothing. Without seeing the word it would
    answer somewhat differently (10 percentage points apart): the word counts, but habit counts more.'
    """
    question, tokens, model = comparison.question, comparison.word_tokens, comparison.model
    match question:
        case Which(names) | HowManyOf(names):
            typed = "".join(token.text for token in tokens).strip() or names
            told = f"“{typed}” and none of the names"
        case _:
            told = _cut(subject(question), tokens) + (". An id spells nothing" if tokens else "")
    moved = f". {unseen(model.moved)}" if isinstance(model, ModelAnswer) and model.moved is not None else ""
    return f"{_reader(comparison)} {told}{moved}."


def habit(model: ModelAnswer) -> str:
    """How far apart the distributions with the word and without it are; nothing where one of them is missing.

    >>> model = ModelAnswer("SmolLM2", "", 1, None, {"1": 0.6, "3": 0.4}, {"1": 0.62, "3": 0.38}, 0.9, (), 0.2)
    >>> habit(model)  # doctest: +NORMALIZE_WHITESPACE
    'Without seeing the word it answers nearly the same (2 percentage points apart): mostly habit. The likeliest answer
    stays 1.'
    """
    if model.moved is None or not model.distribution or not model.prior:
        return ""
    shown, hidden = (max(shares, key=shares.__getitem__) for shares in (model.distribution, model.prior))
    then = f"stays {shown}" if shown == hidden else f"would be {hidden}"
    return f"{unseen(model.moved)}. The likeliest answer {then}."


def _reader(comparison: Comparison) -> str:
    named = comparison.vocabulary
    if isinstance(comparison.model, ModelAnswer):
        return f"In its own vocabulary ({named}) it read" if named else "It read"
    return f"A model with the vocabulary {named} reads" if named else "A model reads"


def _list(names: str, tokens: Sequence[PromptToken]) -> str:
    typed = "".join(token.text for token in tokens).strip() or names
    return f"the words “{typed}” and none of the names: those, and how they are spelt, must come from what was learnt."


def _cut(word: str, tokens: Sequence[PromptToken]) -> str:
    named = f"“{word if len(word) <= 40 else f'{word[:39]}…'}”"
    match tokens:
        case []:
            return f"{named} as tokens, not as letters"
        case [token]:
            return f"{named} as one token, “{visible(token.text)}”, id {token.id}"
        case _ if len(tokens) <= 6 and not any("⟨" in token.text for token in tokens):
            pieces = " | ".join(visible(token.text) for token in tokens)
            return f"{named} as {len(tokens)} tokens ({pieces}), ids {', '.join(str(token.id) for token in tokens)}"
        case _:
            return f"{named} as {len(tokens)} tokens"
