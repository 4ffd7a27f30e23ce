"""What is to be seen of vectors alone, in words that are safe to show: dots, neighbours, maps."""

from bot.drawing import probability_text, signed
from bot.drawing.chips import shortest
from bot.inside.folding import said_parts
from bot.inside.views import (
    DotsView,
    LetterCosines,
    Near,
    Relation,
    TokenVector,
    WordMap,
)
from bot.language import number, percent, plural, tr
from bot.sentences import sentences, separated
from bot.tokens import PromptToken, visible
from bot.ui.text import code, plain
from bot.ui.vocabulary import hidden_note

_TEXT = 160
"""Characters of a text; its end is what counts."""
_NAMED = 8
"""Tokens of a mean."""
_FIRST = 3
"""Neighbours that are named."""
_CORRELATES = 0.5
"""The least correlation that is told of."""


def dots_words(seen: DotsView) -> str:
    """How many tokens there are, and what the model would go on with, if it was asked."""
    dots = [token.id for part in said_parts(seen.tokens) for token in part]
    said = [
        plural(
            "**{n} dot**: the same token is the same dot.",
            "**{n} dots, {kinds} different**: the same token is the same dot.",
            len(dots),
            kinds=len({*dots}),
        ),
        tr("That is all that the model is given; what it has learnt of letters is another matter."),
    ]
    if len(dots) < len(seen.tokens):
        said.append(tr("The grey boxes are the chat template, which tells the model who speaks."))
    said.append(tr("**Which dot would come next?**"))
    lines = [sentences(said)]
    if seen.likeliest:
        guesses = separated(f"{named(token)} {probability_text(share)}" for token, share in seen.likeliest)
        lines.append(tr("The model's own guess: {guesses}.", guesses=guesses))
    return "\n".join(lines)


def vector_words(seen: TokenVector) -> str:
    """One token's numbers, beside those of all others."""
    said = tr(
        "{token} is **{numbers} numbers** to the model. Their length is {length}, the median {median}, and {share} of "
        "all tokens are shorter.",
        token=named(seen.token),
        numbers=len(seen.row),
        length=number(seen.length, 2),
        median=number(seen.median_length, 2),
        share=percent(seen.shorter),
    )
    if seen.common is not None:
        rarer = tr(
            "{share} of the vocabulary was merged later, so these are probably rarer.", share=percent(seen.common)
        )
        said = sentences([said, rarer])
    start = tr(
        "The lower strip is random numbers, such as training may have begun with (seed {seed}).", seed=str(seen.seed)
    )
    return f"{said}\n{start}"


def near_words(seen: Near) -> str:
    """The tokens that are nearest, and what that is worth."""
    compared = tr("**Plain** compares the vectors as they are, **centred** after the mean of all tokens is subtracted.")
    shared = plural(
        "{n} of {all} is in both lists; neither is the right one.",
        "{n} of {all} are in both lists; neither is the right one.",
        seen.shared,
        all=len(seen.plain.tokens),
    )
    lines = [
        _nearest(seen),
        sentences([compared, shared]),
        tr(
            "Two random tokens have a cosine of {plain} plain and {centred} centred (dashed): only what is above that "
            "counts.",
            plain=number(seen.plain.random_mean, 2),
            centred=number(seen.centred.random_mean, 2),
        ),
    ]
    if seen.hidden:
        lines.append(hidden_note(seen.hidden))
    return "\n".join(lines)


def _nearest(seen: Near) -> str:
    asked = " ".join(named(token) for token in seen.asked[:_NAMED])
    neighbours = separated(f"**{named(token)}**" for token, _ in seen.centred.tokens[:_FIRST])
    first = neighbours or tr("nothing to be shown")
    if len(seen.asked) == 1:
        return tr("Nearest to {token}, of the whole vocabulary: {first} (centred).", token=asked, first=first)
    return plural(
        "Nearest to the mean of {n} token, {tokens}, of the whole vocabulary: {first} (centred).",
        "Nearest to the mean of {n} tokens, {tokens}, of the whole vocabulary: {first} (centred).",
        len(seen.asked),
        tokens=asked,
        first=first,
    )


