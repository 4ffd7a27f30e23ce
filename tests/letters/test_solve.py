"""The exact rule."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from bot.errors import InputError
from bot.letters import (
    NAME_LISTS,
    Answer,
    Contains,
    Count,
    HowManyOf,
    Length,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    make_count,
    note,
    occurrences,
    one_letter,
    solve,
)

STATES_WITH_D = (
    "Colorado", "Delaware", "Florida", "Idaho", "Indiana", "Maryland", "Nevada", "North Dakota", "Rhode Island",
    "South Dakota",
)  # fmt: skip

FAMILY = "👩‍👩‍👧"

SOLVED: list[tuple[Question, Answer]] = [
    (Count("strawberry", "r"), 3),
    (Count("STRAWBERRY", "r"), 3),
    (Count("strawberry", "R"), 3),
    (Count("strawberry", "z"), 0),
    (Count("", "z"), 0),
    (Count("Mississippi", "ss"), 2),
    (Count("aaaa", "aa"), 3),
    (Count("banana", "ana"), 2),
    (Count("élève", "e"), 3),
    (Count("élève", "é"), 1),
    (Count("ÉLÈVE", "é"), 1),
    (Count(unicodedata.normalize("NFD", "élève"), "é"), 1),
    (Count("élève", unicodedata.normalize("NFD", "é")), 1),
    (Count("eleve", "é"), 0),
    (Count("Vietnamese: ế", "e"), 4),
    (Count("ñandú", "n"), 2),
    (Count("Straße", "s"), 1),
    (Count("STRAẞE", "ß"), 1),
    (Count("ΣΊΣΥΦΟΣ", "σ"), 3),
    (Count("σίσυφος", "Σ"), 3),
    (Count("İstanbul", "i"), 1),
    (Count(f"{FAMILY} and {FAMILY}", FAMILY), 2),
    (Count(FAMILY, "👩"), 0),
    (Count("1011", "1"), 3),
    (Contains("Nevada", "d"), True),
    (Contains("Texas", "d"), False),
    (Contains("Café", "e"), True),
    (Which("US states", "d"), STATES_WITH_D),
    (Which("US states", "q"), ()),
    (Which("months", "r", without=True), ("May", "June", "July", "August")),
    (Which("days of the week", "n"), ("Monday", "Wednesday", "Sunday")),
    (Which("planets", "z"), ()),
    (Which("elements", "j"), ()),
    (Which("elements", "w"), ("Lawrencium",)),
    (HowManyOf("US states", "d"), 10),
    (HowManyOf("US states", "d", without=True), 40),
    (HowManyOf("continents", "c"), 4),
    (Length("strawberry"), 10),
    (Length("ice cream, 2!"), 8),
    (Length("élève"), 5),
    (Length(""), 0),
    (Position("banana", 1), "b"),
    (Position("banana", 6), "a"),
    (Position("banana", -1), "a"),
    (Position("banana", -6), "b"),
    (Position("ice cream", 4), "c"),
    (Spell("rhythm"), "r-h-y-t-h-m"),
    (Spell("Ice cream"), "I-c-e-c-r-e-a-m"),
    (Reverse("stressed"), "desserts"),
    (Reverse("nee\u0301"), "éen"),
    (Reverse(f"a{FAMILY}b"), f"b{FAMILY}a"),
]


@pytest.mark.parametrize(("question", "exact"), SOLVED)
def test_solved(question: Question, exact: Answer) -> None:
    assert solve(question) == exact


@pytest.mark.parametrize("index", [7, -7, 0])
def test_a_place_that_is_not_there_is_an_error(index: int) -> None:
    with pytest.raises(InputError, match="6 letters"):
        solve(Position("banana", index))


def test_the_lists_are_whole() -> None:
    sizes = {key: len(set(each.names)) for key, each in NAME_LISTS.items()}
    assert sizes == {
        "US states": 50, "months": 12, "days of the week": 7, "planets": 8, "continents": 7, "elements": 118,
        "colours": 11, "countries": 193,
    }  # fmt: skip


def test_the_elements_stand_by_atomic_number_and_are_spelt_as_iupac_does() -> None:
    elements = NAME_LISTS["elements"].names
    numbers = {
        1: "Hydrogen",
        13: "Aluminium",
        16: "Sulfur",
        55: "Caesium",
        74: "Tungsten",
        92: "Uranium",
        118: "Oganesson",
    }
    assert {number: elements[number - 1] for number in numbers} == numbers


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("", "r"),
        ("  \n", "r"),
        ("strawberry", ""),
        ("strawberry", " "),
        ("strawberry", "is it an r?"),
        ("strawberry", "abcdefghijk"),
        ("strawberry", "a b"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_an_example(text: str, letter: str) -> None:
    with pytest.raises(InputError, match="/ask question:How many r"):
        make_count(text, letter)


def test_a_letter_is_stripped_and_a_short_string_is_one() -> None:
    assert make_count("Mississippi", " s ") == Count("Mississippi", "s")
    assert make_count("Mississippi", "ss") == Count("Mississippi", "ss")
    assert make_count("x", FAMILY * 10) == Count("x", FAMILY * 10)


@pytest.mark.parametrize("letter", ["r", "R", "é", "e\u0301", "ß", "ש", "中", "ǆ", "ﬁ"])
def test_one_letter_of_any_script_is_one(letter: str) -> None:
    assert one_letter(f" {letter}", "/lab tool") == letter


@pytest.mark.parametrize("letter", ["", " ", "rr", "r r", "7", "½", ",", "-", "\u0301", "👩‍👩‍👧", "\ud800", "\u200b"])
def test_anything_else_is_not_one_letter(letter: str) -> None:
    with pytest.raises(InputError, match="/lab tool"):
        one_letter(letter, "/lab tool")


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (Count("Mississippi", "ss"), "overlap"),
        (Count("élève", "e"), "é, è"),
        (Contains("Café", "e"), "é"),
        (Count("Nathaniel", "n"), "Upper and lower case count alike."),
        (Contains("Delaware", "d"), "Upper and lower case count alike."),
        (Count("Émile et Eve", "e"), "É. Upper and lower case count alike."),
        (Length("ice cream"), "Only letters"),
        (Position("ice cream", 4), "Only letters"),
    ],
)
def test_the_rule_says_what_may_surprise(question: Question, part: str) -> None:
    assert part in (note(question) or "")


@pytest.mark.parametrize(
    "question",
    [
        Count("strawberry", "r"),
        Count("Strawberry", "R"),
        Contains("Nevada", "d"),
        Contains("Mississippi", "ss"),
        Length("word"),
        Spell("a b"),
    ],
)
def test_and_is_silent_where_nothing_does(question: Question) -> None:
    assert note(question) is None


@given(st.text(max_size=50), st.sampled_from("abcxyz"))
def test_normal_forms_agree(text: str, letter: str) -> None:
    forms = {len(occurrences(unicodedata.normalize(form, text), letter)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text(alphabet="abcABC -", max_size=50), st.sampled_from("abcABC"))
def test_on_plain_letters_it_is_what_python_counts(text: str, letter: str) -> None:
    assert solve(Count(text, letter)) == text.lower().count(letter.lower())


@given(st.text(max_size=50))
def test_reversing_loses_nothing(text: str) -> None:
    assert sorted(str(solve(Reverse(text)))) == sorted(unicodedata.normalize("NFC", text))
