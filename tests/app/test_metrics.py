"""What the bot counts, scraped over HTTP as Prometheus does it, and the dashboard that shows it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from discord import AppInfo

from bot.app import StrawberryBot
from bot.config import CooldownSettings, Settings
from bot.storage.tokenizations import Tokenizations
from tests.quizzing import lobby
from tests.raw import send_press
from tests.scraping import Scrape, with_metrics
from tests.talking import said_by_bot, say
from tests.world import World, card, enter

DOCS = Path(__file__).parent.parent.parent / "docs"
DASHBOARD = DOCS / "grafana.json"
LIBRARY = ("process_", "python_")
"""How the names begin that prometheus-client itself gives."""


async def use_everything(world: World) -> None:
    """A command of each outcome that is no fault, a press, a forged one, a form, a message, a quiz."""
    await world.alice.slash(world.channel, "ask", question="How many r's are in mysecret?")
    await world.alice.slash(world.channel, "tokenize", text="mysecret", encoding="nonsense")
    assert world.env.errors, "there is no such encoding"
    cut = card(await world.alice.slash(world.channel, "tokenize", text="mysecret"))
    await world.alice.click(cut, label="Table")
    send_press(world, world.alice, said_by_bot(world)[-1], "mysecret:1")
    message = await world.bob.send(world.channel, "mysecret")
    form = await world.alice.context_menu(world.channel, "Count letters", message)
    await world.alice.submit_modal(form, {"letter": "r"})
    await say(world, "explain mysecret")
    await lobby(world, world.alice)
    await world.env.advance_time(3)


async def test_what_members_do_is_counted_by_name_and_by_what_came_of_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_discord = StrawberryBot.application_info

    async def counted(bot: StrawberryBot) -> AppInfo:
        info = await ask_discord(bot)
        info.approximate_user_install_count = 7  # which the simulated Discord does not tell
        return info

    monkeypatch.setattr(StrawberryBot, "application_info", counted)
    settings = with_metrics(settings)
    async with enter(settings) as world:
        await use_everything(world)
        scraped = await Scrape.by_http(settings)
    assert scraped.counted("strawberry_commands_total") == {
        ("ask", "ok"): 1,
        ("tokenize", "ok"): 1,
        ("tokenize", "unknown_encoding"): 1,
        ("Count letters", "ok"): 1,
        ("quiz start", "ok"): 1,
    }
    assert scraped.counted("strawberry_presses_total") == {("ShowTokens", "ok"): 1, ("unknown", "ok"): 1}
    assert scraped.counted("strawberry_forms_total") == {("LetterForm", "ok"): 1}
    assert scraped.counted("strawberry_messages_total") == {("server", "ok"): 1}
    assert scraped.of("strawberry_command_seconds_count")["tokenize",] == 2
    assert scraped.of("strawberry_quizzes") == {("quiz",): 1, ("daily",): 0}
    assert scraped.of("strawberry_servers") == {(): 1}
    assert scraped.of("strawberry_user_installs") == {(): 7}
    assert {*scraped.of("strawberry_gateway_latency_seconds")} == {("0",)}
    assert scraped.of("strawberry_event_loop_lag_seconds_count")[()] > 0
    assert scraped.of("strawberry_model_state")["SmolLM2-135M-Instruct", "off"] == 1
    assert scraped.of("strawberry_model_restarts_total") == {("laboratory", "trainer"): 0}
    assert "process_resident_memory_bytes" in scraped.names
    assert "mysecret" not in str(scraped.families)
    check_dashboard(scraped)


def check_dashboard(scraped: Scrape) -> None:
    """The dashboard shows all that there is, and nothing that there is not."""
    asked = {*re.findall(r"\b(?:strawberry|process|python)_\w+", " ".join(expressions()))}
    assert asked <= scraped.names
    ours = {family.name for family in scraped.families if not family.name.startswith(LIBRARY)}
    shown = " ".join(asked)
    assert not [name for name in ours if name not in shown], "on no panel"


def expressions() -> Iterator[str]:
    """What the panels ask Prometheus for."""
    dashboard = json.loads(DASHBOARD.read_text())
    for panel in dashboard["panels"]:
        assert panel["type"] == "row" or panel["title"]
        for target in panel.get("targets", ()):
            assert target["datasource"]["uid"] == "${datasource}"
            yield target["expr"]


async def test_what_goes_wrong_is_told_apart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise ValueError

    few = settings.model_copy(update={"cooldown": CooldownSettings(uses=2, seconds=20.0)})
    async with enter(few) as world:
        assert world.bot.user
        elsewhere = world.alice.guild.create_text_channel("elsewhere")
        await world.bot.services.servers.change(
            world.alice.guild.id, lambda server: replace(server, channels=(elsewhere.id,))
        )
        await world.alice.slash(world.channel, "tokenize", text="a")
        await world.alice.send(world.channel, f"{world.bot.user.mention} hello")
        await world.alice.slash(elsewhere, "tokenize", text="a")
        await world.alice.send(world.channel, f"{world.bot.user.mention} hello")
        monkeypatch.setattr(Tokenizations, "add", broken)
        before = watched(Scrape.at(world.bot))
        await world.bob.slash(elsewhere, "tokenize", text="a")
        assert world.env.errors, "the last one's"
        scraped = Scrape.at(world.bot)
    told = scraped.of("strawberry_commands_total")
    assert {result for (name, result) in told if name == "tokenize"} == {"not_here", "too_quick", "failed"}
    assert {*before.values()} == {0}
    assert {"tokenize", "quiz start", "Count letters", "ShowTokens", "LetterForm", "server", "direct"} <= {*before}
    assert "quiz" not in before, "a group is no command"
    assert watched(scraped) == {**before, "tokenize": 1}, "so that the first failure is an increase"
    assert scraped.counted("strawberry_messages_total") == {("server", "not_here"): 1, ("server", "too_quick"): 1}


def watched(scraped: Scrape) -> dict[str, float]:
    """What the alert for failures in the documentation looks at, by the name of what was used."""
    [(names, result)] = re.findall(
        r'increase\(\{__name__=~"([^"]+)", result="([^"]+)"\}\[15m\]\) > 0', (DOCS / "hosting.md").read_text()
    )
    counts = [name for name in scraped.names if re.fullmatch(names, name)]
    assert len(counts) == 4
    return {
        next(name for name in labels if name != result): number
        for count in counts
        for labels, number in scraped.of(count).items()
        if result in labels
    }
