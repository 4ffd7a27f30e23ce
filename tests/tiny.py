"""A tiny model in a file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS = 64, 2, 4
MERGES = ["Ġ w", "o r", "Ġw or", "Ġwor d"]
_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{{ '<|im_start|>assistant\n' }}"
)


def byte_tokens() -> list[str]:
    """GPT-2's printable character for each byte, in the order of its ids."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(byte) for byte in printable] + [chr(256 + at) for at in range(256 - len(printable))]


def write_tiny(
    path: Path,
    *,
    context: int = 2_048,
    template: str = TEMPLATE,
    merges: Sequence[str] = MERGES,
    more: Sequence[str] = (),
    width: int = WIDTH,
    layers: int = LAYERS,
    heads: int = HEADS,
    **changed: str,
) -> Path:
    """Write a Llama so small and so untrained that it loads at once, with a vocabulary of bytes and a few merges.

    ``more`` are merges that make further tokens.
    """
    writer = gguf.GGUFWriter(path, changed.get("architecture", "llama"))
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(2 * width)
    writer.add_head_count(heads)
    writer.add_head_count_kv(int(changed.get("key_heads", heads)))
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // heads)
    tokens = _add_vocabulary(writer, merges, more, changed)
    if template:
        writer.add_chat_template(template)
    chance = np.random.default_rng(0)
    for tensor, shape in _tensors(tokens, width, layers):
        if tensor != changed.get("without"):
            data = np.ones(shape) if len(shape) == 1 else chance.normal(0, 0.2, shape)
            writer.add_tensor(tensor, data.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(
    writer: gguf.GGUFWriter, merges: Sequence[str], more: Sequence[str], changed: Mapping[str, str]
) -> int:
    """How many tokens it has."""
    tokens = [*_SPECIAL, *byte_tokens(), *(merge.replace(" ", "") for merge in (*MERGES, *more))]
    writer.add_tokenizer_model(changed.get("tokenizer", "gpt2"))
    writer.add_tokenizer_pre(changed.get("pre", "smollm"))
    writer.add_token_list(tokens)
    writer.add_token_types([3] * len(_SPECIAL) + [1] * (len(tokens) - len(_SPECIAL)))
    writer.add_token_merges([*merges, *more])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    return len(tokens)


def _tensors(tokens: int, width: int, layers: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The name and the shape of each."""
    yield "token_embd.weight", (tokens, width)
    yield "output_norm.weight", (width,)
    for layer in range(layers):
        for norm in ("attn_norm", "ffn_norm"):
            yield f"blk.{layer}.{norm}.weight", (width,)
        for square in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield f"blk.{layer}.{square}.weight", (width, width)
        for wide in ("ffn_gate", "ffn_up"):
            yield f"blk.{layer}.{wide}.weight", (2 * width, width)
        yield f"blk.{layer}.ffn_down.weight", (width, 2 * width)
