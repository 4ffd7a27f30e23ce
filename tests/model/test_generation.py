"""Many answers at once by a tiny model: more than fit, cancelled ones, and what is left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast

from bot.model import GREEDY, Sampling, generation
from bot.model.generation import Generator
from bot.model.template import Encoded, Template
from bot.model.wire import Finished, Refused, Wrote

PAGES = 8
ROOM = 64 * PAGES
"""Tokens that all requests have together here."""


@pytest.fixture
def generator(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Generator]:
    """A generator of the tiny model in the test's own process, with a small part of the usual room."""
    monkeypatch.setattr(generation, "_PAGES", PAGES)
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    assert isinstance(tokenizer, PreTrainedTokenizerFast)
    generator = Generator(AutoModelForCausalLM.from_pretrained(tiny, dtype=torch.bfloat16), Template(tokenizer))
    yield generator
    generator._manager.stop(hard_stop=True)


def prompt(number: int, length: int) -> Encoded:
    """A prompt that begins like no other."""
    return Encoded((3 + number, *range(100, 99 + length)), slice(0, 0))


def left_behind(generator: Generator) -> int:
    return len(generator._running) + len(generator._chooser._requests)


def until_all_end(generator: Generator, waiting: set[int]) -> dict[int, int]:
    """How many tokens each request has got once all of those that are waited for have finished."""
    written = dict.fromkeys(waiting, 0)
    for output in generator.outputs():
        assert not isinstance(output, Refused)
        if isinstance(output, Wrote):
            written[output.id] += len(output.piece.tokens)
        elif isinstance(output, Finished):
            waiting.discard(output.id)
        if not waiting:
            break
    return written


@pytest.mark.parametrize(("length", "tokens"), [(200, 8), (100, 60)], ids=["to be read", "while they are written"])
def test_more_than_there_is_room_for_wait_their_turn(generator: Generator, length: int, tokens: int) -> None:
    number = ROOM // length + 1
    for id_ in range(number):
        generator.add(id_, prompt(id_, length), tokens, Sampling(1, 5))
    written = until_all_end(generator, set(range(number)))
    assert all(1 <= each <= tokens for each in written.values())
    assert max(written.values()) == tokens
    assert left_behind(generator) == 0


def test_the_longest_that_there_may_be_is_written(generator: Generator) -> None:
    generator.add(1, prompt(1, ROOM - 4), 4, GREEDY)
    assert 1 <= until_all_end(generator, {1})[1] <= 4


def test_what_comes_after_a_request_was_cancelled_is_dropped(generator: Generator) -> None:
    for id_ in range(4):
        generator.add(id_, prompt(id_, 200), 60, Sampling(1, 50))
    generator.cancel(3)  # before it has begun, or while its prompt is read
    outputs = generator.outputs()
    while (output := next(outputs)).id != 1:
        assert output.id != 3
    generator.cancel(1)
    generator.cancel(1)
    generator.cancel(99)
    written = until_all_end(generator, {0, 2})
    assert set(written) == {0, 2}
    assert left_behind(generator) == 0


def test_a_request_that_is_cancelled_while_its_output_is_looked_at_harms_nobody(
    generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker cancels on another thread than the one that passes on what is generated."""
    piece = generator._piece

    def cancelled_meanwhile(*given: object) -> object:
        generator.cancel(1)
        return piece(*given)  # type: ignore[arg-type]  # what it was called with

    generator.add(1, prompt(1, 10), 20, GREEDY)
    monkeypatch.setattr(generator, "_piece", cancelled_meanwhile)
    assert isinstance(next(generator.outputs()), Wrote)
    monkeypatch.undo()
    generator.add(2, prompt(2, 10), 3, GREEDY)
    assert until_all_end(generator, {2})[2] > 0
    assert left_behind(generator) == 0
