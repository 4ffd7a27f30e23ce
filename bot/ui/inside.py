"""The card of ``/inside``: one view of a text, what is to be seen there, and what is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drawing import Picture, percent, signed
from bot.inside.folding import said_parts
from bot.inside.presets import PRESETS
from bot.inside.views import (
    AttentionView,
    DotsView,
    LayerGuess,
    LensView,
    Near,
    PatchView,
    ProbeResult,
    ProbeScore,
    Relation,
    Seen,
    TokenVector,
    WordMap,
    stays_first,
)
from bot.services.looking import Looking, Subject
from bot.tokens import PromptToken, count, visible
from bot.ui.card import Card, Pressable
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.text import code, plain
from bot.ui.vocabulary import hidden_note

_TEXT = 160
"""Characters of the text at the top; its end is what counts."""
_NAMED = 8
"""Tokens of a mean."""
_FIRST = 3
"""Neighbours that are named."""
_RESTS = 0.5
"""The share from which on most of what a head gives goes to the first token."""
_CORRELATES = 0.5
"""The least correlation that is told of."""
_ABOUT_A_TEXT = ("dots", "vector", "near", "attention", "layers", "patch")


@dataclass(frozen=True, slots=True)
class Inside:
    """What a card is about: what is ``seen`` of ``subject`` inside ``model``.

    ``given`` is whether a member gave the text that is patched in.
    """

    model: str
    subject: Subject
    looking: Looking
    seen: Seen
    given: bool = False


def inside_card(inside: Inside, picture: Picture, rows: Sequence[Sequence[Pressable]]) -> Card:
    """The view; ``rows`` are what leads to others."""
    words = VIEW_WORDS[inside.looking.view]
    card = Card().text(f"### {words.title}\n{_subject(inside)}").text(finding(inside.seen, given=inside.given))
    card.picture(picture, f"{inside.looking.view}.png")
    card.text(f"-# **Does not show** {words.not_shown}\n-# Read on: {words.source}")
    for row in rows:
        card.row(row)
    return card


def _subject(inside: Inside) -> str:
    if isinstance(inside.seen, ProbeResult):
        return f"-# {plain(inside.model)} · {code(inside.seen.letter)} in the words of its vocabulary"
    if inside.looking.view not in _ABOUT_A_TEXT and inside.looking.words in PRESETS:
        return f"-# {plain(inside.model)} · {PRESETS[inside.looking.words].title}"
    tokens, said = inside.subject.tokens, said_parts(inside.subject.tokens)
    text = " … ".join("".join(token.text for token in part) for part in said)
    template = len(tokens) - sum(map(len, said))
    folded = f", {template:,} of them the chat template" if template else ""
    shown = text if len(text) <= _TEXT else f"…{text[-_TEXT:]}"
    left = f", the last of {len(tokens) + inside.subject.left_out:,}" if inside.subject.left_out else ""
    return f"{code(shown, _TEXT + 1)}\n-# {plain(inside.model)} · {count(len(tokens), 'token')}{left}{folded}"


def finding(seen: Seen, *, given: bool) -> str:
    """What is to be seen, in words that are safe to show; ``given`` is whether a member gave the text patched in."""
    match seen:
        case DotsView():
            return _dots(seen)
        case TokenVector():
            return _vector(seen)
        case Near():
            return _near(seen)
        case WordMap():
            return _map(seen)
        case Relation():
            return _relation(seen)
        case ProbeResult():
            return _probe(seen)
        case AttentionView():
            return _attention(seen)
        case LensView():
            return _lens(seen)
        case PatchView():
            return _patch(seen, given=given)


def _dots(seen: DotsView) -> str:
    dots = [token.id for part in said_parts(seen.tokens) for token in part]
    template = " The grey boxes are the chat template, which tells the model who speaks."
    said = (
        f"**{count(len(dots), 'dot')} of {count(len({*dots}), 'kind')}**: the same token is the same dot. That is all "
        "that the model is given; what it has learnt of letters is another matter."
        f"{template if len(dots) < len(seen.tokens) else ''} **Which dot would come next?**"
    )
    if seen.likeliest:
        guesses = ", ".join(f"{_token(token)} {percent(share)}" for token, share in seen.likeliest)
        said += f"\nThe model's own guess: {guesses}."
    return said


def _vector(seen: TokenVector) -> str:
    common = ""
    if seen.common is not None:
        common = f" {seen.common:.0%} of the vocabulary was merged later, so these are probably rarer."
    return (
        f"{_token(seen.token)} is **{len(seen.row)} numbers** to the model. Their length is {seen.length:.2f}, "
        f"the median {seen.median_length:.2f}, and {seen.shorter:.0%} of all tokens are shorter.{common}\n"
        f"The lower strip is random numbers, such as training may have begun with (seed {seen.seed})."
    )


def _near(seen: Near) -> str:
    asked = " ".join(_token(token) for token in seen.asked[:_NAMED])
    mean = f"the mean of {count(len(seen.asked), 'token')}, " if len(seen.asked) > 1 else ""
    hidden = f"\n{hidden_note(seen.hidden)}" if seen.hidden else ""
    first = ", ".join(f"**{_token(token)}**" for token, _ in seen.centred.tokens[:_FIRST])
    return (
        f"Nearest to {mean}{asked}, of the whole vocabulary: {first or 'nothing to be shown'} (centred).\n"
        "**Plain** compares the vectors as they are, **centred** after the mean of all tokens is subtracted. "
        f"{seen.shared} of {len(seen.plain.tokens)} are in both "
        f"lists; neither is the right one.\nTwo random tokens have a cosine of {seen.plain.random_mean:.2f} plain and "
        f"{seen.centred.random_mean:.2f} centred (dashed): only what is above that counts.{hidden}"
    )


def _map(seen: WordMap) -> str:
    when = "after training" if seen.trained else f"at a **random start** (seed {seen.seed}), as before any training"
    said = f"{count(len(seen.words), 'word')} {when}; a line leads to each word's nearest of these in all dimensions."
    if seen.variance:
        said += f" The two axes hold {sum(seen.variance):.0%} of the variance."
        if followed := _first_axis(seen):
            said += f" The first mostly follows {followed}, so what looks like a cluster may be that."
    else:
        said += f" t-SNE, perplexity {seen.perplexity:.3g}, seed {seen.seed}: "
        said += "sizes of clusters mean nothing, gaps may not either."
    if seen.silhouette is not None and seen.silhouette_random is not None:
        said += (
            f"\nSilhouette of the groups in all dimensions: **{signed(seen.silhouette)}** trained, "
            f"{signed(seen.silhouette_random)} at the random start (1: far apart, 0: mixed)."
        )
    if seen.left_out:
        said += f"\n-# Left out, as given twice or too many: {plain(', '.join(seen.left_out), 200)}"
    return said


def _first_axis(seen: WordMap) -> str:
    """What the first axis goes along with, in whichever direction; nothing where that is little."""
    along = {"the vector's length": seen.with_length, "the id, a rough sign of how rare a token is": seen.with_rank}
    return " and ".join(
        f"{what} (correlation {abs(share):.2f})"
        for what, share in along.items()
        if share is not None and abs(share) > _CORRELATES
    )


def _relation(seen: Relation) -> str:
    centred = seen.centred
    low, high = centred.interval
    nearer = "nearer to" if centred.difference > 0 else "farther from"
    found = "**Not clearly:**" if low <= 0 <= high else f"**It is {nearer} them:**"
    said = (
        f"{found} the difference is {signed(centred.difference)} (95% interval {signed(low)} to {signed(high)}).\n"
        f"Centred cosine of {_token(seen.letter)}: **{signed(centred.mean_with)}** on average to the "
        f"{len(centred.with_letter)} words with it, **{signed(centred.mean_without)}** to the "
        f"{len(centred.without_letter)} without. Plain cosine is in the picture."
    )
    if seen.several:
        said += f"\n-# Words of several tokens stand by their mean: {plain(', '.join(seen.several), 200)}"
    return said


def _probe(seen: ProbeResult) -> str:
    where = f"after layer {seen.layer}" if seen.layer else "in the embedding"
    lines = [f"How often a weighted sum of the numbers is right about a word, {where}:"]
    scores = {
        f"has {code(seen.letter)}": seen.contains,
        f"begins with {code(seen.letter)}": seen.starts,
        f"how many {code(seen.letter)} (0, 1, more)": seen.count,
    }
    lines += [f"- {what}: {_score(score)}" for what, score in scores.items()]
    how = (
        "The sum (a linear probe) is fitted on some words and tested on words with other beginnings. Each answer "
        "counts alike (balanced accuracy). By looks: from length, how rare a word is, and capitals alone."
    )
    return "\n".join([*lines, f"\n-# {how}"])


def _score(score: ProbeScore | None) -> str:
    if score is None:
        return "too few words have it"
    return (
        f"**{score.balanced_accuracy:.0%}** right (guessing {score.chance:.0%}, random labels "
        f"{score.control:.0%}, by looks {score.baseline:.0%})"
    )


def _attention(seen: AttentionView) -> str:
    head = f"head {seen.head}" if seen.head else "the mean of all heads"
    what = "weights times the length of what they move" if seen.value_weighted else "weights"
    said = f"Of what a token reads, **{seen.on_first:.0%}** comes from the first one, on average."
    if seen.on_first > _RESTS:
        said += " Many heads rest there; it does not mean that the word matters."
    if seen.without_first:
        said += " It is left out here, and the rest of each row adds up to 1."
    if seen.strongest:
        named = ", ".join(f"{layer}·{number} ({share:.0%})" for layer, number, share in seen.strongest)
        said += f"\nHeads that give it least, by layer·head, with what goes elsewhere: {named}."
    how = "Each row is a token, and says how much it reads from each token up to it."
    return f"{said}\n-# Layer {seen.layer}, {head}: {what}. {how}"


def _lens(seen: LensView) -> str:
    last = seen.raw[-1]
    said = (
        f"In the end {_token(seen.answer)} is likeliest to come next ({percent(last.top[0][1])}). Each layer read as "
        f"if it were the last (raw, the logit lens), it stays first {_from(seen.raw)}"
    )
    if seen.tuned:
        said += f", through the tuned lens {_from(seen.tuned)}."
    else:
        said += ".\nThe tuned lens, one straight map a layer, is being fitted; look again in a few minutes."
    if seen.wanted:
        ranks = [(each.wanted_rank, each.layer) for each in seen.raw if each.wanted_rank]
        best, layer = min(ranks)
        said += (
            f"\nThe right answer, {_token(seen.wanted)}, is in place {best:,} after layer {layer}, its best, and in "
            f"place {last.wanted_rank or 0:,} at the end."
        )
    return said


def _from(layers: Sequence[LayerGuess]) -> str:
    """From where on the final answer stays first."""
    place = stays_first(layers)
    return "nowhere" if place is None else f"from layer **{layers[place].layer}** on"


def _patch(seen: PatchView, *, given: bool) -> str:
    own, theirs = _token(seen.tokens[seen.position]), _token(seen.other[seen.other_position])
    other = "".join(token.text for token in seen.other)
    shown = code(other if len(other) <= _TEXT else f"…{other[-_TEXT:]}", _TEXT + 1)
    halves = f"Layer {seen.halved[-1]} is the last after which a swap at least" if seen.halved else "No swap"
    chosen = "" if given else " (my choice: another word that is near)"
    swap = f"The state of {own} is replaced by that of {theirs}, after one layer at a time."
    lines = [
        f"**{halves} halves the chance of** {_token(seen.followed[0])}.",
        f"A swap: what the model has made of a token so far, its state, is taken from another text. {swap}",
        f"The other text{chosen}: {shown}",
        "What comes next:",
    ]
    for at, token in enumerate(seen.followed):
        first, last = seen.after[0][at], seen.after[-1][at]
        lines.append(
            f"- {_token(token)}: {percent(seen.before[at])} as it is, {percent(seen.source[at])} in the other text, "
            f"{percent(first)} swapped in the embedding (0), {percent(last)} after the last layer"
        )
    return "\n".join(lines)


def _token(token: PromptToken) -> str:
    return code(visible(token.text), 40)
