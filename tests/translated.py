"""Members who speak other languages, and a German that is told from English at once: each message between ‹ and ›."""

from collections.abc import Callable
from gettext import NullTranslations
from typing import cast

import pytest
import simcord
from simcord.actors import MemberActor

from bot import language


class _Marked(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"‹{message}›"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"‹{msgid1 if n == 1 else msgid2}›"

    def pgettext(self, context: str, message: str) -> str:
        return f"‹{message}›"


def mark_german(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is said in German is marked."""
    marked, plain = _Marked(), NullTranslations()
    monkeypatch.setattr(language, "catalogue", lambda spoken: marked if spoken == "de" else plain)


def speaks(monkeypatch: pytest.MonkeyPatch, member: MemberActor, locale: str) -> None:
    """From now on the client of ``member`` is in this language."""
    made = cast("Callable[..., tuple[object, dict[str, object]]]", simcord.interactions.base_payload)

    def base_payload(*args: object, **kwargs: object) -> tuple[object, dict[str, object]]:
        record, payload = made(*args, **kwargs)
        if kwargs["user_id"] == member.id:
            payload["locale"] = locale
        return record, payload

    monkeypatch.setattr(simcord.interactions, "base_payload", base_payload)
