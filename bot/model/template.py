"""Prompts as token ids: the chat template's markers become special tokens, what a member typed never does."""

import codecs
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from tiktoken import Encoding

from bot.errors import ModelError, ModelUnavailable
from bot.language import later
from bot.model.api import EncodedPrompt, Message, Prompt
from bot.tokens import PromptToken, readable_text, token_ids, tokenize, well_formed

_SLOT = re.compile("\ue000([0-9]+)\ue001")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
"""A text in a grammar."""
_NO_TEMPLATE = r"{% for message in messages %}{{ message['content'] + '\n\n' }}{% endfor %}"
"""Of a base model: it just goes on."""


_UNREADABLE = (
    "The model's chat template cannot be read: {}. Set model.name to another .gguf file, "  # untranslated: the host's
    "or serve the model elsewhere "
    'and set model.backend = "openai".'
)


@dataclass(frozen=True, slots=True)
class Ids:
    """A prompt's ids, and which part of them carries the focus."""

    ids: tuple[int, ...]
    focus: slice = field(default_factory=lambda: slice(0, 0))

    def __len__(self) -> int:
        """How many tokens it has."""
        return len(self.ids)


class Template:
    """A tokenizer and a chat template."""

    def __init__(self, tokenizer: Encoding, template: str, begins: str = "", ends: str = "") -> None:
        """``template`` is Jinja, as a model's file carries it, or "" for a base model.

        ``begins`` and ``ends`` are the texts of the special tokens around a text, which a template may write. Raises
        ``ModelUnavailable`` for a template that cannot be read.
        """
        self._tokenizer = tokenizer
        self._markers = {"bos_token": begins, "eos_token": ends}
        self._special = {text: tokenizer.encode_single_token(text) for text in tokenizer.special_tokens_set}
        self._special_ids = frozenset(self._special.values())
        self._tokens: dict[int, PromptToken] = {}  # those seen so far
        # A template comes with a model's file, so it is run as what it is: somebody else's code.
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals |= {"raise_exception": _refuse, "strftime_now": _now}
        try:
            self._template = environment.from_string(template or _NO_TEMPLATE)
        except TemplateError as error:
            raise ModelUnavailable(_UNREADABLE.format(error)) from None

    def plain(self, text: str) -> list[int]:
        """The ids of ``text`` alone, never a special token's.

        >>> from bot.tokens.encodings import smollm2
        >>> Template(smollm2(), "").plain("<|im_end|>")
        [44, 108, 306, 79, 486, 108, 46]
        """
        return token_ids(self._tokenizer, well_formed(text))

    def encode(self, prompt: Prompt) -> Ids:
        """The ids of ``prompt``: the template around its messages, the start of the model's turn, and the cue."""
        ids: list[int] = []
        focus = slice(0, 0)
        last = len(prompt.messages) - 1
        # The template is rendered with a slot for each content, so that markers inside a content are not read as such.
        for index, part in enumerate(_SLOT.split(self._rendered(prompt.messages))):
            if index % 2 == 0:
                ids += self._tokenizer.encode(part, allowed_special="all")
                continue
            content = prompt.messages[int(part)].content
            if int(part) == last and prompt.focus[1]:
                focus = self._focus(content, prompt.focus, len(ids))
            ids += self.plain(content)
        ids += self.plain(prompt.cue)
        return Ids(tuple(ids), focus)

    def grammar_of_ids(self, grammar: str) -> str:
        """``grammar`` with the ids of its texts in their place, since the engine knows no texts.

        >>> from bot.tokens.encodings import smollm2
        >>> Template(smollm2(), "").grammar_of_ids('root ::= " strawberry" | "no"')
        'root ::= <[35199]> | <[4607]>'
        """
        return _TEXT.sub(lambda text: " ".join(f"<[{id_}]>" for id_ in self.plain(json.loads(text[0]))), grammar)

    def told(self, encoded: Ids, dropped: int = 0, window: int = 0) -> EncodedPrompt:
        """The tokens of ``encoded``, each with its text."""
        tokens = tuple(map(self.token, encoded.ids))
        return EncodedPrompt(tokens, tokens[encoded.focus], dropped, window)

    def token(self, id_: int) -> PromptToken:
        """The token ``id_`` with its text. Raises ``KeyError`` where there is none."""
        if (token := self._tokens.get(id_)) is None:
            text = readable_text(self._tokenizer.decode_single_token_bytes(id_))
            token = self._tokens[id_] = PromptToken(id_, text, id_ in self._special_ids)
        return token

    def writing(self) -> "TextStream":
        """What makes a text of ids that come one after the other."""
        return TextStream(self._tokenizer, self._special_ids)

    def _focus(self, content: str, place: tuple[int, int], before: int) -> slice:
        """Which tokens carry what is at ``place`` (characters) of ``content``; ``before`` are those before it."""
        start, end = (len(well_formed(content[:at])) for at in place)  # pairs of surrogates become one character
        cut = tokenize(self._tokenizer, well_formed(content)).tokens
        places = [at for at, token in enumerate(cut) if token.start < end and token.end > start]
        return slice(before + places[0], before + places[-1] + 1) if places else slice(0, 0)

    def _rendered(self, messages: Sequence[Message]) -> str:
        slots = [{"role": m.role, "content": f"\ue000{i}\ue001"} for i, m in enumerate(messages)]
        try:
            return self._template.render(messages=slots, add_generation_prompt=True, **self._markers)
        except Exception as error:  # noqa: BLE001 - it is somebody else's code, and raises what it likes
            raise ModelError(
                later("The model's chat template cannot take this chat: {error}", error=str(error))
            ) from None


class TextStream:
    """Makes text of tokens as they come: a character whose bytes are not all there yet waits for the rest."""

    def __init__(self, tokenizer: Encoding, special: frozenset[int]) -> None:
        self._tokenizer = tokenizer
        self._special = special
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, id_: int) -> str:
        """The characters that token ``id_`` completes; a special token has none.

        >>> from bot.tokens.encodings import smollm2
        >>> stream = TextStream(smollm2(), frozenset())
        >>> [stream.add(id_) for id_ in smollm2().encode("🍓")]
        ['', '', '🍓']
        """
        if id_ in self._special:
            return ""
        return self._decoder.decode(self._tokenizer.decode_single_token_bytes(id_))


def _refuse(reason: str) -> NoReturn:
    raise TemplateError(reason)


def _now(form: str) -> str:
    return datetime.now().astimezone().strftime(form)
