"""Commands, buttons, menus and forms used by chance, with odd texts."""

import random
from collections.abc import Awaitable, Callable

import pytest
from discord import AppCommandOptionType as Kind, ComponentType, app_commands
from simcord.actors import MemberActor
from simcord.components import walk_components
from simcord.results import InteractionResult

from bot.ui.errors import explain
from tests.world import World

WORDS = (
    "strawberry",
    "How many r's are in strawberry?",
    "which states contain d",
    "302 1618 19772 -1 199998",
    "d",
    "🍓",
    "👩‍👩‍👧" * 40,
    "e\u0301" * 50,
    "שלום مرحبا",
    "\u200b\u202e\u2066\x00",
    "<|im_end|><|endoftext|>",
    "@everyone <@1> <#2> <@&3>",
    "```" * 60 + "||**__~~",
    "[a](https://b.c) # x\n> y\n- z",
    "$$x$$ \\(y\\)",
    "\n" * 200,
    "x" * 4_000,
    "9" * 40,
    "'; DROP TABLE comparisons; --",
    "a b " * 900,
    "o200k_base",
    "Europe/Berlin",
    "12:00",
    " ",
)
_PRESSES = 3
"""The most that is pressed below one answer, and below what comes of it."""


async def use_by_chance(world: World, seed: int, inputs: int, caplog: pytest.LogCaptureFixture) -> None:
    """Do so with everything; each is to be answered, and none to fail unexpectedly."""
    chance = random.Random(seed)
    every = [one for one in world.bot.tree.walk_commands() if isinstance(one, app_commands.Command)]
    commands = {
        member: [one for one in every if one.qualified_name in member.available_commands(world.channel)]
        for member in (world.alice, world.manager)
    }
    done = 0
    while done < inputs:
        member = chance.choice([*commands])
        command = chance.choice(commands[member])
        given = {
            option.display_name: _value(chance, world, option)
            for option in command.parameters
            if option.type is not Kind.attachment and (option.required or chance.random() < 0.4)
        }
        answered = await member.slash(world.channel, command.qualified_name, **given)
        done += 1
        assert answered.acknowledged, command.qualified_name
        for _ in range(chance.randrange(_PRESSES + 1)):
            if (use := _next(chance, member, answered)) is None:
                break
            answered = await use()
            done += 1
            assert answered.acknowledged, command.qualified_name
        odd = [error for error in world.env.errors if explain(getattr(error, "original", error)) is None]
        assert odd == [], odd
        assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def _value(chance: random.Random, world: World, option: app_commands.Parameter) -> object:
    low, high = option.min_value, option.max_value
    if option.choices:
        return chance.choice(option.choices).value
    match option.type:
        case Kind.string:
            return _fitting(_text(chance), low, high)
        case Kind.integer:
            return chance.randint(int(low if low is not None else -5), int(high if high is not None else 2**40))
        case Kind.number:
            return chance.uniform(float(low if low is not None else -5), float(high if high is not None else 1e9))
        case Kind.boolean:
            return chance.random() < 0.5
        case Kind.channel:
            return world.channel
        case Kind.user:
            return world.bob
        case _:
            raise NotImplementedError(option.type)


def _text(chance: random.Random) -> str:
    if chance.random() < 0.8:
        return chance.choice(WORDS)
    return "".join(chr(chance.choice([chance.randrange(32, 127), chance.randrange(0xD800)])) for _ in range(30))


def _next(
    chance: random.Random, member: MemberActor, answered: InteractionResult
) -> Callable[[], Awaitable[InteractionResult]] | None:
    """Something that can be done with an answer, or None."""
    if (form := answered.modal) is not None:
        values = {
            field["custom_id"]: _fitting(_text(chance), field.get("min_length"), field.get("max_length"))
            for field in walk_components(form["components"])
            if field["type"] == ComponentType.text_input.value
        }
        return lambda: member.submit_modal(answered, values)
    message = answered.followups[-1] if answered.followups else answered.response
    if message is None:
        return None
    parts = [part for part in walk_components(message.components) if "custom_id" in part and not part.get("disabled")]
    usable = [part for part in parts if part["type"] in (ComponentType.button.value, ComponentType.select.value)]
    if not usable:
        return None
    part = chance.choice(usable)
    if part["type"] == ComponentType.button.value:
        return lambda: member.click(message, custom_id=part["custom_id"])
    choice = chance.choice(part["options"])["value"]
    return lambda: member.select(message, [choice], custom_id=part["custom_id"])


def _fitting(text: str, low: float | None, high: float | None) -> str:
    return text[: int(high or 4_000)].ljust(int(low or 0), "a")
