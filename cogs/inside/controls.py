"""What stands below a card of ``/inside``: the view, what it looks at, and how."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

import discord

from bot.inside.kinds import Reveal, View
from bot.inside.presets import PRESETS
from bot.inside.views import AttentionView, LensView, Seen
from bot.language import Later, later, percent, retold, tr
from bot.model import Capabilities, ModelInfo
from bot.services.looking import MEAN, OWN_WORDS, WORD, Looking, Subject
from bot.tokens import visible
from bot.ui import Pressable
from bot.ui.buttons.inside import (
    ChooseHead,
    ChooseInsideToken,
    ChooseLayer,
    ChooseLetter,
    ChoosePerplexity,
    ChooseView,
    ChooseWords,
    GuessFirst,
    LookAt,
    OpenOwn,
    PatchIn,
)
from bot.ui.inside import Inside
from bot.ui.inside_words import VIEW_WORDS
from bot.ui.text import capitalized, clip

_OPTIONS = 25
"""In a select, Discord's limit."""
_LABEL = 80
_WORDS = 8
"""Whose mean is offered."""
_PERPLEXITIES = (5, 10, 30)
_SEEDS = 1_000
_PRIMARY = discord.ButtonStyle.primary
_REVEALED: Mapping[Reveal, tuple[Reveal, Later]] = {
    "dots": ("ids", later("Show the ids")),
    "ids": ("text", later("Show the text")),
}
_NEXT_VIEW: Mapping[View, tuple[Later, View]] = {
    "vector": (later("Its nearest tokens"), "near"),
    "near": (later("A map of words"), "map"),
    "related": (later("Probe for it"), "probe"),
    "attention": (later("The guess, layer by layer"), "layers"),
    "layers": (later("Swap a token's state"), "patch"),
}


def controls(
    kept: int, other: int, inside: Inside, model: ModelInfo, can: Capabilities
) -> Sequence[Sequence[Pressable]]:
    """The rows below a card whose text is ``kept``, with the ``other`` text that is patched in, or 0."""
    layers = model.layers if can.inspects else 0
    looking, subject = inside.looking, inside.subject
    rows: list[Sequence[Pressable]] = [[ChooseView(kept, other, looking).select(_views(looking.view, layers))]]
    match looking.view:
        case "vector" | "near" | "layers" | "patch" if len(subject.tokens) > 1 and not (
            other and looking.view == "patch"
        ):
            rows.append([ChooseInsideToken(kept, other, looking).select(_tokens(subject, looking), tr("Token"))])
        case "map" | "related":
            rows.append([ChooseWords(kept, other, looking).select(_words(looking), tr("Words"))])
    if looking.view == "map" and looking.tsne:
        rows.append([ChoosePerplexity(kept, other, looking).select(_perplexities(looking), tr("Perplexity"))])
    if looking.view in ("related", "probe"):
        shown = tr("Letter {letter}", letter=looking.letter)
        rows.append([ChooseLetter(kept, other, looking).select(_letters(looking), shown)])
    if looking.view == "probe" and layers:
        rows.append([ChooseLayer(kept, other, looking).select(_layers(looking.layer, 0, layers), tr("Layer"))])
    if isinstance(inside.seen, AttentionView):
        chosen = _layers(inside.seen.layer, 1, layers)
        rows.append([ChooseLayer(kept, other, looking).select(chosen, tr("Layer"))])
        rows.append([ChooseHead(kept, other, looking).select(_heads(inside.seen), tr("Head"))])
    rows.append(_buttons(kept, other, inside, layers))
    return rows


def _buttons(kept: int, other: int, inside: Inside, layers: int) -> Sequence[Pressable]:
    looking = inside.looking
    buttons: list[Pressable] = [
        LookAt(kept, other, changed).button(label) for label, changed in _switches(looking, inside.seen)
    ]
    if looking.view == "patch":
        buttons.append(PatchIn(kept, other, looking).button(tr("Patch in another text"), style=_PRIMARY))
    elif following := _following(looking, layers):
        label, changed = following
        buttons.insert(0, LookAt(kept, other, changed).button(label, style=_PRIMARY))
    guess = GuessFirst(kept, other, looking).button(tr("Guess first"), emoji="🗳️")
    return [*buttons, guess, OpenOwn(kept, other, looking).button(tr("Open your own"))]


def _switches(looking: Looking, seen: Seen) -> Iterator[tuple[str, Looking]]:
    """What shows the same view in another way, with its label."""
    match looking.view:
        case "dots" if looking.reveal == "text":
            yield tr("Only dots"), replace(looking, reveal="dots")
        case "attention":
            values = tr("By weights") if looking.by_values else tr("By weights × values")
            yield values, replace(looking, by_values=not looking.by_values)
            first = tr("With the first token") if looking.without_first else tr("Without the first token")
            yield first, replace(looking, without_first=not looking.without_first)
        case "map":
            yield "PCA" if looking.tsne else "t-SNE", replace(looking, tsne=not looking.tsne)
            if looking.tsne or looking.untrained:
                yield tr("Another seed"), replace(looking, seed=(looking.seed + 1) % _SEEDS)
        case "layers" if isinstance(seen, LensView) and seen.tuned is None:
            yield tr("Look again"), looking


def _following(looking: Looking, layers: int) -> tuple[str, Looking] | None:
    """The label of the next step, and what it shows; None where that would need ``layers`` and there are none."""
    following = _next(looking, layers)
    return following if following and (layers or not following[1].of_layers) else None


