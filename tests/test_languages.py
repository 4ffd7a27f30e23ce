"""What is said in which language: the catalogues as such, and the bot as members of other languages meet it."""

import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from discord import AppCommandType

from bot.config import CooldownSettings, Settings
from bot.errors import InputError
from bot.language import LOCALES, catalogue_file, language, later, plural, speaking, tr
from bot.letters import ModelMissing
from tests.messages import TEMPLATE, template, written
from tests.talking import labels_of, say
from tests.translated import speaks
from tests.wording import limits, read_all
from tests.world import World, card, enter, labels, text

SPOKEN = sorted({*LOCALES.values()})
_MOST = {"command": 32, "option": 32, "menu": 32, "description": 100, "choice": 100}
_MAY_STAY_ENGLISH = ("command", "option")
_COMMAND = re.compile(r"(?<![\w/.])/([a-z][a-z-]+)")
_FIRST = """
import asyncio
from bot.language import speak, tr

async def turns_until_spoken(locale):
    task, turns = asyncio.create_task(speak(locale)), 0
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    return turns

async def main():
    print(*[await turns_until_spoken(locale) > 2 for locale in ("en-US", "de", "de", "ja")])
    await speak("de")
    print(tr("It was not kept."))

asyncio.run(main())
"""


@cache
def catalogue(spoken: str) -> Catalog:
    with catalogue_file(spoken).open("rb") as file:
        return read_po(file, spoken)


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """A message and its translation; of a plural, each of its forms with the English one for many."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        for string in message.string or ():
            yield message.id[1], string


def translated(spoken: str) -> Iterator[tuple[Message, str, str]]:
    for message in catalogue(spoken):
        for said, string in pairs(message) if message.id else ():
            if string:
                yield message, said, string


def names(said: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(said) if name}


@pytest.fixture(scope="session")
def _syntax() -> None:
    read_all()


@pytest.mark.usefixtures("_syntax")
async def test_the_template_has_every_message(world: World) -> None:
    assert TEMPLATE.read_bytes() == written(await template(world.bot)), "run `make messages`"


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_translation_has_the_placeholders_and_commands_of_its_message(spoken: str) -> None:
    told = {said: string for message, said, string in translated(spoken) if message.context == "command"}
    for message, said, string in translated(spoken):
        if not isinstance(message.id, str):  # “the first token” needs no number
            assert names(string) | {"n"} == names(said) | {"n"}, string
        elif "{" in said:
            assert names(string) == names(said), string
        wanted = {told.get(name, name) for name in _COMMAND.findall(said)}
        assert {*_COMMAND.findall(string)} == wanted, string


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_translation_fits_where_it_is_shown(spoken: str) -> None:
    most = limits()
    for message, said, string in translated(spoken):
        longest = _MOST.get(message.context or "", most.get(said, 4_000))
        assert len(string) <= longest, string
        if message.context in _MAY_STAY_ENGLISH:
            assert re.fullmatch(r"[^\sA-Z]+", string), string


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_catalogue_has_the_plural_forms_of_its_language_and_nothing_to_be_looked_at_again(spoken: str) -> None:
    found = catalogue(spoken)
    for message in found:
        assert not message.id or not message.fuzzy, message.id
        forms = [string for _, string in pairs(message)]
        if not isinstance(message.id, str) and any(forms):
            assert all(forms), message.id
            assert len(forms) == found.num_plurals, message.id


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_language_misses_nothing(spoken: str) -> None:
    with TEMPLATE.open("rb") as file:
        wanted = [message for message in read_po(file) if message.id and message.context not in _MAY_STAY_ENGLISH]
    found = catalogue(spoken)
    missing = [each.id for each in wanted if not (there := found.get(each.id, each.context)) or not there.string]
    assert wanted
    assert not missing


def test_what_is_not_translated_is_said_in_english_and_so_is_what_nobody_translates() -> None:
    with speaking("de"):
        assert language() == "de"
        assert tr("Nobody translates this.") == "Nobody translates this."
    with speaking("pl"):
        assert language() == "en"
        assert tr("Back") == "Back"


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    with speaking("de"):
        assert plural("{n} day", "{n} days", 1) == "1 Tag"
        assert plural("{n} day", "{n} days", 1618) == "1.618 Tage"


def test_an_error_is_worded_for_whoever_is_told_also_in_another_process() -> None:
    with speaking("en-US"):
        sent: InputError = pickle.loads(pickle.dumps(InputError(later("This belongs to a server. Use it in one."))))  # noqa: S301 - our own
    with speaking("de"):
        assert str(sent) == "Das gehört zu einem Server. Verwende es in einem."


async def test_a_german_member_is_answered_in_german(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    speaks(monkeypatch, world.manager, "de")
    shown = card(await world.manager.slash(world.channel, "settings"))
    assert "Einstellungen von Patch" in text(shown)
    assert "30 Tage lang" in text(shown)
    pressed = await world.manager.click(shown, label="Privat antworten")
    assert pressed
    fresh = card(await world.manager.slash(world.channel, "settings"))
    assert "Für alle antworten" in labels(fresh)


async def test_a_german_member_reads_in_german_what_failed_and_others_in_english(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"text": "strawberry", "encoding": "nothing"}
    said = world.refusal(await world.alice.slash(world.channel, "tokenize", **asked))
    assert "I know no encoding" in said
    speaks(monkeypatch, world.alice, "pl")
    assert world.refusal(await world.alice.slash(world.channel, "tokenize", **asked)) == said
    speaks(monkeypatch, world.alice, "de")
    assert "Ich kenne kein Encoding" in world.refusal(await world.alice.slash(world.channel, "tokenize", **asked))


async def test_what_is_kept_is_kept_in_english(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    speaks(monkeypatch, world.alice, "de")
    await world.alice.slash(world.channel, "ask", question="How many r's are in strawberry?")
    comparisons = world.bot.services.comparisons
    [stored] = await comparisons.latest(channel_id=world.channel.id, user_id=None, offset=0, limit=1)
    assert stored.comparison.model == ModelMissing("The model is switched off here.")


@pytest.mark.usefixtures("untold")
async def test_discord_is_told_what_commands_are_called_in_german(world: World) -> None:
    [told] = [
        entry.json for entry in world.env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands")
    ]
    described = {
        command["name"]: command.get("description_localizations")
        for command in told or ()
        if command["type"] == AppCommandType.chat_input.value
    }
    assert described["settings"]["de"].startswith("Wie ich mich auf diesem Server verhalte")
    assert "pl" not in described["settings"]


def test_a_language_is_read_beside_the_event_loop_when_it_is_first_spoken() -> None:
    told = subprocess.run([sys.executable, "-c", _FIRST], check=True, capture_output=True, text=True).stdout
    waited, said = told.splitlines()
    assert waited == "False True False True"
    with speaking("de"):
        assert said == tr("It was not kept.")


async def test_a_picture_is_drawn_in_the_language_of_who_asked(world: World) -> None:
    with speaking("de"):
        assert await world.bot.services.studio.draw(tr, "Back") == "Zurück"
        assert await world.bot.services.studio.film(language) == "de"
    assert await world.bot.services.studio.draw(language) == "en"


async def test_a_quiz_speaks_the_language_of_its_server(settings: Settings) -> None:
    async with enter(settings) as world:
        guild = world.env.create_guild("Beet", preferred_locale="de")
        channel = guild.create_text_channel("quiz")
        member = guild.add_member(world.env.create_user("carol"))
        await member.slash(channel, "quiz start")
        lobby = channel.last_message
        assert lobby is not None
        assert labels_of(lobby)[:2] == ["Jetzt beginnen", "Mitspielen"]


async def test_a_message_is_answered_in_the_language_of_its_server(settings: Settings) -> None:
    quick = settings.model_copy(update={"cooldown": CooldownSettings(uses=1)})
    async with enter(quick) as world:
        guild = world.env.create_guild("Beet", preferred_locale="de")
        channel = guild.create_text_channel("reden")
        member = guild.add_member(world.env.create_user("carol"))
        there = replace(world, channel=channel, alice=member)
        answers = [await say(there, "How many r's are in strawberry?") for _ in range(2)]
        assert "Das war schnell" in answers[-1]
