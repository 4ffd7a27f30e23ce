"""What becomes of the same training when only the network grows: four sizes, three seeds each, and how they came out.

What was found is shipped in ``data/bigger.json``, which ``strawberry lab make-bigger`` writes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from bot.lab.plan import Plan

SEEDS = (0, 1, 2)
STEPS = 800
PROMPTS = ("b", "st", "un", "con", "pre", "w")
WORDS = 8_000
AGAIN = 2
"""So many sizes, the smallest, are trained again on request, with the first seed: that takes seconds."""
TOLERANCE = 0.02
"""Nats by which a loss may differ on another kind of processor, which rounds differently; on the same one it is 0."""

_SHORTEST, _LONGEST = 4, 12
"""Letters of a word."""
_FILE = Path(__file__).with_name("data") / "bigger.json"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a network is, and the learning rate with which it came out best of four, with a seed of its own."""

    width: int
    layers: int
    heads: int
    rate: float


@dataclass(frozen=True, slots=True)
class Grown:
    """How the trainings of one size ended: a held-out ``loss`` a seed, in nats a letter.

    ``written`` are the words that the network with the first seed made of the prompts.
    """

    size: Size
    parameters: int
    losses: tuple[float, ...]
    written: tuple[str, ...]

    @property
    def mean(self) -> float:
        """Of the losses."""
        return sum(self.losses) / len(self.losses)


SIZES = (Size(4, 1, 1, 0.03), Size(12, 2, 2, 0.01), Size(36, 3, 3, 0.003), Size(96, 4, 4, 0.001))
"""From small to large. Rates were tried with seed 9: 0.03, 0.01, 0.003 and 0.001."""


def plan_of(size: Size, seed: int) -> Plan:
    """The training of a network of ``size``.

    >>> plan_of(SIZES[0], 1).text.splitlines()[:4]
    ['that', 'with', 'this', 'have']
    """
    return Plan(
        "English words",
        "\n".join(words()),
        PROMPTS,
        "letters",
        size.rate,
        STEPS,
        seed,
        size.width,
        size.layers,
        size.heads,
        _LONGEST + 1,
    )


@cache
def words() -> Sequence[str]:
    """The commonest English words of so many letters, commonest first.

    >>> len(words()), max(map(len, words()))
    (8000, 12)
    """
    from wordfreq import top_n_list  # not above: it takes a while to import

    listed = (word for word in top_n_list("en", 3 * WORDS) if word.isascii() and word.isalpha())
    return [word for word in listed if _SHORTEST <= len(word) <= _LONGEST][:WORDS]


def parameters(size: Size) -> int:
    """How many numbers a network of ``size`` learns.

    >>> [parameters(size) for size in SIZES]
    [412, 4272, 49572, 451392]
    """
    letters, width = len({*"".join(words())}) + 1, size.width  # and the sign that ends a word
    block = 12 * width**2 + 13 * width
    return (letters + _LONGEST + 1) * width + size.layers * block + 2 * width


def shipped() -> Sequence[Grown]:
    """How all sizes came out, from small to large.

    >>> [round(grown.mean, 1) for grown in shipped()]
    [2.6, 2.3, 2.2, 2.2]
    """
    listed = json.loads(_FILE.read_text("utf-8"))["sizes"]
    return [
        Grown(Size(**each["size"]), each["parameters"], tuple(each["losses"]), tuple(each["written"]))
        for each in listed
    ]


def ship(found: Sequence[Grown]) -> Path:
    """Keep how all sizes came out, with how they were trained, where ``shipped`` finds it."""
    plan = {"words": len(words()), "steps": STEPS, "seeds": SEEDS, "prompts": PROMPTS}
    _FILE.write_text(json.dumps(plan | {"sizes": [asdict(each) for each in found]}, indent=1) + "\n", "utf-8")
    return _FILE
