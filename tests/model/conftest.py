"""The real model in its own process, loaded once for all tests of a file, and a tiny one in a folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import torch
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from bot.config import ModelSettings
from bot.model import LocalModel, ModelInfo
from tests.conftest import PREPARED

CACHE = PREPARED.parent


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[LocalModel]:
    """SmolLM2, ready."""
    model = LocalModel(ModelSettings(threads=1), CACHE)
    model.start()
    assert isinstance(await model.settled(), ModelInfo)
    yield model
    await model.close()


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of a Llama so small and so untrained that it loads at once, with SmolLM2's real tokenizer."""
    prepared = next(path for path in PREPARED.iterdir() if path.is_dir())
    folder = tmp_path / "tiny"
    torch.manual_seed(0)
    LlamaForCausalLM(
        LlamaConfig(
            vocab_size=49_152,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            bos_token_id=1,
            eos_token_id=2,
        )
    ).save_pretrained(folder)
    AutoTokenizer.from_pretrained(prepared).save_pretrained(folder)
    return folder
