"""How likely a server finds each of a few answers, as far as its likeliest tokens at one place tell."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.errors import ChoicesUntold
from bot.language import later
from bot.model.api import EncodedPrompt, ForcedChoice, Prompt
from bot.model.server_wire import Place

ROOM = 4
"""Tokens that a server may write until it comes to its answer: white space may come first."""
_MOST_BEGUN = 0.1
"""What tokens that only begin an answer may have, as a share of what those have that are one.

With more, an answer of one token would win because it is short."""


def with_instruction(prompt: Prompt, choices: Sequence[str]) -> Prompt:
    """``prompt`` with the wish for nothing but one of ``choices``, as a server does not go on after a cue.

    >>> from bot.model import Message
    >>> asked = Prompt((Message("user", "Does strawberry contain the letter r?"),), "Answer:")
    >>> with_instruction(asked, [" Yes", " No"]).messages[-1].content
    'Does strawberry contain the letter r?\\nAnswer with Yes or No only.'
    """
    *before, last = prompt.messages
    asked = replace(last, content=f"{last.content}\n{instruction(choices)}")
    return replace(prompt, messages=(*before, asked), cue="")


def instruction(choices: Sequence[str]) -> str:
    """What is asked for beside the question.

    >>> instruction([" Yes", " No"])
    'Answer with Yes or No only.'
    """
    answers = [choice.strip() for choice in choices]
    if all(answer.isdecimal() for answer in answers):
        return "Answer with a number only."
    if {*answers} == {"Yes", "No"}:
        return "Answer with Yes or No only."
    if all(len(answer) == 1 and answer.isalpha() for answer in answers):
        return "Answer with one letter only."
    return f"Answer with one of: {', '.join(answers)}"


def choice_from_likeliest(choices: Sequence[str], place: Place | None, prompt: EncodedPrompt) -> ForcedChoice:
    """What the likeliest tokens at ``place`` say of each of ``choices``. Raises ``ChoicesUntold``.

    >>> from bot.model import Candidate
    >>> from bot.tokens import PromptToken
    >>> told = [("2", 0.5), ("3", 0.25), ("4", 0.2)]
    >>> likeliest = tuple(Candidate(PromptToken(-1, text), share) for text, share in told)
    >>> found = choice_from_likeliest(["1", "2", "3"], Place(likeliest[0], likeliest), EncodedPrompt((), ()))
    >>> {choice: round(share, 2) for choice, share in found.probabilities.items()}, found.mass, found.below
    ({'2': 0.67, '3': 0.33}, 0.75, 0.2)
    """
    by_answer = {choice.strip().casefold(): choice for choice in choices}
    told: dict[str, float] = {}
    begun = 0.0
    for candidate in place.likeliest if place else ():
        said = candidate.token.text.strip().casefold()
        if choice := by_answer.get(said):
            told[choice] = told.get(choice, 0.0) + candidate.probability
        elif said and any(answer.startswith(said) for answer in by_answer):
            begun += candidate.probability
    mass = sum(told.values())
    if place is None or not mass:
        raise ChoicesUntold(
            later(
                "None of the possible answers is among the likeliest tokens that the model's server tells. Ask again "
                "in other words."
            )
        )
    if begun > _MOST_BEGUN * mass or _digit_by_digit(choices, told):
        raise ChoicesUntold(
            later(
                "The model's server tells how likely the beginning of an answer is, but not how likely the whole of it "
                "is. Ask for something shorter."
            )
        )
    shares = {choice: told[choice] / mass for choice in choices if choice in told}
    below = 0.0 if len(shares) == len(choices) else place.likeliest[-1].probability
    return ForcedChoice(shares, min(1.0, mass), prompt, below)


def _digit_by_digit(choices: Sequence[str], told: Iterable[str]) -> bool:
    """Whether numbers may come in several tokens: what “1” is given is then also that of 10 to 19.

    Where a number is one token, some with two digits are among the likely ones.
    """
    numbers = all(choice.strip().isdecimal() for choice in choices)
    return numbers and _digits(choices) > 1 == _digits(told)


def _digits(numbers: Iterable[str]) -> int:
    return max(len(number.strip()) for number in numbers)
