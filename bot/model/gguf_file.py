"""A GGUF file: what is read of it without the engine, and the same model packed for the engine, in two parts."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

from bot.config import Packing
from bot.errors import ModelUnavailable

_UNQUANTISED = [gguf.GGMLQuantizationType[each] for each in ("F16", "BF16", "F32", "F64")]
_REPLACED: Mapping[str, object] = {"tokenizer.ggml.model": "llama"}
"""What ``rewritten`` says otherwise."""
_LEFT_OUT = ("general.architecture", "tokenizer.ggml.merges", "tokenizer.chat_template")
"""What it does not copy: the writer adds the first, and the engine, which cuts no texts, has no use for the others."""


class Reader(gguf.GGUFReader):
    """The library's own, thrice as fast: each of the hundred thousand texts of a file is a view of its bytes."""

    def __setattr__(self, name: str, value: object) -> None:
        """Keep the mapped ``data`` as an array of the usual kind: of a ``memmap`` each view costs far more."""
        super().__setattr__(name, np.asarray(value) if name == "data" else value)


class GgufFile:
    """An open GGUF file. Reading its metadata takes a second or two, so it is done once, when a model is prepared."""

    def __init__(self, path: Path) -> None:
        """Raises ``ModelUnavailable`` for a file that is none, or is cut short."""
        try:
            self.reader = Reader(path)
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
        """A tensor in float32, a matrix as (rows × columns): its GGUF shape reversed. Raises ``ModelUnavailable``."""
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

    def rewritten(self, model: Path, weights: Path, report: Callable[[float], None], packing: Packing = "Q8_0") -> None:
        """Write the same model in two parts, as llama.cpp splits one; ``report`` is told the share that is done.

        The engine opens ``model`` and finds ``weights`` beside it. transformers reads ``weights`` alone, which spares
        it the lists of the vocabulary: it reads no text of them, but takes seconds to pass them.

        4-bit tensors of the kind Q4_1 become Q8_0, which is read faster; with the ``packing`` F16 whatever is quantised
        becomes that, with which the engine computes in more than 8 bits.

        The vocabulary is declared to be one of pieces of text and not of bytes: the engine then tells of each token as
        soon as it is written, where it would keep back, and never tell of, one that is only a part of a character. It
        is fed ids and asked for ids, so that nobody sees what it takes a token's text for.
        """
        parts = [gguf.GGUFWriter(path, self.text("general.architecture")) for path in (model, weights)]
        for number, part in enumerate(parts):
            self._describe(part, with_lists=number == 0)
            part.add_uint16(gguf.Keys.Split.LLM_KV_SPLIT_NO, number)
            part.add_uint16(gguf.Keys.Split.LLM_KV_SPLIT_COUNT, len(parts))
            part.add_int32(gguf.Keys.Split.LLM_KV_SPLIT_TENSORS_COUNT, len(self.reader.tensors))
        for done, each in enumerate(self.reader.tensors):
            kind, data = each.tensor_type, each.data
            if kind is gguf.GGMLQuantizationType.Q4_1 or (packing == "F16" and kind not in _UNQUANTISED):
                plain, kind = gguf.dequantize(data, kind), gguf.GGMLQuantizationType[packing]
                data = gguf.quantize(plain, kind)
            parts[1].add_tensor(each.name, data, raw_dtype=kind)
            if done % 30 == 0:
                report(done / len(self.reader.tensors))
        for part in parts:
            part.write_header_to_file()
            part.write_kv_data_to_file()
            part.write_tensors_to_file()
            part.close()

    def _describe(self, writer: gguf.GGUFWriter, *, with_lists: bool) -> None:
        """Add the metadata, with or without the lists of the vocabulary, of which the length is told in any case."""
        for key, field in self.reader.fields.items():
            kind = field.types[0]
            is_list = kind is gguf.GGUFValueType.ARRAY
            if key in _LEFT_OUT or key.startswith(("GGUF.", "split.")):  # the file may itself be split, into one part
                continue
            if with_lists or not (is_list and key.startswith("tokenizer.")):
                value = _REPLACED.get(key, self.values[key])
                writer.add_key_value(key, value, kind, field.types[-1] if is_list else None)
        if not self.number("{arch}.vocab_size"):
            writer.add_vocab_size(len(self.texts("tokenizer.ggml.tokens")))
