"""What stands below a card of ``/inside``: the view, what it looks at, and how."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from string import ascii_lowercase

import discord

from bot.inside.kinds import Reveal, View
from bot.inside.presets import PRESETS
from bot.inside.views import AttentionView, LensView
from bot.model import ModelInfo
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
from bot.ui.text import clip

_OPTIONS = 25
"""In a select, Discord's limit."""
_LABEL = 80
_WORDS = 8
"""Whose mean is offered."""
_PERPLEXITIES = (5, 10, 30)
_SEEDS = 1_000
_NEXT: dict[Reveal, tuple[Reveal, str]] = {
    "dots": ("ids", "Show the ids"),
    "ids": ("text", "Show the text"),
    "text": ("dots", "Only dots"),
}


def controls(kept: int, other: int, inside: Inside, model: ModelInfo) -> Sequence[Sequence[Pressable]]:
    """The rows below a card whose text is ``kept``, with the ``other`` text that is patched in, or 0."""
    looking, subject = inside.looking, inside.subject
    rows: list[Sequence[Pressable]] = [[ChooseView(kept, other, looking).select(_views(looking.view))]]
    match looking.view:
        case "vector" | "near" | "layers" | "patch" if len(subject.tokens) > 1 and not (
            other and looking.view == "patch"
        ):
            rows.append([ChooseInsideToken(kept, other, looking).select(_tokens(subject, looking), "Token")])
        case "map" | "related":
            rows.append([ChooseWords(kept, other, looking).select(_words(looking), "Words")])
    if looking.view == "map" and looking.tsne:
        rows.append([ChoosePerplexity(kept, other, looking).select(_perplexities(looking), "Perplexity")])
    if looking.view in ("related", "probe"):
        rows.append([ChooseLetter(kept, other, looking).select(_letters(looking), f"Letter {looking.letter}")])
    if looking.view == "probe":
        rows.append([ChooseLayer(kept, other, looking).select(_layers(looking.layer, 0, model.layers), "Layer")])
    if isinstance(inside.seen, AttentionView):
        rows.append([ChooseLayer(kept, other, looking).select(_layers(inside.seen.layer, 1, model.layers), "Layer")])
        rows.append([ChooseHead(kept, other, looking).select(_heads(inside.seen), "Head")])
    rows.append(_buttons(kept, other, inside))
    return rows


def _buttons(kept: int, other: int, inside: Inside) -> Sequence[Pressable]:
    looking = inside.looking

    def button(label: str, changed: Looking) -> Pressable:
        return LookAt(kept, other, changed).button(label)

    buttons: list[Pressable] = []
    match looking.view:
        case "dots":
            reveal, label = _NEXT[looking.reveal]
            buttons.append(button(label, replace(looking, reveal=reveal)))
        case "attention":
            values = "By weights" if looking.by_values else "By weights × values"
            first = "With the first token" if looking.without_first else "Without the first token"
            buttons += [
                button(values, replace(looking, by_values=not looking.by_values)),
                button(first, replace(looking, without_first=not looking.without_first)),
            ]
        case "map":
            buttons += [
                button("PCA" if looking.tsne else "t-SNE", replace(looking, tsne=not looking.tsne)),
                button(
                    "Trained" if looking.untrained else "Random start",
                    replace(looking, untrained=not looking.untrained),
                ),
            ]
            if looking.tsne or looking.untrained:
                buttons.append(button("Another seed", replace(looking, seed=(looking.seed + 1) % _SEEDS)))
        case "patch":
            buttons.append(PatchIn(kept, other, looking).button("Patch in another text"))
        case "layers" if isinstance(inside.seen, LensView) and inside.seen.tuned is None:
            buttons.append(button("Look again", looking))
    guess = GuessFirst(kept, other, looking).button("Guess first", emoji="🗳️")
    return [*buttons, guess, OpenOwn(kept, other, looking).button("Open your own")]


def _views(chosen: View) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(label=words.name, value=view, description=words.what.capitalize(), default=view == chosen)
        for view, words in VIEW_WORDS.items()
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
            label=clip(f"The mean of “{subject.spelt(each)}”", _LABEL),
            value=str(WORD + each.start + 1),
            default=looking.token == WORD + each.start + 1,
        )
        for each in sorted(nearest, key=lambda each: each.start)
    ]
    mean = discord.SelectOption(label="The mean of all tokens", value=str(MEAN), default=looking.token == MEAN)
    return [*options, mean]


def around(chosen: int, number: int, most: int = _OPTIONS) -> range:
    """At most ``most`` places, by default as many as a select has, with ``chosen`` near their middle, of ``number``.

    >>> around(40, 50), around(3, 10)
    (range(25, 50), range(0, 10))
    """
    start = max(0, min(chosen - most // 2, number - most))
    return range(start, min(number, start + most))


def _words(looking: Looking) -> Sequence[discord.SelectOption]:
    own = discord.SelectOption(label="The words of this text", value=OWN_WORDS, default=looking.words == OWN_WORDS)
    presets = [
        discord.SelectOption(label=clip(preset.title, _LABEL), value=name, default=looking.words == name)
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
            label=f"Perplexity {each}",
            value=str(each),
            description="About so many neighbours count; at most a third of the words",
            default=each == looking.perplexity,
        )
        for each in _PERPLEXITIES
    ]


def _layers(chosen: int, first: int, last: int) -> Sequence[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=f"Layer {layer} of {last}" if layer else "Layer 0: the embedding",
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
    options = [discord.SelectOption(label="The mean of all heads", value=f"{seen.layer}:0", default=seen.head == 0)]
    for layer, head, share in [*here[: _OPTIONS - 1 - len(strongest)], *strongest]:
        where = f"Head {head}" if layer == seen.layer else f"Layer {layer}, head {head}"
        options.append(
            discord.SelectOption(
                label=where,
                value=f"{layer}:{head}",
                description=f"{share:.0%} goes elsewhere than to the first token",
                default=(layer, head) == (seen.layer, seen.head),
            )
        )
    return options
