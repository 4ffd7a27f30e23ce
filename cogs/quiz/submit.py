"""Members propose questions, and those who manage the server accept or decline them."""

from contextlib import suppress
from typing import Self

import discord
from discord import ui

from bot.app import bot_of, services_of
from bot.app.commands import guild_managed, joined_guild
from bot.app.forms import Form
from bot.errors import InputError
from bot.language import later, tr
from bot.quiz import Proposal
from bot.quiz.question import LONGEST_OPTION
from bot.ui.buttons.quiz import Decide, Propose, Review
from bot.ui.quiz_proposals import decided_card, proposed_card, review_card
from bot.ui.sending import edit, reply, think, update

_MOST_WRONG = 3
_LONGEST_TEXT = 300


async def propose(interaction: discord.Interaction, _: Propose) -> None:
    """Ask for a question by a form."""
    joined_guild(interaction)
    await interaction.response.send_modal(ProposalForm())


class ProposalForm(Form):
    """Asks for the question and its answers."""

    def __init__(self) -> None:
        super().__init__(title=tr("Propose a quiz question"))
        self.question: ui.Label[Self] = ui.Label(
            text=tr("Question"), component=ui.TextInput(custom_id="question", max_length=_LONGEST_TEXT)
        )
        self.right: ui.Label[Self] = ui.Label(
            text=tr("Right answer"), component=ui.TextInput(custom_id="right", max_length=LONGEST_OPTION)
        )
        self.wrong: ui.Label[Self] = ui.Label(
            text=tr("Wrong answers"),
            description=tr("One to {most}, each on a line of its own", most=_MOST_WRONG),
            component=ui.TextInput(
                custom_id="wrong", style=discord.TextStyle.paragraph, max_length=_MOST_WRONG * (LONGEST_OPTION + 1)
            ),
        )
        self.why: ui.Label[Self] = ui.Label(
            text=tr("Why?"),
            description=tr("One sentence for afterwards"),
            component=ui.TextInput(custom_id="why", max_length=_LONGEST_TEXT, required=False),
        )
        for each in (self.question, self.right, self.wrong, self.why):
            self.add_item(each)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep the proposal, and let those who manage the server know, without giving the answer away."""
        text, right, wrong, why = (_written(each) for each in (self.question, self.right, self.wrong, self.why))
        proposal = Proposal(
            id=0,
            guild_id=interaction.guild_id or 0,
            user_id=interaction.user.id,
            created_at=interaction.created_at,
            text=text,
            options=_options(text, right, wrong),
            why=why,
        )
        await think(interaction, ephemeral=False)
        id_ = await services_of(interaction).proposals.add(proposal)
        async with bot_of(interaction).speaking_in(proposal.guild_id, proposal.user_id):  # it is for everybody there
            card = proposed_card(proposal, [Review(id_).button(tr("Review"))])
        await reply(interaction, card)


def _written(label: ui.Label[ProposalForm]) -> str:
    field = label.component
    return field.value.strip() if isinstance(field, ui.TextInput) else ""


def _options(text: str, right: str, wrong: str) -> tuple[str, ...]:
    """All answers, the right one first. Raises ``InputError``."""
    answers = (right, *(line.strip() for line in wrong.splitlines() if line.strip()))
    if not text or not right:
        raise InputError(later("A question needs a text and a right answer."))
    if not 1 <= len(answers) - 1 <= _MOST_WRONG:
        raise InputError(later("Give one to {most} wrong answers, each on a line of its own.", most=_MOST_WRONG))
    if len({answer.casefold() for answer in answers}) < len(answers):
        raise InputError(later("Two of the answers are the same. Each has to be different from the others."))
    if any(len(answer) > LONGEST_OPTION for answer in answers):
        raise InputError(
            later("An answer has at most {most} characters, as it stands on a button.", most=LONGEST_OPTION)
        )
    return answers


async def review(interaction: discord.Interaction, asked: Review) -> None:
    """Show a proposal with its answers to whoever presses alone."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    proposal = await _proposal(interaction, asked.proposal)
    message_id = interaction.message.id if interaction.message else 0
    buttons = [
        Decide(asked.proposal, message_id, "accepted").button(tr("Accept"), style=discord.ButtonStyle.success),
        Decide(asked.proposal, message_id, "declined").button(tr("Decline"), style=discord.ButtonStyle.danger),
    ]
    await reply(interaction, review_card(proposal, buttons if proposal.state == "waiting" else []), ephemeral=True)


async def _proposal(interaction: discord.Interaction, id_: int) -> Proposal:
    guild_id = guild_managed(interaction)
    proposal = await services_of(interaction).proposals.get(id_)
    if proposal is None or proposal.guild_id != guild_id:
        raise InputError(later("This question is gone: whoever proposed it had it deleted with /me."))
    return proposal


async def decide(interaction: discord.Interaction, asked: Decide) -> None:
    """Decide once, whoever else presses; the channel sees what was decided."""
    await interaction.response.defer()
    await _proposal(interaction, asked.proposal)
    await services_of(interaction).proposals.decide(asked.proposal, asked.state)
    proposal = await _proposal(interaction, asked.proposal)
    await update(interaction, review_card(proposal, []))
    if isinstance(interaction.channel, discord.abc.Messageable) and interaction.channel_id:
        channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
        with suppress(discord.NotFound, discord.Forbidden):  # it is deleted, or hidden from the bot
            message = await channel.fetch_message(asked.message)
            if _proposes(message, asked.proposal):
                async with bot_of(interaction).speaking_in(proposal.guild_id, proposal.user_id):
                    card = decided_card(proposal)
                await edit(message, card)


def _proposes(message: discord.Message, proposal: int) -> bool:
    """Whether ``message`` still offers to review the proposal: what names it can be forged."""
    items = ui.LayoutView.from_message(message).walk_children()
    return any(isinstance(each, ui.Button) and each.custom_id == str(Review(proposal)) for each in items)
