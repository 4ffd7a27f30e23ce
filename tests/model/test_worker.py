"""What the worker takes on, and what it refuses at once: of models with little room, or without a chat template."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.config import ModelSettings
from bot.model import GREEDY, Loading, Message, Prompt
from bot.model.wire import Cancel, Finished, Generate, Near, Nearby, Refused, Score, Scored, Started, Wrote
from bot.model.worker import _Worker

Begin = Callable[[int], tuple[_Worker, list[object]]]


@pytest.fixture
def begin(tiny: Path, tmp_path: Path) -> Iterator[Begin]:
    """Begin a worker of the tiny model with so long a context, in the test's own process, and its replies."""
    workers: list[_Worker] = []

    def begin(context: int) -> tuple[_Worker, list[object]]:
        config = json.loads((tiny / "config.json").read_text())
        (tiny / "config.json").write_text(json.dumps(config | {"max_position_embeddings": context}))
        replies: list[object] = []
        workers.append(
            _Worker(ModelSettings(name=str(tiny), threads=1, prompt_tokens=32_768), tmp_path, replies.append)
        )
        return workers[0], replies

    yield begin
    for worker in workers:
        worker._generator._manager.stop(hard_stop=True)


def ask(text: str, tokens: int) -> Generate:
    return Generate(1, Prompt((Message("user", text),)), tokens, GREEDY)


@pytest.mark.parametrize(
    ("context", "words", "tokens", "told"),
    [
        (40_000, 17_000, 256, "which reads 16,128 at most. Try a shorter text."),  # more would end generating for all
        (2_048, 3_000, 256, "which reads 1,792 at most. Try a shorter text."),
        (2_048, 1, 4_000, "has to lower chat.answer_tokens"),
    ],
)
def test_what_does_not_fit_is_refused(begin: Begin, context: int, words: int, tokens: int, told: str) -> None:
    worker, replies = begin(context)
    worker._take(ask("word " * words, tokens))
    refused = replies[-1]
    assert isinstance(refused, Refused)
    assert told in refused.reason
    assert worker._generator._running == {}


def test_a_model_without_a_chat_template_goes_on_from_the_bare_messages(begin: Begin, tiny: Path) -> None:
    (tiny / "chat_template.jinja").unlink()
    worker, replies = begin(2_048)
    worker._take(ask("Hi <|im_end|>", 3))
    started = replies[-1]
    assert isinstance(started, Started)
    assert "".join(token.text for token in started.reading.tokens) == "Hi <|im_end|>\n\n"
    assert not any(token.special for token in started.reading.tokens)
    for output in worker._generator.outputs():
        assert isinstance(output, Wrote | Finished)
        if isinstance(output, Finished):
            break


def test_a_prompt_without_a_token_is_refused(begin: Begin, tiny: Path) -> None:
    (tiny / "chat_template.jinja").write_text("{{ messages[0]['content'] }}")
    worker, replies = begin(2_048)
    worker._take(ask("", 3))
    refused = replies[-1]
    assert isinstance(refused, Refused)
    assert "Try another text" in refused.reason


def test_vectors_are_compared_in_their_turn_and_not_where_nobody_waits_any_more(begin: Begin) -> None:
    """Never where requests are taken: there everybody else's would wait for it."""
    worker, replies = begin(2_048)
    for request in (
        Near(1, 1_000, (2_000,), 3),
        Score(2, Prompt((Message("user", "a"),)), ("1", "2")),
        Near(3, 1_000, (), 3),
        Cancel(3),
        Near(4, 49_152, (), 3),
        Near(5, 1_000, (-1,), 3),
    ):
        worker._take(request)
    assert [type(each) for each in replies if not isinstance(each, Loading)] == [Refused, Refused]
    batch = worker._next_batch()
    assert [*batch] == [1, 2]
    near, scored = worker._answers(batch)
    assert isinstance(scored, Scored)
    assert isinstance(near, Nearby)
    assert (near.id, near.neighbours.token.id, len(near.neighbours.nearest)) == (1, 1_000, 3)
    assert [token.id for token, _ in near.neighbours.others] == [2_000]
