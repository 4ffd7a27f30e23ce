"""``/learn``: lessons made of live experiments, alone or with a channel, and where to read on."""

from bot.app import StrawberryBot
from bot.ui.buttons.learn import (
    AnswerLesson,
    CallOffLesson,
    ChooseLesson,
    LeadLesson,
    LessonAnew,
    LessonResults,
    LookAtResult,
    OpenLesson,
    ReadOn,
    ShareLesson,
    TogetherLesson,
    TurnLesson,
    UseLessonWords,
    UseOwnWords,
    VoteInLesson,
)
from cogs.learn import alone, together
from cogs.learn.opening import Learn


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(ChooseLesson, alone.choose, uses=1)
    bot.presses.on(OpenLesson, alone.open_pressed, uses=1)
    bot.presses.on(TurnLesson, alone.turn)
    bot.presses.on(AnswerLesson, alone.answer)
    bot.presses.on(LookAtResult, alone.look)
    bot.presses.on(UseOwnWords, alone.ask_for_words)
    bot.presses.on(UseLessonWords, alone.use_lesson_words)
    bot.presses.on(TogetherLesson, together.open_pressed, uses=1)
    bot.presses.on(LessonAnew, alone.anew)
    bot.presses.on(ShareLesson, alone.share, uses=1)
    bot.presses.on(ReadOn, alone.read_on)
    bot.presses.on(VoteInLesson, together.vote)
    bot.presses.on(LeadLesson, together.lead)
    bot.presses.on(LessonResults, together.send_results)
    bot.presses.on(CallOffLesson, together.call_off)
    await bot.add_cog(Learn(bot))
