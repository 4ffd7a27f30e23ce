"""Where a token stands in its vocabulary."""

import random
from pathlib import Path

import pytest

from bot.tokens import Encodings, Entry, standing
from bot.tokens.encodings import OFFLINE


def test_a_token_stands_between_its_neighbours(tmp_path: Path) -> None:
    o200k = Encodings(tmp_path).get("o200k_base")
    place = standing(o200k, 302)
    assert (place.merge, place.merges) == (47, 199_742)
    assert [each.id for each in place.neighbours] == [301, 302, 303]
    assert place.neighbours[1] == Entry(302, b"st")
    assert [each.id for each in standing(o200k, 0).neighbours] == [0, 1]
    assert standing(o200k, 0).merge is None
    assert [each.id for each in standing(o200k, 199_997).neighbours] == [199_996, 199_997], "ids have gaps"


@pytest.mark.parametrize("name", OFFLINE)
def test_merges_are_numbered_as_they_are_met_going_up_from_id_0(encodings: Encodings, name: str) -> None:
    encoding = encodings.get(name)
    special = {encoding.encode_single_token(text) for text in encoding.special_tokens_set}
    met: dict[int, int] = {}
    for id_ in range(encoding.n_vocab):
        try:
            token = encoding.decode_single_token_bytes(id_)
        except KeyError:
            continue
        if len(token) > 1 and id_ not in special:
            met[id_] = len(met) + 1
    for id_ in [*random.Random(name).sample(sorted(met), 15), min(met), max(met)]:
        assert (standing(encoding, id_).merge, standing(encoding, id_).merges) == (met[id_], len(met))


def test_special_tokens_may_stand_below_the_bytes(tmp_path: Path) -> None:
    smollm2 = Encodings(tmp_path).get("smollm2")
    assert standing(smollm2, 17).neighbours[0] == Entry(16, b"<empty_output>", special=True)
    assert standing(smollm2, 252).merge == 1
    assert standing(smollm2, 49_151).merge == standing(smollm2, 49_151).merges
