"""Fonts: whether every script that members write in can be drawn."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from bot.doctor.finding import Finding, Findings

_SAMPLES: Mapping[str, str] = {
    "Latin": "straße",
    "Greek": "φράουλα",
    "Cyrillic": "клубника",
    "Hebrew": "תות",
    "Arabic": "فراولة",
    "Devanagari": "बेर",
    "Chinese": "草莓",
    "Japanese": "いちご",
    "Korean": "딸기",
    "Thai": "สตรอว์เบอร์รี",
    "emoji": "🍓",
}
_DO = (
    "Install fonts for them (Debian: fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji); until then pictures show "
    "the numbers of such characters."
)


def check_fonts() -> Findings:
    """Which scripts have one."""
    with _aside():
        from bot.drawing.fonts import legible

        missing = [script for script, sample in _SAMPLES.items() if legible(sample) != sample]
    if "Latin" in missing:
        do = "Set the bot up again: matplotlib, which brings one, is broken."
        yield Finding("fonts", "wrong", "there is none for Latin letters", do)
    elif missing:
        yield Finding("fonts", "note", f"there are none for {', '.join(missing)}", _DO)
    else:
        yield Finding("fonts", "ok", f"there is one for each of {len(_SAMPLES)} scripts")


@contextmanager
def _aside() -> Iterator[None]:
    """Whatever matplotlib writes when it is imported is deleted again."""
    name = "MPLCONFIGDIR"
    before = os.environ.get(name)
    with TemporaryDirectory() as folder:
        os.environ[name] = folder
        try:
            yield
        finally:
            os.environ.pop(name)
            if before is not None:
                os.environ[name] = before