def _next(looking: Looking, layers: int) -> tuple[str, Looking] | None:
    match looking.view:
        case "dots":
            if revealed := _REVEALED.get(looking.reveal):
                reveal, label = revealed
                return str(label), replace(looking, reveal=reveal)
            return tr("The guess, layer by layer"), replace(looking, view="layers")
        case "map":
            start = tr("Trained") if looking.untrained else tr("Random start")
            return start, replace(looking, untrained=not looking.untrained)
        case "probe" if layers:
            where = tr("Probe the embedding") if looking.layer else tr("Probe the middle layer")
            return where, replace(looking, layer=0 if looking.layer else layers // 2)
        case view if following := _NEXT_VIEW.get(view):
            label, then = following
            return str(label), replace(looking, view=then)
        case _:
            return None


def _views(chosen: View, layers: int) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=str(words.name), value=view, description=capitalized(str(words.what)), default=view == chosen
        )
        for view, words in VIEW_WORDS.items()
        if layers or not Looking(view).of_layers
    ]


def _tokens(subject: Subject, looking: Looking) -> Sequence[discord.SelectOption]:
    """Tokens, those nearest to the chosen one; of *near*, the means of words of several tokens and of all, too."""
    chosen = subject.place(looking)
    means = _means(subject, looking) if looking.view == "near" else []
    meant = any(each.default for each in means)
    tokens = [
        discord.SelectOption(
            label=clip(f"{at + 1}. {visible(subject.tokens[at].text) or subject.tokens[at].id}", _LABEL),
            value=str(at + 1),
            default=at == chosen and not meant,
        )
        for at in around(chosen, len(subject.tokens), _OPTIONS - len(means))
    ]
    return [*tokens, *means]


def _means(subject: Subject, looking: Looking) -> Sequence[discord.SelectOption]:
    """The mean of all tokens, and before it those of words of several: the nearest to what is chosen."""
    at = subject.place(looking)
    several = [each for each in subject.words if 1 < len(each) < len(subject.ordinary)]
    nearest = sorted(several, key=lambda each: abs(each.start - at))[:_WORDS]
    options = [
        discord.SelectOption(
            label=clip(tr("The mean of “{text}”", text=subject.spelt(each)), _LABEL),
            value=str(WORD + each.start + 1),
            default=looking.token == WORD + each.start + 1,
        )
        for each in sorted(nearest, key=lambda each: each.start)
    ]
    mean = discord.SelectOption(label=tr("The mean of all tokens"), value=str(MEAN), default=looking.token == MEAN)
    return [*options, mean]


def around(chosen: int, number: int, most: int = _OPTIONS) -> range:
    """At most ``most`` places, by default as many as a select has, with ``chosen`` near their middle, of ``number``.

    >>> around(40, 50), around(3, 10)
    (range(25, 50), range(0, 10))
    """
    start = max(0, min(chosen - most // 2, number - most))
    return range(start, min(number, start + most))


def _words(looking: Looking) -> Sequence[discord.SelectOption]:
    own = discord.SelectOption(label=tr("The words of this text"), value=OWN_WORDS, default=looking.words == OWN_WORDS)
    presets = [
        discord.SelectOption(label=clip(retold(preset.title), _LABEL), value=name, default=looking.words == name)
        for name, preset in PRESETS.items()
    ]
    return [own, *presets][:_OPTIONS]


def _letters(looking: Looking) -> Sequence[discord.SelectOption]:
    """All but the one that is shown: there is one letter more than a select has options."""
    others = [letter for letter in ascii_lowercase if letter != looking.letter]
    return [discord.SelectOption(label=letter) for letter in others[:_OPTIONS]]


def _perplexities(looking: Looking) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=tr("Perplexity {perplexity}", perplexity=each),
            value=str(each),
            description=tr("About so many neighbours count; at most a third of the words"),
            default=each == looking.perplexity,
        )
        for each in _PERPLEXITIES
    ]


def _layers(chosen: int, first: int, last: int) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=tr("Layer {layer} of {last}", layer=layer, last=last) if layer else tr("Layer 0: the embedding"),
            value=str(layer),
            default=layer == chosen,
        )
        for layer in spread(first, last, chosen)
    ]


def spread(first: int, last: int, chosen: int) -> Sequence[int]:
    """At most as many numbers as a select has, evenly from ``first`` to ``last``, with ``chosen`` among them.

    >>> spread(0, 3, 2), len(spread(0, 30, 17)), 17 in spread(0, 30, 17)
    ([0, 1, 2, 3], 25, True)
    """
    every = [*range(first, last + 1)]
    if len(every) <= _OPTIONS:
        return every
    step = (len(every) - 1) / (_OPTIONS - 1)
    picked = [every[round(at * step)] for at in range(_OPTIONS)]
    if chosen not in picked:
        nearest: Callable[[int], int] = lambda each: abs(each - chosen)  # noqa: E731 - a key with its type
        picked[picked.index(min(picked[1:-1], key=nearest))] = chosen
    return sorted(picked)


def _heads(seen: AttentionView) -> Sequence[discord.SelectOption]:
    """The mean and the heads of this layer, then the strongest of all."""
    here = [(seen.layer, head, share) for head, share in enumerate(seen.elsewhere, 1)]
    strongest = [each for each in seen.strongest if each[0] != seen.layer]
    options = [discord.SelectOption(label=tr("The mean of all heads"), value=f"{seen.layer}:0", default=seen.head == 0)]
    for layer, head, share in [*here[: _OPTIONS - 1 - len(strongest)], *strongest]:
        where = (
            tr("Head {head}", head=head)
            if layer == seen.layer
            else tr("Layer {layer}, head {head}", layer=layer, head=head)
        )
        options.append(
            discord.SelectOption(
                label=where,
                value=f"{layer}:{head}",
                description=tr("{share} goes elsewhere than to the first token", share=percent(share)),
                default=(layer, head) == (seen.layer, seen.head),
            )
        )
    return options
