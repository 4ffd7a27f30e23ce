"""``/inside`` and the message menu **Look inside**: a model looked into, on one card that is edited in place."""

from bot.app import StrawberryBot
from bot.ui.buttons.inside import (
    ChooseHead,
    ChooseInsideToken,
    ChooseLayer,
    ChooseLetter,
    ChoosePerplexity,
    ChooseView,
    ChooseWords,
    GuessFirst,
    LookAt,
    LookIntoComparison,
    LookIntoText,
    LookIntoTurn,
    OpenOwn,
    PatchIn,
)
from cogs.inside import guessing, opening, steering
from cogs.inside.asking import InsideCommand, InsideMenu


async def setup(bot: StrawberryBot) -> None:
    """Called by discord.py."""
    bot.presses.on(LookAt, steering.look_at)
    bot.presses.on(ChooseView, steering.choose_view)
    bot.presses.on(ChooseInsideToken, steering.choose_token)
    bot.presses.on(ChooseLayer, steering.choose_layer)
    bot.presses.on(ChooseHead, steering.choose_head)
    bot.presses.on(ChooseLetter, steering.choose_letter)
    bot.presses.on(ChooseWords, steering.choose_words)
    bot.presses.on(ChoosePerplexity, steering.choose_perplexity)
    bot.presses.on(PatchIn, steering.patch_in)
    bot.presses.on(GuessFirst, guessing.guess_first, uses=1)
    bot.presses.on(OpenOwn, opening.open_own)
    bot.presses.on(LookIntoTurn, opening.look_into_turn)
    bot.presses.on(LookIntoComparison, opening.look_into_comparison)
    bot.presses.on(LookIntoText, opening.look_into_text)
    await bot.add_cog(InsideCommand())
    await bot.add_cog(InsideMenu(bot))
