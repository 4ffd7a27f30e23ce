"""What questions are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import tiktoken

from bot.model import LanguageModel
from bot.storage import Proposal


@dataclass(frozen=True, slots=True)
class Sources:
    """``encoding`` is the one that the questions are about; ``smollm2`` is what the local model reads.

    ``proposals`` are those that the server has accepted.
    """

    encoding: tiktoken.Encoding
    smollm2: tiktoken.Encoding
    model: LanguageModel
    proposals: Sequence[Proposal] = ()
