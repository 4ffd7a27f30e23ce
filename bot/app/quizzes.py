"""Quizzes opened from wherever a member asks for one, and the cards by which they are played."""

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.app.bot import StrawberryBot
from bot.app.quiz_more import names_of
from bot.drawing import Picture, dots, final_table, illustrate
from bot.errors import InputError
from bot.language import later, tr
from bot.letters import Asker
from bot.model import known, name_of
from bot.quiz import (
    GUESS,
    HINT,
    MIXED,
    MODEL,
    Asked,
    Difficulty,
    Dots,
    Ended,
    Gathered,
    Gathering,
    Plan,
    Revealed,
    Scene,
    Session,
    Strip,
    behind,
)
from bot.services import Services
from bot.ui import Card, Pressable
from bot.ui.buttons.quiz import (
    Choose,
    ChooseTopic,
    ExplainRound,
    Join,
    PlayAgain,
    Propose,
    QuizResults,
    RevealNow,
    StartNow,
    StopQuiz,
    TakeHint,
)
from bot.ui.quiz import looked_by, question_card, reveal_card, yesterday
from bot.ui.quiz_lobby import gathered_card, lobby_card
from bot.ui.quiz_standings import MOST_DRAWN, end_card, final_title, finals, status_card
from bot.ui.quiz_words import topic_options


async def open_quiz(
    bot: StrawberryBot,
    who: Asker,
    when: datetime,
    topic: str = MIXED,
    *,
    rounds: int = 5,
    seconds: int = 20,
    difficulty: Difficulty = "normal",
) -> Card | None:
    """Open a lobby in the channel of ``who``, as a message of its own. Where a quiz goes on: the card of how it stands.

    That card is for who asked alone, if it can be. Raises ``InputError`` where no quiz can be played: whoever has an
    interaction finds out before, by ``quiz_channel``, whether the bot may write there.
    """
    if who.channel_id is None or (who.guild_id is not None and bot.get_guild(who.guild_id) is None):
        raise InputError(later("A quiz needs a channel that I can write in. Use /quiz start in one."))
    quizzing = bot.services.quizzing
    if session := quizzing.in_channel(who.channel_id):
        return status_card(session, _while_it_runs(session))
    server = await bot.services.server_settings(who.guild_id)
    plan = Plan(
        "quiz", who.guild_id, who.channel_id, who.user_id, topic, difficulty, rounds, seconds, server.encoding, when
    )
    await gather(bot, plan)
    return None


async def gather(bot: StrawberryBot, plan: Plan) -> None:
    """Open the lobby of a quiz and show it in its channel. Raises ``InputError``."""
    try:
        async with bot.speaking_in(plan.guild_id, plan.user_id):  # the first question is made from now on
            session = await bot.services.quizzing.open(plan)
    finally:
        bot.presenter.wake()  # whatever failed: a quiz that is open goes on
    await bot.presenter.play(session)


async def scene_card(bot: StrawberryBot, scene: Scene) -> Card:
    """What the channel is shown of a quiz next."""
    session, services = scene.session, bot.services
    match scene:
        case Gathering():
            topics = await services.quizzing.questions.topics(session.plan.guild_id)
            menu = [ChooseTopic(session.id).select(topic_options(topics, session.plan.topic), tr("Another topic"))]
            return lobby_card(session, await _player(services, session), menu, _in_lobby(session))
        case Gathered():
            return gathered_card(session)
        case Asked():
            seen = session.question.illustration
            picture = await services.studio.draw(dots, seen) if isinstance(seen, Dots) else None
            before = await services.quiz_log.day_before(session)
            note = yesterday(before) if before else looked_by(session)
            return question_card(session, picture, _choices(session), _others(session), note)
        case Revealed():
            question = session.question
            bare = question.illustration == Strip(())
            picture = None if bare else await services.studio.draw(illustrate, question)
            return reveal_card(session, picture, _once_revealed(session))
        case Ended():
            model = next((each.model for each in session.quiz.rounds if each.model), None)
            return end_card(session, model, await _final_picture(bot, session, model), _at_the_end(session))


async def _final_picture(bot: StrawberryBot, session: Session, model: str | None) -> Picture | None:
    """The final table; None where nobody has answered."""
    members = [each.user_id for each in session.standings() if each.user_id != MODEL and each.answered]
    if not members:
        return None
    names = await names_of(bot, session.plan.guild_id, members[:MOST_DRAWN])
    return await bot.services.studio.draw(final_table, final_title(session), finals(session, model, names))


async def _player(services: Services, session: Session) -> str | None:
    """The name of the model that plays along."""
    server = await services.server_settings(session.plan.guild_id)
    plays = server.model and (await known(services.model)).scores
    return name_of(services.model.state) if plays else None


def _in_lobby(session: Session) -> Sequence[Pressable]:
    start = StartNow(session.id).button(tr("Start now"), style=discord.ButtonStyle.primary)
    stop = StopQuiz(session.id).button(tr("Stop"), style=discord.ButtonStyle.danger)
    if session.plan.guild_id is None:  # nobody else is here
        return [start, stop]
    return [start, Join(session.id).button(tr("Join"), style=discord.ButtonStyle.success), stop, _propose()]


def _while_it_runs(session: Session) -> Sequence[Pressable]:
    stop = StopQuiz(session.id).button(tr("Stop"), style=discord.ButtonStyle.danger)
    return [stop] if session.plan.guild_id is None else [stop, _propose()]


def _once_revealed(session: Session) -> Sequence[Pressable]:
    if session.current is None or behind(session.question) is None:
        return []
    return [ExplainRound(session.current.id).button(tr("Explain more"), style=discord.ButtonStyle.primary)]


def _at_the_end(session: Session) -> Sequence[Pressable]:
    if session.plan.topic == GUESS:
        return []
    again = PlayAgain(session.id).button(tr("Play again"), style=discord.ButtonStyle.primary)
    if session.plan.guild_id is None:
        return [again]
    return [again, _propose(), QuizResults(session.id).button(tr("Results as a file"))]


def _propose() -> Pressable:
    return Propose().button(tr("Propose a question"))


def _choices(session: Session) -> Sequence[Pressable]:
    round_id = session.current.id if session.current else 0
    return [
        Choose(round_id, number).button(option, style=discord.ButtonStyle.primary)
        for number, option in enumerate(session.question.options)
    ]


def _others(session: Session) -> Sequence[Pressable]:
    round_id = session.current.id if session.current else 0
    hint = TakeHint(round_id).button(tr("Hint (−{hint})", hint=HINT))
    return [hint] if session.plan.kind == "daily" else [hint, RevealNow(round_id).button(tr("Reveal now"))]
