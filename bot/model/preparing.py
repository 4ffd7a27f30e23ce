"""How a model is prepared: its file requantised, its vectors and its vocabulary taken out, its facts written down."""

import base64
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.config import Packing
from bot.errors import ModelUnavailable
from bot.language import noted
from bot.model import prepared
from bot.model.gguf_file import GgufFile
from bot.model.gguf_source import find, stamp
from bot.model.prepared import PreparedModel
from bot.model.protocols import Loading
from bot.tokens.encodings import SMOLLM2_PATTERN, smollm2

_CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_AFTER_NUMBERS = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_PATTERNS: Mapping[str, str] = {
    "smollm": SMOLLM2_PATTERN,
    "gpt-2": r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    "llama-bpe": _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + _AFTER_NUMBERS,
    "qwen2": _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + _AFTER_NUMBERS,
}
"""How a text is cut before it is merged, by what a file calls it."""
_SPECIAL = (3, 4, 5)
"""Types of tokens in a GGUF file: of templates, added by a user, and unused, which fill a vocabulary up."""
_OTHER_TOKENIZER = (
    "The model {name} cuts texts in a way that I cannot show exactly ({kind}). Serve it with llama.cpp's own server "
    'and set model.backend = "openai", or set model.name to a model with a byte-level BPE vocabulary such as SmolLM2, '
    "Llama 3 or Qwen."
)


def prepare_in(folder: Path, name: str, packing: Packing, report: Callable[[Loading], None]) -> None:
    """Prepare model ``name`` in ``folder``, which is empty. Raises ``ModelUnavailable``."""
    path, revision = find(name, report)
    report(Loading(noted("reading the model's file"), 0.1))
    file = GgufFile(path)
    vocabulary = Vocabulary(file, name)
    facts = _facts(file, vocabulary, name, revision, path)
    report(Loading(noted("reading its vectors"), 0.4))
    np.save(folder / prepared.VECTORS, file.tensor("token_embd.weight").astype(np.float16))
    if facts.has_ranks:
        (folder / prepared.RANKS).write_bytes(b"\n".join(vocabulary.lines()))
    told = "Packing its weights so that they are read faster"
    written = prepared.model(folder), prepared.weights(folder)
    file.rewritten(*written, lambda done: report(Loading(told, 0.5 + done / 2)), packing)
    (folder / prepared.FACTS).write_text(facts.model_dump_json(indent=1))


def _facts(file: GgufFile, vocabulary: "Vocabulary", name: str, revision: str, path: Path) -> PreparedModel:
    ends = (file.number(f"tokenizer.ggml.{each}_token_id", -1) for each in ("eos", "eot", "eom"))
    return PreparedModel(
        name=name,
        revision=revision,
        source=stamp(path),
        parameters=file.parameters(),
        layers=file.number("{arch}.block_count"),
        heads=file.number("{arch}.attention.head_count"),
        width=file.number("{arch}.embedding_length"),
        vocabulary=len(vocabulary.tokens),
        context=file.number("{arch}.context_length"),
        pattern=vocabulary.pattern,
        special=vocabulary.special(),
        ends=tuple({end for end in ends if end >= 0}),
        bos=vocabulary.text_of(file.number("tokenizer.ggml.bos_token_id", -1)),
        eos=vocabulary.text_of(file.number("tokenizer.ggml.eos_token_id", -1)),
        template=file.text("tokenizer.chat_template"),
        has_ranks=not vocabulary.is_smollm2(),
    )


class Vocabulary:
    """The vocabulary of a GGUF file, checked to be one that tiktoken cuts texts with just as the model expects."""

    def __init__(self, file: GgufFile, name: str) -> None:
        """Raises ``ModelUnavailable`` for any other kind."""
        self.tokens = file.texts("tokenizer.ggml.tokens")
        self._kinds = file.numbers("tokenizer.ggml.token_type") or [1] * len(self.tokens)
        kind = file.text("tokenizer.ggml.pre", "default")
        bytewise = file.text("tokenizer.ggml.model") == "gpt2" and kind in _PATTERNS
        if not (bytewise and self._ids_follow_merges(file.texts("tokenizer.ggml.merges"))):
            raise ModelUnavailable(_OTHER_TOKENIZER.format(name=name, kind=kind))
        self.pattern = _PATTERNS[kind]

    def text_of(self, id_: int) -> str:
        """The text of a token; "" where there is no such id."""
        return self.tokens[id_] if 0 <= id_ < len(self.tokens) else ""

    def special(self) -> dict[str, int]:
        """The special tokens: those of templates, and others that no text is cut into."""
        return {text: id_ for id_, text in enumerate(self.tokens) if self._kinds[id_] in _SPECIAL}

    def ranks(self) -> Iterator[tuple[bytes, int]]:
        """The bytes and the id of each ordinary token."""
        byte_of = {character: byte for byte, character in _bytes_to_unicode().items()}
        for id_, text in enumerate(self.tokens):
            if self._kinds[id_] not in _SPECIAL:
                yield bytes(byte_of[character] for character in text), id_

    def lines(self) -> Iterator[bytes]:
        """The ordinary tokens as a file of tiktoken's has them."""
        for token, id_ in self.ranks():
            yield base64.b64encode(token) + b" " + str(id_).encode()

    def is_smollm2(self) -> bool:
        """Whether it is the one that is registered as ``smollm2``."""
        known = smollm2()
        return known.n_vocab == len(self.tokens) and all(
            known.decode_single_token_bytes(id_) == token for token, id_ in self.ranks()
        )

    def _ids_follow_merges(self, merges: list[str]) -> bool:
        """Whether a token that is merged earlier has a lower id: tiktoken merges by id.

        Several merges may make the same token, as they do in Llama 3's vocabulary.
        """
        ids = {text: id_ for id_, text in enumerate(self.tokens)}
        made = [ids.get(merge.replace(" ", "", 1), -1) for merge in merges]
        return bool(made) and made[0] >= 0 and all(earlier <= later for earlier, later in pairwise(made))


def _bytes_to_unicode() -> dict[int, str]:
    """GPT-2's printable character for each byte: itself where it is one, else one from 256 on in order.

    >>> _bytes_to_unicode()[ord("a")], _bytes_to_unicode()[ord(" ")]
    ('a', 'Ġ')
    """
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + at) for at, byte in enumerate(others)}
