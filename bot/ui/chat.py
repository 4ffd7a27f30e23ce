"""The cards of a chat: an answer on its way, and when it has ended."""

from collections.abc import Sequence

import discord

from bot.chat import Ending, Turn
from bot.drawing import Picture
from bot.language import Later, later, number, percent, plural, retold, tr
from bot.letters import asks_more
from bot.model import Loading, ModelInfo, ModelState, ServerInfo
from bot.sentences import sentences, separated
from bot.services.display import Draft
from bot.ui.buttons.chat import AnswerAgain, NewChat, StopAnswer
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import noticed_text
from bot.ui.history import details_button
from bot.ui.insight import add_insight, insight_buttons
from bot.ui.text import plain, prose

_LENGTHS = (1_600, 800, 400)
"""Characters of an answer that are shown; the first whose text is short enough once it is escaped. A longer answer is
attached as a file too."""
_ROOM = 1_700
"""Characters once it is escaped: explanations and a letter question need the rest of a message."""

_IN_A_ROW = 5
"""Buttons, Discord's limit."""
_SMALL = 1e9
"""Parameters; models below are often wrong about plain facts."""
_NOT_KEPT = later("I could not save this answer, so I won’t remember it.")
_ANEW = later("It had begun to copy an earlier answer, so I wrote it anew without reading that one.")
_ENDED: dict[Ending, Later] = {
    "long": later("Cut off: this is as long as an answer may be."),
    "loop": later("Stopped, because it had begun to repeat itself."),
    "stopped": later("Stopped by a member."),
    "failed": later("Cut short. Press **Regenerate** to try again."),
    "interrupted": later("Cut short: I was restarted. Press **Regenerate** to try again."),
}


def thinking_card(turn: Turn, model: ModelState) -> Card:
    """Before the first word of an answer; also while the ``model`` is being loaded."""
    match model:
        case Loading(step, done):
            done_so_far = separated((retold(step), percent(done))) if done else retold(step)
            said = tr("The model is still loading ({step}). Your answer follows.", step=done_so_far)
        case _:
            said = tr("thinking …")
    return _begun(turn).text(f"-# {said}").row([_stop_button(turn)])


def writing_card(turn: Turn) -> Card:
    """As much of an answer as there is."""
    return _begun(turn).text(_safe(turn.answer)[0]).text(f"-# {tr('writing …')}").row([_stop_button(turn)])


def ended_card(
    draft: Draft, model: ModelState, notes: Sequence[str], question: Picture | None, answer: Picture | None
) -> Card:
    """An answer that has ended, the letter question in it, and its tokens, pictured, where these are kept.

    ``model`` wrote it. ``notes`` are safe to show.
    """
    turn = draft.turn
    shown, whole = _safe(turn.answer)
    card = _begun(turn).text(shown)
    if not whole:
        card.text(f"-# {tr('The whole answer is in the file.')}").file(f"{turn.answer}\n", "answer.txt")
    anew = (str(_ANEW),) if draft.anew else ()
    lost = () if draft.kept else (str(_NOT_KEPT),)
    card.text("\n".join(f"-# {line}" for line in (*_written_by(model, turn), *_ending(turn), *anew, *notes, *lost)))
    if draft.asked:
        card.rule().text(noticed_text(draft.asked.comparison, draft.asked.logged))
        if asks_more(turn.said.text):
            card.text(f"-# {tr('I count one thing a message: ask for the rest with /ask, one at a time.')}")
    if turn.insight and turn.explained:
        add_insight(card, turn.insight, question, answer)
    buttons = _ended_buttons(draft)
    return card.row(buttons[:_IN_A_ROW]).row(buttons[_IN_A_ROW:])


def _stop_button(turn: Turn) -> Pressable:
    return StopAnswer(turn.id).button(tr("Stop"), emoji="⏹️")


def _ended_buttons(draft: Draft) -> list[Pressable]:
    turn = draft.turn
    buttons: list[Pressable] = []
    if draft.kept:
        buttons.append(AnswerAgain(turn.id).button(tr("Regenerate"), emoji="🔁"))
    if turn.ending in ("loop", "long") or draft.anew:
        buttons.append(NewChat(turn.said.private).button(tr("New chat"), style=discord.ButtonStyle.primary))
    if turn.comparison_id:
        buttons.append(details_button(turn.comparison_id))
    return [*buttons, *insight_buttons(turn)]


def _begun(turn: Turn) -> Card:
    """The card with what was said where nobody can see that: Discord does not show what a command was given."""
    return Card().text("" if turn.said.message_id else f"> {plain(turn.said.text, 200)}")


def _safe(answer: str) -> tuple[str, bool]:
    """An answer made safe, and whether that is the whole."""
    for length in _LENGTHS:
        shown = prose(answer, length)
        if len(shown) <= _ROOM:
            break
    return shown, length >= len(answer)


def _ending(turn: Turn) -> list[str]:
    if turn.trouble:
        trouble = plain(retold(turn.trouble), 600)
        return [tr("Cut short: {trouble}", trouble=trouble) if turn.answer else trouble]
    if turn.ending == "complete":
        return (
            [] if turn.answer else [tr("The model has nothing to say to that: the first thing it wrote was the end.")]
        )
    return [str(_ENDED[turn.ending])] if turn.ending else []


def _written_by(model: ModelState, turn: Turn) -> list[str]:
    """Whose words they are, and what to think of them."""
    match model:
        case _ if not turn.answer:
            return []
        case ModelInfo(name=name, parameters=parameters) if parameters < _SMALL:
            size = number(parameters / 1e6)
            return [tr("{model}, {size} million parameters: often wrong", model=plain(name, 60), size=size)]
        case ModelInfo(name=name) | ServerInfo(name=name):
            return [tr("{model}, a language model: it may be wrong", model=plain(name, 60))]
        case _:
            return []


def chat_card(turns: int, *, private: bool) -> Card:
    """What a chat is, and a button that begins another one; the model reads the last ``turns`` again."""
    here = (
        tr("Here you are in your private chat, which only you see.")
        if private
        else tr("Here you are in one chat with everybody in this channel.")
    )
    again = plural("I read the last {n} turn again.", "I read the last {n} turns again.", turns)
    how = tr(
        "Mention me, write me a direct message, or use `/chat text:…`. Below each answer you see which model wrote it."
    )
    return (
        Card()
        .text(f"### {tr('Talk with me')}\n{how}\n{sentences([here, again])}")
        .text(f"-# {tr('`/explainer turn:on` shows my answers as tokens.')}")
        .row([NewChat(private).button(tr("New chat"), style=discord.ButtonStyle.primary)])
    )


def reset_card(turns: int) -> Card:
    """After the memory of a chat was emptied."""
    if not turns:
        return Card().text(tr("This chat is empty. Say something to begin."))
    stay = tr("The answers above stay, and so do their buttons. `/me` deletes what you have said.")
    return Card().text(f"{tr('This is a new chat. The model no longer reads what was said here.')}\n-# {stay}")
