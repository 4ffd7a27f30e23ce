"""A model on a server: the real `transformers serve`, with the model that comes with the bot."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import httpx2
import pytest

from bot.errors import ModelError
from bot.model import Message, Piece, Prompt, Reading
from bot.model.server import ServerModel
from tests.conftest import PREPARED
from tests.model.serving import asking, chat, said

SEA = chat("Tell me about the sea.")


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, str]]:
    """The server's address and the name of its model."""
    folder = str(next(path for path in PREPARED.iterdir() if path.is_dir()))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("transformers"))
    command = [program, "serve", folder, "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not healthy(f"http://127.0.0.1:{port}/health"):
                assert process.poll() is None, "the server has ended"
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/v1", folder
        finally:
            process.kill()


def healthy(url: str) -> bool:
    try:
        return httpx2.get(url).is_success
    except httpx2.TransportError:
        return False


@pytest.fixture
async def model(served: tuple[str, str]) -> AsyncIterator[ServerModel]:
    address, name = served
    model = asking(address, model=name, timeout=60.0)
    yield model
    await model.close()


async def test_it_streams_and_the_likeliest_words_are_the_same_again(model: ServerModel) -> None:
    pieces = await said(model, SEA)
    assert len(pieces) > 5
    assert pieces == await said(model, SEA)


async def test_it_reads_the_turns_before(model: ServerModel) -> None:
    question = "What is the colour of snow?"
    before = ("What is the colour of the sky?", "BLUE", "What is the colour of grass?", "GREEN")
    alone, after = await said(model, chat(question)), await said(model, chat(*before, question))
    assert "".join(after).isupper(), "it answers as it has before, though what it says is wrong"
    assert not "".join(alone).isupper()


async def test_it_is_who_the_system_prompt_says(model: ServerModel) -> None:
    ahab = Prompt((Message("system", "You are Captain Ahab, a whaler."), Message("user", "Who are you?")))
    assert "Ahab" in "".join(await said(model, ahab))


async def test_an_answer_that_nobody_waits_for_is_stopped(model: ServerModel) -> None:
    async with aclosing(model.generate(SEA, 2_000)) as parts:
        assert isinstance(await anext(parts), Reading)
        assert isinstance(await anext(parts), Piece)
    assert await said(model, SEA, 4) == (await said(model, SEA, 8))[:4]


async def test_several_are_answered_at_once(model: ServerModel) -> None:
    questions = [SEA, chat("Who was Ada Lovelace?")]
    answers = await asyncio.gather(*(said(model, question, 8) for question in questions))
    assert answers == [await said(model, question, 8) for question in questions]


async def test_what_the_server_refuses_is_told(served: tuple[str, str]) -> None:
    address, _ = served
    model = asking(address, model="another", timeout=60.0)
    with pytest.raises(ModelError, match=r"at 127\.0\.0\.1:[0-9]+ refuses this \(400\)"):
        await said(model, SEA)
    await model.close()
