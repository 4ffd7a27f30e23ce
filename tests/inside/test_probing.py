"""Probes of made-up vectors, of which it is known what is in them."""

import numpy as np
import pytest

from bot.inside.probing import probe, surface, words
from bot.inside.views import Floats
from bot.tokens.encodings import smollm2


@pytest.fixture(scope="module")
def chosen() -> dict[str, int]:
    """Three thousand words of the real vocabulary."""
    return words(smollm2(), 3_000)


def _states(chosen: dict[str, int], letter: str) -> Floats:
    """Noise, but for three directions: how often a letter is there, whether it is the first, whether there are two."""
    rows = np.random.default_rng(1).normal(size=(len(chosen), 20)).astype(np.float32)
    rows[:, 3] = [word.lower().count(letter) for word in chosen]
    rows[:, 5] = [word.lower().startswith(letter) for word in chosen]
    rows[:, 7] = [word.lower().count(letter) > 1 for word in chosen]
    return 1_000 * rows + 5


def test_what_is_there_is_read_and_what_is_not_is_not(chosen: dict[str, int]) -> None:
    for letter in "sS":
        found = probe([*chosen], _states(chosen, "s"), letter, surface(chosen), layer=7)
        assert (found.letter, found.layer) == (letter, 7)
        for score in (found.contains, found.starts, found.count):
            assert score is not None
            assert score.balanced_accuracy > 0.95
            assert score.control == pytest.approx(score.chance, abs=0.06)
            assert score.fitted + score.held_out == len(chosen)
        assert found.count is not None
        assert found.count.chance == pytest.approx(1 / 3)
    other = probe([*chosen], _states(chosen, "z"), "s", surface(chosen), layer=0)
    assert other.contains is not None
    assert other.contains.balanced_accuracy == pytest.approx(0.5, abs=0.05)


def test_the_same_is_read_out_of_halves(chosen: dict[str, int]) -> None:
    states = (_states(chosen, "d") / 1_000).astype(np.float16)
    ours, wide = (probe([*chosen], each, "d", surface(chosen), 0) for each in (states, states.astype(np.float32)))
    assert ours == wide


@pytest.mark.parametrize("letter", ["7", "é", "", "qz"])
def test_what_too_few_words_have_is_not_read(chosen: dict[str, int], letter: str) -> None:
    found = probe([*chosen], _states(chosen, "s"), letter, surface(chosen), 0)
    assert (found.contains, found.starts, found.count) == (None, None, None)


def test_no_words_have_nothing() -> None:
    assert probe([], np.zeros((0, 4), np.float32), "d", surface({}), 0).contains is None


def test_words_are_letters_of_one_case_each(chosen: dict[str, int]) -> None:
    encoding = smollm2()
    all_ = words(encoding)
    assert len({word.lower() for word in all_}) == len(all_) > 24_000
    assert all(word.isascii() and word.isalpha() and len(word) >= 3 for word in all_)
    assert all(encoding.encode_ordinary(f" {word}") == [id_] for word, id_ in [*all_.items()][::500])
    assert [*all_.values()] == sorted(all_.values())
    assert chosen.items() <= all_.items()
    assert (words(encoding, 3_000) == chosen, len(chosen), len(words(encoding, 10**6))) == (True, 3_000, len(all_))
