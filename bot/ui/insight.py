"""What explainer mode shows of an answer from inside, and the card of ``/explainer``."""

from collections.abc import Sequence
from textwrap import fill

import discord

from bot.chat import Explained, Turn
from bot.drawing import Picture, StripPage, answer_strip, percent, prompt_strip
from bot.model import GenerationTrace, ModelState, ServerInfo, WrittenToken
from bot.services import Services
from bot.tokens import PromptToken, count, visible
from bot.ui.buttons.chat import Part, ShowInsight, SwitchExplainer
from bot.ui.buttons.inside import LookIntoTurn, look_inside
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, clip, code, fence, plain
from bot.ui.tokens import PARTIAL

MAX_TEXT = 600
"""Characters that ``add_insight`` writes at most, of ``bot.ui.card.MAX_TEXT``."""
ON_A_PAGE = 25
"""Tokens in a select, Discord's limit."""

_LABELS: dict[Part, str] = {"ids": "Only numbers", "saw": "What the model saw", "why": "Why this word?"}
_STYLES: dict[Part, discord.ButtonStyle] = {
    "ids": discord.ButtonStyle.secondary,
    "saw": discord.ButtonStyle.secondary,
    "why": discord.ButtonStyle.primary,
}
_BEFORE = 8
"""Tokens."""
_TEXT_OF_TOKEN = 24
"""Characters of each where several share a line."""
_IDS_IN_CARD = 2_500
_IDS_WIDTH = 25
"""Characters in a line of ids; a code block on a phone holds about so many."""
_PROMPT_IN_CARD = 400
"""Characters; each backtick among them becomes two."""
NO_TOKENS = "This answer came from a server, which tells neither the tokens nor how likely they were."
NO_PROMPT = (
    "This answer came from a server, which tells what tokens it wrote, but not what it read. Press Why this word? to "
    "see how likely each was."
)

_EXPLAINED = "your message and the answer as tokens, with how likely the model found each"
_ON = {True: "on", False: "off"}
_SWITCHED: dict[tuple[Explained, bool], str] = {
    ("user", True): (
        "### Explainer mode is on for you\n"
        f"Under each of my answers to you, in every chat, I show {_EXPLAINED}. `/explainer turn:off` switches it off."
    ),
    ("user", False): (
        "### Explainer mode is off for you\n"
        "My answers to you come without their tokens, also where it is on for the channel. `/explainer turn:on` "
        "switches it on."
    ),
    ("channel", True): (
        "### Explainer mode is on in this channel\n"
        f"Under each of my answers here I show {_EXPLAINED}. `/explainer turn:off where:channel` switches it off; "
        "`/explainer turn:off` does so for your own answers alone."
    ),
    ("channel", False): (
        "### Explainer mode is off in this channel\n"
        "My answers here come without their tokens, but for members who have switched it on for themselves. "
        "`/explainer turn:on where:channel` switches it on."
    ),
}


def explainer_card(scope: Explained, model: ModelState, *, traces: bool, on: bool, mine: bool) -> Card:
    """What has been switched on or off, how to switch it back, and what the ``model`` has to show.

    ``traces`` is whether it tells the tokens that it writes. ``mine`` is whether the answers to who switched it are
    explained now: their own choice outweighs the channel's.
    """
    card = Card().text(_SWITCHED[scope, on])
    if on and isinstance(model, ServerInfo):
        card.text(_of_server(model, traces=traces))
    if mine != on:
        card.text(f"-# For yourself it stays {'on' if mine else 'off'}, as you have chosen.")
    return card


def status_card(model: ModelState, *, traces: bool, mine: bool, here: bool, may_switch: bool) -> Card:
    """How explainer mode is set for who asks and ``here``, for everybody, with buttons that switch what they may."""
    card = Card().text(
        f"### Explainer mode\nUnder an answer I then show {_EXPLAINED}.\n"
        f"- **For you** it is {_ON[mine]}\n- **In this channel** it is {_ON[here]}"
    )
    if isinstance(model, ServerInfo):
        card.text(_of_server(model, traces=traces))
    style = discord.ButtonStyle.secondary if mine else discord.ButtonStyle.primary
    buttons: list[Pressable] = [SwitchExplainer("me", not mine).button(f"Turn {_ON[not mine]} for me", style=style)]
    if may_switch:
        buttons.append(SwitchExplainer("channel", not here).button(f"Turn {_ON[not here]} for this channel"))
    return card.row(buttons)


