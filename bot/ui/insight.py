"""What explainer mode shows of an answer from inside."""

from collections.abc import Sequence
from textwrap import fill

import discord

from bot.chat import Turn
from bot.drawing import Picture, StripPage, answer_strip, probability_text, prompt_strip
from bot.language import Later, Value, later, number, percent, plural, tr
from bot.model import GenerationTrace, WrittenToken
from bot.sentences import sentences
from bot.services import Services
from bot.tokens import PromptToken, visible
from bot.ui.buttons.chat import Part, ShowInsight
from bot.ui.buttons.inside import LookIntoTurn, look_inside
from bot.ui.card import Card, Pressable
from bot.ui.text import cell, clip, code, fence
from bot.ui.tokens import PARTIAL

MAX_TEXT = 600
"""Characters that ``add_insight`` writes at most, of ``bot.ui.card.MAX_TEXT``."""
ON_A_PAGE = 25
"""Tokens in a select, Discord's limit."""

_LABELS: dict[Part, Later] = {
    "ids": later("Only numbers"),
    "saw": later("What the model saw"),
    "why": later("Why this word?"),
}
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
NO_TOKENS = later("This answer came from a server, which tells neither the tokens nor how likely they were.")
NO_PROMPT = later(
    "This answer came from a server, which tells what tokens it wrote, but not what it read. Press Why this word? to "
    "see how likely each was."
)


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
        ShowInsight(turn.id, part).button(str(_LABELS[part]), style=_STYLES[part])
        for part, shows in parts.items()
        if shows
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
        how = tr("by its own vocabulary, token by token; below each, its id")
        said = f"**{tr('Your message, as the model reads it')}**\n-# {how}"
        undrawn = _undrawn(question, len(reading.focus), "saw")
        card.text(said + undrawn).picture(question, "question.png")
    if answer:
        how = tr("token by token; below each, how likely the model found it there")
        said = f"**{tr('The answer, as the model wrote it')}**\n-# {how}"
        undrawn = _undrawn(answer, len(insight.written), "why")
        card.text(said + undrawn).picture(answer, "answer.png")
    if _partial([*reading.focus, *(written.token for written in insight.written)]):
        card.text(f"-# {PARTIAL}")
    return card.text(_figures(insight))


def ids_card(insight: GenerationTrace) -> Card:
    """The numbers of the question and of the answer, and nothing else."""
    reading = insight.prompt
    question, answer = _ids(reading.focus), _ids([written.token for written in insight.written])
    arrow = " → " if len(question + answer) < _IDS_WIDTH else "\n→\n"
    ids = shown = f"{question}{arrow}{answer}"
    if len(ids) > _IDS_IN_CARD:  # no half number
        shown = f"{ids[:_IDS_IN_CARD].rpartition(chr(10))[0]}\n…"
    card = Card().text(f"### {_LABELS['ids']}")
    _block(card, shown, ids, "ids.txt")
    said = tr(
        "Your message as the model got it → the answer as the model gave it, in ids of its own vocabulary. Text is cut "
        "into ids before the model, and put together from ids after it."
    )
    rest = plural(
        "{n} more token went in around it: **What the model saw** shows the whole prompt.",
        "{n} more tokens went in around it: **What the model saw** shows the whole prompt.",
        len(reading.tokens) - len(reading.focus),
    )
    return card.text(f"{said}\n-# {rest}")


def saw_card(insight: GenerationTrace, strip: StripPage, turns: Sequence[Pressable]) -> Card:
    """The whole prompt: ``strip`` is a page of its tokens, and ``turns`` lead to others."""
    tokens = insight.prompt.tokens
    said = plural(
        "**{n} token** of its own vocabulary; then its answer begins.",
        "**{n} tokens** of its own vocabulary; then its answer begins.",
        len(tokens),
    )
    card = (
        Card()
        .text(f"### {_LABELS['saw']}\n{said}" + _page(strip, len(tokens)))
        .picture(strip.picture, "prompt.png")
        .row(turns)
    )
    whole = "".join(token.text for token in tokens)
    _block(card, clip(whole, _PROMPT_IN_CARD), whole, "prompt.txt")
    if _partial(tokens):
        card.text(f"-# {PARTIAL}")
    return card.text(
        tr(
            "Square and grey are special tokens, the marks of the chat template. Whatever members type stays text: the "
            "letters of `<|im_end|>` in a message are cut into ordinary tokens, and end nothing."
        )
    )


