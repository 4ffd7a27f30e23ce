"""Several models by name: a tiny one beside none, asked as members and hosts ask it."""

from pathlib import Path

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from bot.cli import app
from bot.config import OtherModelSettings, Settings
from bot.model import ModelInfo
from tests.asking import FOUR_WAYS, ask, ask_each
from tests.world import World, card, text


@pytest.fixture
def several(settings: Settings, tiny: Path, tmp_path: Path) -> Settings:
    """The first model is off, a second one has a name."""
    models = {"second": OtherModelSettings(name=str(tiny), threads=1)}
    return settings.model_copy(update={"models": models, "cache": tmp_path})


@pytest_asyncio.fixture
async def patch(several: Settings, world: World) -> World:
    """A simulated Discord whose bot has loaded it."""
    await world.restart(several)
    assert isinstance(await world.bot.services.with_model("second").model.settled(), ModelInfo)
    return world


async def test_members_name_the_model_that_answers(patch: World) -> None:
    question = "How many r's are in strawberry?"
    second = text(card(await patch.alice.slash(patch.channel, "ask", question=question, model="second")))
    assert "**tiny**" in second
    assert "**tiny**" not in text(card(await patch.alice.slash(patch.channel, "ask", question=question)))
    assert "tiny" in text(await ask_each(patch, "Which planets contain the letter i?", model="second"))
    for word in ("strawberry", "r" * 100):
        shown = await ask(patch, f"How many r's are in '{word}'?", model="second")
        long = card(await patch.alice.click(shown, label=FOUR_WAYS))
        assert "tiny" in text(long)
    assert "not judged: the exact answer was not among its choices" in text(long)
    assert "✗" not in text(long)


async def test_of_two_ways_to_read_a_question_the_chosen_one_goes_to_the_model_that_was_named(patch: World) -> None:
    for model, answers in (("second", True), (None, False)):
        named = {"model": model} if model else {}
        offered = card(await patch.alice.slash(patch.channel, "ask", question="how many rr in strawberry", **named))
        shown = text(card(await patch.alice.click(offered, label="how many r's in strawberry?")))
        assert "occurs **3 times**" in shown
        assert ("**tiny** answers" in shown) is answers


async def test_the_buttons_of_a_card_go_on_with_the_model_that_made_it(patch: World, settings: Settings) -> None:
    shown = card(await patch.alice.slash(patch.channel, "next", text="word", model="second"))
    assert "tiny" in text(shown)
    drawn = card(await patch.alice.click(shown, label="Draw one"))
    assert "appended" in text(drawn)
    await patch.restart(settings)  # without the second one
    refused = await patch.alice.click(drawn, label="Draw one")
    assert "This card is about another model, second. Use /next again." in card(refused).content


async def test_names_are_offered_and_others_refused(patch: World) -> None:
    offered = await patch.alice.autocomplete(patch.channel, "next", "model", "SEC", text="x")
    assert [choice["value"] for choice in offered] == ["second"]
    refused = await patch.alice.slash(patch.channel, "ask", question="spell cat", model="third")
    assert "no model called “third”. Choose one of these: second." in patch.refusal(refused)


async def test_about_tells_of_every_model(patch: World) -> None:
    help_ = card(await patch.alice.slash(patch.channel, "help"))
    told = text(card(await patch.alice.click(help_, label="About and privacy")))
    assert "**Model:** switched off here\n**second:** tiny (file): 0 million parameters, 2 layers" in told


def test_the_command_line_prepares_all_and_asks_one(tiny: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f"cache = '{tmp_path}'\n[database]\npath = '{tmp_path / 'log.sqlite3'}'\n[model]\nname = '{tiny}'\n"
        f"[models.second]\nname = '{tiny}'\n[models.served]\nbackend = 'openai'\nopenai.model = 'llama'\n"
    )
    prepared = CliRunner().invoke(app, ["prepare", "--config", str(config)])
    assert (prepared.exit_code, prepared.stderr.count("Model ready: tiny")) == (0, 2)
    assert "a server runs the model llama" in prepared.stderr
    question = ["ask", "How many r's are in strawberry?", "--config", str(config), "--model"]
    asked = CliRunner().invoke(app, [*question, "second"])
    assert "tiny, file)" in asked.stdout
    refused = CliRunner().invoke(app, [*question, "third"])
    assert (refused.exit_code, "Choose one of these: tiny, second, served" in refused.stderr) == (1, True)
