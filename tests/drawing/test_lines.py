"""Lines of text that are cut where they are too wide."""

import regex
from hypothesis import example, given, settings, strategies as st

from bot.drawing.lines import fitted, length

ALPHABETS = (
    "abc TVAWfil.,'…",
    "שלום ",
    "مرحبا السلام",
    "नमस्तेक्षत्र",
    "中文",
    "🍓🇩🇪👩‍👩‍👧❤️1️⃣",
    "e\u0301\u0308\u200d\u202e\n\0",
    "ﬁ⟨⟩·﷽",
)
texts = st.one_of(*(st.text(alphabet, max_size=60) for alphabet in (*ALPHABETS, "".join(ALPHABETS))), st.text())


def plainly(text: str, size: int, widest: float) -> str:
    """What ``fitted`` is to find, found by trying every place."""
    if length(text, size) <= widest:
        return text
    graphemes = regex.findall(r"\X", text)
    while graphemes and length(f"{''.join(graphemes)}…", size) > widest:
        graphemes.pop()
    return f"{''.join(graphemes)}…"


@settings(deadline=None, max_examples=200)
@given(texts, st.integers(10, 40), st.floats(0, 600))
@example("👩‍👩‍👧" * 9, 26, 100)
@example("برسلاملا" * 9, 26, 101)
@example("W" * 300, 26, 300)
def test_as_much_is_left_as_has_room(text: str, size: int, widest: float) -> None:
    assert fitted(text, size, widest) == plainly(text, size, widest)
