"""What buttons ask for: a text in messages that stand for years, written and read by one codec."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Literal, get_args, get_origin, get_type_hints

import discord
import pytest
from hypothesis import given, strategies as st

from bot.services.looking import Looking
from bot.services.recipes import Recipe
from bot.ui import Card
from bot.ui.buttons import CustomId
from bot.ui.buttons.lab import RunExperiment
from bot.ui.buttons.learn import TogetherLesson
from bot.ui.buttons.letters import OpenStatistics
from bot.ui.buttons.log import ShowComparison
from bot.ui.buttons.next import ChooseCut
from bot.ui.buttons.start import TryOut
from bot.ui.buttons.texts import ShowTokens
from bot.ui.sending import send
from tests.ui.in_channels import IN_CHANNELS, KINDS
from tests.world import World, card

_VALUES: dict[object, st.SearchStrategy[object]] = {
    bool: st.booleans(),
    int: st.integers(0, 2**63 - 1),
    float: st.integers(0, 1_000).map(lambda hundredths: hundredths / 100),
    str: st.from_regex(r"\w{1,20}", fullmatch=True),
}


def values(hint: object) -> st.SearchStrategy[object]:
    return st.sampled_from(get_args(hint)) if get_origin(hint) is Literal else _VALUES[hint]


_WITHIN: dict[object, st.SearchStrategy[object]] = {
    int: st.integers(0, 1_000),
    str: st.from_regex(r"\w{1,10}", fullmatch=True),
}
"""Of how a text is looked at, beside the ids of the database: a place in it, a layer, a list of words."""


def any_of(kind: type[CustomId]) -> st.SearchStrategy[CustomId]:
    hints = get_type_hints(kind)
    make: Callable[..., CustomId] = kind
    return st.builds(make, **{each.name: any_value(hints, hints[each.name]) for each in fields(kind)})


def any_value(hints: Mapping[str, object], hint: object) -> st.SearchStrategy[object]:
    if hint is Looking:
        within = {
            name: _WITHIN[each] if each in _WITHIN else values(each) for name, each in get_type_hints(Looking).items()
        }
        return st.builds(Looking, **within | {"letter": st.from_regex(r"\w", fullmatch=True)})
    if hint is Recipe:
        rates, name = _VALUES[float], st.from_regex(r"\w{1,10}", fullmatch=True)
        return st.builds(Recipe, name, st.integers(0, 2**40), st.integers(0, 2**31 - 1), rates, st.integers(0, 4_000))
    return st.integers(0, 2**30) if Looking in hints.values() else values(hint)


@pytest.mark.parametrize("text", IN_CHANNELS)
def test_what_stands_in_channels_is_written_and_read_as_ever(text: str) -> None:
    asked = IN_CHANNELS[text]
    assert str(asked) == text
    assert [read for kind in KINDS if (read := kind.read(text)) is not None] == [asked]


@given(st.one_of([any_of(kind) for kind in KINDS]))
def test_what_is_asked_for_is_read_as_it_was_written_and_by_its_own_kind_alone(asked: CustomId) -> None:
    text = str(asked)
    assert len(text) <= 100
    assert [read for kind in KINDS if (read := kind.read(text)) is not None] == [asked]
    assert asked.button("Press").custom_id == text


@given(st.text())
def test_whatever_else_is_pressed_is_nobody_s(text: str) -> None:
    assert not [kind for kind in KINDS if kind.read(text) is not None]


@pytest.mark.parametrize(
    "odd",
    [
        ShowTokens(7, "ids", "a:b"),
        ShowTokens(7, "ids", ""),
        ShowTokens(7, "ids", "x" * 90),
        ShowTokens(7, "none", "gpt2"),  # type: ignore[arg-type]  # what mypy would have refused
        ShowComparison(-1),
        ShowComparison("1"),  # type: ignore[arg-type]  # see above
        ChooseCut(7, 1.23456789, 0, 1.0),
    ],
)
def test_what_could_not_be_read_again_is_not_written(odd: CustomId) -> None:
    with pytest.raises(ValueError, match="no custom id"):
        str(odd)


@pytest.mark.usefixtures("brief")
async def test_every_kind_is_answered_by_a_cog(world: World) -> None:
    """Also where all that it asks for is gone, as it may be of a message that was sent long ago."""
    channel = world.bot.get_partial_messageable(world.channel.id)
    for kind in KINDS:
        asked = next(each for each in IN_CHANNELS.values() if isinstance(each, kind))
        value = "40:0.95" if kind is ChooseCut else "1"
        message = await send(channel, Card().row([asked.select([discord.SelectOption(label=value)])]))
        answered = await world.bob.select(message, [value])
        if answered.modal or kind in (OpenStatistics, TogetherLesson):  # a form, or a card for all: nothing can be gone
            continue
        answer = card(answered)
        if kind is RunExperiment:  # before the channel
            assert answer.components
            continue
        assert answer.ephemeral or kind is TryOut
        if answer.components:  # a card of one's own, which needs nothing that could be gone
            continue
        assert re.search("Use|Ask|Say|Choose|begins", answer.content), f"{kind.__name__} does not say what to do"
        assert "Something went wrong" not in answer.content, kind.__name__


async def test_no_card_is_kept_in_memory_for_its_buttons(world: World) -> None:
    await world.alice.slash(world.channel, "tokenize", text="strawberry")
    await world.alice.slash(world.channel, "me")
    assert world.bot.persistent_views == []
