"""The menu of the reading list: in place where the card is one's own, else for who chose alone."""

from bot.lessons.reading import works_for
from bot.ui.reading import reading_card
from bot.ui.sending import send
from tests.world import World, card, options, text


async def test_another_topic_is_shown_to_who_chose_and_then_in_place(here: World) -> None:
    message = await send(here.bot.get_partial_messageable(here.channel.id), reading_card(None))
    own = card(await here.bob.select(message, ["vectors"]))
    assert own.ephemeral
    assert text(own).startswith("### Where to read on: A vector for each token")
    assert ("vectors", True) in options(own)
    papers = card(await here.bob.click(own, label="Papers"))
    assert papers.id == own.id
    assert [work.title in text(papers) for work in works_for("vectors")] == [
        work.kind == "paper" for work in works_for("vectors")
    ]
    own = card(await here.bob.click(papers, label="Back"))
    assert text(own).startswith("### Where to read on: A vector for each token")
    again = card(await here.bob.select(own, ["start"]))
    assert again.id == own.id
    assert text(again).startswith("### Where to read on: Start here")
    assert all(work.title in text(again) for work in works_for(None))
