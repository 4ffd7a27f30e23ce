"""The twins asked: what they answer is what was trained, and what none of them can read."""

import threading
from collections.abc import Sequence

import pytest
from safetensors.numpy import load_file

from bot.errors import InputError
from bot.lab.twin_reading import ask_twins
from bot.lab.twins import DATA, SEEDS, AskTwins, TwinAnswer, as_asked, unit, vocabulary
from bot.letters import Count


def asked(word: str, letter: str) -> Sequence[TwinAnswer]:
    return ask_twins(AskTwins(word, letter), threading.Event())


@pytest.mark.parametrize(("word", "letter"), [("banana", "a"), ("strawberry", "r"), ("cat", "x"), ("butterfly", "t")])
def test_what_is_asked_in_numpy_answers_as_what_was_trained_in_torch(word: str, letter: str) -> None:
    import torch

    from bot.lab.twin_nets import Twin

    for each in asked(word, letter):
        rows = vocabulary(unit(each.twin))
        ids = torch.tensor([[0 if token.special else rows[token.text] for token in each.read]])
        for seed in SEEDS:
            twin = Twin(len(rows), seed)
            weights = load_file(DATA / f"{each.twin}-{seed}.safetensors")
            twin.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
            with torch.no_grad():
                [logits] = twin.ask(ids, torch.tensor([ids.shape[1]]))
            assert each.by_seed[seed] == pytest.approx(logits.softmax(0).tolist(), abs=1e-5)


def test_what_a_twin_has_never_met_is_named_and_not_guessed_at() -> None:
    letters, tokens, long = asked("rhythm", "h")
    assert (letters.unknown, letters.answer) == ((), 2)
    for each in (tokens, long):
        assert (each.unknown, each.answer, each.by_seed) == (("hythm",), None, {})


def test_the_letters_of_strawberry_are_counted_by_who_reads_letters() -> None:
    letters, tokens, long = asked("strawberry", "r")
    assert letters.answer == 3
    assert ["".join(token.text for token in each.word) for each in (letters, tokens, long)] == ["strawberry"] * 3
    for each in (letters, tokens, long):
        assert [*each.by_seed] == [*SEEDS]
        assert sum(each.probabilities) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("word", "letter", "said"),
    [
        ("  ", "r", "no word"),
        ("a" * 15, "a", "at most 14 letters, and this has 15"),
        ("naïve", "e", "no “ï”"),
        ("ice cream", "e", "no a space"),
        ("שלום", "ל", "no “"),
        ("route66", "6", "no “6”"),
        ("melon", "lo", "one letter"),
        ("a" * 200_000, "a", "at most 14"),
    ],
)
def test_what_none_of_them_can_read_is_refused(word: str, letter: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        as_asked(Count(word, letter))
