"""``/quiz``: a channel plays, and so does the model; members propose questions, and there is one each day."""

from bot.app import StrawberryBot
from bot.ui.buttons.quiz import (
    Choose,
    ChooseTopic,
    Decide,
    ExplainRound,
    Join,
    PlayAgain,
    Propose,
    QuizResults,
    RevealNow,
    Review,
    StartNow,
    StopDaily,
    StopQuiz,
    TakeHint,
)
from cogs.quiz.after import explain_round, send_results
from cogs.quiz.answers import choose, take_hint
from cogs.quiz.daily import stop_daily
from cogs.quiz.lobby import choose_topic, join, start_now
from cogs.quiz.playing import Quiz
from cogs.quiz.submit import decide, propose, review


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    quiz = Quiz(bot)
    bot.presses.on(Choose, choose)
    bot.presses.on(TakeHint, take_hint)
    bot.presses.on(RevealNow, quiz.reveal)
    bot.presses.on(Join, join)
    bot.presses.on(StartNow, start_now, uses=1)
    bot.presses.on(ChooseTopic, choose_topic)
    bot.presses.on(StopQuiz, quiz.stop)
    bot.presses.on(Propose, propose)
    bot.presses.on(ExplainRound, explain_round, uses=1)
    bot.presses.on(QuizResults, send_results)
    bot.presses.on(PlayAgain, quiz.again, uses=1)
    bot.presses.on(StopDaily, stop_daily)
    bot.presses.on(Review, review)
    bot.presses.on(Decide, decide)
    await bot.add_cog(quiz)
