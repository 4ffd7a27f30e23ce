"""The card of all that was kept of one letter question."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture
from bot.letters import ModelAnswer, ModelMissing, habit, trial
from bot.storage import StoredComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, sentence, untold_note, verdict
from bot.ui.text import code, plain


@dataclass(frozen=True, slots=True)
class DetailPictures:
    """What is drawn of a comparison; None each where there is nothing to draw.

    ``others`` is what frontier models answered to the same, ``prompt`` what the model read, ``chart`` its probabilities
    with the word and without.
    """

    others: Picture | None
    prompt: Picture | None
    chart: Picture | None


def details_card(stored: StoredComparison, pictures: DetailPictures, buttons: Sequence[Pressable] = ()) -> Card:
    """Everything that was kept of one comparison, but who asked; what larger models answered comes first."""
    comparison = stored.comparison
    card = Card().text(f"### {headline(comparison.question, comparison.exact)}")
    if pictures.others:
        card.picture(pictures.others, "others.png")
    match comparison.model:
        case ModelMissing(reason):
            card.text(plain(reason, 600))
        case ModelAnswer() as model:
            _add_model(card, stored, model, pictures)
    private = " · only you can see it, under **My questions** in `/me`" if comparison.asker.private else ""
    asked = f"asked <t:{int(comparison.asked_at.timestamp())}:f> as {code(comparison.text, 300)}"
    return card.text(f"-# logged as #{stored.id}, {asked}{private}").row(buttons)


def _add_model(card: Card, stored: StoredComparison, model: ModelAnswer, pictures: DetailPictures) -> None:
    if pictures.prompt:
        card.text(f"**What it read**\n-# {_reading(stored)}").picture(pictures.prompt, "prompt.png")
    card.text(sentence(model))
    if pictures.chart:
        card.picture(pictures.chart, "distribution.png").text(untold_note([stored.comparison]))
        card.text(f"{habit(model)} {_mass(model)}".strip())
    card.text(
        f"-# {plain(model.name, 60)}, {plain(model.revision, 60)} · {model.latency:.1f} s · "
        f"{verdict(stored.comparison)}"
    )


def _reading(stored: StoredComparison) -> str:
    """What is to be seen in the picture of a prompt."""
    vocabulary = stored.comparison.vocabulary
    whose = f"Its own tokens ({plain(vocabulary)})" if vocabulary else "Its own tokens"
    reworded = "\n-# I put your question in these words, so that all are asked alike." if _reworded(stored) else ""
    return f"{whose} with their ids. Framed: the word. Grey: the chat template.{reworded}"


def _reworded(stored: StoredComparison) -> bool:
    """Whether the model read another text than was typed."""
    comparison, model = stored.comparison, stored.comparison.model
    probed = isinstance(model, ModelAnswer) and model.distribution
    put = trial(comparison.question, comparison.form) if probed else None
    return put is not None and put.asked != comparison.text.strip()


def _mass(model: ModelAnswer) -> str:
    if model.mass is None:
        return ""
    return f"It would begin with one of these answers {model.mass:.0%} of the time; the shares are of that."
