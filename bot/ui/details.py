"""The card of all that was kept of one letter question."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture
from bot.language import number, percent, retold, tr
from bot.letters import ModelAnswer, ModelMissing, trial, why
from bot.storage import StoredComparison
from bot.ui.card import Card, Pressable
from bot.ui.comparisons import headline, model_line, sentence, untold_note
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
            card.text(plain(retold(reason), 600))
        case ModelAnswer() as model:
            _add_model(card, stored, model, pictures)
    asked = tr(
        "logged as #{id}, asked {when} as {question}",
        id=str(stored.id),
        when=f"<t:{int(comparison.asked_at.timestamp())}:f>",
        question=code(comparison.text, 300),
    )
    private = f" · {tr('only you can see it, under **My questions** in `/me`')}" if comparison.asker.private else ""
    return card.text(f"-# {asked}{private}").row(buttons)


def _add_model(card: Card, stored: StoredComparison, model: ModelAnswer, pictures: DetailPictures) -> None:
    if model.answer is not None:
        card.text(model_line(stored.comparison, model))
    card.text(plain(why(stored.comparison), 800))
    if pictures.prompt:
        card.text(f"**{tr('What it read')}**\n{_reading(stored)}").picture(pictures.prompt, "prompt.png")
    card.text(sentence(model))
    if pictures.chart:
        card.picture(pictures.chart, "distribution.png").text(untold_note([stored.comparison]))
        card.text(_mass(model))
    took = tr("{seconds} s", seconds=number(model.latency, 1))
    card.text(f"-# {plain(model.name, 60)}, {plain(model.revision, 60)} · {took}")


def _reading(stored: StoredComparison) -> str:
    """What is to be seen in the picture of a prompt."""
    vocabulary = stored.comparison.vocabulary
    if vocabulary:
        seen = tr(
            "Its own tokens ({vocabulary}) with their ids. Framed: the word. Grey: the chat template.",
            vocabulary=plain(vocabulary),
        )
    else:
        seen = tr("Its own tokens with their ids. Framed: the word. Grey: the chat template.")
    reworded = tr("I put your question in these words, so that all are asked alike.")
    return f"-# {seen}" + (f"\n-# {reworded}" if _reworded(stored) else "")


def _reworded(stored: StoredComparison) -> bool:
    """Whether the model read another text than was typed."""
    comparison, model = stored.comparison, stored.comparison.model
    probed = isinstance(model, ModelAnswer) and model.distribution
    put = trial(comparison.question, comparison.form) if probed else None
    return put is not None and put.asked != comparison.text.strip()


def _mass(model: ModelAnswer) -> str:
    if model.mass is None:
        return ""
    return tr(
        "It would begin with one of these answers {share} of the time; the shares are of that.",
        share=percent(model.mass),
    )
