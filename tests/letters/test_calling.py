"""How a model is shown to call a tool, and what of what it writes is taken for a call."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from bot.letters import Count, parse, solve
from bot.letters.calling import (
    EXAMPLES,
    MAX_CALL,
    answer_sentence,
    call_grammar,
    call_text,
    is_right,
    read_call,
    result,
    result_text,
    says,
)

R_IN_STRAWBERRY = Count("strawberry", "r")


@pytest.mark.parametrize(
    ("written", "call"),
    [
        ("count( strawberry, r)", R_IN_STRAWBERRY),
        ("count(strawberry,r)", R_IN_STRAWBERRY),
        (" count( strawberry, r )\n", R_IN_STRAWBERRY),
        ('count("strawberry", "r")', R_IN_STRAWBERRY),
        ("count('strawberry', 'r')", R_IN_STRAWBERRY),
        ('count("it\'s", "s")', Count("it's", "s")),
        ("count( one, two, three, e)", Count("one, two, three", "e")),
        ("count( mississippi, ss)", Count("mississippi", "ss")),
        ("count( שלום, ש)", Count("שלום", "ש")),
        ("count( count( a, b), a)", Count("count( a, b)", "a")),
    ],
)
def test_a_call_is_read(written: str, call: Count) -> None:
    assert read_call(written) == call


@pytest.mark.parametrize(
    "written",
    [
        "",
        "count()",
        "count(,)",
        "count( , r)",
        "count( strawberry, )",
        "count( strawberry)",
        "count( strawberry, r",
        "count( strawberry, r) = 3",
        "Let me call count( strawberry, r)",
        "count( strawberry, r)\ncount( strawberry, s)",
        "count( strawberry, a whole sentence)",
        "count( strawberry, abcdefghijk)",
        "sum( strawberry, r)",
        "There is 1 r in strawberry.",
        "__import__('os').system('ls')",
        "count( strawberry, r); __import__('os').system('ls')",
        "count( x" * (MAX_CALL // 2) + ", r)",
        "count(" * MAX_CALL,
        "," * MAX_CALL,
    ],
    ids=lambda written: written[:40],
)
def test_what_is_no_call_is_none(written: str) -> None:
    assert read_call(written) is None


def test_what_a_call_holds_is_counted_in_and_never_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for code in (f"open('{trace}', 'w')", f"__import__('pathlib').Path('{trace}').touch()", f"{{open('{trace}','w')}}"):
        for written in (f"count( {code}, t)", f'count("{code}", "t")', f"count({code}, {code})"):
            call = read_call(written)
            assert call is None or (call.text in written and result(call) == call.text.count(call.letter))
    assert not trace.exists()


@given(st.text(max_size=300))
def test_anything_is_read_without_an_error(written: str) -> None:
    call = read_call(f"count({written})")
    assert call is None or (call.text in written and call.letter in written)


@given(st.from_regex(r"[a-z]{1,12}( [a-z]{1,12})?", fullmatch=True), st.sampled_from("abcxyz"))
def test_a_call_that_was_written_is_read_again(text: str, letter: str) -> None:
    call = Count(text, letter)
    assert read_call(call_text(call)) == call
    assert is_right(call, call)
    assert says(call, call, answer_sentence(call))
    assert result(call) == solve(call)


def test_the_examples_are_true_and_can_be_asked() -> None:
    for example in EXAMPLES:
        assert parse(example.asked) == example.call
        assert (
            result_text(example.call) == f"{call_text(example.call)} = {example.call.text.count(example.call.letter)}"
        )
    counts = [result(example.call) for example in EXAMPLES]
    assert {0, 1, 2, 3} <= {*counts}, "who always gave the same would be right"


@pytest.mark.parametrize(
    ("call", "right"),
    [
        (Count("strawberry", "r"), True),
        (Count("Strawberry", "R"), True),
        (Count("strawberry?", "r"), True),
        (Count("strawbery", "r"), False),
        (Count("strawberry", "s"), False),
        (Count("in strawberry", "r"), False),
    ],
)
def test_a_call_is_right_where_it_asks_what_was_asked(call: Count, right: bool) -> None:
    assert is_right(R_IN_STRAWBERRY, call) is right


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The letter r occurs 3 times in strawberry.", True),
        ("There are three r's in strawberry.", True),
        ("The letter r occurs 2 times in strawberry.", False),
        ("There is no r in strawberry.", False),
        ("I like strawberries.", False),
    ],
)
def test_whether_a_sentence_says_what_the_call_gave(sentence: str, said: bool) -> None:
    assert says(R_IN_STRAWBERRY, R_IN_STRAWBERRY, sentence) is said


def test_a_wrong_call_s_result_is_what_is_to_be_said() -> None:
    assert says(R_IN_STRAWBERRY, Count("strawberry", "s"), "The letter r occurs 1 time in strawberry.")
    assert not says(R_IN_STRAWBERRY, Count("strawberry", "s"), "The letter r occurs 3 times in strawberry.")


ASKED = (
    "How many r's are in strawberry?",
    'How many e’s are in "ice cream, please"?',
    "כמה ש יש ב שלום",
    r'Say "\" and é in naïve',
    "r",
)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("asked", ASKED)
def test_all_that_the_grammar_allows_are_calls_of_what_stands_in_the_question(asked: str, quoted: bool) -> None:
    allowed = [*_sentences(call_grammar(asked, quoted=quoted))]
    assert len(allowed) == len({*allowed}) > 0
    for written in allowed:
        call = read_call(written)
        assert call is not None
        assert call.text in asked
        assert call.letter in asked.lower()


def test_the_grammar_allows_the_right_call_with_words_that_follow_each_other() -> None:
    allowed = {*_sentences(call_grammar('How many e’s are in "ice cream, please"?'))}
    assert "count( ice cream, please, e)" in allowed
    assert "count( cream, e)" in allowed
    assert "count( ice please, e)" not in allowed


def _sentences(grammar: str) -> list[str]:
    """All that ``grammar`` allows, spelt out: rules of texts, names, alternatives, and groups that may be left out."""
    rules = dict(line.split(" ::=", 1) for line in grammar.splitlines())
    return _spelt(rules["root"], rules)


def _spelt(body: str, rules: Mapping[str, str]) -> list[str]:
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[\w-]+|[()|?]', body)
    if "|" in parts:  # which here are names or texts alone
        return [each for part in parts if part != "|" for each in _spelt(part, rules)]
    made = [""]
    while parts:
        part = parts.pop(0)
        if part == "(":
            group = parts[: parts.index(")")]
            del parts[: len(group) + 2]  # with its ")?"
            following = ["", *_spelt(" ".join(group), rules)]
        elif part.startswith('"'):
            following = [part[1:-1].replace(r"\"", '"').replace(r"\\", "\\")]
        else:
            following = _spelt(rules[part], rules)
        made = [begun + each for begun in made for each in following]
    return made
