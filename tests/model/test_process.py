"""The local model's processes: killed and started again, given what is no model, and little room."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from bot.config import ModelSettings
from bot.errors import ModelError, ModelLost, ModelUnavailable
from bot.model import (
    EncodedPrompt,
    Failed,
    LocalModel,
    Message,
    ModelInfo,
    ModelState,
    NoModel,
    Off,
    Piece,
    Prompt,
    Sampling,
    prepared,
)
from tests.model.conftest import Write

PROMPT = Prompt((Message("user", "How many r's are in strawberry?"),), "Answer: ")


@asynccontextmanager
async def running(name: Path | str, cache: Path, prompt_tokens: int = 1_024) -> AsyncIterator[LocalModel]:
    model = LocalModel(ModelSettings(name=str(name), threads=1, prompt_tokens=prompt_tokens), cache)
    model.start()
    try:
        yield model
    finally:
        await model.close()


async def state_of(name: Path | str, cache: Path) -> ModelState:
    async with running(name, cache) as model:
        return await model.settled()


@pytest.mark.usefixtures("started_anew")
async def test_a_file_of_another_model_is_loaded_and_answers_all_that_can_be_asked(tiny: Path, tmp_path: Path) -> None:
    async with running(tiny, tmp_path) as model:
        info = await model.settled()
        assert isinstance(info, ModelInfo)
        assert (info.name, info.revision, info.layers, info.heads, info.width) == ("tiny", "file", 2, 4, 64)
        assert (info.vocabulary, info.context) == (263, 2_048)
        scores = await model.score(PROMPT, ["1", "2", "12"])
        assert sum(scores.probabilities.values()) == pytest.approx(1)
        prompt, *pieces = [part async for part in model.generate(PROMPT, 8)]
        assert isinstance(prompt, EncodedPrompt)
        assert prompt == EncodedPrompt(scores.prompt.tokens, (), 0, 1_024 + 8)
        assert 0 < len(pieces) <= 8
        following = await model.next_tokens("a word", (), Sampling())
        assert (following.vocabulary, following.kept) == (263, 263)
        assert [token.text for token in following.tokens] == ["a", " word"]
        assert len((await model.neighbours(5, (6, 7), 3)).nearest) == 3
        assert await model.read_ahead(PROMPT, 8) == 0


@pytest.mark.usefixtures("started_anew")
async def test_a_killed_process_is_started_again_and_what_was_lost_says_so(tiny: Path, tmp_path: Path) -> None:
    async with running(tiny, tmp_path) as model:
        await model.settled()
        killed = model.pid
        assert killed is not None
        async with aclosing(model.generate(PROMPT, 400)) as parts:
            assert isinstance(await anext(parts), EncodedPrompt)
            assert isinstance(await anext(parts), Piece)
            os.kill(killed, signal.SIGKILL)
            with pytest.raises(ModelLost, match="being started again"):
                async for _ in parts:
                    pass
        with pytest.raises(ModelUnavailable, match="still loading"):
            await model.score(PROMPT, ["1", "2"])
        assert not any((model.capabilities.writes, model.capabilities.scores))
        assert isinstance(await model.settled(), ModelInfo)
        assert model.pid != killed
        assert (await model.score(PROMPT, ["1", "2"])).probabilities


async def test_a_model_that_is_off_says_so() -> None:
    model = NoModel()
    model.start()
    assert isinstance(await model.settled(), Off)
    with pytest.raises(ModelUnavailable, match="switched off"):
        await model.score(PROMPT, ["1"])
    with pytest.raises(ModelUnavailable, match="switched off"):
        await anext(model.generate(PROMPT, 1))
    await model.close()


def _nothing(tmp_path: Path) -> Path:
    return tmp_path / "nowhere.gguf"


def _folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "model.safetensors").touch()
    return tmp_path / "folder"


def _other_file(tmp_path: Path) -> Path:
    (tmp_path / "model.safetensors").touch()
    return tmp_path / "model.safetensors"


def _other_content(tmp_path: Path) -> Path:
    (tmp_path / "text.gguf").write_text("This is no model. " * 100)
    return tmp_path / "text.gguf"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_nothing, "There is no file"),
        (_folder, "The folder .* is no GGUF file, the only kind of model that is run here"),
        (_other_file, "The file .* is no GGUF file"),
        (_other_content, "is no GGUF file, or not all of one"),
    ],
)
def test_what_is_no_model_says_so_and_what_to_do(tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    name = str(make(tmp_path))
    with pytest.raises(ModelUnavailable, match=said) as refused:
        prepared.prepare(name, tmp_path, lambda _: None)
    assert name in str(refused.value)
    assert "model.name" in str(refused.value)


async def test_the_host_is_told_why_a_model_cannot_be_loaded_and_members_only_that_it_cannot(tmp_path: Path) -> None:
    async with running(_other_content(tmp_path), tmp_path) as model:
        state = await model.settled()
        assert isinstance(state, Failed)
        assert "text.gguf is no GGUF file" in state.reason
        with pytest.raises(ModelUnavailable, match="could not be loaded") as refused:
            await model.score(PROMPT, ["1"])
        assert "text.gguf" not in str(refused.value)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"without": "blk.0.ffn_up.weight"}, "or the file lacks something"),
        ({"architecture": "abacus"}, "Either it does not know the architecture “abacus”"),
        ({"template": "{% for %}"}, "chat template cannot be read"),
    ],
)
async def test_a_model_that_the_engine_cannot_run_says_so_and_what_to_do(
    write_tiny: Write, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    state = await state_of(write_tiny(**changed), tmp_path)
    assert isinstance(state, Failed)
    assert said in state.reason
    assert "model.name" in state.reason
    assert 'model.backend = "openai"' in state.reason


_ORPHAN = """
import asyncio, os, signal
from pathlib import Path
from bot.config import ModelSettings
from bot.model import LocalModel, Message, Prompt

