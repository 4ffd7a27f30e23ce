"""What the three numbers of **How models do** leave out is said, with where it is."""

from bot.letters import Cell, summarize
from bot.letters.shape import Shape
from bot.ui.stats import method_card, statistics_card
from tests.ui.showing import said

FORMS = ("plain", "quoted", "spaced", "numbered")


def cells(*forms: str, series: str | None) -> list[Cell]:
    return [Cell(Shape.of("count", form, series, 3, 10, 1), "SmolLM2", False, 1) for form in forms]


def test_other_forms_and_tools_are_left_out_and_said_to_be() -> None:
    log = cells("plain", series=None) + cells(*FORMS, series="ladder") + cells("tool-none", "tool-free", series="tool")
    summary = summarize(log)
    shown = said(statistics_card(summary, "me", None, []))
    assert "**Letters counted:** 0 of 2" in shown
    assert "Not counted here: 3 answers about a word in quotes, spaced out or numbered and 2 answers in `/lab`" in shown
    method = said(method_card(summary, "me", None, []))
    assert "**The same words, written in four ways:** as it is 0% of 1" in method
    assert "**With a tool that counts** (`/lab`):" in method


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    assert "Not counted here" not in said(statistics_card(summarize(cells("plain", series=None)), "me", None, []))
