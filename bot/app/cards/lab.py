"""The cards of the laboratory's experiments, but for trainings, which are edited as they go on."""

import asyncio
from collections.abc import Sequence

import discord

from bot.app.viewer import Viewer
from bot.drawing import Picture, Row, bigger_chart, stack, step_picture, twins_answers, twins_curves
from bot.errors import UserError
from bot.lab.bigger import shipped
from bot.lab.step import STAGES, START, Stage
from bot.lab.twin_report import report
from bot.lab.twins import as_asked
from bot.language import tr
from bot.letters import Count, in_words, make_count
from bot.services import Services
from bot.services.tools import Attempt, ToolUse, tool_question
from bot.storage import ServerSettings
from bot.tokens import PromptToken
from bot.ui import Card, Pressable
from bot.ui.buttons.lab import AskTwinsAbout, AskWithTool
from bot.ui.buttons.lab_bigger import TrainSizesAgain
from bot.ui.buttons.lab_step import OpenOwnStep, ShowStage
from bot.ui.buttons.lab_twins import ShowTwinGroups, ShowWhatTwinsRead
from bot.ui.lab import method_button, next_button
from bot.ui.lab_bigger import bigger_card
from bot.ui.lab_step import step_card
from bot.ui.lab_tool import attempt_line, tool_card, ways
from bot.ui.lab_twins import report_card, twins_card

TWINS_EXAMPLE = "/lab word:strawberry letter:r"  # untranslated: it is typed so
_MOST = 150
"""Tokens of each way with the tool that are drawn, the last ones: the call and what came of it."""


async def step_by_hand_card(services: Services, stage: Stage, owner: int) -> Card:
    """A stage of a step of training, on a card that ``owner`` turns."""
    picture = await services.studio.draw(step_picture, stage, START)
    number = STAGES.index(stage)
    buttons: list[Pressable] = []
    if number > 0:
        buttons.append(ShowStage(owner, STAGES[number - 1]).button(tr("Back")))
    if number + 1 < len(STAGES):
        buttons.append(ShowStage(owner, STAGES[number + 1]).button(tr("Next"), style=discord.ButtonStyle.primary))
    else:
        buttons.append(next_button("train"))
    buttons.append(OpenOwnStep(stage).button(tr("Open your own")))
    if stage in (STAGES[0], STAGES[-1]):
        buttons.append(method_button("step"))
    return step_card(stage, START, picture, buttons)


async def sizes_card(services: Services) -> Card:
    """The same training with networks of four sizes."""
    found = shipped()
    picture = await services.studio.draw(bigger_chart, found)
    again = TrainSizesAgain().button(tr("Train the two smallest again"), emoji="🔁")
    return bigger_card(found, picture, [next_button("train"), again, method_button("bigger")])


def twins_question(word: str, letter: str) -> Count:
    """What the twins are asked. Raises ``InputError`` for what none of them can read."""
    asked = as_asked(make_count(word, letter, TWINS_EXAMPLE))
    return Count(asked.word, asked.letter)


async def counting_twins_card(services: Services, viewer: Viewer, server: ServerSettings, question: Count) -> Card:
    """A letter counted by all twins, and by the model beside them. Raises ``UserError``."""
    text, who = in_words(question), viewer.asker
    try:
        async with asyncio.TaskGroup() as group:
            twins = group.create_task(services.twins.ask(question, text, who, viewer.when, server))
            model = group.create_task(services.asking.ask(question, text, who, viewer.when, server, say=False))
    except* UserError as errors:
        raise errors.exceptions[0] from None
    asked = twins.result()
    picture = await services.studio.draw(twins_answers, asked.answers, asked.exact)
    read = ShowWhatTwinsRead(question.text, question.letter)
    buttons = [
        read.button(tr("What each read"), style=discord.ButtonStyle.primary),
        AskTwinsAbout().button(tr("Another word")),
        method_button("twins"),
    ]
    return twins_card(asked, model.result().comparison, picture, buttons)


async def measured_twins_card(services: Services) -> Card:
    """How often the twins are right about words that none has seen."""
    found = await asyncio.to_thread(report)
    curves = await services.studio.draw(twins_curves, found)
    groups = ShowTwinGroups().button(tr("By letters and tokens"))
    return report_card(found, curves, [next_button("twins"), groups, method_button("report")])


async def asked_with_tool_card(
    services: Services, viewer: Viewer, server: ServerSettings, question: Count, text: str
) -> Card:
    """``question``, typed as ``text``, put to the model with a tool that counts, and without."""
    use = await services.tools.use(question, text, viewer.asker, viewer.when, server)
    another = AskWithTool().button(tr("Another question"), style=discord.ButtonStyle.primary)
    return tool_card(use, await _tokens(services, use), [another, method_button("tool")])


async def read_tool_question(text: str) -> Count:
    """What is asked with the tool. Raises ``InputError`` for what it cannot count."""
    return await asyncio.to_thread(tool_question, text)


async def _tokens(services: Services, use: ToolUse) -> Picture | None:
    """The tokens of each way; None where a server answers, which shows none, or the model has failed."""
    rows = [
        Row(attempt_line(places, each), _after_the_question(each), ends=True)
        for places in ways(use.attempts)
        if isinstance(each := use.attempts[places[0]], Attempt) and each.transcript
    ]
    return await services.studio.draw(stack, rows, _MOST) if rows else None


def _after_the_question(attempt: Attempt) -> Sequence[PromptToken]:
    """The tokens that follow the question's turn, which ends with a mark of the chat template."""
    turn = attempt.transcript[attempt.begins :]
    end = next((at for at, token in enumerate(turn) if at and token.special), -1)
    return turn[end + 1 :]
