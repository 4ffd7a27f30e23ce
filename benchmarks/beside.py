"""llama.cpp itself, for comparison: `xllamacpp.Server` on the very file that the writer runs, with as many threads.

Run as a program, so that it has a process of its own as the writer has; prints one JSON object.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter

import xllamacpp  # type: ignore[import-untyped] # it has no py.typed

TOKENS = 128
"""Tokens of each chat, here and in the bot's own."""
ROUNDS = 3


def main(weights: Path, threads: int, ids: list[int]) -> dict[str, float]:
    """Tokens a second of one chat and of four together, nothing told of their probabilities."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_parallel, parameters.n_ctx = 4, 4 * 1_280
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.warmup, parameters.ui, parameters.verbosity = False, False, 0
    server = xllamacpp.Server(parameters)
    body = {"prompt": ids, "max_tokens": TOKENS, "temperature": 0.7, "ignore_eos": True, "stream": True}

    def write(_: int) -> None:
        server.handle_completions(body, lambda _: None)

    def rate(chats: int, threads: ThreadPoolExecutor) -> float:
        began = perf_counter()
        [*threads.map(write, range(chats))]
        return chats * TOKENS / (perf_counter() - began)

    with ThreadPoolExecutor(4) as threads_:
        write(0)
        return {name: median(rate(chats, threads_) for _ in range(ROUNDS)) for name, chats in (("one", 1), ("four", 4))}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]))))
