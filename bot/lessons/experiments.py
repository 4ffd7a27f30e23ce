"""The experiments that cards can name: what each takes, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Experiment:
    """What the texts of a card may use of it.

    ``values`` are its placeholders, ``measures`` the numbers by which an answer can be right; ``offers`` where it makes
    options of the words, ``model`` where it asks the language model, ``full`` where a small install cannot do it.
    ``settings`` are what a card may set, by the patterns of their values. Words have at most ``most`` characters, none
    where that is 0.
    """

    values: frozenset[str]
    measures: frozenset[str] = frozenset()
    offers: bool = False
    most: int = 0
    model: bool = False
    full: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _asking(
    values: frozenset[str],
    measures: frozenset[str],
    *,
    offers: bool = False,
    most: int = 0,
    full: bool = False,
    settings: Mapping[str, str] | None = None,
) -> Experiment:
    """One that asks the language model."""
    return Experiment(values, measures, offers, most, model=True, full=full, settings=settings or {})


_LETTER = {"letter": "[a-z]"}
_ENCODING = {"encoding": "[a-z0-9_]{1,40}"}

EXPERIMENTS: Mapping[str, Experiment] = {
    "tokens": Experiment(
        _set("words tokens characters bytes ids first first_id encoding"),
        _set("tokens characters bytes"),
        most=200,
        settings=_ENCODING,
    ),
    "contexts": Experiment(
        _set("words alone spaced ways forms encoding"), _set("alone spaced ways same"), most=40, settings=_ENCODING
    ),
    "encodings": Experiment(_set("words encodings ways least most"), _set("ways least most"), most=100),
    "languages": Experiment(
        _set("languages english dearest dearest_tokens times encoding"), _set("times"), settings=_ENCODING
    ),
    "learn": Experiment(
        _set("words pair together before after merges longest"),
        _set("together after times"),
        offers=True,
        most=400,
        settings={"joins": "[1-9][0-9]?"},
    ),
    "merges": Experiment(
        _set("words merges bytes tokens first first_id encoding"), _set("merges tokens"), most=40, settings=_ENCODING
    ),
    "standing": Experiment(
        _set("first second first_merge second_merge merges encoding"), _set("earlier"), settings=_ENCODING, most=60
    ),
    "ids": Experiment(_set("words ids id token before after encoding"), _set("tokens"), most=100, settings=_ENCODING),
    "next": _asking(
        _set("words likeliest chance second second_chance vocabulary"), _set("chance vocabulary"), offers=True, most=300
    ),
    "write": _asking(_set("words written tokens ids"), _set("tokens"), most=200),
    "vector": _asking(_set("words token numbers length seed"), _set("numbers"), most=40),
    "near": _asking(
        _set("words token nearest cosine random"),
        _set("cosine"),
        offers=True,
        most=40,
        settings={"others": "[A-Za-z]+(,[A-Za-z]+){2,9}"},
    ),
    "map": _asking(_set("words groups trained random"), _set("trained random"), settings={"preset": "[a-z]{1,20}"}),
    "related": _asking(_set("letter with without"), _set("nearer"), settings=_LETTER),
    "probe": _asking(_set("letter right guessing control held_out"), _set("right"), settings=_LETTER),
    "dots": _asking(_set("words dots kinds next guess chance"), _set("dots kinds"), offers=True, most=200),
    "first": _asking(_set("words token on_first layer heads"), _set("on_first"), most=200, full=True),
    "reads": _asking(_set("words token read share layer head"), _set("share"), offers=True, most=200, full=True),
    "layers": _asking(_set("words answer chance layers stays"), _set("depth chance"), most=200, full=True),
    "patch": _asking(
        _set("words other own theirs says last layers before swapped"),
        _set("depth"),
        most=200,
        full=True,
        settings={"other": ".{1,200}"},
    ),
    "step": Experiment(
        _set("right chance loss after_chance after_loss numbers steps end_chance end_loss moved"),
        _set("chance after_chance end_chance moved"),
        settings={"stage": "net|forward|loss|output|hidden|vectors|update|ten"},
    ),
    "train": Experiment(
        _set("first second start now others nearer pairs steps loss_start loss_end"), _set("now nearer"), full=True
    ),
    "bigger": Experiment(_set("sizes smallest largest small_loss large_loss small_words large_words"), _set("better")),
    "twins": Experiment(
        _set("words letter exact by_letters by_tokens by_tokens_long"),
        _set("who exact letters tokens"),
        most=14,
        settings=_LETTER,
    ),
    "asked": _asking(_set("words letter answer exact chance"), _set("answer exact right"), most=100, settings=_LETTER),
    "frontier": Experiment(_set("words letter exact right models credit"), _set("right"), most=40, settings=_LETTER),
    "forms": _asking(_set("words letter exact right forms"), _set("right"), most=60, settings=_LETTER),
    "tool": _asking(_set("words letter exact alone call given said"), _set("alone with"), most=60, settings=_LETTER),
}
