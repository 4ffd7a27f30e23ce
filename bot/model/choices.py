"""A forced choice: how likely each of some answers is, each of which may have several tokens."""

from collections.abc import Iterable, Mapping

from bot.model.api import EncodedPrompt, ForcedChoice

Ids = tuple[int, ...]


def branches(choices: Iterable[Ids]) -> Mapping[Ids, set[int]]:
    """Where choices part: each beginning of one, and the ids that go on from there to a choice.

    >>> branches([(1,), (1, 2), (3,)])
    {(): {1, 3}, (1,): {2}}
    """
    found: dict[Ids, set[int]] = {}
    for ids in choices:
        for at, id_ in enumerate(ids):
            found.setdefault(ids[:at], set()).add(id_)
    return found


def forced_choice(
    choices: Mapping[str, Ids], table: Mapping[Ids, Mapping[int, float]], prompt: EncodedPrompt
) -> ForcedChoice:
    """The shares of ``choices``; ``table`` has the probability of each id after each of their ``branches``.

    "1" also begins "12": what goes on to a longer choice is not its own.

    >>> shares = forced_choice({"1": (1,), "12": (1, 2)}, {(): {1: 0.8}, (1,): {2: 0.25}}, EncodedPrompt((), ()))
    >>> shares.mass, {choice: round(share, 2) for choice, share in shares.probabilities.items()}
    (0.8, {'1': 0.75, '12': 0.25})
    """
    parting = branches(choices.values())
    found: dict[str, float] = {}
    for choice, ids in choices.items():
        probability = 1.0
        for at, id_ in enumerate(ids):
            probability *= table[ids[:at]][id_]
        goes_on = sum(table[ids][id_] for id_ in parting.get(ids, ()))
        found[choice] = probability * max(0.0, 1 - goes_on)  # which rounding could take below 0
    mass = sum(found.values())
    shares = {choice: value / mass if mass else 1 / len(found) for choice, value in found.items()}
    return ForcedChoice(shares, mass, prompt)
