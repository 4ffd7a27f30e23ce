"""What is behind the buttons of a training: enough of it to find its plan again, also after a restart."""

from dataclasses import dataclass, replace

from bot.errors import InputError
from bot.lab.plan import Plan
from bot.lab.presets import own_text, presets
from bot.language import later
from bot.services.keeping import Texts
from bot.services.workshop import Workshop

OWN = "own"
"""Stands where a preset has its name, for a text of a member's own."""
COMMAND = "/lab"
MOST_STEPS = 4_000
LEAST_RATE, MOST_RATE = 0.0001, 1_000.0
HIGHEST_SEED = 2**31 - 1
_UNKNOWN = later("I know no such training. Choose Watch one train under /lab to begin one.")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A preset's name, or ``OWN`` and the id of the text that is kept; and all that members can choose of a plan."""

    preset: str
    kept: int
    seed: int
    rate: float
    steps: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A recipe with its plan, the reason to look at it, and the tokens that are used ``alike``, if it has such."""

    recipe: Recipe
    plan: Plan
    why: str
    alike: tuple[str, ...] = ()

    def at_rate(self, rate: float) -> "Planned":
        """The same with another learning rate."""
        return replace(self, recipe=replace(self.recipe, rate=rate), plan=replace(self.plan, rate=rate))


def planned(name: str, seed: int, rate: float | None = None) -> Planned:
    """A preset with this seed; None is the rate that goes well. Raises ``InputError`` where there is none of that name.

    >>> planned("language", 7).alike
    ('dax', 'wug')
    """
    preset = presets().get(name)
    if preset is None:
        raise InputError(_UNKNOWN)
    plan = replace(preset.plan, seed=seed, rate=rate or preset.plan.rate)
    return Planned(Recipe(name, 0, seed, plan.rate, plan.steps), plan, preset.why, preset.alike or ())


def planned_text(text: str, kept: int, seed: int, rate: float | None = None) -> Planned:
    """The same for a text of a member's own, which is kept as ``kept``, 0 where it is not. Slow for a long one.

    Raises ``InputError`` where there is too little in it.
    """
    plan = own_text(text, seed=seed) if rate is None else own_text(text, seed=seed, rate=rate)
    return Planned(Recipe(OWN, kept, seed, plan.rate, plan.steps), plan, "")


async def found(recipe: Recipe, texts: Texts, workshop: Workshop, user_id: int, channel_id: int | None) -> Planned:
    """What ``recipe`` was made of, for who presses a button. Raises ``InputError`` and ``NotYourCard``."""
    if recipe.seed > HIGHEST_SEED or recipe.steps > MOST_STEPS or not LEAST_RATE <= recipe.rate <= MOST_RATE:
        raise InputError(_UNKNOWN)
    if recipe.preset != OWN:
        again = planned(recipe.preset, recipe.seed, recipe.rate)
    else:
        kept = await texts.shared(recipe.kept, user_id, channel_id, COMMAND)
        size = len(kept.text)
        again = await workshop.do(size, planned_text, kept.text, recipe.kept, recipe.seed, recipe.rate)
    return replace(again, recipe=recipe, plan=replace(again.plan, steps=recipe.steps))
