"""What of a prompt was asked, which word in it was asked about, and what the chat template has put around it."""

from dataclasses import dataclass

from bot.letters.comparison import Comparison, ModelAnswer
from bot.letters.trial import place, trial
from bot.tokens import PromptToken


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt in its parts: what the template puts ``before`` and ``after`` what was ``asked``, and then the ``cue``.

    ``word`` are the places, in ``asked``, of the tokens that carry what was asked about.
    """

    before: tuple[PromptToken, ...]
    asked: tuple[PromptToken, ...]
    after: tuple[PromptToken, ...]
    cue: tuple[PromptToken, ...]
    word: range


def prompted(comparison: Comparison) -> Prompted | None:
    """The prompt of ``comparison`` in parts.

    None where none was kept, or where what was asked is not found in it token by token, as a character may be that is
    in several.

    >>> from datetime import UTC, datetime
    >>> from bot.letters import Asker, Count
    >>> texts = ("<s>", "How", " many", "?", "</s>")
    >>> tokens = tuple(PromptToken(id_, text, text[0] == "<") for id_, text in enumerate(texts))
    >>> model = ModelAnswer("SmolLM2", "1", 3, None, None, None, None, tokens, 0.2)
    >>> asked = Comparison(datetime.now(UTC), Asker(), "How many?", Count("many", "a"), 1, model, tokens[2:3])
    >>> parts = prompted(asked)
    >>> len(parts.before), [token.text for token in parts.asked], len(parts.after), parts.word
    (1, ['How', ' many', '?'], 1, range(1, 2))
    """
    model = comparison.model
    if not isinstance(model, ModelAnswer) or not model.prompt:
        return None
    put = trial(comparison.question, comparison.form) if model.distribution else None
    text, focus = (put.asked, put.focus) if put else (comparison.text, place(comparison.question, comparison.text))
    found = _found(model.prompt, text)
    if found is None:
        return None
    asked, after = model.prompt[found.start : found.stop], model.prompt[found.stop :]
    begins = len(after)
    while put and begins and put.cue.endswith("".join(token.text for token in after[begins - 1 :])):
        begins -= 1
    return Prompted(model.prompt[: found.start], asked, after[:begins], after[begins:], _at(asked, focus))


def _found(tokens: tuple[PromptToken, ...], text: str) -> range | None:
    """Which of ``tokens`` make up ``text``: the last that do, as a system prompt comes first."""
    for start in reversed(range(len(tokens))):
        said = ""
        for end in range(start, len(tokens)):
            if tokens[end].special or not text.startswith(said := said + tokens[end].text):
                break
            if said == text:
                return range(start, end + 1)
    return None


def _at(tokens: tuple[PromptToken, ...], focus: tuple[int, int]) -> range:
    """The places of those that have some of the characters ``focus``."""
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token.text))
    start, end = focus
    places = [at for at in range(len(tokens)) if ends[at] < end and ends[at + 1] > start]
    return range(places[0], places[-1] + 1) if places else range(0)
