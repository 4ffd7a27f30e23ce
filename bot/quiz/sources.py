"""What questions are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import tiktoken

from bot.errors import ModelUnavailable
from bot.language import later
from bot.model import LanguageModel, ModelInfo, name_of
from bot.quiz.proposal import Proposal
from bot.tokens import PromptToken, readable_text, token_ids, well_formed

_NONE_READY = later(
    "That topic looks inside the local model, and none is ready here. Choose another topic, or try later."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """``encoding`` is the one that the questions are about; ``tokenizer`` cuts texts into what the model reads.

    ``proposals`` are those that the server has accepted.
    """

    encoding: tiktoken.Encoding
    tokenizer: tiktoken.Encoding
    model: LanguageModel
    proposals: Sequence[Proposal] = ()

    @property
    def model_name(self) -> str:
        """The model's name. Raises ``ModelUnavailable`` where none is ready that shows its vectors."""
        name, can = name_of(self.model.state), self.model.capabilities
        if name is None or not (can.predicts and can.vectors):
            raise ModelUnavailable(_NONE_READY)
        return name

    @property
    def inside(self) -> ModelInfo:
        """The model that is looked into. Raises ``ModelUnavailable`` where none is ready."""
        if not isinstance(self.model.state, ModelInfo):
            raise ModelUnavailable(_NONE_READY)
        return self.model.state


def prompt_tokens(encoding: tiktoken.Encoding, text: str) -> tuple[PromptToken, ...]:
    """The tokens of ``text``, ready to be drawn.

    >>> [(token.id, token.text) for token in prompt_tokens(tiktoken.get_encoding("o200k_base"), "strawberry")]
    [(302, 'st'), (1618, 'raw'), (19772, 'berry')]
    """
    ids = token_ids(encoding, well_formed(text))
    return tuple(PromptToken(id_, readable_text(encoding.decode_single_token_bytes(id_))) for id_ in ids)
