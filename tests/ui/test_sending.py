"""Cards on their way: sent and edited in one place, again and again, and to nobody's alarm."""

import ast

import discord
import pytest

from bot.drawing import Picture
from bot.ui import Card
from bot.ui.sending import edit, edit_by_token, send, send_text
from tests.talking import shown
from tests.wording import ROOT, sources, tree_of
from tests.world import World, card

SENDING = {
    *("send", "send_message", "reply"),
    *("edit", "edit_message", "edit_original_response"),
    *("delete", "delete_message", "delete_messages", "delete_original_response"),
}
"""What discord.py calls it."""
PICTURE = Picture(b"a picture", "what it shows", 1, 1, 1)


def illustrated() -> Card:
    return Card().text("@everyone look").picture(PICTURE, "it.png").file("<@1>", "it.txt")


def attached(message: discord.Message) -> list[tuple[str, int]]:
    return [(file.filename, file.size) for file in message.attachments]


async def test_a_card_is_sent_and_edited_any_number_of_times_with_its_files(world: World) -> None:
    channel, it = world.bot.get_partial_messageable(world.channel.id), illustrated()
    first, second = await send(channel, it), await send(channel, it)
    await edit(channel.get_partial_message(first.id), it)
    for message in (first, second):
        assert attached(await channel.fetch_message(message.id)) == [("it.png", 9), ("it.txt", 4)]


async def test_what_was_refused_is_sent_again_by_the_same_card(world: World) -> None:
    channel, it = world.bot.get_partial_messageable(world.channel.id), illustrated()
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    with pytest.raises(discord.Forbidden):
        await send(channel, it)
    assert attached(await send(channel, it)) == [("it.png", 9), ("it.txt", 4)]
    it.leave_out_files()
    bare = await send(channel, it)
    assert attached(bare) == []
    assert "look\n-# I may not attach pictures and files here" in shown(bare)


async def test_nothing_that_is_sent_or_edited_mentions_anybody(world: World) -> None:
    """Also where the bot's own default would."""
    world.bot.allowed_mentions = discord.AllowedMentions.all()
    channel = world.bot.get_partial_messageable(world.channel.id)
    message = await send(channel, illustrated())
    await edit(channel.get_partial_message(message.id), illustrated())
    await world.alice.slash(world.channel, "help")
    cut = card(await world.alice.slash(world.channel, "tokenize", text="@everyone"))
    await world.alice.click(cut, label="Ids")
    *_, answering = [entry.path.split("/") for entry in world.env.http_requests if entry.path.endswith("/callback")]
    webhook = discord.Webhook.partial(world.bot.application_id or 0, answering[-2], client=world.bot)
    await edit_by_token(webhook, cut.id, illustrated())
    bodies = world.sent()
    assert len(bodies) == 6
    assert [body["allowed_mentions"] for body in bodies] == [{"parse": []}] * 6
    before = len(world.env.http_requests)
    assert "one of these" in world.refusal(await world.alice.slash(world.channel, "tokenize", ids="1", text="a"))
    assert "Nothing to learn" in world.refusal(await world.alice.slash(world.channel, "bpe-train", file=("a", b"a")))
    await send_text(channel, "@everyone")
    texts = [str(entry.json) for entry in world.env.http_requests[before:] if "'content'" in str(entry.json)]
    assert ["'allowed_mentions': {'parse': []}" in each for each in texts] == [True] * 4, "and “thinking …” ended"


def test_what_members_see_is_sent_edited_and_deleted_in_one_place_alone_which_lets_nothing_mention_anybody() -> None:
    calls = {path: discord_calls(path) for path in sources() if "discord" in (ROOT / path).read_text("utf-8")}
    sending = calls.pop("bot/ui/sending.py")
    assert sending
    assert [ast.unparse(call) for call in sending if not safe(call)] == []
    assert [f"{path}:{call.lineno}" for path, found in calls.items() for call in found] == []


def discord_calls(path: str) -> list[ast.Call]:
    """The calls in a file that send, edit or delete a message."""
    return [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SENDING
        and ast.unparse(node.func) != "bot.user.edit"  # its name
    ]


def safe(call: ast.Call) -> bool:
    """Whether it says itself that nobody is to be mentioned, or deletes."""
    name = ast.unparse(call.func).rpartition(".")[2]
    return name.startswith("delete") or "_NOBODY" in [
        ast.unparse(each.value) for each in call.keywords if each.arg == "allowed_mentions"
    ]
