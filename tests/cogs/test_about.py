"""``/about`` and ``/help``."""

from dataclasses import replace

from discord import app_commands, ui

from bot import __version__
from bot.config import ModelSettings, OpenAISettings, Settings
from bot.model import Failed
from bot.ui.about import about_card
from tests.world import World, card, text


async def test_about_says_version_model_encodings_and_privacy(world: World) -> None:
    shown = card(await world.alice.slash(world.channel, "about"))
    assert shown.ephemeral
    for said in (__version__, "switched off", "o200k_base", "smollm2", "Privacy", "30 days"):
        assert said in text(shown)
    assert "kept for 30 days here, and forgotten when either message is deleted" in text(shown)
    assert "Nothing leaves this machine" in text(shown)


async def test_about_says_how_long_chats_are_kept_in_this_very_server(world: World) -> None:
    guild_id = world.alice.guild.id
    await world.bot.services.servers.change(guild_id, lambda settings: replace(settings, chat_days=1))
    assert "kept for 1 day here" in text(card(await world.alice.slash(world.channel, "about")))
    assert "kept for 30 days here" in text(card(await world.alice.user.slash("about")))


def test_about_says_what_goes_to_a_server_of_the_model_s() -> None:
    settings = Settings(model=ModelSettings(backend="openai"), openai=OpenAISettings(model="a-model"))
    shown = about_card("1", {"SmolLM2": Failed("It does not answer.")}, ["gpt2"], settings, 30)
    said = " ".join(part.content for part in shown.walk_children() if isinstance(part, ui.TextDisplay))
    assert "chats too, goes to the server that runs it" in said
    assert "Nothing leaves" not in said


async def test_help_names_every_command_and_menu(world: World) -> None:
    shown = text(card(await world.alice.slash(world.channel, "help")))
    for command in [*world.bot.tree.get_commands(), *world.bot.tree.walk_commands()]:
        assert command.name in shown
    assert "How many r's are in strawberry?" in shown
    assert "`/about` what I keep" in shown
    assert len(shown) < 4_000


async def test_help_says_how_each_command_is_used(world: World) -> None:
    for command in world.bot.tree.walk_commands():
        if not isinstance(command, app_commands.Command):
            continue
        shown = text(card(await world.alice.slash(world.channel, "help", command=f"/{command.qualified_name}")))
        assert f"/{command.qualified_name}\n{command.description}" in shown
        assert all(f"`{option.display_name}`" in shown for option in command.parameters)
        assert not any(line.endswith("…") for line in shown.splitlines()), "Discord takes 100 characters"
        assert not command.parameters or command.extras["example"] in shown


async def test_help_for_a_group_says_how_all_its_commands_are_used(world: World) -> None:
    shown = text(card(await world.alice.slash(world.channel, "help", command="chat")))
    assert "### /chat message" in shown
    assert "### /chat reset" in shown
    assert "/explain" not in shown
    shown = text(card(await world.alice.slash(world.channel, "help", command="explain")))
    assert "### /explain\n" in shown
    assert "/explainer" not in shown


async def test_help_says_how_to_talk_with_the_bot(world: World) -> None:
    for command in ("help", "about"):
        shown = text(card(await world.alice.slash(world.channel, command)))
        assert "mention me, write me a direct message, or use `/chat message`" in shown


async def test_help_knows_commands_by_what_is_typed_of_them(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "help", "command", "voc")
    assert {choice["value"] for choice in offered} >= {"vocab"}
    assert "no command called" in world.refusal(await world.alice.slash(world.channel, "help", command="explode"))


async def test_every_command_works_in_servers_dms_and_as_a_user_app(world: World) -> None:
    [told] = [entry.json for entry in world.env.http_requests if entry.method == "PUT" and isinstance(entry.json, list)]
    assert len(told) == len(world.bot.tree.get_commands())
    for command in told:
        of_servers = command["name"] == "settings"
        assert command["contexts"] == ([0] if of_servers else [0, 1, 2]), command["name"]
        assert command["integration_types"] == ([0] if of_servers else [0, 1]), command["name"]
        assert command["type"] == 3 or command["description"]


async def test_a_direct_message_is_answered_too(world: World) -> None:
    carol = world.env.create_user("carol")
    assert "3 times" in text(card(await carol.slash("ask", question="How many r's are in strawberry?")))
    assert "strawberry" in text(card(await carol.slash("history")))
