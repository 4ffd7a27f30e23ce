"""How this program was called, so that a host can type what a message names."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path


def called(*arguments: str) -> str:
    """The line that calls this program again, with other ``arguments``: ``.venv/bin/strawberry doctor`` or the like.

    >>> called("init", "--config", "my config.toml").partition(" init ")[2]
    "--config 'my config.toml'"
    """
    program = sys.argv[0]
    if Path(program).name == "__main__.py":
        words = [sys.orig_argv[0], "-m", "bot"]
    elif shutil.which(name := Path(program).name) == program:
        words = [name]
    else:
        words = [program]
    join = subprocess.list2cmdline if os.name == "nt" else shlex.join
    return join([*words, *arguments])
