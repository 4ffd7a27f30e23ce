"""**Guess first** below the cards of ``/inside``, with the real model, which the tests of this file share."""

import pytest

from bot.ui import Card
from bot.ui.buttons.inside import ChooseView
from bot.ui.buttons.quiz import PlayAgain
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.sending import send
from tests.looking import FRANCE, choose, opened
from tests.quizzing import asked, finish, question_of, reveal, right, session_of, start, told, wrong
from tests.talking import labels_of, said_by_bot, shown
from tests.world import World, card, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("view", ["layers", "attention", "near", "vector"])
async def test_a_channel_guesses_before_the_view_opens(patch: World, view: str) -> None:
    said = "meal" if view == "near" else "The capital of Texas is the city of"
    shown_first = await opened(patch, view, text=said)
    hidden = card(await patch.alice.click(shown_first, label="Guess first"))
    assert str(VIEW_WORDS["dots"].title) in text(hidden), "what others see too tells no more than the dots meanwhile"
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


@pytest.mark.parametrize(
    ("view", "given", "asked_of"),
    [
        ("dots", {"text": "The capital of France is the city of"}, "find likeliest to come next?"),
        ("map", {"preset": "states"}, "once the mean of all its vectors is subtracted"),
        ("related", {"letter": "d"}, "Whose vector is nearest to that of “d”"),
        ("probe", {"letter": "d"}, "whether the word has the letter “d”"),
        ("patch", {"text": FRANCE, "other": "The capital of Italy is"}, "replaced by that at “Italy”"),
    ],
)
async def test_the_other_views_are_guessed_about_too(
    patch: World, view: str, given: dict[str, str | int], asked_of: str
) -> None:
    shown_first = await opened(patch, view, **given)
    await patch.alice.click(shown_first, label="Guess first")
    message, question = asked(patch), question_of(patch)
    assert asked_of in question.text
    await patch.bob.click(message, label=right(patch))
    await finish(patch)
    revealed = next(each for each in said_by_bot(patch) if each.id == message.id)
    assert f"**1 of 1 player got it:** <@{patch.bob.id}>" in shown(revealed)
    assert "🤖 SmolLM2-135M-Instruct" in shown(revealed)
    assert revealed.attachments


async def test_a_private_card_stays_as_it_is_while_others_guess(patch: World) -> None:
    message = await patch.alice.send(patch.channel, "The capital of France is the city of")
    private = card(await patch.alice.context_menu(patch.channel, "Look inside", message))
    private = await choose(patch.alice, private, ChooseView, "layers")
    await patch.alice.click(private, label="Guess first")
    assert "“The capital of France is the city of …” After all of its 30 layers" in question_of(patch).text
    await finish(patch)


async def test_only_who_steers_a_card_has_others_guess_and_only_in_a_server(patch: World) -> None:
    shown_first = await opened(patch, "layers", text="The capital of France is the city of")
    assert "Only the person who asked" in told(await patch.bob.click(shown_first, label="Guess first"))
    alone = card(await patch.alice.user.slash("inside", view="layers", text=FRANCE))
    assert "This asks a channel's members" in told(await patch.alice.user.click(alone, label="Guess first"))


async def test_where_nothing_stands_out_nothing_is_asked(patch: World) -> None:
    for view, given, instead in (
        ("vector", {"text": "a"}, "Try a text with more words."),
        ("map", {"words": "cat dog"}, "Try another list of words."),
        ("patch", {"text": FRANCE}, "Try another token, or patch in another text."),
    ):
        shown_first = await opened(patch, view, **given)
        refused = told(await patch.alice.click(shown_first, label="Guess first"))
        assert f"Nothing here stands clearly enough apart to be asked. {instead}" in refused


@pytest.mark.parametrize("topic", ["layers", "attention", "vectors"])
async def test_the_same_questions_are_topics_of_quizzes(patch: World, topic: str) -> None:
    message = await start(patch, topic=topic, rounds=1)
    await patch.alice.click(message, label=right(patch))
    assert f"<@{patch.alice.id}> +150" in await reveal(patch)
    await finish(patch)
