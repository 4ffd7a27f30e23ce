"""Prompts as token ids: the chat template's markers become special tokens, what a member typed never does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer
from transformers import PreTrainedTokenizerFast
from transformers.convert_slow_tokenizer import bytes_to_unicode

from bot.model.api import Message, Prompt, Reading
from bot.tokens import PromptToken, shown, well_formed

_BYTES = {character: byte for byte, character in bytes_to_unicode().items()}
_SLOT = re.compile("\ue000([0-9]+)\ue001")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A prompt's ids, and which part of them carries the focus."""

    ids: tuple[int, ...]
    focus: slice

    def __len__(self) -> int:
        """How many tokens it has."""
        return len(self.ids)


class Template:
    """A tokenizer and its chat template."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast) -> None:
        self._tokenizer = tokenizer
        self._markup = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
        self._tokens: dict[int, PromptToken] = {}  # those seen so far
        self._plain = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
        self._plain.encode_special_tokens = True
        self._special = frozenset(tokenizer.all_special_ids) | {
            id_ for id_, token in tokenizer.added_tokens_decoder.items() if token.special
        }

    @property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer behind the template."""
        return self._plain

    def plain(self, text: str) -> list[int]:
        """The ids of ``text`` alone, never a special token's."""
        return list(self._plain.encode(text, add_special_tokens=False).ids)

    def encode(self, prompt: Prompt) -> Encoded:
        """The ids of ``prompt``: the template around its messages, the start of the model's turn, and the cue."""
        ids: list[int] = []
        focus = slice(0, 0)
        last = len(prompt.messages) - 1
        # The template is rendered with a slot for each content, so that markers inside a content are not read as such.
        for index, part in enumerate(_SLOT.split(self._rendered(prompt.messages))):
            if index % 2 == 0:
                ids += self._markup.encode(part, add_special_tokens=False).ids
                continue
            content = prompt.messages[int(part)].content
            encoding = self._plain.encode(well_formed(content), add_special_tokens=False)
            if int(part) == last:
                # Pairs of surrogates become one character.
                start, end = (len(well_formed(content[:at])) for at in prompt.focus)
                places = [at for at, (a, b) in enumerate(encoding.offsets) if a < end and b > start]
                focus = slice(len(ids) + places[0], len(ids) + places[-1] + 1) if places else focus
            ids += encoding.ids
        ids += self.plain(prompt.cue)
        return Encoded(tuple(ids), focus)

    def reading(self, encoded: Encoded) -> Reading:
        """The tokens of ``encoded``, each with its text."""
        tokens = tuple(map(self.token, encoded.ids))
        return Reading(tokens, tokens[encoded.focus])

    def token(self, id_: int) -> PromptToken:
        """The token ``id_`` with its text."""
        if (token := self._tokens.get(id_)) is None:
            token = self._tokens[id_] = PromptToken(id_, self._text(id_), id_ in self._special)
        return token

    def opening(self) -> tuple[int, ...]:
        """The ids that every chat of one user message begins with, up to that message."""
        before = _SLOT.split(self._rendered((Message("user", ""),)))[0]
        return tuple(self._markup.encode(before, add_special_tokens=False).ids)

    def _rendered(self, messages: Sequence[Message]) -> str:
        slots = [{"role": m.role, "content": f"\ue000{i}\ue001"} for i, m in enumerate(messages)]
        if not self._tokenizer.chat_template:  # a base model: it just goes on
            return "\n\n".join([*(slot["content"] for slot in slots), ""])
        return str(self._tokenizer.apply_chat_template(slots, tokenize=False, add_generation_prompt=True))

    def _text(self, id_: int) -> str:
        text = self._markup.decode([id_], skip_special_tokens=False)
        if "\ufffd" not in text:
            return text
        token = self._markup.id_to_token(id_) or ""
        if all(character in _BYTES for character in token):
            return shown(bytes(_BYTES[character] for character in token))
        return text
