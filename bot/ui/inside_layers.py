"""What is to be seen between the layers, in words that are safe to show: probes, attention, guesses, swaps."""

from collections.abc import Iterator, Sequence

from bot.drawing import probability_text
from bot.inside.views import (
    AttentionView,
    LayerGuess,
    LensView,
    PatchView,
    ProbeResult,
    ProbeScore,
    stays_first,
)
from bot.language import percent, tr
from bot.sentences import sentences, separated
from bot.ui.inside_vectors import ending, named
from bot.ui.text import code

_RESTS = 0.5
"""The share from which on most of what a head gives goes to the first token."""


def probe_words(seen: ProbeResult) -> str:
    """What a straight line can read out of the vectors."""
    letter = code(seen.letter)
    if seen.layer:
        asked = tr(
            "How often a weighted sum of the numbers is right about a word, after layer {layer}:", layer=seen.layer
        )
    else:
        asked = tr("How often a weighted sum of the numbers is right about a word, in the embedding:")
    how = tr(
        "The sum (a linear probe) is fitted on some words and tested on words with other beginnings. Each answer "
        "counts alike (balanced accuracy). By looks: from length, how rare a word is, and capitals alone."
    )
    scores = (
        tr("has {letter}: {score}", letter=letter, score=_score(seen.contains)),
        tr("begins with {letter}: {score}", letter=letter, score=_score(seen.starts)),
        tr("how many {letter} (0, 1, more): {score}", letter=letter, score=_score(seen.count)),
    )
    return "\n".join([asked, *(f"- {each}" for each in scores), f"\n-# {how}"])


def _score(score: ProbeScore | None) -> str:
    if score is None:
        return tr("too few words have it")
    return tr(
        "**{share}** right (guessing {chance}, random labels {control}, by looks {baseline})",
        share=percent(score.balanced_accuracy),
        chance=percent(score.chance),
        control=percent(score.control),
        baseline=percent(score.baseline),
    )


def attention_words(seen: AttentionView) -> str:
    """Where a head reads from."""
    said = [
        tr("Of what a token reads, **{share}** comes from the first one, on average.", share=percent(seen.on_first))
    ]
    if seen.on_first > _RESTS:
        said.append(tr("Many heads rest there; it does not mean that the word matters."))
    if seen.without_first:
        said.append(tr("It is left out here, and the rest of each row adds up to 1."))
    lines = [sentences(said)]
    if seen.strongest:
        heads = separated(f"{layer}·{head} ({percent(share)})" for layer, head, share in seen.strongest)
        lines.append(tr("Heads that give it least, by layer·head, with what goes elsewhere: {heads}.", heads=heads))
    how = tr("Each row is a token, and says how much it reads from each token up to it.")
    return "\n".join([*lines, "-# " + sentences([_weights(seen), how])])


def _weights(seen: AttentionView) -> str:
    match bool(seen.head), seen.value_weighted:
        case True, True:
            return tr(
                "Layer {layer}, head {head}: weights times the length of what they move.",
                layer=seen.layer,
                head=seen.head,
            )
        case True, _:
            return tr("Layer {layer}, head {head}: weights.", layer=seen.layer, head=seen.head)
        case _, True:
            return tr(
                "Layer {layer}, the mean of all heads: weights times the length of what they move.", layer=seen.layer
            )
    return tr("Layer {layer}, the mean of all heads: weights.", layer=seen.layer)


def lens_words(seen: LensView) -> str:
    """From which layer on the answer stays first."""
    last = seen.raw[-1]
    likeliest = tr(
        "In the end {token} is likeliest to come next ({share}).",
        token=named(seen.answer),
        share=probability_text(last.top[0][1]),
    )
    lines = [sentences([likeliest, _raw(seen.raw)])]
    if seen.tuned:
        lines[0] += f" {_tuned(seen.tuned)}"
    else:
        lines.append(tr("The tuned lens, one straight map a layer, is being fitted; look again in a few minutes."))
    if seen.wanted:
        best, layer = min((each.wanted_rank, each.layer) for each in seen.raw if each.wanted_rank)
        lines.append(
            tr(
                "The right answer, {token}, is in place {best} after layer {layer}, its best, and in place {last} at "
                "the end.",
                token=named(seen.wanted),
                best=best,
                layer=layer,
                last=last.wanted_rank or 0,
            )
        )
    return "\n".join(lines)


def _raw(layers: Sequence[LayerGuess]) -> str:
    """From where on the final answer stays first, each layer read as it is."""
    place = stays_first(layers)
    if place is None:
        return tr("Each layer read as if it were the last (raw, the logit lens), it stays first nowhere.")
    return tr(
        "Each layer read as if it were the last (raw, the logit lens), it stays first from layer **{layer}** on.",
        layer=layers[place].layer,
    )


def _tuned(layers: Sequence[LayerGuess]) -> str:
    place = stays_first(layers)
    if place is None:
        return tr("Through the tuned lens it stays first nowhere.")
    return tr("Through the tuned lens it stays first from layer **{layer}** on.", layer=layers[place].layer)


def patch_words(seen: PatchView, *, given: bool) -> str:
    """What a swap changes; ``given`` is whether a member gave the other text."""
    other = ending("".join(token.text for token in seen.other))
    swap = tr(
        "A swap: what the model has made of a token so far, its state, is taken from another text. The state of {own} "
        "is replaced by that of {theirs}, after one layer at a time.",
        own=named(seen.tokens[seen.position]),
        theirs=named(seen.other[seen.other_position]),
    )
    text = (
        tr("The other text: {text}", text=other)
        if given
        else tr("The other text (my choice: another word that is near): {text}", text=other)
    )
    return "\n".join([_halves(seen), swap, text, tr("What comes next:"), *_followed(seen)])


def _halves(seen: PatchView) -> str:
    token = named(seen.followed[0])
    if not seen.halved:
        return tr("**No swap halves the chance of** {token}.", token=token)
    return tr(
        "**Layer {layer} is the last after which a swap at least halves the chance of** {token}.",
        layer=seen.halved[-1],
        token=token,
    )


def _followed(seen: PatchView) -> Iterator[str]:
    for at, token in enumerate(seen.followed):
        said = tr(
            "{token}: {before} as it is, {other} in the other text, {first} swapped in the embedding (0), {last} after "
            "the last layer",
            token=named(token),
            before=probability_text(seen.before[at]),
            other=probability_text(seen.source[at]),
            first=probability_text(seen.after[0][at]),
            last=probability_text(seen.after[-1][at]),
        )
        yield f"- {said}"
