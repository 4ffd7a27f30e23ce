"""Cards of letter questions, opened as members open them: by ``/ask``, and by the buttons below its card."""

from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.ui import Card
from bot.ui.buttons import CustomId
from bot.ui.buttons.letters import CountAnother, OpenStatistics
from bot.ui.sending import send
from tests.world import World, card

EACH, FOUR_WAYS, STATISTICS, METHOD = "Ask the model about each", "Four ways to ask", "How models do", "Method"


async def press(world: World, member: MemberActor, asked: CustomId) -> InteractionResult:
    """Press a button that asks for that, on a card in the channel that everybody sees."""
    channel = world.bot.get_partial_messageable(world.channel.id)
    shown = await send(channel, Card().text("Look!").row([asked.button("Press")]))
    return await member.click(shown, label="Press")


async def ask(world: World, question: str, **options: object) -> ResponseMessage:
    """The card that Alice is answered with."""
    return card(await world.alice.slash(world.channel, "ask", question=question, **options))


async def count(world: World, letter: str, word: str, member: MemberActor | None = None) -> InteractionResult:
    """Count a letter by the form behind **Count another letter**; Alice does, or ``member``."""
    member = member or world.alice
    form = await press(world, member, CountAnother())
    return await member.submit_modal(form, {"letter": letter, "text": word})


async def ask_each(world: World, question: str, **options: object) -> ResponseMessage:
    """What the model says to each name of the list that ``question`` is about."""
    return card(await world.alice.click(await ask(world, question, **options), label=EACH))


async def four_ways(world: World, letter: str, word: str) -> ResponseMessage:
    """The same question in four forms."""
    return card(await world.alice.click(card(await count(world, letter, word)), label=FOUR_WAYS))


async def statistics(world: World, member: MemberActor | None = None) -> ResponseMessage:
    """How models do in the server."""
    return card(await press(world, member or world.alice, OpenStatistics()))