async def main():
    model = LocalModel(ModelSettings(name={name!r}, threads=1), Path({cache!r}))
    model.start()
    await model.settled()
    writing = model.generate(Prompt((Message("user", "a"),)), 400)
    await anext(writing)
    await anext(writing)
    print(model.pid, flush=True)
    await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_the_process_ends_with_a_bot_that_is_killed(tiny: Path, tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(_ORPHAN.format(name=str(tiny), cache=str(tmp_path)))
    bot = await asyncio.create_subprocess_exec(
        sys.executable, script, stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    )
    assert bot.stdout is not None
    file = os.pidfd_open(int(await bot.stdout.readline()))
    bot.kill()
    assert await bot.wait() == -signal.SIGKILL
    assert await asyncio.to_thread(select.select, [file], [], [], 20) == ([file], [], [])
    os.close(file)


async def test_what_does_not_fit_is_refused_with_what_would(write_tiny: Write, tmp_path: Path) -> None:
    long = Prompt((Message("user", "a b c " * 100),))
    async with running(write_tiny(context=256), tmp_path, prompt_tokens=32_768) as model:
        assert isinstance(await model.settled(), ModelInfo)
        with pytest.raises(ModelError, match=r"which reads 192 at most\. Try a shorter text"):
            await model.score(long, ["1", "2"])
        with pytest.raises(ModelError, match="192 at most"):
            await model.next_tokens("a b c " * 100, (), Sampling())
        with pytest.raises(ModelError, match="216 at most"):
            await anext(model.generate(long, 40))
        with pytest.raises(ModelError, match=r"has to lower chat\.answer_tokens"):
            await anext(model.generate(PROMPT, 4_000))
        with pytest.raises(ModelError, match="Try another text"):
            await model.next_tokens("", (), Sampling())
        with pytest.raises(ModelError, match="none of that id"):
            await model.next_tokens("", (263,), Sampling())
        # What just fits is answered, up to the end of the context.
        exact = Prompt((Message("user", "a" * (216 - len((await model.score(PROMPT, ["1"])).prompt.tokens) + 39)),))
        prompt, *pieces = [part async for part in model.generate(exact, 40)]
        assert isinstance(prompt, EncodedPrompt)
        assert len(prompt.tokens) <= 216
        assert pieces


async def test_the_oldest_messages_are_left_out_of_a_chat_that_is_too_long(write_tiny: Write, tmp_path: Path) -> None:
    said = [Message("assistant" if at % 2 else "user", f"{at} " + "ab " * 20) for at in range(9)]
    chat = Prompt((Message("system", "Be short."), *said))
    async with running(write_tiny(context=256), tmp_path) as model:
        await model.settled()
        async with aclosing(model.generate(chat, 40)) as parts:
            prompt = await anext(parts)
        assert isinstance(prompt, EncodedPrompt)
        assert len(prompt.tokens) <= prompt.window - 40 == 216
        assert 0 < prompt.dropped < 9
        text = "".join(token.text for token in prompt.tokens)
        assert "Be short." in text
        assert "8 ab" in text
        assert "0 ab" not in text


async def test_a_model_without_a_chat_template_goes_on_from_the_bare_messages(
    write_tiny: Write, tmp_path: Path
) -> None:
    async with running(write_tiny(template=""), tmp_path) as model:
        await model.settled()
        prompt, *pieces = [part async for part in model.generate(Prompt((Message("user", "Hi <|im_end|>"),)), 3)]
        assert isinstance(prompt, EncodedPrompt)
        assert "".join(token.text for token in prompt.tokens) == "Hi <|im_end|>\n\n"
        assert not any(token.special for token in prompt.tokens)
        assert pieces


async def test_a_template_that_refuses_a_chat_refuses_it_alone(write_tiny: Write, tmp_path: Path) -> None:
    picky = "{% if messages|length > 1 %}{{ raise_exception('One at a time.') }}{% endif %}{{ messages[0]['content'] }}"
    async with running(write_tiny(template=picky), tmp_path) as model:
        await model.settled()
        with pytest.raises(ModelError, match="cannot take this chat: One at a time"):
            await model.score(Prompt((Message("system", "a"), Message("user", "b"))), ["1"])
        with pytest.raises(ModelError, match="Try another text"):
            await model.score(Prompt((Message("user", ""),)), ["1"])
        assert (await model.score(PROMPT, ["1", "2"])).probabilities