async def insight_pictures(services: Services, insight: GenerationTrace) -> tuple[Picture | None, Picture | None]:
    """The member's tokens and the answer's as strips, for ``add_insight``; None for each that has none."""
    focus, written = insight.prompt.focus, insight.written
    question = await services.studio.draw(prompt_strip, focus) if focus else None
    answer = await services.studio.draw(answer_strip, written) if written else None
    return question, answer


def insight_buttons(turn: Turn) -> list[Pressable]:
    """The buttons under an answer whose tokens are kept: those that have something to show."""
    insight = turn.insight
    if insight is None:
        return []
    parts: dict[Part, bool] = {
        "ids": bool(insight.prompt.tokens),
        "saw": bool(insight.prompt.tokens),
        "why": bool(insight.written or insight.prompt.tokens),
    }
    explained = [
        ShowInsight(turn.id, part).button(_LABELS[part], style=_STYLES[part]) for part, shows in parts.items() if shows
    ]
    return [*(explained if turn.explained else []), *([look_inside(LookIntoTurn(turn.id))] if insight.tokens else [])]


def add_insight(card: Card, insight: GenerationTrace, question: Picture | None, answer: Picture | None) -> Card:
    """Add what stands under an answer: the member's tokens, the answer's, each where there are any, and figures.

    It needs at most ``MAX_TEXT`` characters, a rule, four texts and two pictures, ``question.png`` and ``answer.png``.
    """
    reading = insight.prompt
    if not (reading.tokens or insight.written):
        return card.text(f"-# {NO_TOKENS}")
    card.rule()
    if question:
        said = "**Your message, as the model reads it**\n-# by its own vocabulary, token by token; below each, its id"
        undrawn = _undrawn(question, len(reading.focus), "saw")
        card.text(said + undrawn).picture(question, "question.png")
    if answer:
        said = (
            "**The answer, as the model wrote it**\n-# token by token; below each, how likely the model found it there"
        )
        undrawn = _undrawn(answer, len(insight.written), "why")
        card.text(said + undrawn).picture(answer, "answer.png")
    if _partial([*reading.focus, *(written.token for written in insight.written)]):
        card.text(PARTIAL)
    return card.text(_figures(insight))


def ids_card(insight: GenerationTrace) -> Card:
    """The numbers of the question and of the answer, and nothing else."""
    reading = insight.prompt
    question, answer = _ids(reading.focus), _ids([written.token for written in insight.written])
    arrow = " → " if len(question + answer) < _IDS_WIDTH else "\n→\n"
    ids = shown = f"{question}{arrow}{answer}"
    if len(ids) > _IDS_IN_CARD:  # no half number
        shown = f"{ids[:_IDS_IN_CARD].rpartition(chr(10))[0]}\n…"
    card = Card().text("### Only numbers")
    _block(card, shown, ids, "ids.txt")
    rest = count(len(reading.tokens) - len(reading.focus), "more token")
    return card.text(
        "Your message as the model got it → the answer as the model gave it, in ids of its own vocabulary. Text is cut "
        "into ids before the model, and put together from ids after it.\n"
        f"-# {rest} went in around it: **What the model saw** shows the whole prompt."
    )


def saw_card(insight: GenerationTrace, strip: StripPage, turns: Sequence[Pressable]) -> Card:
    """The whole prompt: ``strip`` is a page of its tokens, and ``turns`` lead to others."""
    tokens = insight.prompt.tokens
    said = f"### What the model saw\n**{count(len(tokens), 'token')}** of its own vocabulary; then its answer begins."
    card = Card().text(said + _page(strip, len(tokens))).picture(strip.picture, "prompt.png").row(turns)
    whole = "".join(token.text for token in tokens)
    _block(card, clip(whole, _PROMPT_IN_CARD), whole, "prompt.txt")
    if _partial(tokens):
        card.text(PARTIAL)
    return card.text(
        "Square and grey are special tokens, the marks of the chat template. Whatever members type stays text: the "
        "letters of `<|im_end|>` in a message are cut into ordinary tokens, and end nothing."
    )


