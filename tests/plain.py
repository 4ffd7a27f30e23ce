"""The real model as transformers runs it, without the bot: slow to import, so only where needed."""

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

from tests.weights import HEADS, KEY_HEADS, LAYERS, WIDTH, tensor


class PlainModel:
    """The model in float32, with eager attention."""

    def __init__(self) -> None:
        self.model = _loaded()

    def probabilities(self, ids: Sequence[int], temperature: float = 1.0, last: int = 0) -> NDArray[np.float32]:
        """Of each token of the vocabulary to come after each of ``ids``, or of the ``last`` ones (T × vocabulary)."""
        with torch.inference_mode():
            logits = self.model(torch.tensor([ids]), use_cache=False, logits_to_keep=last).logits[0]
            found: NDArray[np.float32] = (logits / temperature).softmax(-1).numpy()
        return found

    def following(self, ids: Sequence[int], temperature: float = 1.0) -> NDArray[np.float32]:
        """Of each token of the vocabulary to come after ``ids``."""
        found: NDArray[np.float32] = self.probabilities(ids, temperature, last=1)[0]
        return found


def _loaded() -> PreTrainedModel:
    """The model in transformers, in float32, with eager attention."""
    config = LlamaConfig(
        vocab_size=49_152,
        hidden_size=WIDTH,
        intermediate_size=1_536,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=KEY_HEADS,
        max_position_embeddings=8_192,
        rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 100_000.0},
        tie_word_embeddings=True,
        bos_token_id=1,
        eos_token_id=2,
    )
    # The library's annotations leave out that output_loading_info makes the result a pair.
    pair: object = LlamaForCausalLM.from_pretrained(
        None, config=config, state_dict=dict(_weights()), attn_implementation="eager", output_loading_info=True
    )
    model, loaded = cast("tuple[PreTrainedModel, Mapping[str, object]]", pair)
    assert not any(loaded.values()), loaded
    model.eval()
    return model


def _weights() -> list[tuple[str, torch.Tensor]]:
    names = {
        "attn_norm": "input_layernorm",
        "attn_q": "self_attn.q_proj",
        "attn_k": "self_attn.k_proj",
        "attn_v": "self_attn.v_proj",
        "attn_output": "self_attn.o_proj",
        "ffn_norm": "post_attention_layernorm",
        "ffn_gate": "mlp.gate_proj",
        "ffn_up": "mlp.up_proj",
        "ffn_down": "mlp.down_proj",
    }
    named = [
        ("model.embed_tokens.weight", tensor("token_embd.weight")),
        ("model.norm.weight", tensor("output_norm.weight")),
    ]
    for layer in range(LAYERS):
        for packed_name, name in names.items():
            rows = tensor(f"blk.{layer}.{packed_name}.weight")
            if packed_name in ("attn_q", "attn_k"):
                rows = _halves(rows, HEADS if packed_name == "attn_q" else KEY_HEADS)
            named.append((f"model.layers.{layer}.{name}.weight", rows))
    return [(name, torch.from_numpy(np.ascontiguousarray(rows))) for name, rows in named]


def _halves(tensor: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows of queries or keys in transformers' order: GGUF has the two of a rotated pair beside each other."""
    rows, width = tensor.shape
    halves: NDArray[np.float32] = (
        tensor.reshape(heads, rows // heads // 2, 2, width).swapaxes(1, 2).reshape(rows, width)
    )
    return halves
