"""How likely a server finds each of a few answers, as far as its likeliest tokens tell."""

import math
from collections.abc import Sequence

import pytest

from bot.errors import ChoicesUntold
from bot.model import ForcedChoice
from bot.model.server_scoring import instruction
from tests.model.faulty import DONE, END, HEL, LO, Answer, entry, stream, telling
from tests.model.serving import chat, telling_model

DIGITS = [*map(str, range(10))]


def likely(*tokens: tuple[str, float], before: str = "") -> Answer:
    """An answer that begins with the first of ``tokens``, after ``before``; probabilities of all of them are told."""
    told = [entry(text, math.log(share)) for text, share in tokens]
    begun = [entry(before, -0.1, top_logprobs=told)] if before else []
    return telling(*begun, told[0] | {"top_logprobs": told})


async def score(answer: Answer, choices: Sequence[str]) -> ForcedChoice:
    async with telling_model(answer) as (model, _):
        return await model.score(chat("How many?"), choices)


async def test_what_it_tells_is_shared_among_the_choices() -> None:
    found = await score(likely(("3", 0.4), (" 3", 0.1), ("The", 0.3), ("2", 0.1), ("three", 0.05), ("x", 0.01)), DIGITS)
    assert [*found.probabilities] == ["2", "3"]
    assert found.probabilities == pytest.approx({"2": 1 / 6, "3": 5 / 6})
    assert (found.mass, found.below) == pytest.approx((0.6, 0.01))
    assert (found.prompt.tokens, found.prompt.focus) == ((), ())


async def test_case_and_white_space_make_no_other_answer() -> None:
    found = await score(likely((" yes", 0.4), ("YES", 0.2), ("No", 0.2), ("\n", 0.1), before="\n\n"), [" Yes", " No"])
    assert found.probabilities == pytest.approx({" Yes": 0.75, " No": 0.25})
    assert (found.mass, found.below) == pytest.approx((0.8, 0.0))


@pytest.mark.parametrize(
    ("answer", "choices"),
    [
        (likely(("The", 0.5), ("There", 0.3)), DIGITS),
        (likely(("", 0.5), before=" "), DIGITS),
        (likely(("1", 0.5), ("2", 0.3)), [*map(str, range(100))]),
        (likely(("cherry", 0.5), (" straw", 0.1)), [" cherry", " strawberry"]),
        (stream(HEL, LO, END, DONE), DIGITS),
        (telling(entry("3", -0.5)), DIGITS),
    ],
    ids=["none of them", "nothing", "digit by digit", "piece by piece", "no tokens", "no others"],
)
async def test_where_nothing_can_be_compared_it_says_so(answer: Answer, choices: Sequence[str]) -> None:
    with pytest.raises(ChoicesUntold):
        await score(answer, choices)


async def test_a_few_beginnings_of_answers_do_no_harm() -> None:
    found = await score(likely(("No", 0.5), ("Yes", 0.3), ("N", 0.05), ("Y", 0.02)), [" Yes", " No"])
    assert found.probabilities == pytest.approx({" Yes": 3 / 8, " No": 5 / 8})


async def test_whole_numbers_are_compared() -> None:
    found = await score(likely(("12", 0.5), ("1", 0.25)), [*map(str, range(100))])
    assert found.probabilities == pytest.approx({"1": 1 / 3, "12": 2 / 3})


async def test_a_question_is_sent_with_the_wish_for_an_answer_alone() -> None:
    async with telling_model(likely((" Yes", 0.5))) as (model, server):
        await model.score(chat("Hi", "Ho", "Is it?"), [" Yes", " No"])
    [sent] = server.requests
    assert isinstance(sent["messages"], list)
    assert [each["content"] for each in sent["messages"]] == ["Hi", "Ho", "Is it?\nAnswer with Yes or No only."]
    assert (sent["max_tokens"], sent["temperature"], sent["top_logprobs"]) == (4, 0.0, 20)


@pytest.mark.parametrize(
    ("choices", "wish"),
    [
        (DIGITS, "Answer with a number only."),
        ([" Yes", " No"], "Answer with Yes or No only."),
        ([" a", " b"], "Answer with one letter only."),
        (["red", "blue"], "Answer with one of: red, blue"),
    ],
)
def test_the_wish_follows_from_the_choices(choices: Sequence[str], wish: str) -> None:
    assert instruction(choices) == wish