def why_card(insight: GenerationTrace, position: int, picture: Picture, items: Sequence[Sequence[Pressable]]) -> Card:
    """What the model could have written at ``position`` of its answer: ``picture`` shows it as bars.

    ``items`` are the rows of what leads to other positions.
    """
    chosen = insight.written[position]
    before = [*insight.prompt.tokens, *(written.token for written in insight.written[:position])][-_BEFORE:]
    after = f"After {_line(before)}\nit wrote" if before else "It began with"  # a server does not tell what it read
    ends = ", the special token that ends the answer" if chosen.token.special else ""
    card = Card().text(
        f"### Why this word?\n{after} {_line([chosen.token])}{ends}, token {position + 1:,} of "
        f"{len(insight.written):,}. The model had given it **{percent(chosen.probability)}**."
    )
    others = " Choose another token below; I begin with the least likely one." if len(insight.written) > 1 else ""
    card.picture(picture, "why.png").text(
        "-# These are the model’s own probabilities, before temperature and cut-offs. Which token came was drawn at "
        f"random among those that stayed.{others}"
    )
    for row in items:
        card.row(row)
    return card


def most_surprising(written: Sequence[WrittenToken]) -> int:
    """The position of the least likely token of an answer, special ones aside where there are others."""
    return min(range(len(written)), key=lambda at: (written[at].token.special, written[at].probability))


def token_options(written: Sequence[WrittenToken], position: int) -> list[discord.SelectOption]:
    """The tokens around ``position``, a page of them, as the options of a select."""
    first = position // ON_A_PAGE * ON_A_PAGE
    return [
        discord.SelectOption(
            label=f"{at + 1} · {cell(each.token.text, _TEXT_OF_TOKEN)}",
            value=str(at),
            description=percent(each.probability),
            default=at == position,
        )
        for at, each in enumerate(written[first:][:ON_A_PAGE], first)
    ]


def _of_server(model: ServerInfo, *, traces: bool) -> str:
    """What explainer mode has to show where a server answers."""
    answers = f"{plain(model.name, 100)} answers on a server, which tells"
    if traces:
        return f"-# {answers} what tokens it writes, but not what it reads: you see my answer’s tokens, not yours."
    return (
        f"**There is nothing to show at the moment:** {answers} neither its tokens nor how likely they were. "
        "`/next` needs them too; `/tokenize` works."
    )


def _figures(insight: GenerationTrace) -> str:
    reading, written = insight.prompt, len(insight.written)
    if reading.tokens:
        yours = f"`{len(reading.focus):,}` token{'' if len(reading.focus) == 1 else 's'} of yours"
        figures = [yours, f"`{written:,}` written"]
    else:  # a server may tell fewer than it wrote: llama.cpp's leaves out the beginnings of characters
        figures = [f"`{written:,}` token{'' if written == 1 else 's'} told"]
    if written > 1 and insight.seconds > 0:
        figures.append(f"{(written - 1) / insight.seconds:.1f} tokens/s")
    if reading.tokens and reading.window:
        used = len(reading.tokens) + written
        figures.append(f"context {used:,} of {reading.window:,} tokens ({used / reading.window:.0%})")
    oldest = "oldest message" if reading.dropped == 1 else f"oldest {reading.dropped:,} messages"
    left_out = f"\n-# For want of room the {oldest} of this chat had to be left out." if reading.dropped else ""
    unread = "" if reading.tokens else "\n-# The server does not say how its model read your message."
    return f"-# {' · '.join(figures)}{left_out}{unread}"


def _undrawn(picture: Picture, total: int, rest: Part) -> str:
    """That not all tokens are drawn, and which button has the rest."""
    if picture.drawn == total:
        return ""
    return f"\n-# The first {picture.drawn:,} of {total:,} tokens are drawn; **{_LABELS[rest]}** has all."


def _page(strip: StripPage, total: int) -> str:
    if strip.pages == 1:
        return ""
    end = "" if strip.last == total else f" The pages end at {strip.last:,}; the file has all."
    return (
        f"\n-# Page {strip.number + 1} of {strip.pages}: tokens {strip.shown.start + 1:,} to {strip.shown.stop:,}.{end}"
    )


def _partial(tokens: Sequence[PromptToken]) -> bool:
    return any("⟨" in token.text for token in tokens)


def _ids(tokens: Sequence[PromptToken]) -> str:
    """Their ids, in lines that fit on a phone."""
    return fill(" ".join(str(token.id) for token in tokens), _IDS_WIDTH) or "nothing"


def _line(tokens: Sequence[PromptToken]) -> str:
    return code("".join(clip(visible(token.text), _TEXT_OF_TOKEN) for token in tokens), _TEXT_OF_TOKEN * _BEFORE)


def _block(card: Card, shown: str, whole: str, name: str) -> None:
    """Add ``shown`` as a code block, and ``whole`` as the file ``name`` where that is more."""
    card.text(fence(shown))
    if shown != whole:
        card.text("-# That was only the beginning; all of it is in the file.").file(whole, name)
