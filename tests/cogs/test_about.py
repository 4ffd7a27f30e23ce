"""``/help``: what it offers, how commands are used, where those that are gone went, and what the bot keeps."""

from dataclasses import replace
from pathlib import Path

import pytest
import regex
from discord import AppCommandType, app_commands, ui
from simcord.results import ResponseMessage

from bot import __version__
from bot.config import DatabaseSettings, ModelSettings, OpenAISettings, Settings
from bot.model import Failed
from bot.ui.about import about_card
from bot.ui.help import TOPICS
from bot.ui.moved import MOVED
from tests.world import World, card, labels, options, text

WERE = (
    "about", "ask", "bpe-train", "chat message", "chat reset", "compare", "count", "decode", "explain", "explainer off",
    "explainer on", "export", "forget-me", "help", "history", "inside attention", "inside dots", "inside layers",
    "inside map", "inside near", "inside patch", "inside probe", "inside related", "inside vector", "lab bigger",
    "lab step", "lab tool", "lab train", "lab twins", "lab twins-report", "ladder", "leaderboard", "me", "next",
    "quiz daily", "quiz start", "quiz status", "quiz stop", "quiz submit", "settings", "states", "stats", "tokenize",
    "vocab find", "vocab longest", "vocab oddities", "vocab random", "which",
)  # fmt: skip
"""The commands that there were before there was ``/start``."""


def top_level(world: World) -> set[str]:
    return {each.name for each in world.bot.tree.get_commands() if not isinstance(each, app_commands.ContextMenu)}


async def about(world: World) -> ResponseMessage:
    shown = card(await world.alice.slash(world.channel, "help"))
    return card(await world.alice.click(shown, label="About and privacy"))


def about_text(settings: Settings) -> str:
    shown = about_card("1", {"SmolLM2": Failed("It does not answer.")}, {"gpt2": "GPT-2"}, settings, 30)
    return " ".join(part.content for part in shown.walk_children() if isinstance(part, ui.TextDisplay))


async def test_about_says_version_model_encodings_and_privacy(here: World) -> None:
    shown = await about(here)
    assert shown.ephemeral
    for said in (__version__, "switched off", "o200k_base", "smollm2", "Privacy", "30 days"):
        assert said in text(shown)
    assert "kept for 30 days here, and forgotten when either message is deleted" in text(shown)
    assert "Nothing leaves this machine" in text(shown)
    assert "Start here" in text(card(await here.alice.click(shown, label="Start here")))


async def test_about_says_how_long_chats_are_kept_in_this_very_server(here: World) -> None:
    guild_id = here.alice.guild.id
    await here.bot.services.servers.change(guild_id, lambda settings: replace(settings, chat_days=1))
    assert "kept for 1 day here" in text(await about(here))
    there = card(await here.alice.user.slash("help"))
    assert "kept for 30 days here" in text(card(await here.alice.user.click(there, label="About and privacy")))


def test_about_says_what_goes_to_a_server_of_the_model_s() -> None:
    said = about_text(Settings(model=ModelSettings(backend="openai"), openai=OpenAISettings(model="a-model")))
    assert "chats too, goes to the server that runs it" in said
    assert "Nothing leaves" not in said


def test_about_says_that_a_server_keeps_it() -> None:
    url = {"url": "postgresql://me:secret@db.example/log"}
    said = about_text(Settings(database=DatabaseSettings.model_validate(url)))
    assert "in a database on a server, and those who run it can read it. Nothing else leaves this machine" in said
    assert not any(each in said for each in ("Nothing leaves", "secret", "db.example"))


async def test_help_offers_five_things_and_a_menu(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "help"))
    assert shown.ephemeral
    numbers = regex.findall(r"(?m)^(\d)\. \*\*/([\w -]+)\*\*", text(shown))
    assert [number for number, _ in numbers] == ["1", "2", "3", "4", "5"]
    assert {command.split()[0] for _, command in numbers} <= top_level(here)
    assert "How many r's are in strawberry?" in text(shown)
    assert labels(shown) == ["Start here", "About and privacy"]
    assert [value for value, _ in options(shown)] == [*TOPICS]


async def test_every_command_and_menu_has_its_place_in_a_topic(here: World) -> None:
    shown = card(await here.alice.slash(here.channel, "help"))
    said = ""
    for topic in TOPICS:
        shown = card(await here.alice.select(shown, [topic]))
        assert (topic, True) in options(shown)
        assert text(shown).count("\n- **/") == len(top_level(here) & {*TOPICS[topic].commands}) > 0
        said += text(shown)
    for command in top_level(here):
        assert said.count(f"\n- **/{command}** ") == 1, command
    menus = [each.name for each in here.bot.tree.get_commands() if isinstance(each, app_commands.ContextMenu)]
    assert all(f"**{menu}**" in said for menu in menus)


