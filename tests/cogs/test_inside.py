"""``/inside`` as members use it, with the real model, which the tests of this file share."""

from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio
import simcord
from simcord.actors import MemberActor
from simcord.components import walk_components
from simcord.results import ResponseMessage

from bot.app import create_bot
from bot.config import CooldownSettings, DatabaseSettings, DiscordSettings, ModelSettings, Settings
from bot.inside.presets import PRESETS
from bot.ui import Card
from bot.ui.buttons.inside import OpenOwn
from bot.ui.buttons.quiz import PlayAgain
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.sending import send
from tests.conftest import PREPARED
from tests.quizzing import asked, finish, question_of, reveal, right, session_of, start, told, wrong
from tests.talking import labels_of, said_by_bot, say, shown
from tests.world import SETTLE_SECONDS, World, alts, card, furnish, labels, options, text

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRANCE = "The capital of France is"


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the real model, and time for what starts when it is first needed."""
    return Settings(
        discord=DiscordSettings(shard_count=1),
        model=ModelSettings(threads=1, deadline=120),
        database=DatabaseSettings(path=tmp_path_factory.mktemp("database") / "strawberry.sqlite3"),
        cooldown=CooldownSettings(uses=1_000),
        cache=PREPARED.parent,
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def patch(usual: Settings) -> AsyncIterator[World]:
    """A simulated Discord in which the model is loaded once."""
    env = simcord.Env(create_bot(usual), settle_timeout=SETTLE_SECONDS, shard_count=1)
    await env.start()
    try:
        world = furnish(env)
        await world.model_settled()
        yield world
    finally:
        await env.bot.close()
        await env.shutdown()


async def opened(world: World, view: str, **given: str | int) -> ResponseMessage:
    """The card of ``/inside VIEW``."""
    return card(await world.alice.slash(world.channel, f"inside {view}", **given))


async def choose(member: MemberActor, shown: ResponseMessage, what: str, value: str) -> ResponseMessage:
    """The card after something was chosen in the select whose custom id begins with ``look-WHAT``."""
    return card(await member.select(shown, [value], custom_id=select_of(shown, what)))


def select_of(shown: ResponseMessage, what: str) -> str:
    [found] = [
        str(part["custom_id"])
        for part in walk_components(shown.components)
        if part["type"] == 3 and str(part["custom_id"]).startswith(f"look-{what}:")
    ]
    return found


def chosen(shown: ResponseMessage) -> Sequence[str]:
    return [value for value, default in options(shown) if default]


async def test_a_member_pokes_at_strawberry_for_three_minutes(patch: World) -> None:
    asked = card(await patch.alice.slash(patch.channel, "ask", question="How many r's are in strawberry?"))
    shown = card(await patch.alice.click(asked, label="Look inside"))
    assert shown.ephemeral
    assert "### What the model gets" in text(shown)
    shown = await choose(patch.alice, shown, "view", "probe")
    assert "has `r`: **" in text(shown)
    assert "random labels" in text(shown)
    shown = await choose(patch.alice, shown, "view", "layers")
    assert "The right answer, `3`, is in place" in text(shown)
    shown = await choose(patch.alice, shown, "view", "patch")
    assert "The state of `␣strawberry` is replaced by that of `" in text(shown)


async def test_each_view_is_a_card_that_names_its_limits_and_its_source(patch: World) -> None:
    shown = await opened(patch, "dots", text=FRANCE)
    for view, words in VIEW_WORDS.items():
        shown = await choose(patch.alice, shown, "view", view)
        assert chosen(shown)[0] == view
        assert f"### {words.title}\n" in text(shown)
        assert f"-# **Does not show** {words.not_shown}" in text(shown)
        assert f"Read on: {words.source}" in text(shown)
        [alt] = alts(shown)
        assert alt


async def test_dots_become_ids_and_then_a_text_with_the_model_s_guess(patch: World) -> None:
    shown = await opened(patch, "dots", text="a rose is a rose is a")
    assert "7 dots of 4 kinds" in text(shown)
    assert "own guess" not in text(shown)
    shown = card(await patch.alice.click(shown, label="Show the ids"))
    shown = card(await patch.alice.click(shown, label="Show the text"))
    assert "The model's own guess: `␣rose` " in text(shown)


async def test_token_layer_and_head_stay_when_the_view_changes(patch: World) -> None:
    shown = await opened(patch, "attention", text=FRANCE, layer=7, head=3)
    assert "Layer 7, head 3: weights." in text(shown)
    shown = card(await patch.alice.click(shown, label="Without the first token"))
    shown = card(await patch.alice.click(shown, label="By weights × values"))
    assert "It is left out here" in text(shown)
    assert "times the length of what they move" in text(shown)
    shown = await choose(patch.alice, shown, "view", "near")
    shown = await choose(patch.alice, shown, "token", "2")
    assert "Nearest to `␣capital`" in text(shown)
    shown = await choose(patch.alice, shown, "token", "999")
    assert "Nearest to the mean of 5 tokens, `The` `␣capital` `␣of` `␣France` `␣is`" in text(shown)
    assert chosen(shown) == ["near", "999"]
    shown = await choose(patch.alice, shown, "token", "2")
    shown = await choose(patch.alice, shown, "view", "attention")
    assert "Layer 7, head 3: weights times" in text(shown)
    shown = await choose(patch.alice, shown, "head", "7:0")
    assert "Layer 7, the mean of all heads" in text(shown)
    assert chosen(shown) == ["attention", "7", "7:0"]
    shown = await choose(patch.alice, shown, "layer", "30")
    assert "Layer 30, the mean of all heads" in text(shown)
    shown = await choose(patch.alice, shown, "view", "vector")
    assert "`␣capital` is **576 numbers**" in text(shown)


async def test_words_letters_and_the_start_can_be_chosen(patch: World) -> None:
    shown = await opened(patch, "map", words="cat dog cow cat one two three")
    assert "6 words after training" in text(shown)
    assert "given twice or too many: cat" in text(shown)
    shown = card(await patch.alice.click(shown, label="t-SNE"))
    assert "t-SNE, perplexity" in text(shown)
    name = next(iter(PRESETS))
    shown = await choose(patch.alice, shown, "words", name)
    shown = card(await patch.alice.click(shown, label="Random start"))
    assert "at a **random start**" in text(shown)
    assert PRESETS[name].title in text(shown)
    shown = await choose(patch.alice, shown, "view", "related")
    shown = await choose(patch.alice, shown, "letter", "z")
    assert "Centred cosine of `␣z`" in text(shown)


async def test_another_text_is_patched_in_by_command_and_by_form(patch: World) -> None:
    shown = await opened(patch, "patch", text=FRANCE, other="The capital of Italy is")
    assert "The state of `␣France` is replaced by that of `␣Italy`" in text(shown)
    assert "`␣Paris`: " in text(shown)
    form = await patch.alice.click(shown, label="Patch in another text")
    shown = card(await patch.alice.submit_modal(form, {"other": "The capital of Japan is"}))
    assert "The state of `␣France` is replaced by that of `␣Japan`" in text(shown)
    same = await patch.alice.slash(patch.channel, "inside patch", text=FRANCE, other=FRANCE)
    assert "Both texts have the same tokens" in patch.refusal(same)


async def test_who_opened_it_steers_and_others_open_their_own(patch: World) -> None:
    shown = await opened(patch, "near", text="Texas")
    assert "Open your own" in labels(shown)
    pressed = card(await patch.bob.select(shown, ["map"], custom_id=select_of(shown, "view")))
    assert "Only the person who asked for this card can change it" in pressed.content
    own = card(await patch.bob.click(shown, label="Open your own"))
    assert own.ephemeral
    assert "Nearest to `␣Texas`" in text(own)
    own = await choose(patch.bob, own, "view", "vector")
    assert "`␣Texas` is **576 numbers**" in text(own)


async def test_what_only_its_owner_sees_is_not_opened_by_others(patch: World) -> None:
    message = await patch.alice.send(patch.channel, "my secret word")
    shown = card(await patch.alice.context_menu(patch.channel, "Look inside", message))
    assert shown.ephemeral
    [custom_id] = [
        str(part["custom_id"]) for part in walk_components(shown.components) if part.get("label") == "Open your own"
    ]
    asked = OpenOwn.read(custom_id)
    assert asked
    channel = patch.bot.get_partial_messageable(patch.channel.id)
    forged = await send(channel, Card().row([asked.button("Open")]))
    assert "You cannot open this card" in card(await patch.bob.click(forged, label="Open")).content
    assert card(await patch.alice.click(forged, label="Open")).ephemeral


async def test_an_answer_is_looked_into_by_the_very_ids_that_were_fed_and_written(patch: World) -> None:
    await say(patch, "hello")
    shown = card(await patch.alice.click(said_by_bot(patch)[-1], label="Look inside"))
    shown = card(await patch.alice.click(shown, label="Show the ids"))
    turn = await patch.bot.services.chats.get(1)
    assert turn
    assert turn.insight
    assert not turn.explained
    assert f"{min(256, len(turn.insight.tokens))} tokens" in text(shown)
    assert f"{turn.insight.tokens[-1].id}" in alts(shown)[0]


async def test_next_is_looked_into_with_what_was_appended(patch: World) -> None:
    shown = card(await patch.alice.slash(patch.channel, "next", text=FRANCE))
    shown = card(await patch.alice.click(shown, label="␣Paris"))
    inside = card(await patch.alice.click(shown, label="Look inside"))
    assert f"`{FRANCE} Paris`" in text(inside)


@pytest.mark.parametrize(
    ("view", "given", "said"),
    [
        ("attention", {"text": FRANCE, "layer": 31}, "has 30 layers"),
        ("attention", {"text": FRANCE, "head": 10}, "9 heads"),
        ("probe", {"letter": "é"}, "one letter from a to z"),
        ("related", {"letter": "7"}, "one letter from a to z"),
        ("map", {"words": "a b", "preset": "states"}, "not both"),
    ],
)
async def test_what_cannot_be_looked_at_says_why(
    patch: World, view: str, given: dict[str, str | int], said: str
) -> None:
    assert said in patch.refusal(await patch.alice.slash(patch.channel, f"inside {view}", **given))


async def test_a_long_text_is_looked_into_at_its_end_and_says_so(patch: World) -> None:
    shown = await opened(patch, "attention", text="rose " * 1_000)
    assert "256 tokens, the last of 1,00" in text(shown)
    shown = await opened(patch, "layers", text="a")
    assert "1 token\n" in f"{text(shown)}\n"


@pytest.mark.parametrize("view", ["layers", "attention", "near", "vector"])
async def test_a_channel_guesses_before_the_view_opens(patch: World, view: str) -> None:
    said = "meal" if view == "near" else "The capital of Texas is the city of"
    shown_first = await opened(patch, view, text=said)
    hidden = card(await patch.alice.click(shown_first, label="Guess first"))
    assert VIEW_WORDS["dots"].title in text(hidden), "what others see too tells no more than the dots meanwhile"
    message = asked(patch)
    assert f"<@{patch.alice.id}> has looked inside, knows the answer, and does not play." in shown(message)
    question = question_of(patch)
    assert labels_of(message)[:4] == [*question.options]
    assert "this one is for the others" in told(await patch.alice.click(message, label=right(patch)))
    again = await opened(patch, view, text=said)
    assert "already running here" in told(await patch.alice.click(again, label="Guess first"))
    await patch.bob.click(message, label=right(patch))
    await patch.manager.click(message, label=wrong(patch))
    quiz = session_of(patch).id
    ended = await finish(patch)
    revealed = next(each for each in said_by_bot(patch) if each.id == message.id)
    assert f"**1 of 2 players got it:** <@{patch.bob.id}>" in shown(revealed)
    assert "🤖 SmolLM2-135M-Instruct" in shown(revealed)
    assert revealed.attachments
    assert "### The quiz is over: Guess first" in ended
    assert labels_of(said_by_bot(patch)[-1]) == [], "it could not be asked again"
    channel = patch.bot.get_partial_messageable(patch.channel.id)
    forged = await send(channel, Card().row([PlayAgain(quiz).button("Play again")]))
    assert "That quiz is gone" in told(await patch.bob.click(forged, label="Play again"))


async def test_a_private_card_stays_as_it_is_while_others_guess(patch: World) -> None:
    message = await patch.alice.send(patch.channel, "The capital of France is the city of")
    private = card(await patch.alice.context_menu(patch.channel, "Look inside", message))
    private = await choose(patch.alice, private, "view", "layers")
    await patch.alice.click(private, label="Guess first")
    assert "“The capital of France is the city of …” After all of its 30 layers" in question_of(patch).text
    await finish(patch)


async def test_only_who_steers_a_card_has_others_guess_and_only_in_a_server(patch: World) -> None:
    shown_first = await opened(patch, "layers", text="The capital of France is the city of")
    assert "Only the person who asked" in told(await patch.bob.click(shown_first, label="Guess first"))
    alone = card(await patch.alice.user.slash("inside layers", text=FRANCE))
    assert "This asks a channel's members" in told(await patch.alice.user.click(alone, label="Guess first"))


async def test_where_nothing_stands_out_nothing_is_asked(patch: World) -> None:
    shown_first = await opened(patch, "vector", text="a")
    assert "Nothing here stands clearly enough apart" in told(await patch.alice.click(shown_first, label="Guess first"))


@pytest.mark.parametrize("topic", ["layers", "attention", "vectors"])
async def test_the_same_questions_are_topics_of_quizzes(patch: World, topic: str) -> None:
    message = await start(patch, topic=topic, rounds=1)
    await patch.alice.click(message, label=right(patch))
    assert f"<@{patch.alice.id}> +150" in await reveal(patch)
    await finish(patch)
