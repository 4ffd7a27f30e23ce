"""Letters read out of what layers make of words."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.inside import probing
from bot.model.looks import LookByProbe
from bot.tokens.encodings import smollm2

if TYPE_CHECKING:
    from bot.model.word_states import WordStates
    from tests.plain import PlainModel


WORDS = 500


@pytest.fixture(scope="module")
def word_states(plain: "PlainModel") -> "WordStates":
    """What the real model makes of some words."""
    from bot.model.anatomy import Anatomy
    from bot.model.word_states import WordStates

    return WordStates(Anatomy(plain.model), smollm2(), WORDS)


def test_each_word_is_read_after_the_same_tokens(word_states: "WordStates", plain: "PlainModel") -> None:
    import torch

    words = [*probing.words(smollm2(), WORDS).values()]
    assert word_states.states(5).shape == (6, WORDS, 576), "no deeper layer was asked for"
    states = word_states.states(29)
    assert states.shape == (30, WORDS, 576)
    for at in (0, 99, 100, 499):
        ids = [*smollm2().encode("The word"), words[at]]
        with torch.inference_mode():
            told = plain.model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        for layer in (0, 1, 17, 29):
            expected = told[layer][0, -1].numpy()
            assert states[layer, at] == pytest.approx(expected, rel=2e-3, abs=2e-3 * float(np.abs(expected).max()))


def test_what_a_word_begins_with_is_still_there_after_a_layer(word_states: "WordStates") -> None:
    found = word_states.probe(LookByProbe("S", 5))
    assert (found.letter, found.layer) == ("s", 5)
    assert found.starts is not None
    assert found.starts.balanced_accuracy > max(found.starts.control, found.starts.baseline) + 0.15
    assert word_states.probe(LookByProbe("q", 5)).starts is None


def test_of_a_vocabulary_without_words_nothing_is_told(tiny: Path, tmp_path: Path) -> None:
    from tests.model.looking import look, looking_into

    found = look(looking_into(tiny, tmp_path), LookByProbe("d", 1))
    assert (found.contains, found.starts, found.count) == (None, None, None)
