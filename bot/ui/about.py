"""The card that says what the bot is, and what it keeps."""

from collections.abc import Mapping, Sequence

import discord

from bot.config import Settings
from bot.model import Failed, Loading, ModelInfo, ModelState, Off, ServerInfo
from bot.tokens import count
from bot.ui.buttons.start import ShowStart
from bot.ui.card import Card
from bot.ui.help import TALK
from bot.ui.start import NOT_FED
from bot.ui.text import code, plain


def about_card(
    version: str, models: Mapping[str, ModelState], encodings: Sequence[str], settings: Settings, chat_days: int
) -> Card:
    """What the bot is, its models and encodings, and what it keeps: chats for ``chat_days`` where this was asked.

    Of ``models``, by the names that members call them, the first one answers where none is named.
    """
    first, *others = models.items()
    told = [f"**Model** {_model(first[1])}", *(f"**{plain(name, 60)}** {_model(state)}" for name, state in others)]
    return (
        Card()
        .text(
            f"### Strawberry {version}\n"
            f"{TALK}\n{NOT_FED} What it knows of letters it has learnt. `/explainer` shows the tokens under my answers."
        )
        .rule()
        .text("\n".join([*told, f"**Encodings** {', '.join(map(code, encodings))}"]))
        .text(
            "**Privacy**\n- Letter questions: kept with their answers, your id, the channel’s and the server’s\n"
            f"- Chats: what you say and what I answer is kept for {count(chat_days, 'day')} here, and forgotten when "
            "either message is deleted. The tokens behind an answer are kept no longer than the answer\n"
            "- Quizzes: your answers and points, which ones you started, and the questions that you propose\n"
            "- Lessons: how far you are, your answers, and the words that you try\n"
            f"- Texts behind the buttons of cards: {count(settings.database.keep_texts_days, 'day')} at most"
        )
        .text(f"{_reach(settings)} `/me` shows, exports and deletes what is yours.")
        .row([ShowStart().button("Start here", style=discord.ButtonStyle.primary)])
    )


def _reach(settings: Settings) -> str:
    served = [name for name, model in settings.models.items() if model.backend == "openai"]
    chats = ""
    if settings.model.backend == "openai":
        served, chats = [settings.model_name, *served], ", chats too,"
    if not served:
        return "Nothing leaves this machine but what I post on Discord."
    which = " or ".join(plain(name, 60) for name in served) if settings.models else "the model"
    return (
        f"What is put to {which}{chats} goes to the server that runs it. Nothing else leaves this machine but what I "
        "post on Discord."
    )


def _model(state: ModelState) -> str:
    match state:
        case ModelInfo():
            return (
                f"{plain(state.name, 60)} ({plain(state.revision, 60)}): "
                f"{state.parameters / 1e6:,.0f} million parameters, "
                f"{state.layers} layers, {state.vocabulary:,} tokens that it knows, on this machine alone"
            )
        case ServerInfo(name, address):
            return f"{plain(name, 100)}, on the server {code(address)}"
        case Loading(step):
            return f"is being loaded: {step.lower()}"
        case Failed():
            return "could not be loaded; the host finds the reason in the log"
        case Off():
            return "switched off here"
