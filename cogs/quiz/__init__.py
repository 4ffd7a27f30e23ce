"""``/quiz``: a channel plays, and so does the model; members propose questions, and there is one each day."""

from bot.app import StrawberryBot
from bot.ui.buttons.quiz import Choose, Decide, PlayAgain, RevealNow, Review, StopDaily, TakeHint
from cogs.quiz.answers import choose, take_hint
from cogs.quiz.daily import stop_daily
from cogs.quiz.playing import Quiz
from cogs.quiz.submit import decide, review


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    quiz = Quiz(bot)
    bot.presses.on(Choose, choose)
    bot.presses.on(TakeHint, take_hint)
    bot.presses.on(RevealNow, quiz.reveal)
    bot.presses.on(PlayAgain, quiz.again, uses=1)
    bot.presses.on(StopDaily, stop_daily)
    bot.presses.on(Review, review)
    bot.presses.on(Decide, decide)
    await bot.add_cog(quiz)