def why_card(insight: GenerationTrace, position: int, picture: Picture, items: Sequence[Sequence[Pressable]]) -> Card:
    """What the model could have written at ``position`` of its answer: ``picture`` shows it as bars.

    ``items`` are the rows of what leads to other positions.
    """
    before = [*insight.prompt.tokens, *(written.token for written in insight.written[:position])][-_BEFORE:]
    card = Card().text(f"### {_LABELS['why']}\n{_came(insight, position, before)}")
    drawn = tr(
        "These are the model’s own probabilities, before temperature and cut-offs. Which token came was drawn at "
        "random among those that stayed."
    )
    others = tr("Choose another token below; I begin with the least likely one.") if len(insight.written) > 1 else ""
    card.picture(picture, "why.png").text("-# " + sentences([drawn, others]).rstrip())
    for row in items:
        card.row(row)
    return card


def _came(insight: GenerationTrace, position: int, before: Sequence[PromptToken]) -> str:
    """Which token came after which; nothing is ``before`` where a server does not tell what it read."""
    chosen = insight.written[position]
    said: dict[str, Value] = {
        "before": _line(before),
        "token": _line([chosen.token]),
        "number": position + 1,
        "total": len(insight.written),
        "probability": probability_text(chosen.probability),
    }
    if before and chosen.token.special:
        return tr(
            "After {before}\nit wrote {token}, the special token that ends the answer, token {number} of {total}. The "
            "model had given it **{probability}**.",
            **said,
        )
    if before:
        return tr(
            "After {before}\nit wrote {token}, token {number} of {total}. The model had given it **{probability}**.",
            **said,
        )
    if chosen.token.special:
        return tr(
            "It began with {token}, the special token that ends the answer, token {number} of {total}. The model had "
            "given it **{probability}**.",
            **said,
        )
    return tr("It began with {token}, token {number} of {total}. The model had given it **{probability}**.", **said)


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
            description=probability_text(each.probability),
            default=at == position,
        )
        for at, each in enumerate(written[first:][:ON_A_PAGE], first)
    ]


def _figures(insight: GenerationTrace) -> str:
    reading, written = insight.prompt, len(insight.written)
    if reading.tokens:
        yours = plural("`{n}` token of yours", "`{n}` tokens of yours", len(reading.focus))
        figures = [yours, plural("`{n}` written", "`{n}` written", written)]
    else:  # a server may tell fewer than it wrote: llama.cpp's leaves out the beginnings of characters
        figures = [plural("`{n}` token told", "`{n}` tokens told", written)]
    if written > 1 and insight.seconds > 0:
        figures.append(tr("{speed} tokens/s", speed=number((written - 1) / insight.seconds, 1)))
    if reading.tokens and reading.window:
        used = len(reading.tokens) + written
        figures.append(
            tr(
                "context {used} of {window} tokens ({share})",
                used=used,
                window=reading.window,
                share=percent(used / reading.window),
            )
        )
    lines = [" · ".join(figures)]
    if reading.dropped == 1:
        lines.append(tr("For want of room the oldest message of this chat had to be left out."))
    elif reading.dropped:
        lines.append(
            plural(
                "For want of room the oldest {n} message of this chat had to be left out.",
                "For want of room the oldest {n} messages of this chat had to be left out.",
                reading.dropped,
            )
        )
    if not reading.tokens:
        lines.append(tr("The server does not say how its model read your message."))
    return "\n".join(f"-# {line}" for line in lines)


def _undrawn(picture: Picture, total: int, rest: Part) -> str:
    """That not all tokens are drawn, and which button has the rest."""
    if picture.drawn == total:
        return ""
    said = tr(
        "The first {drawn} of {total} tokens are drawn; **{button}** has all.",
        drawn=picture.drawn,
        total=total,
        button=_LABELS[rest],
    )
    return f"\n-# {said}"


def _page(strip: StripPage, total: int) -> str:
    if strip.pages == 1:
        return ""
    page = tr(
        "Page {page} of {pages}: tokens {first} to {last}.",
        page=strip.number + 1,
        pages=strip.pages,
        first=strip.shown.start + 1,
        last=strip.shown.stop,
    )
    end = "" if strip.last == total else tr("The pages end at {last}; the file has all.", last=strip.last)
    return f"\n-# {page} {end}".rstrip()


def _partial(tokens: Sequence[PromptToken]) -> bool:
    return any("⟨" in token.text for token in tokens)


def _ids(tokens: Sequence[PromptToken]) -> str:
    """Their ids, in lines that fit on a phone."""
    return fill(" ".join(str(token.id) for token in tokens), _IDS_WIDTH) or tr("nothing")


def _line(tokens: Sequence[PromptToken]) -> str:
    return code("".join(clip(visible(token.text), _TEXT_OF_TOKEN) for token in tokens), _TEXT_OF_TOKEN * _BEFORE)


def _block(card: Card, shown: str, whole: str, name: str) -> None:
    """Add ``shown`` as a code block, and ``whole`` as the file ``name`` where that is more."""
    card.text(fence(shown))
    if shown != whole:
        card.text(f"-# {tr('That was only the beginning; all of it is in the file.')}").file(whole, name)
