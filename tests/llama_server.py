"""llama.cpp's own server on a port of its own: prints its address, and runs until its standard input ends.

``python llama_server.py MODEL KEY``, in a process of its own, so that it ends with whatever becomes of the tests.
"""

import sys

import xllamacpp  # type: ignore[import-untyped] # it has no py.typed


def main(model: str, key: str) -> None:
    """Serve the GGUF file ``model`` to whoever has the ``key``."""
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.api_keys = [key]
    params.n_parallel = 2
    params.n_ctx = 4_096
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.warmup = params.ui = False
    params.verbosity = params.cache_ram_mib = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
