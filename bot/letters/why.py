"""What the model read of the word and whether that mattered, drawn from its tokens and its probabilities alone."""

from collections.abc import Sequence

from bot.language import later, plural, tr
from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.question import HowManyOf, Which, choice_shown, subject
from bot.letters.variation import unseen
from bot.sentences import sentences, separated
from bot.tokens import PromptToken, visible

_SPELLING = later(
    "An id spells nothing: models learn spelling from text, and those that reason can go letter by letter."
)
_AT_ONCE = later("This one had to answer at once.")


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
            told = [_read(comparison, _list(_typed(names, tokens)))]
        case _:
            told = [_read(comparison, _cut(subject(question), tokens)), str(_SPELLING)]
    if isinstance(model, ModelAnswer) and model.distribution:
        told += [str(_AT_ONCE), habit(model)]
    return sentences(filter(None, told))


def why_briefly(comparison: Comparison) -> str:
    """What it read, in one sentence.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Count
    >>> model = ModelAnswer("SmolLM2", "Q4_1", 1, None, {"1": 0.7, "3": 0.3}, {"1": 0.8, "3": 0.2}, 0.9, (), 0.2)
    >>> word = (PromptToken(35199, " strawberry"),)
    >>> asked = Comparison(datetime.now(UTC), Asker(), "How many r's?", Count("strawberry", "r"), 3, model, word)
    >>> why_briefly(asked)  # doctest: +NORMALIZE_WHITESPACE
    'It read “strawberry” as one token, “␣strawberry”, id 35199.'
    """
    question, tokens = comparison.question, comparison.word_tokens
    match question:
        case Which(names) | HowManyOf(names):
            return _read(comparison, tr("“{words}” and none of the names", words=_typed(names, tokens)))
        case _:
            return _read(comparison, _cut(subject(question), tokens))


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
    if shown == hidden:
        then = tr("The likeliest answer stays {answer}.", answer=choice_shown(shown))
    else:
        then = tr("The likeliest answer would be {answer}.", answer=choice_shown(hidden))
    return sentences([unseen(model.moved), then])


def _read(comparison: Comparison, what: str) -> str:
    named = comparison.vocabulary
    # Translators: {what} is one of the phrases that follow, such as: “strawberry” as one token, “␣strawberry”, id 35199
    if isinstance(comparison.model, ModelAnswer):
        if named:
            return tr("In its own vocabulary ({vocabulary}) it read {what}.", vocabulary=named, what=what)
        return tr("It read {what}.", what=what)
    if named:
        return tr("A model with the vocabulary {vocabulary} reads {what}.", vocabulary=named, what=what)
    return tr("A model reads {what}.", what=what)


def _typed(names: str, tokens: Sequence[PromptToken]) -> str:
    return "".join(token.text for token in tokens).strip() or names


def _list(typed: str) -> str:
    return tr(
        "the words “{words}” and none of the names: those, and how they are spelt, must come from what was learnt",
        words=typed,
    )


def _cut(text: str, tokens: Sequence[PromptToken]) -> str:
    word, number = text if len(text) <= 40 else f"{text[:39]}…", len(tokens)
    match tokens:
        case []:
            return tr("“{word}” as tokens, not as letters", word=word)
        case [token]:
            said, id_ = visible(token.text), str(token.id)
            return tr("“{word}” as one token, “{token}”, id {id}", word=word, token=said, id=id_)
        case _ if number <= 6 and not any("⟨" in token.text for token in tokens):
            return plural(
                "“{word}” as {n} token ({tokens}), ids {ids}",
                "“{word}” as {n} tokens ({tokens}), ids {ids}",
                number,
                word=word,
                tokens=" | ".join(visible(token.text) for token in tokens),
                ids=separated(str(token.id) for token in tokens),
            )
        case _:
            return plural("“{word}” as {n} token", "“{word}” as {n} tokens", number, word=word)
