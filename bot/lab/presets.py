"""What networks learn: texts that are there for a reason each, and those of members."""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from string import ascii_lowercase

from bot.errors import InputError
from bot.lab.examples import cut
from bot.lab.plan import Plan, Unit
from bot.language import later, noted, plural, tr
from bot.letters.names import NAME_LISTS
from bot.sentences import apart
from bot.tokens import well_formed

RATES = (0.0001, 0.003, 0.03, 300.0)
"""Learning rates to choose from: a slow one, one that goes well, a hasty one, and one that ends in NaN.

Ones in between explode too, but may fall back to where they began."""

MAX_CHARACTERS = 50_000
"""Of which is learnt; from more a network as small as these learns nothing else in a minute."""
MAX_TOKENS = 500
"""Different ones that a network is given: each has a place on the map, and takes time at every step."""
RARE = "□"
"""Stands for a letter that is rarer than those."""

_LINES = (100, 40, 10)
"""Characters of the longest line; shorter ones where a text is so short that there would be too few."""
_FEW = 20
"""Lines."""
_WORDS = 150
"""The most different words that are read as such; each is there so often on average."""
_TIMES = 6
_CONTEXT = 48
_PROMPTS = 3
_NOTHING = later(
    "There is too little in that text to learn from. Give me at least two different lines or words, and better dozens: "
    "names, a poem, a chapter."
)

_AN = frozenset("AEFHILMNORSX")
"""Letters whose name begins with a vowel."""

_THINGS: Mapping[str, tuple[str, str, str]] = {
    "cat": ("small soft black", "sleeps eats jumps runs", "house garden barn"),
    "dog": ("big black loud", "sleeps runs barks", "house garden street"),
    "cow": ("big slow brown", "sleeps eats", "field barn"),
    "duck": ("small brown loud", "eats swims flies", "pond field garden"),
    "fish": ("small cold shiny", "eats swims jumps", "pond sea"),
    "boat": ("big old slow", "floats turns stops", "pond sea harbour"),
    "car": ("fast old shiny", "turns stops honks", "street garage"),
    "bus": ("big fast loud", "stops honks waits", "street station"),
    "dax": ("cold old soft", "hums turns waits", "barn harbour station"),
    "wug": ("cold old soft", "hums turns waits", "barn harbour station"),
}
"""What each thing of the tiny language may be, may do, and where."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A plan with the reason to look at it, which is ``retold`` as its title is; ``alike`` are two words that are "
    "used alike, if it has such."""

    title: str
    why: str
    plan: Plan
    alike: tuple[str, str] | None = None


@cache
def presets() -> Mapping[str, Preset]:
    """What a preset is called in a command → its plan, with seed 0 and the rate that goes well.

    >>> [*presets()]
    ['names', 'states', 'language']
    """
    return {"names": _names(), "states": _states(), "language": _language()}


def own_text(text: str, *, seed: int = 0, rate: float = RATES[1]) -> Plan:
    """Learn from ``text``, as far as ``MAX_CHARACTERS`` go; the title tells what is left out.

    Raises ``InputError`` where there are no two different letters, or lines.

    >>> plan = own_text("ba\\n\\n  banana   bandana", seed=7)
    >>> plan.text, plan.unit, plan.prompts
    ('ba\\nbanana\\nbandana', 'letters', ('', 'b'))
    """
    lines = _lines(text[:MAX_CHARACTERS])
    unit = _unit(lines)
    counts = Counter(token for line in lines for token in cut(line, unit))
    if len(counts) < 2 or len({*lines}) < 2:
        raise InputError(_NOTHING)
    title = tr("Your text")
    if len(text) > MAX_CHARACTERS:
        title = tr("Your text, the first {number} of its {total} characters", number=MAX_CHARACTERS, total=len(text))
    if rare := {token for token, _ in counts.most_common()[MAX_TOKENS:]}:
        became = plural("{n} rare character became {sign}", "{n} rare characters became {sign}", len(rare), sign=RARE)
        title = apart([title, became])
        lines = ["".join(RARE if each in rare else each for each in line) for line in lines]
    longest = max(len(cut(line, unit)) for line in lines)
    return Plan(
        title,
        "\n".join(lines),
        ("", *_beginnings(lines, unit)),
        unit,
        rate,
        steps=800,
        seed=seed,
        context=min(longest + 1, _CONTEXT),
    )


def _names() -> Preset:
    text = (files("bot.lab") / "towns.txt").read_text("utf-8")
    return Preset(
        noted("Names"),
        noted(
            "It learns from names of English towns, letter by letter, and makes up its own. Of 842, 84 are kept apart. "
            "Watch the two losses: where that of the names kept apart turns up, it begins to learn the others by heart."
        ),
        Plan("Names", text, ("", "b", "wal", "new"), "letters", RATES[1], steps=1_000, context=20),
    )


def _states() -> Preset:
    text = "\n".join(_facts())
    prompts = ("nevada has a", "texas starts with", "hawaii starts with")
    return Preset(
        noted("States and letters"),
        noted(
            "It reads whole words and is told which letters are in the names of the states. These facts it can only "
            "learn by heart. What hawaii starts with is kept apart: it has no way to see that."
        ),
        Plan("States and letters", text, prompts, "words", RATES[1], 1_500, width=64, layers=1, heads=4, context=8),
    )


def _language() -> Preset:
    text = "\n".join(_sentences())
    prompts = ("the cold dax", "the cold wug", "the small", "the dog")
    return Preset(
        noted("A tiny language"),
        noted(
            "Two of its words, dax and wug, are used alike. Nobody says so, and both begin at random places. See "
            "whether their vectors come together."
        ),
        Plan("A tiny language", text, prompts, "words", RATES[1], steps=600, context=8),
        ("dax", "wug"),
    )


def _facts() -> Iterator[str]:
    """Which letters each state has, its first and its last."""
    for name in NAME_LISTS["US states"].names:
        state = name.lower().replace(" ", "-")
        for letter in ascii_lowercase:
            article = "an" if letter.upper() in _AN else "a"
            if letter in state:
                yield f"{state} has {article} {letter.upper()}"
        yield f"{state} starts with {state[0].upper()}"
        yield f"{state} ends with {state[-1].upper()}"


def _sentences() -> Iterator[str]:
    """All that can be said in the tiny language."""
    for thing, (kinds, deeds, places) in _THINGS.items():
        for kind, deed, place in product(kinds.split(), deeds.split(), places.split()):
            yield f"the {kind} {thing} {deed} in the {place}"


def _lines(text: str) -> Sequence[str]:
    """The lines of ``text``, none empty, none long, with single spaces; words are broken only where they are longer."""
    sound = unicodedata.normalize("NFC", well_formed(text)).replace("\0", "")
    found: list[str] = []
    for width in _LINES:
        found = [part for line in sound.splitlines() for part in textwrap.wrap(" ".join(line.split()), width)]
        if len(found) >= _FEW and len({*found}) > 1:
            break
    return found


def _unit(lines: Sequence[str]) -> Unit:
    """Words where there are few, often repeated, so that each can be learnt and shown; letters otherwise."""
    words = [word for line in lines for word in cut(line, "words")]
    different = len({*words})
    repeated = different <= _WORDS and len(words) >= _TIMES * different
    return "words" if repeated and len(words) >= 2 * len(lines) else "letters"


def _beginnings(lines: Sequence[str], unit: Unit) -> Sequence[str]:
    """What most lines begin with."""
    first = Counter(cut(line, unit)[0] for line in lines)
    return [token for token, _ in first.most_common(_PROMPTS)]
