"""Where a token stands in its vocabulary."""

from pathlib import Path

from bot.tokens import Encodings, standing


def test_a_token_stands_between_its_neighbours(tmp_path: Path) -> None:
    o200k = Encodings(tmp_path).get("o200k_base")
    place = standing(o200k, 302)
    assert (place.merge, place.merges) == (47, 199_742)
    assert list(place.neighbours) == [300, 301, 302, 303, 304]
    assert place.neighbours[302] == b"st"
    assert list(standing(o200k, 0).neighbours) == [0, 1, 2]
    assert standing(o200k, 0).merge is None
    assert list(standing(o200k, 199_997).neighbours) == [199_995, 199_996, 199_997, 199_999]


def test_special_tokens_may_stand_below_the_bytes(tmp_path: Path) -> None:
    smollm2 = Encodings(tmp_path).get("smollm2")
    assert standing(smollm2, 17).neighbours[16] == b"<empty_output>"
    assert standing(smollm2, 252).merge == 1
    assert standing(smollm2, 49_151).merge == standing(smollm2, 49_151).merges
