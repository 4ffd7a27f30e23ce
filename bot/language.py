"""The language that is spoken: a context variable says which, and a catalogue of gettext what is said in it.

Texts are written in English where they are used, in a call of ``tr``, ``plural`` or ``later``; what others speak stands
in ``locales/<language>/LC_MESSAGES/strawberry.po``. What has no translation is said in English, which needs no
catalogue.
"""

import asyncio
import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

ENGLISH = "en"
LOCALES: dict[str, str] = {
    "de": "de",
    "fr": "fr",
    "es-ES": "es",
    "es-419": "es",
    "pt-BR": "pt_BR",
    "ja": "ja",
    "zh-CN": "zh_CN",
}
"""Languages by what Discord calls them, each with a whole catalogue; whoever has chosen another one reads English."""
OWN_NAMES: dict[str, str] = {
    "en-US": "English",
    "de": "Deutsch",
    "es-ES": "Español",
    "fr": "Français",
    "pt-BR": "Português do Brasil",
    "ja": "日本語",
    "zh-CN": "简体中文",
}
"""What those who speak a language call it, by what Discord calls it: each that can be chosen for a server."""
FOLDER = Path(__file__).parent / "locales"

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)
_loaded = {ENGLISH}


def language() -> str:
    """The language that is spoken here.

    >>> language()
    'en'
    """
    return _spoken.get()


async def load(locale: object) -> None:
    """Read what the language that Discord calls ``locale`` needs, on a thread, unless that was done.

    It takes a moment, and some megabytes a language: so none is read before somebody speaks it.
    """
    spoken = LOCALES.get(str(locale), ENGLISH)
    if spoken not in _loaded:
        await asyncio.to_thread(_read, spoken)
        _loaded.add(spoken)


async def speak(locale: object) -> None:
    """From here on, in this task and what it begins, speak the language that Discord calls ``locale``."""
    await load(locale)
    _spoken.set(LOCALES.get(str(locale), ENGLISH))


@contextmanager
def speaking(locale: object) -> Iterator[None]:
    """Inside, the language that Discord calls ``locale`` is spoken.

    >>> with speaking("es-419"):
    ...     language()
    'es'
    """
    token = _spoken.set(LOCALES.get(str(locale), ENGLISH))
    try:
        yield
    finally:
        _spoken.reset(token)


@dataclass(frozen=True, slots=True)
class Later:
    """A text that is worded where it is shown: ``str(text)`` says it in the language that is spoken there."""

    message: str
    values: tuple[tuple[str, "Value"], ...] = ()

    def __str__(self) -> str:
        return tr(self.message, **dict(self.values))

    def format(self, **values: "Value") -> "Later":
        """The same with more placeholders filled in."""
        return Later(self.message, (*self.values, *values.items()))


Value = str | int | Later
"""What a placeholder stands for. An ``int`` is a number, written as the language does; ids and the like are ``str``."""


def tr(message: str, /, **values: Value) -> str:
    """``message`` in the language that is spoken, with each ``{name}`` replaced by its value.

    >>> tr("{number} tokens, the first of them {id}.", number=1618, id=str(1618))
    '1,618 tokens, the first of them 1618.'
    """
    return _filled(catalogue(language()).gettext(message), values)


def tr_as(context: str, message: str, /, **values: Value) -> str:
    """The same for a ``message`` that means several things, as a verb that is also a noun: ``context`` tells which.

    >>> tr_as("button", "Back")
    'Back'
    """
    return _filled(catalogue(language()).pgettext(context, message), values)


def plural(one: str, many: str, n: int, /, **values: Value) -> str:
    """The one of both sentences that fits the number ``n``, which is the value of ``{n}``.

    >>> plural("{n} token", "{n} tokens", 1), plural("{n} token", "{n} tokens", 1618)
    ('1 token', '1,618 tokens')
    """
    return _filled(catalogue(language()).ngettext(one, many, n), {**values, "n": n})


