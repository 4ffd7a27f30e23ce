"""The card that says what the bot is, and what it keeps."""

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.config import Settings
from bot.language import joined, plural, retold, tr
from bot.model import Failed, Loading, ModelInfo, ModelState, Off, ServerInfo
from bot.model.install import OFF
from bot.sentences import sentences, separated
from bot.ui.buttons.start import ShowStart
from bot.ui.card import Card
from bot.ui.help import TALK
from bot.ui.start import NOT_FED
from bot.ui.text import code, plain


def about_card(
    version: str,
    models: Mapping[str, ModelState],
    encodings: Mapping[str, str],
    settings: Settings,
    chat_days: int,
    *,
    small: bool = False,
) -> Card:
    """What the bot is, its models and encodings, and what it keeps: chats for ``chat_days`` where this was asked.

    Of ``models``, by the names that members call them, the first one answers where none is named. ``encodings`` are
    named with the models that read them. In a ``small`` install some is off.
    """
    first, *others = models.items()
    told = [
        tr("**Model:** {about}", about=_model(first[1])),
        *(f"**{plain(name, 60)}:** {_model(state)}" for name, state in others),
        tr("**Encodings:** {names}", names=separated(f"{code(name)} ({of})" for name, of in encodings.items())),
    ]
    if small:
        how = tr("The host can add them with the full install.")
        told.append(sentences([tr("**Install:** {about}", about=OFF), how]))
    learnt = tr("What it knows of letters it has learnt. `/explainer` shows the tokens under my answers.")
    yours = tr("`/me` shows, exports and deletes what is yours.")
    return (
        Card()
        .text(f"### Strawberry {version}\n{TALK}\n{sentences([str(NOT_FED), learnt])}")  # untranslated: a name
        .rule()
        .text("\n".join(told))
        .text("\n".join([tr("**Privacy**"), *(f"- {each}" for each in _kept(settings, chat_days))]))
        .text(sentences([_reach(settings), yours]))
        .row([ShowStart().button(tr("Start here"), style=discord.ButtonStyle.primary)])
    )


def _kept(settings: Settings, chat_days: int) -> Sequence[str]:
    """What is kept, and for how long."""
    return (
        tr("Letter questions: kept with their answers, your id, the channel’s and the server’s"),
        plural(
            "Chats: what you say and what I answer is kept for {n} day here, and forgotten when either message is "
            "deleted. The tokens behind an answer are kept no longer than the answer",
            "Chats: what you say and what I answer is kept for {n} days here, and forgotten when either message is "
            "deleted. The tokens behind an answer are kept no longer than the answer",
            chat_days,
        ),
        tr("Quizzes: your answers and points, which ones you started, and the questions that you propose"),
        tr("Lessons: how far you are, your answers, and the words that you try"),
        plural(
            "Texts behind the buttons of cards: {n} day at most",
            "Texts behind the buttons of cards: {n} days at most",
            settings.database.keep_texts_days,
        ),
    )


def _reach(settings: Settings) -> str:
    """What goes to other machines."""
    leaves = [*_asked_elsewhere(settings)]
    if settings.database.url:
        leaves.append(tr("What I keep is in a database on a server, and those who run it can read it."))
    if not leaves:
        return tr("Nothing leaves this machine but what I post on Discord.")
    return sentences([*leaves, tr("Nothing else leaves this machine but what I post on Discord.")])


def _asked_elsewhere(settings: Settings) -> Iterator[str]:
    chats = settings.model.backend == "openai"
    served = [settings.model_name] * chats
    served += [name for name, model in settings.models.items() if model.backend == "openai"]
    if not served:
        return
    which = joined([plain(name, 60) for name in served], "or")
    if not settings.models:
        yield tr("What is put to the model, chats too, goes to the server that runs it.")
    elif chats:
        yield tr("What is put to {models}, chats too, goes to the server that runs it.", models=which)
    else:
        yield tr("What is put to {models} goes to the server that runs it.", models=which)


def _model(state: ModelState) -> str:
    match state:
        case ModelInfo():
            return tr(
                "{name} ({revision}): {millions} million parameters, {layers} layers, {vocabulary} tokens that it "
                "knows, on this machine alone",
                name=plain(state.name, 60),
                revision=plain(state.revision, 60),
                millions=round(state.parameters / 1e6),
                layers=state.layers,
                vocabulary=state.vocabulary,
            )
        case ServerInfo(name, address):
            return tr("{name}, on the server {address}", name=plain(name, 100), address=code(address))
        case Loading(step):
            return tr("is being loaded: {step}", step=retold(step))
        case Failed():
            return tr("could not be loaded; the host finds the reason in the log")
        case Off():
            return tr("switched off here")