async def test_help_says_how_each_command_is_used(here: World) -> None:
    for command in here.bot.tree.walk_commands():
        if not isinstance(command, app_commands.Command):
            continue
        shown = text(card(await here.alice.slash(here.channel, "help", command=f"/{command.qualified_name}")))
        assert f"/{command.qualified_name}\n{command.description}" in shown
        assert all(f"`{option.display_name}`" in shown for option in command.parameters)
        assert not any(line.endswith("…") for line in shown.splitlines()), "Discord takes 100 characters"
        assert not command.parameters or command.extras["example"] in shown


async def test_the_picker_is_short_enough_to_be_read(here: World) -> None:
    entries = [each for each in here.bot.tree.walk_commands() if isinstance(each, app_commands.Command)]
    assert len(entries) < 20  # Discord lists each command of a group


async def test_help_for_a_group_says_how_all_its_commands_are_used(here: World) -> None:
    shown = text(card(await here.alice.slash(here.channel, "help", command="quiz")))
    assert "### /quiz start" in shown
    assert "### /quiz daily" in shown
    shown = text(card(await here.alice.slash(here.channel, "help", command="explain")))
    assert "### /explain\n" in shown
    assert "/explainer" not in shown


@pytest.mark.parametrize("name", ["gibberish", "@everyone", "` **x**", "/"])
async def test_help_for_what_is_no_command_leads_on_to_the_topics(here: World, name: str) -> None:
    shown = card(await here.alice.slash(here.channel, "help", command=name))
    assert shown.ephemeral
    assert text(shown).startswith("I have no command called `")
    assert not shown.message.mention_everyone
    assert [value for value, _ in options(shown)] == [*TOPICS]
    assert "**/tokenize**" in text(card(await here.alice.select(shown, ["tokens"])))


@pytest.mark.parametrize("name", WERE)
async def test_what_was_a_command_is_one_or_is_said_to_have_moved(here: World, name: str) -> None:
    shown = text(card(await here.alice.slash(here.channel, "help", command=f"/{name}")))
    if name not in {each.qualified_name for each in here.bot.tree.walk_commands()}:
        assert shown.startswith(str(MOVED[name].format(command=f"`/{name}`")))
        named = regex.findall(r"`/([\w-]+)", MOVED[name].message)
        assert {*named} <= top_level(here) | {"lab", "inside", "vocab"}
    else:
        assert f"### /{name}" in shown


async def test_what_has_moved_is_offered_while_it_is_typed(here: World) -> None:
    offered = await here.alice.autocomplete(here.channel, "help", "command", "forg")
    assert [choice["value"] for choice in offered] == ["forget-me"]


async def test_help_says_how_to_talk_with_the_bot(here: World) -> None:
    for shown in (card(await here.alice.slash(here.channel, "help")), await about(here)):
        assert "mention me, write me a direct message, or use `/chat`" in text(shown)


async def test_help_knows_commands_by_what_is_typed_of_them(here: World) -> None:
    offered = await here.alice.autocomplete(here.channel, "help", "command", "expl")
    assert {choice["value"] for choice in offered} >= {"explain", "explainer"}
    shown = await here.alice.slash(here.channel, "help", command="explode")
    assert "no command called `explode`" in text(card(shown))


async def test_the_readme_names_every_command(here: World) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    table = readme[readme.index("## Commands") : readme.index("They work in servers")]
    for command in top_level(here):
        assert regex.search(rf"`/{command}\b", table), command


@pytest.mark.usefixtures("untold")
async def test_every_command_works_in_servers_dms_and_as_a_user_app(world: World) -> None:
    [told] = [entry.json for entry in world.env.http_requests if entry.method == "PUT" and isinstance(entry.json, list)]
    assert len(told) == len(world.bot.tree.get_commands())
    for command in told:
        of_servers = command["name"] == "settings"
        assert command["contexts"] == ([0] if of_servers else [0, 1, 2]), command["name"]
        assert command["integration_types"] == ([0] if of_servers else [0, 1]), command["name"]
        assert command["type"] == AppCommandType.message.value or command["description"]


async def test_a_direct_message_is_answered_too(here: World) -> None:
    carol = here.env.create_user("carol")
    assert "3 times" in text(card(await carol.slash("ask", question="How many r's are in strawberry?")))
    own = card(await carol.slash("me"))
    assert "strawberry" in text(card(await carol.click(own, label="My questions")))
