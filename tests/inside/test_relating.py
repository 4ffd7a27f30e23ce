"""A letter beside words, against plain arithmetic."""

import numpy as np
import pytest

from bot.errors import ModelError
from bot.inside.geometry import measured
from bot.inside.maps import Word
from bot.inside.relating import relation
from bot.tokens import PromptToken


def test_means_and_their_difference_are_those_of_plain_arithmetic() -> None:
    rows = (np.random.default_rng(0).normal(size=(60, 32)) + 0.2).astype(np.float16)
    words = [Word(f"{'Da' if at % 3 else 'ba'}{at}", "", (at, at + 1) if at % 4 == 0 else (at,)) for at in range(1, 50)]
    found = relation(measured(rows), PromptToken(0, " d"), "d", words)
    plain = rows.astype(np.float64)
    for each, space in ((found.plain, plain), (found.centred, plain - plain.mean(0))):
        means = [space[[*word.ids]].mean(0) for word in words]
        cosines = [float(mean @ space[0] / np.linalg.norm(mean) / np.linalg.norm(space[0])) for mean in means]
        has = [cosine for word, cosine in zip(words, cosines, strict=True) if word.text.startswith("D")]
        lacks = [cosine for word, cosine in zip(words, cosines, strict=True) if word.text.startswith("b")]
        assert [cosine for _, cosine in each.with_letter] == pytest.approx(has, abs=1e-4)
        assert [cosine for _, cosine in each.without_letter] == pytest.approx(lacks, abs=1e-4)
        assert each.mean_with - each.mean_without == pytest.approx(each.difference)
        assert each.difference == pytest.approx(np.mean(has) - np.mean(lacks), abs=1e-4)
        # The bootstrap's interval is near that of the normal distribution, in which there is no chance.
        spread = 1.96 * np.sqrt(np.var(has) / len(has) + np.var(lacks) / len(lacks))
        assert each.interval == pytest.approx((each.difference - spread, each.difference + spread), abs=0.02)
    assert found.several == tuple(word.text for word in words if len(word.ids) == 2)
    assert found == relation(measured(rows), PromptToken(0, " d"), "D", words)


@pytest.mark.parametrize(
    ("texts", "said"), [(["dog", "Odd"], "All of these words have"), (["cat"], "None"), ([], "None")]
)
def test_without_words_on_either_side_there_is_nothing_to_compare(texts: list[str], said: str) -> None:
    words = [Word(text, "", (at + 1,)) for at, text in enumerate(texts)]
    with pytest.raises(ModelError, match=said):
        relation(measured(np.eye(4, dtype=np.float16)), PromptToken(0, "d"), "d", words)