def later(message: str, /, **values: Value) -> Later:
    """``message``, to be said when it is shown: for errors, and for constants, which are made before anybody asks.

    >>> str(later("You said {word}.", word="strawberry"))
    'You said strawberry.'
    """
    return Later(message, (*values.items(),))


def noted(message: str) -> str:
    """``message`` in English, to be kept or sent to another process; where it is shown, it is ``retold``.

    >>> noted("Loading the model")
    'Loading the model'
    """
    return message


def retold(text: str) -> str:
    """A text that was kept in English in the language that is spoken, where it is a message of the catalogue.

    >>> retold("It was not kept.")
    'It was not kept.'
    """
    return catalogue(language()).gettext(text) if text else ""


def in_english(text: Later | str) -> str:
    """``text`` as it is kept, whoever asked.

    >>> with speaking("de"):
    ...     in_english(later("This belongs to a server. Use it in one."))
    'This belongs to a server. Use it in one.'
    """
    with speaking(ENGLISH):
        return str(text)


def number(value: float, digits: int = 0) -> str:
    """``value`` as the language that is spoken writes it, with so many ``digits`` after its point.

    >>> number(1618), number(-0.5, 2)
    ('1,618', '−0.50')
    >>> with speaking("de"):
    ...     number(1618.5, 1)
    '1.618,5'
    """
    if language() == ENGLISH:
        return f"{value:,.{digits}f}".replace("-", "−")
    from babel.numbers import format_decimal  # as with all of Babel: nobody who reads English waits for it

    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(value, pattern, language()).replace("-", "−")


def percent(share: float, digits: int = 0) -> str:
    """A ``share`` of 1 as the language that is spoken writes it.

    >>> percent(0.125), percent(0.125, 1)
    ('12%', '12.5%')
    >>> with speaking("de"):
    ...     percent(0.125, 1)
    '12,5\\xa0%'
    """
    if language() == ENGLISH:
        return f"{share:.{digits}%}".replace("-", "−")
    from babel import Locale
    from babel.numbers import format_percent

    pattern = (
        Locale.parse(language()).percent_formats[None].pattern.replace("0", f"0.{'0' * digits}" if digits else "0")
    )
    return format_percent(share, pattern, language()).replace("-", "−")


def language_name(english: str) -> str:
    """What a language, by its name in English, is called in the one that is spoken.

    >>> with speaking("de"):
    ...     language_name("Greek"), language_name("Bengali")
    ('Griechisch', 'Bengalisch')
    """
    if language() == ENGLISH:
        return english
    from babel import Locale

    codes = {name: code for code, name in Locale(ENGLISH).languages.items()}
    codes["Bengali"] = "bn"  # which Unicode calls Bangla
    return str(Locale.parse(language()).languages[codes[english]])


def own_name(locale: object) -> str:
    """What the language that is spoken where Discord calls it ``locale`` is called in itself.

    >>> own_name("es-419"), own_name("pl")
    ('Español', 'English')
    """
    spoken = LOCALES.get(str(locale))
    return next((name for each, name in OWN_NAMES.items() if LOCALES.get(each) == spoken), OWN_NAMES["en-US"])


def joined(parts: Sequence[str], style: Literal["and", "or"] = "and") -> str:
    """A list in a sentence.

    >>> joined(["one", "two", "three"])
    'one, two, and three'
    """
    from babel.lists import format_list

    return format_list(parts, "standard" if style == "and" else "or", language())


def catalogue_file(spoken: str) -> Path:
    """Where the translations into a language stand."""
    return FOLDER / spoken / "LC_MESSAGES" / "strawberry.po"


@cache
def catalogue(spoken: str) -> gettext.NullTranslations:
    """What is said in a language, by each message in English; where it has no file, that."""
    file = catalogue_file(spoken)
    if not file.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _read(spoken: str) -> None:
    """Read a language's catalogue, and how it writes numbers."""
    catalogue(spoken)
    _spoken.set(spoken)  # in the thread's own copy of the context
    number(1)


def _filled(text: str, values: dict[str, Value]) -> str:
    if not values:
        return text
    return text.format(**{name: number(each) if isinstance(each, int) else each for name, each in values.items()})
