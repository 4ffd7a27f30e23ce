"""Views into a model as JSON objects: the numbers of each, so that they can be plotted."""

from collections.abc import Sequence

from bot.errors import InputError
from bot.inside.views import (
    AttentionView,
    DotsView,
    LayerGuess,
    LensView,
    LetterCosines,
    Near,
    Nearest,
    PatchView,
    ProbeResult,
    ProbeScore,
    Relation,
    Seen,
    TokenVector,
    WordMap,
)
from bot.tokens import PromptToken

Json = dict[str, object]


def seen_json(seen: Seen, layer: int = 0) -> Json:
    """What is ``seen``. Layers and heads count from 1, layer 0 is the embedding; a head of 0 is the mean of all.

    Of a patch, ``after`` is by layer, or of one ``layer`` alone where that is not 0. Raises ``InputError`` where the
    model has no such layer.
    """
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
            return {"letter": seen.letter.text, "plain": _cosines(seen.plain), "centred": _cosines(seen.centred)}
        case ProbeResult():
            scores = {"contains": seen.contains, "starts": seen.starts, "count": seen.count}
            return {"letter": seen.letter, "layer": seen.layer} | {what: _score(each) for what, each in scores.items()}
        case AttentionView():
            return _attention(seen)
        case LensView():
            return _lens(seen)
        case PatchView():
            return _patch(seen, layer)


def _texts(tokens: Sequence[PromptToken]) -> list[str]:
    return [token.text for token in tokens]


def _guess(token: PromptToken, probability: float) -> Json:
    return {"text": token.text, "id": token.id, "probability": probability}


def _dots(seen: DotsView) -> Json:
    guess = [_guess(token, share) for token, share in seen.likeliest]
    return {"ids": [token.id for token in seen.tokens], "tokens": _texts(seen.tokens), "next": guess}


def _vector(seen: TokenVector) -> Json:
    return {
        "token": seen.token.text,
        "id": seen.token.id,
        "vector": seen.row.tolist(),
        "length": seen.length,
        "median_length": seen.median_length,
        "shorter": seen.shorter,
        "merged_later": seen.common,
        "random_start": seen.start.tolist(),
        "seed": seen.seed,
    }


def _near(seen: Near) -> Json:
    return {
        "token": "".join(_texts(seen.asked)),
        "ids": [token.id for token in seen.asked],
        "plain": _nearest(seen.plain),
        "centred": _nearest(seen.centred),
        "random_mean": {"plain": seen.plain.random_mean, "centred": seen.centred.random_mean},
    }


def _nearest(nearest: Nearest) -> list[Json]:
    return [{"text": token.text, "id": token.id, "cosine": cosine} for token, cosine in nearest.tokens]


def _map(seen: WordMap) -> Json:
    return {
        "words": [*seen.words],
        "groups": [*seen.groups],
        "x": seen.x.tolist(),
        "y": seen.y.tolist(),
        "method": seen.method,
        "trained": seen.trained,
        "seed": seen.seed,
        "perplexity": seen.perplexity,
        "variance": seen.variance,
        "lines": seen.lines,
        "silhouette": seen.silhouette,
        "silhouette_random": seen.silhouette_random,
        "left_out": seen.left_out,
    }


def _cosines(cosines: LetterCosines) -> Json:
    return {
        "with_letter": cosines.mean_with,
        "without_letter": cosines.mean_without,
        "difference": cosines.difference,
        "interval": cosines.interval,
    }


def _score(score: ProbeScore | None) -> Json | None:
    if score is None:
        return None
    return {
        "balanced_accuracy": score.balanced_accuracy,
        "control": score.control,
        "baseline": score.baseline,
        "chance": score.chance,
        "fitted": score.fitted,
        "held_out": score.held_out,
    }


def _attention(seen: AttentionView) -> Json:
    return {
        "tokens": _texts(seen.tokens),
        "layer": seen.layer,
        "head": seen.head,
        "weights": seen.weights.tolist(),
        "value_weighted": seen.value_weighted,
        "without_first": seen.without_first,
        "on_first": seen.on_first,
    }


def _lens(seen: LensView) -> Json:
    return {
        "tokens": _texts(seen.tokens),
        "position": seen.position,
        "answer": seen.answer.text,
        "layers": [_layer(each) for each in seen.raw],
        "tuned": None if seen.tuned is None else [_layer(each) for each in seen.tuned],
    }


def _layer(guess: LayerGuess) -> Json:
    top = [_guess(token, probability) for token, probability in guess.top]
    return {"layer": guess.layer, "top": top, "rank": guess.rank, "kl": guess.kl}


def _patch(seen: PatchView, layer: int) -> Json:
    def followed(shares: Sequence[float]) -> list[Json]:
        return [_guess(token, share) for token, share in zip(seen.followed, shares, strict=True)]

    after = [followed(row) for row in seen.after]
    if layer >= len(after):
        raise InputError(f"The model has {len(after) - 1} layers (0 is the embedding). Choose among these.")
    return {
        "tokens": _texts(seen.tokens),
        "other": _texts(seen.other),
        "position": seen.position,
        "other_position": seen.other_position,
        "layer": layer or [*range(len(after))],
        "before": followed(seen.before),
        "source": followed(seen.source),
        "after": after[layer] if layer else after,
    }
