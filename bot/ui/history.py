"""The cards of letter questions that were kept: one in detail, and the latest."""

from collections.abc import Mapping, Sequence
from textwrap import fill

from bot.letters import ModelAnswer, ModelMissing, habit
from bot.storage import StoredComparison
from bot.ui.buttons.lab_tool import GiveTool
from bot.ui.buttons.log import ShowComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line, sentence, untold_note, verdict
from bot.ui.text import clip, code, fence, plain

_ROWS = 12
"""The likeliest answers in the details."""
_IDS_WIDTH = 44
"""Characters in a line of ids; a code block on a phone holds about so many."""
_IN_HISTORY = 80
"""Characters of whatever varies in length in an entry of the history: five entries share a message."""


def details_button(comparison_id: int) -> Pressable:
    """Asks for all that was kept of a comparison."""
    return ShowComparison(comparison_id).button("Details")


def tool_button(comparison_id: int) -> Pressable:
    """Asks the question of a comparison with a tool that counts."""
    return GiveTool(comparison_id).button("Give it a tool")


def details_card(stored: StoredComparison, buttons: Sequence[Pressable] = ()) -> Card:
    """Everything that was kept of one comparison, but who asked."""
    comparison = stored.comparison
    card = Card().text(f"### Comparison #{stored.id}\n{headline(comparison.question, comparison.exact)}")
    card.text(f"Question: {code(comparison.text, 300)}\n-# <t:{int(comparison.asked_at.timestamp())}:F>")
    match comparison.model:
        case ModelMissing(reason):
            return card.text(plain(reason, 600)).row(buttons)
        case ModelAnswer() as model:
            card.text(
                f"{plain(model.name, 60)}, {plain(model.revision, 60)} · {model.latency:.1f} s · {verdict(comparison)}"
            )
            if model.distribution and model.prior:
                card.text(fence(_probabilities(model.distribution, model.prior)))
                card.text(
                    f"-# It would begin with one of these {model.mass or 0:.0%} of the time; the shares above are of "
                    "that."
                )
                card.text(habit(model))
                card.text(untold_note([comparison]))
            card.text(sentence(model))
            if model.prompt:
                ids = fill(" ".join(str(token.id) for token in model.prompt), _IDS_WIDTH)
                heading = f"The prompt’s {len(model.prompt)} token ids, in the model’s own vocabulary:"
                card.text(f"{heading}\n{fence(clip(ids, 900))}")
    return card.row(buttons)


def history_card(
    stored: Sequence[StoredComparison],
    *,
    mine: bool,
    page: int,
    pages: int,
    details: Sequence[Pressable],
    buttons: Sequence[Pressable],
) -> Card:
    """A page of comparisons, latest first, each with its button."""
    card = Card().text("### Your latest questions here" if mine else "### Latest questions here")
    if not stored:
        whose = "You have asked nothing here yet." if mine else "Nothing has been asked here yet, or only privately."
        return card.text(f"{whose} Try `/ask question:How many r's are in strawberry?`")
    for each, button in zip(stored, details, strict=True):
        comparison = each.comparison
        by = f" by <@{comparison.asker.user_id}>" if comparison.asker.user_id and not mine else ""
        asked = f"<t:{int(comparison.asked_at.timestamp())}:R>"
        model = comparison.model
        said = "no model" if isinstance(model, ModelMissing) else model_line(comparison, model, _IN_HISTORY)
        exact = headline(comparison.question, comparison.exact, _IN_HISTORY)
        typed = code(comparison.text, _IN_HISTORY)
        card.section(f"**#{each.id}** {exact}\n{said}\n-# {typed} asked{by} {asked}", button)
    return card.text(f"-# page {page + 1} of {pages}").row(buttons)


def _probabilities(distribution: Mapping[str, float], prior: Mapping[str, float]) -> str:
    likeliest = sorted(distribution, key=distribution.__getitem__, reverse=True)[:_ROWS]
    rows = [f"{choice:>6}  {distribution[choice]:>8.1%}  {_share(prior.get(choice)):>11}" for choice in likeliest]
    return "\n".join(["answer  the word  word hidden", *rows])


def _share(probability: float | None) -> str:
    return "untold" if probability is None else f"{probability:.1%}"
