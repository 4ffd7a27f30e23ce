"""A tiny model in a folder."""

from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

from tests.conftest import PREPARED


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
