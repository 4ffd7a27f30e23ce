"""A German that is told from English at once, whatever is translated already: every message stands between ‹ and ›."""

from gettext import NullTranslations

import pytest

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