def map_words(seen: WordMap) -> str:
    """What the map is of, and how far it can be trusted."""
    lines = [sentences([_words_on(seen), _axes(seen)])]
    if seen.silhouette is not None and seen.silhouette_random is not None:
        lines.append(
            tr(
                "Silhouette of the groups in all dimensions: **{trained}** trained, {random} at the random start "
                "(1: far apart, 0: mixed).",
                trained=signed(seen.silhouette),
                random=signed(seen.silhouette_random),
            )
        )
    if seen.left_out:
        words = plain(separated(seen.left_out), 200)
        lines.append(f"-# {tr('Left out, as given twice or too many: {words}', words=words)}")
    return "\n".join(lines)


def _words_on(seen: WordMap) -> str:
    if seen.trained:
        return plural(
            "{n} word after training; a line leads to each word's nearest of these in all dimensions.",
            "{n} words after training; a line leads to each word's nearest of these in all dimensions.",
            len(seen.words),
        )
    return plural(
        "{n} word at a **random start** (seed {seed}), as before any training; a line leads to each word's nearest of "
        "these in all dimensions.",
        "{n} words at a **random start** (seed {seed}), as before any training; a line leads to each word's nearest of "
        "these in all dimensions.",
        len(seen.words),
        seed=str(seen.seed),
    )


def _axes(seen: WordMap) -> str:
    if seen.variance:
        held = tr("The two axes hold {share} of the variance.", share=percent(sum(seen.variance)))
        return sentences(filter(None, (held, _first_axis(seen))))
    return tr(
        "t-SNE, perplexity {perplexity}, seed {seed}: sizes of clusters mean nothing, gaps may not either.",
        perplexity=shortest(float(f"{seen.perplexity:.3g}")),
        seed=str(seen.seed),
    )


def _first_axis(seen: WordMap) -> str:
    """What the first axis goes along with, in whichever direction; nothing where that is little."""
    length, rank = (abs(share or 0) for share in (seen.with_length, seen.with_rank))
    if max(length, rank) <= _CORRELATES:
        return ""
    figures = {"length": number(length, 2), "rank": number(rank, 2)}
    if min(length, rank) > _CORRELATES:
        return tr(
            "The first mostly follows the vector's length (correlation {length}) and the id, a rough sign of how rare "
            "a token is (correlation {rank}), so what looks like a cluster may be that.",
            **figures,
        )
    if length > _CORRELATES:
        return tr(
            "The first mostly follows the vector's length (correlation {length}), so what looks like a cluster may be "
            "that.",
            **figures,
        )
    return tr(
        "The first mostly follows the id, a rough sign of how rare a token is (correlation {rank}), so what looks "
        "like a cluster may be that.",
        **figures,
    )


def relation_words(seen: Relation) -> str:
    """Whether a letter's token is nearer to the words that have it."""
    centred = seen.centred
    lines = [
        _difference(centred),
        tr(
            "Centred cosine of {letter}: **{mean_with}** on average to the {with_it} words with it, **{mean_without}** "
            "to the {without} without. Plain cosine is in the picture.",
            letter=named(seen.letter),
            mean_with=signed(centred.mean_with),
            with_it=len(centred.with_letter),
            mean_without=signed(centred.mean_without),
            without=len(centred.without_letter),
        ),
    ]
    if seen.several:
        words = plain(separated(seen.several), 200)
        lines.append(f"-# {tr('Words of several tokens stand by their mean: {words}', words=words)}")
    return "\n".join(lines)


def _difference(centred: LetterCosines) -> str:
    low, high = centred.interval
    figures = {"difference": signed(centred.difference), "low": signed(low), "high": signed(high)}
    if low <= 0 <= high:
        return tr("**Not clearly:** the difference is {difference} (95% interval {low} to {high}).", **figures)
    if centred.difference > 0:
        return tr("**It is nearer to them:** the difference is {difference} (95% interval {low} to {high}).", **figures)
    return tr("**It is farther from them:** the difference is {difference} (95% interval {low} to {high}).", **figures)


def named(token: PromptToken) -> str:
    """A token as it is named in a sentence."""
    return code(visible(token.text), 40)


def ending(text: str) -> str:
    """A text as it is quoted: its end."""
    return code(text if len(text) <= _TEXT else f"…{text[-_TEXT:]}", _TEXT + 1)
