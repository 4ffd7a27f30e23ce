"""What is learnt: presets with a reason, and members' own texts."""

from collections import defaultdict
from collections.abc import Mapping

import pytest

from bot.errors import InputError
from bot.lab.examples import read
from bot.lab.plan import Plan
from bot.lab.presets import MAX_CHARACTERS, MAX_TOKENS, RARE, own_text, presets


@pytest.mark.parametrize("preset", presets())
def test_a_preset_has_what_its_network_needs(preset: str) -> None:
    plan = presets()[preset].plan
    examples = read(plan)
    assert presets()[preset].why
    assert not {*examples.learnt} & {*examples.held_out}
    assert len(examples.held_out) / len(examples.learnt) == pytest.approx(1 / 9, abs=0.02)
    assert max(map(len, examples.learnt + examples.held_out)) <= plan.context + 1
    known = {token for line in examples.learnt for token in line}
    assert all(known.issuperset(line) for line in examples.held_out)  # nobody could learn it otherwise


def test_only_the_two_words_that_are_said_to_be_are_used_alike() -> None:
    preset = presets()["language"]
    surroundings: Mapping[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in preset.plan.text.splitlines():
        words = line.split()
        for place, word in enumerate(words):
            surroundings[word].add((*words[:place], "", *words[place + 1 :]))
    alike = defaultdict(set)
    for word, found in surroundings.items():
        alike[frozenset(found)].add(word)
    assert [each for each in alike.values() if len(each) > 1] == [{*(preset.alike or ())}]


def test_the_facts_of_the_states_are_exact_and_one_that_is_asked_for_is_held_out() -> None:
    plan = presets()["states"].plan
    facts = {tuple(line.split()) for line in plan.text.splitlines()}
    assert ("nevada", "has", "a", "D") in facts
    assert ("ohio", "has", "an", "H") in facts
    assert ("north-dakota", "ends", "with", "A") in facts
    for state, relation, *_, letter in facts:
        assert {
            "has": letter.lower() in state,
            "starts": state.startswith(letter.lower()),
            "ends": state.endswith(letter.lower()),
        }[relation]
    examples = read(plan)
    held_out = {" ".join(examples.tokens[id_] for id_ in line[1:-1]) for line in examples.held_out}
    assert "hawaii starts with H" in held_out
    assert not held_out & {"nevada has a D", "nevada has a V", "texas starts with T"}


@pytest.mark.parametrize("text", ["", " \n\t ", "a", "aaaa\naaa\naa", "same\nsame\nsame", "\0", "word"])
def test_a_text_with_nothing_in_it_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(InputError, match="at least two different lines or words"):
        own_text(text)


def test_lines_that_are_all_alike_are_refused_by_whoever_made_the_plan() -> None:
    with pytest.raises(InputError, match="line breaks"):
        read(Plan("Alike", "a b\na b", ("",), "words"))


def test_of_a_large_text_the_beginning_is_learnt_and_the_rest_is_told() -> None:
    plan = own_text("".join(f"line number {number} of very many\n" for number in range(7_000))[:200_000])
    assert plan.title.endswith("the first 50,000 of its 200,000 characters")
    assert len(plan.text) <= MAX_CHARACTERS
    assert plan.unit == "letters"


def test_rare_characters_become_one_and_that_is_told() -> None:
    common = "\n".join(f"{chr(0x4E00 + number)}{chr(0x4E00 + number)}" for number in range(MAX_TOKENS))
    plan = own_text(f"{common}\n{chr(0x5E00)}{chr(0x5E01)}")
    assert plan.title.endswith(f"2 rare characters became {RARE}")
    assert plan.text.endswith(f"\n{RARE}{RARE}")
    assert len(read(plan).tokens) == MAX_TOKENS + 2


def test_words_are_read_where_few_are_repeated_often() -> None:
    rhyme = "the cat sat on the mat\nthe dog sat on the log\nthe cat saw the dog\n" * 20
    assert own_text(rhyme).unit == "words"
    assert own_text(rhyme).prompts[:2] == ("", "the")
    assert own_text("strawberry\nblueberry\nraspberry\n" * 20).unit == "letters"


def test_right_to_left_text_keeps_its_order() -> None:
    plan = own_text("שלום עולם\nמה  שלומך")
    assert plan.text.splitlines()[0] in ("שלום עולם", "שלום")
    assert set(plan.text) - {"\n"} <= set("שלום עולם מה שלומך")


def test_what_is_written_in_two_ways_becomes_one() -> None:
    assert own_text("cafe\u0301\ncafé au lait").text.count("é") == 2
