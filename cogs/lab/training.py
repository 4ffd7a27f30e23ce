"""A small network learns before a channel's eyes, at a learning rate that its members vote on."""

import secrets
from dataclasses import dataclass, replace
from typing import Self

import discord
from discord import ui

from bot.app import bot_of, services_of
from bot.app.attachments import read_attached, refuse_if_large
from bot.app.commands import asker_of, begin, on_private_card
from bot.app.forms import Form
from bot.app.trainings import TrainingReply
from bot.errors import InputError
from bot.lab.examples import read
from bot.lab.plan import Training
from bot.language import later, number, tr, tr_as
from bot.services.recipes import HIGHEST_SEED, LEAST_RATE, MOST_RATE, Planned, planned, planned_text
from bot.services.trainings import Run
from bot.ui.buttons.lab import AskOwnText

_SEEDS = 1_000
"""So many are drawn from where none is given: short enough to be told to others."""
_DIGITS = 4
"""Of a learning rate that somebody types."""
_DEFAULT = "language"
_NO_SEED = later("A seed is a whole number from 0 to {most}.", most=HIGHEST_SEED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member has chosen of a training: a preset or a file to learn; without a rate, members vote on it."""

    preset: str | None = None
    seed: int | None = None
    rate: float | None = None
    file: discord.Attachment | None = None


async def train(interaction: discord.Interaction, wanted: Wanted, *, private: bool = False) -> None:
    """Train a preset, or the text of a file."""
    services_of(interaction).trainings.check_free(asker_of(interaction, private=private))
    seed, rate = _seed(wanted.seed), _rounded(wanted.rate)
    if wanted.file is not None:
        refuse_if_large(wanted.file)
        await _begin_own(interaction, await read_attached(wanted.file), seed, rate, private=private)
    else:
        plan = planned(wanted.preset or _DEFAULT, seed, rate)
        await begin_training(interaction, plan, vote=rate is None, private=private)


async def ask_for_text(interaction: discord.Interaction, _: AskOwnText) -> None:
    """Ask for a text to learn."""
    services_of(interaction).trainings.check_free(asker_of(interaction, private=False))
    await interaction.response.send_modal(OwnTextForm())


class OwnTextForm(Form):
    """Asks for the text to learn."""

    def __init__(self) -> None:
        super().__init__(title=tr("Train on a text of yours"))
        self.text: ui.TextInput[Self] = ui.TextInput(
            label=tr("The text to learn, an example a line"),
            custom_id="text",
            style=discord.TextStyle.paragraph,
            placeholder=tr("The more lines, the more there is to learn. Everybody here sees what it writes."),
            min_length=1,
            max_length=4_000,
        )
        self.rate: ui.TextInput[Self] = ui.TextInput(
            label=tr("Learning rate (without one, members vote)"),
            custom_id="rate",
            placeholder=number(0.003, 3),
            required=False,
            max_length=12,
        )
        self.seed: ui.TextInput[Self] = ui.TextInput(
            label=tr("Seed (the same gives the same training)"),
            custom_id="seed",
            placeholder=tr_as("seed", "any"),
            required=False,
            max_length=10,
        )
        for field in (self.text, self.rate, self.seed):
            self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Train on what was written."""
        seed, rate = _seed(read_seed(self.seed.value)), _rounded(read_rate(self.rate.value))
        await _begin_own(interaction, self.text.value, seed, rate, private=on_private_card(interaction))


def read_seed(written: str) -> int | None:
    """A seed as a member writes it; None where nothing is written. Raises ``InputError``.

    >>> read_seed("7"), read_seed(" ")
    (7, None)
    """
    if not (written := written.strip()):
        return None
    if not (written.isascii() and written.isdecimal()) or int(written) > HIGHEST_SEED:
        raise InputError(_NO_SEED)
    return int(written)


def read_rate(written: str) -> float | None:
    """The same of a learning rate.

    >>> read_rate("0.003"), read_rate("")
    (0.003, None)
    """
    if not (written := written.strip()):
        return None
    try:
        rate = float(written.replace(",", "."))
    except ValueError:
        raise _no_rate() from None
    if not LEAST_RATE <= rate <= MOST_RATE:
        raise _no_rate()
    return rate


def _no_rate() -> InputError:
    return InputError(
        later(
            "A learning rate is a number from {least} to {most}, such as {example}.",
            least=number(LEAST_RATE, 4),
            most=number(MOST_RATE),
            example=number(0.003, 3),
        )
    )


def _seed(given: int | None) -> int:
    return secrets.randbelow(_SEEDS) if given is None else given


def _rounded(rate: float | None) -> float | None:
    return float(f"{rate:.{_DIGITS}g}") if rate else None


async def _begin_own(
    interaction: discord.Interaction, text: str, seed: int, rate: float | None, *, private: bool
) -> None:
    """Train on a member's text, which is kept for the buttons of the card."""
    # A refusal comes before everybody sees “thinking …”.
    plan = await services_of(interaction).workshop.do(len(text), planned_text, text, 0, seed, rate)
    kept = await services_of(interaction).texts.keep(
        interaction.user.id,
        interaction.guild_id,
        text,
        "",
        interaction.created_at,
        shown_in=None if private else interaction.channel_id,
    )
    plan = replace(plan, recipe=replace(plan.recipe, kept=kept or 0))
    await begin_training(interaction, plan, vote=rate is None, private=private)


async def begin_training(interaction: discord.Interaction, plan: Planned, *, vote: bool, private: bool = False) -> None:
    """Answer with a card on which members vote, if ``vote``, and the network learns."""
    bot, trainings = bot_of(interaction), services_of(interaction).trainings
    trainings.check_free(asker_of(interaction, private=False))
    server = await begin(interaction, private=private)
    tokens = (await bot.services.workshop.do(len(plan.plan.text), read, plan.plan)).tokens
    asker = asker_of(interaction, private=server.private)
    run = Run(interaction.id, asker, plan, Training(plan.plan, tokens, ()))
    display = TrainingReply(bot.services, interaction)
    if not vote or server.private:  # where nobody else sees the card
        trainings.begin(run, display)
        return
    trainings.put_to_vote(run, display)
    bot.polls.wake(bot.services.trainings)
    await display.show(run)
