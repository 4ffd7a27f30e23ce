"""A GGUF file: what is read of it without the engine, and the same model packed in 8 bits."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelUnavailable

_REPLACED: Mapping[str, object] = {"tokenizer.ggml.model": "llama"}
"""What ``rewritten`` says otherwise."""
_LEFT_OUT = ("general.architecture", "tokenizer.ggml.merges", "tokenizer.chat_template")
"""What it does not copy: the writer adds the first, and the engine, which cuts no texts, has no use for the others."""


class GgufFile:
    """An open GGUF file. Reading its metadata takes a second or two, so it is done once, when a model is prepared."""

    def __init__(self, path: Path) -> None:
        """Raises ``ModelUnavailable`` for a file that is none, or is cut short."""
        try:
            self.reader = gguf.GGUFReader(path)
        except (ValueError, IndexError, OverflowError) as error:
            raise ModelUnavailable(
                f"The file {path} is no GGUF file, or not all of one ({error}). Fetch it again, or set model.name to "
                "another one."
            ) from None

    @functools.cached_property
    def values(self) -> Mapping[str, object]:
        """All metadata by key."""
        return {key: field.contents() for key, field in self.reader.fields.items() if not key.startswith("GGUF.")}

    def text(self, key: str, otherwise: str = "") -> str:
        """The text under ``key``."""
        value = self.values.get(key, otherwise)
        return value if isinstance(value, str) else otherwise

    def number(self, key: str, otherwise: int = 0) -> int:
        """The whole number under ``key``; ``{arch}`` in it stands for the model's architecture."""
        value = self.values.get(key.replace("{arch}", self.text("general.architecture")), otherwise)
        return value if isinstance(value, int) else otherwise

    def texts(self, key: str) -> list[str]:
        """The list of texts under ``key``; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, list) else []

    def numbers(self, key: str) -> list[int]:
        """The list of numbers under ``key``; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, list) else []

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor in float32, in the order of its GGUF shape reversed: rows first. Raises ``ModelUnavailable``."""
        for each in self.reader.tensors:
            if each.name == name:
                found: NDArray[np.float32] = gguf.dequantize(each.data, each.tensor_type)
                return found
        raise ModelUnavailable(
            f"The model has no tensor {name}, so it cannot be run here. Set model.name to another one."
        )

    def parameters(self) -> int:
        """The number of the model's weights."""
        return sum(int(each.n_elements) for each in self.reader.tensors)

    def rewritten(self, target: Path, report: Callable[[float], None]) -> None:
        """Write the same model for the engine; ``report`` is told the share that is done.

        4-bit tensors of the kind Q4_1 become Q8_0, which loses nothing and is read faster. The vocabulary is declared
        to be one of pieces of text and not of bytes: the engine then tells of each token as soon as it is written,
        where it would keep back, and never tell of, one that is only a part of a character. It is fed ids and asked
        for ids, so that nobody sees what it takes a token's text for.
        """
        writer = gguf.GGUFWriter(target, self.text("general.architecture"))
        for key, field in self.reader.fields.items():
            if not key.startswith("GGUF.") and key not in _LEFT_OUT:
                kind = field.types[0]
                value = _REPLACED.get(key, self.values[key])
                writer.add_key_value(key, value, kind, field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None)
        for done, each in enumerate(self.reader.tensors):
            if each.tensor_type is gguf.GGMLQuantizationType.Q4_1:
                plain = gguf.dequantize(each.data, each.tensor_type)
                packed = gguf.quantize(plain, gguf.GGMLQuantizationType.Q8_0)
                writer.add_tensor(each.name, packed, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
            else:
                writer.add_tensor(each.name, each.data, raw_dtype=each.tensor_type)
            if done % 30 == 0:
                report(done / len(self.reader.tensors))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
