"""Text made safe: it cannot ping, format, or break out of where it stands."""

import discord
import pytest
import regex
from hypothesis import given, strategies as st

from bot.ui import Card, cell, clip, code, fence, plain
from bot.ui.card import MAX_TEXT
from bot.ui.text import prose

HOSTILE = st.text(alphabet="`*_~|<@&#!>[]()\\ \n\t-:a/é\u200b👩\u200d1.", max_size=60)


@pytest.mark.parametrize(
    ("text", "length", "clipped"),
    [
        ("strawberry", 10, "strawberry"),
        ("strawberry", 6, "straw…"),
        ("", 5, ""),
        ("a👩‍👩‍👧b", 5, "a…"),
        ("é" * 9, 3, "éé…"),
    ],
)
def test_clip(text: str, length: int, clipped: str) -> None:
    assert clip(text, length) == clipped


@given(st.text(max_size=80), st.integers(1, 40))
def test_clip_never_exceeds_its_length_nor_halves_a_grapheme(text: str, length: int) -> None:
    clipped = clip(text, length)
    assert len(clipped) <= length
    assert (
        clipped == text
        or regex.findall(r"\X", clipped[:-1]) == regex.findall(r"\X", text)[: len(regex.findall(r"\X", clipped[:-1]))]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" straw\n", "␣straw⏎"),
        ("strawberries", "strawbe…"),
        ("שלום", "\u2068שלום\u2069"),
        ("\u202e", "U+202E"),
        ("٣", "\u2068٣\u2069"),
    ],
)
def test_a_cell_is_one_line_that_leaves_its_row_as_it_is(text: str, expected: str) -> None:
    assert cell(text, 8) == expected


@given(HOSTILE)
def test_inline_code_stays_inside(text: str) -> None:
    shown = code(text)
    ticks = len(shown) - len(shown.lstrip("`"))
    inside = shown[ticks:-ticks]
    assert shown.endswith("`" * ticks)
    assert "`" * ticks not in inside
    assert not inside.startswith("`")
    assert not inside.endswith("`")
    assert "\n" not in shown


@pytest.mark.parametrize("odd", [*map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]), "\0", "\x1b", "\x85"])
def test_nothing_that_turns_a_line_round_is_let_through(odd: str) -> None:
    text, name = f"left {odd}right", f"U+{ord(odd):04X}"
    assert code(text) == f"`left {name}right`"
    assert code(text * 50, 20).count("…") == 1
    assert len(code(odd * 50, 20)) == 22
    assert cell(text, 30) == f"left␣{name}right"
    assert plain(text) == f"left {name}right"
    if odd not in "\u2068\u2069":  # by which a cell in it is held together
        assert fence(text) == f"```\nleft {name}right\n```"


@given(HOSTILE)
def test_a_code_block_stays_inside(text: str) -> None:
    assert "``" not in fence(text)[3:-3].strip("`\n")
    assert fence(text).count("```") == 2


@given(HOSTILE)
def test_plain_text_has_no_mention_and_no_mark_up_that_takes_effect(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert not regex.search(r"(?<!\\)<@[!&]?\d+>|@(?:everyone|here)", shown)
    assert not regex.search(r"(?<!\\)(?:\\\\)*[*_~|`]", shown)


def test_what_stands_in_the_text_of_a_link_takes_no_effect_either() -> None:
    assert plain("[_a_](1)") == r"\[\_a\_](1)"


def test_mentions_are_broken() -> None:
    assert "@everyone" not in plain("@everyone")
    assert plain("<@123> <#123> <t:0>") == r"\<@123> \<#123> \<t:0>"


def test_a_card_never_holds_more_text_than_discord_takes() -> None:
    card = Card()
    for _ in range(10):
        card.text("x" * 900)
    texts = [item.content for item in card.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    assert sum(map(len, texts)) == MAX_TEXT
    assert texts[-1].endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\nb", "a\n\nb"),
        ("a" + " \n" * 10_000 + "b", "a\n\nb"),
        ("# big\n> said\n-# small\n- one", "\\# big\n\\> said\n\\-# small\n\\- one"),
        ("||hidden|| **bold**", r"\|\|hidden\|\| \*\*bold\*\*"),
        ("[here](https://x.y)", "\\[here](https:\u200b//x.y)"),
        ("discord.gg/abc www.x.y", "discord.\u200bgg/abc www.\u200bx.y"),
        ("@everyone <@1> <#2> </ask:3>", "@\u200beveryone \\<@1> \\<#2> \\</ask:3>"),
        ("see:\n```ansi\n\x1b[31mred\n```\nok", "see:\n\n```\n[31mred\n```\n\nok"),
        ("```py\nx = 1", "```\nx = 1\n```"),
        ("`" * 4_000, "```\n`\u200b`\u200b…\n```"),
        ("left \u202etfel\u202c \x00\x1b", "left tfel"),
    ],
)
def test_prose(text: str, shown: str) -> None:
    assert prose(text) == shown


@given(HOSTILE)
def test_prose_opens_no_code_block_that_it_does_not_close(text: str) -> None:
    assert prose(text).replace("\\`", "").count("```") % 2 == 0
