"""What a model needs of a machine, and which ones of the Hugging Face hub a host is offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.config import ModelSettings
from bot.model.gguf_source import PACKAGED
from bot.model.memory import memory, room_for
from bot.model.requests import LANES

_READ_AT_ONCE = 256
"""Tokens whose chances for the whole vocabulary the engine keeps room for, in float32."""
_ENGINE = 90_000_000
"""Bytes of the writer's process beside all that: with the packaged model it took 324 MB where each slot had room for
300 tokens, and 431 MB where it had room for 1,120. Both are the rule's figure by less than 2 %, and so are the 815 MB
of random weights in the shape of the first model that is offered below."""

BOT = 250_000_000
"""Bytes of the bot's own process, measured after a minute of everything at once."""
INSIDE = 700_000_000
"""Bytes of what looks inside the packaged model while it is used, measured."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a model: the bytes of its packed file, its layers, how many numbers a key has in each, its vocabulary, and
    the width of its vectors.
    """

    file: int
    layers: int
    keys: int
    vocabulary: int
    width: int

    def memory(self, settings: ModelSettings, answer_tokens: int) -> int:
        """Bytes of the process that writes, about: the file, keys and values of all slots, and the engine.

        >>> round(PACKAGED_SHAPE.memory(ModelSettings(chats=4), answer_tokens=96) / 1e6)
        438
        """
        chats, prompt_tokens = room_for(settings, memory())
        room = (chats + min(chats, LANES["scoring"])) * (prompt_tokens + answer_tokens)
        return self.file + room * self.layers * 2 * self.keys * 2 + _READ_AT_ONCE * self.vocabulary * 4 + _ENGINE

    def disk(self, *, fetched: bool) -> int:
        """Bytes in the cache: the prepared file with its vectors, and, where it was ``fetched``, that file too.

        >>> round(PACKAGED_SHAPE.disk(fetched=False) / 1e6)
        200
        """
        return self.file * (2 if fetched else 1) + self.vocabulary * self.width * 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A model of the hub: what ``model.name`` is for it, how many parameters it has, its shape and its licence."""

    name: str
    parameters: str
    shape: Shape
    licence: str


PACKAGED_SHAPE = Shape(file=143_042_944, layers=30, keys=192, vocabulary=49_152, width=576)

# Sizes of the files as the hub lists them, shapes by the models' own config.json:
# https://huggingface.co/HuggingFaceTB/SmolLM2-360M-Instruct-GGUF/tree/main
# https://huggingface.co/HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF/tree/main
# https://huggingface.co/unsloth/Qwen3-4B-Instruct-2507-GGUF/tree/main
OFFERED: Sequence[Offer] = (
    Offer(
        "HuggingFaceTB/SmolLM2-360M-Instruct-GGUF:Q8_0",
        "360 million",
        Shape(file=386_000_000, layers=32, keys=320, vocabulary=49_152, width=960),
        "Apache-2.0",
    ),
    Offer(
        "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF:Q4_K_M",
        "1.7 billion",
        Shape(file=1_060_000_000, layers=24, keys=2_048, vocabulary=49_152, width=2_048),
        "Apache-2.0",
    ),
    Offer(
        "unsloth/Qwen3-4B-Instruct-2507-GGUF:Q4_K_M",
        "4 billion",
        Shape(file=2_497_281_120, layers=36, keys=1_024, vocabulary=151_936, width=2_560),
        "Apache-2.0",
    ),
)
"""Three sizes, the smallest first."""


def shape_of(name: str) -> Shape | None:
    """The shape of a model that is known without its file.

    >>> shape_of("HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF:Q4_K_M").layers, shape_of("someone/story")
    (24, None)
    """
    return {PACKAGED: PACKAGED_SHAPE, **{offer.name: offer.shape for offer in OFFERED}}.get(name)


def shape_of_file(path: Path) -> Shape:
    """The shape of the model in a GGUF file. Raises ``ModelUnavailable`` where that is none, or is cut short."""
    from bot.model.gguf_file import GgufFile  # not above: what it imports takes a while

    file = GgufFile(path)
    heads, width = file.number("{arch}.attention.head_count", 1), file.number("{arch}.embedding_length")
    keys = file.number("{arch}.attention.head_count_kv", heads) * file.number(
        "{arch}.attention.key_length", width // heads
    )
    vocabulary = file.number("{arch}.vocab_size") or len(file.texts("tokenizer.ggml.tokens"))
    return Shape(path.stat().st_size, file.number("{arch}.block_count"), keys, vocabulary, width)
