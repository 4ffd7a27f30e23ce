"""Real servers that speak OpenAI's protocol, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import httpx2
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

from bot.model import process
from tests.waiting import SECONDS
from tests.weights import packed

R = TypeVar("R")

KEY = "sk-a-very-secret-key"
_PROGRAM = Path(__file__).with_name("llama_server.py")
_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{{ '<|im_start|>assistant\n' }}"
)


@contextmanager
def llama_server() -> Iterator[str]:
    """llama.cpp's server with the model that comes with the bot: its address."""
    command = [sys.executable, str(_PROGRAM), str(packed()), KEY]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address, "the server has ended"
            yield f"{address}/v1"
        finally:
            process.kill()


@contextmanager
def transformers_serve(folder: Path) -> Iterator[str]:
    """`transformers serve` for the model in ``folder``: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serving = process.PROCESSES.Process(target=_serve, args=(folder, port), daemon=True)
    serving.start()
    try:
        late = time.monotonic() + SECONDS
        while not _healthy(f"http://127.0.0.1:{port}/health"):
            assert serving.is_alive(), "the server has ended"
            assert time.monotonic() < late, f"the server did not get ready in {SECONDS} seconds"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        serving.kill()
        serving.join()


def _serve(folder: Path, port: int) -> None:
    """The command line of transformers, in a process that has imported most of it already (``tests/imported.py``)."""
    import torch
    from huggingface_hub import constants
    from transformers.cli.transformers import main

    torch.set_num_threads(1)
    constants.HF_HUB_OFFLINE = True
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    sys.argv = ["transformers", "serve", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    main()


def aside(work: Callable[[], R]) -> R:
    """What ``work`` returns in a process that has imported torch and transformers: here it would take seconds."""
    with process.PROCESSES.Pool(1) as pool:
        found: R = pool.apply(work)
        return found


def save_tiny(folder: Path) -> None:
    """Write a Llama so small and so untrained that it loads at once, with a token for each character of ASCII."""
    import torch  # takes seconds, and so does transformers, which few need
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(1)
    characters = ["Ġ", "Ċ", *(chr(code) for code in range(33, 127))]
    tokens = {token: id_ for id_, token in enumerate([*_SPECIAL, *characters])}
    tokenizer = Tokenizer(models.BPE(vocab=tokens, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([*_SPECIAL])
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=_SPECIAL[-1])
    fast.chat_template = _TEMPLATE
    fast.save_pretrained(folder)
    LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            bos_token_id=1,
            eos_token_id=2,
        )
    ).save_pretrained(folder)


def _healthy(url: str) -> bool:
    try:
        return httpx2.get(url).is_success
    except httpx2.TransportError:
        return False
