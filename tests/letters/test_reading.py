"""A model's answer is read out of what it says, and left unread where it is not plain."""

import unicodedata

import pytest
import regex
from hypothesis import given, strategies as st

from bot.letters import (
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
    read,
    solve,
)
from bot.letters.numbers import NUMBERS

R = Count("strawberry", "r")
D = Contains("Nevada", "d")
STATES = HowManyOf("US states", "d")
THIRD = Position("banana", 3)

COUNTED: list[tuple[Question, str, int | None]] = [
    (R, "3", 3), (R, "3.", 3), (R, "**3**", 3), (R, "Three.", 3), (R, "three", 3), (R, "Answer: 3", 3), (R, "= 3", 3),
    (R, "There are 3.", 3), (R, "There are 3 r's in strawberry.", 3), (R, "There are three r’s in “strawberry”.", 3),
    (R, "There are **three** r's.", 3), (R, 'There are 2 "r"s in strawberry.', 2), (R, "There is one r in it.", 1),
    (R, "There are exactly 3 R's in the word.", 3), (R, "The word strawberry contains 3 r's.", 3),
    (R, "The word 'strawberry' has three letters r.", 3),
    (R, "Strawberry contains three instances of the letter r.", 3),
    (R, "The letter 'r' appears 3 times in 'strawberry'.", 3), (R, "It occurs twice.", 2), (R, "r appears once.", 1),
    (R, "The letter r occurs three times in strawberry.", 3), (R, "Twice.", 2), (R, "3 times.", 3),
    (R, "Three times!", 3),
    (R, "The answer is 3.", 3), (R, "The answer is **3**.", 3), (R, "The number of r's in strawberry is 3.", 3),
    (R, "The total number of r's is: 3", 3), (R, "Total: 3", 3), (R, "Count = 3", 3), (R, "So the count is three.", 3),
    (R, "s-t-r-a-w-b-e-r-r-y: r, r, r. There are 3.", 3), (R, r"\boxed{3}", 3), (R, r"The answer is \(3\).", 3),
    (R, "There are three r's: one in straw and two in berry.", 3), (R, "1 in straw + 2 in berry = 3", 3),
    (R, "1 + 2 = 3 r's", 3), (R, "straw has 1 r and berry has 2 r's, so there are 3 r's in total.", 3),
    (R, "There are 2 r's. Wait, there are actually 3 r's.", 3), (R, "There are **2** r's… Sorry, actually **3**.", 3),
    (R, "The r's are at positions 3, 8 and 9, so there are 3.", 3), (R, "It has 10 letters and 3 r's.", 3),
    (R, "1. s\n2. t\n3. r\n4. a\n\nThere are three r's.", 3), (R, "There are three (3) r's.", 3),
    (R, "There are 3 occurrences of r.", 3), (R, "It contains 3 of them.", 3),
    (R, "The letter r appears a total of 3 times.", 3),
    (R, "There are 3 letter r's in the word strawberry.", 3), (R, "You will find 3 r's in it.", 3),
    (R, "There are no r's in strawberry.", 0), (R, "None.", 0), (R, "There are none.", 0), (R, "Zero", 0), (R, "0", 0),
    (R, "There are zero r's.", 0), (R, "Strawberry does not contain the letter r.", 0),
    (R, "It doesn't have any r's.", 0),
    (R, "The letter r does not appear in strawberry.", 0), (R, "The letter “r” never occurs in it.", 0),
    (Count("R2D2", "2"), "There are 2 2's in R2D2.", 2), (Count("R2D2", "2"), "R2D2 contains two 2s.", 2),
    (Count("three", "e"), "The word three contains 2 e's.", 2),
    (Count("Mississippi", "ss"), "It contains “ss” twice.", 2),
    (Count("Mississippi", "ss"), "There are two ss in it: one, and one more.", 2),
    (Count("wow!!", "!"), "There are 2 ! in it.", 2), (Count("a.b", "."), "There is 1 . in it.", 1),
    (Count("élève", "é"), "There is one é in élève.", 1), (Count("r" * 120, "r"), "There are 120 r's.", 120),
    # not plain
    (R, "", None), (R, "I do not know.", None), (R, "Sure!", None), (R, "Let me count the letters.", None),
    (R, "strawberry", None), (R, "r", None), (R, "Strawberry has 10 letters.", None), (R, "I count one by one.", None),
    (R, "straw has 1 r and berry has 2 r's.", None), (R, "There is 1 r in straw. There are 2 r's in berry.", None),
    (R, "In 2024 people asked this a lot.", None), (R, "GPT-4 got it wrong.", None), (R, "It is the 3rd letter.", None),
    (R, "There are 2 a's in banana.", None), (R, "Either 2 or 3.", None), (R, "The number 3.5 is no count.", None),
    (R, "One of the letters is r.", None), (R, "r is at position 3.", None), (R, "s(1) t(2) r(3)", None),
    (Count("banana", "a"), "There are 3 a's in banana.", 3), (Count("banana", "a"), "It contains a total of 3.", 3),
    (Count("banana", "a"), "The letter a appears three times.", 3), (Count("cherry", "a"), "It has no a.", 0),
    (Count("banana", "a"), "It does not have a b.", None),
    # length
    (Length("banana"), "6", 6), (Length("banana"), "Banana has 6 letters.", 6),
    (Length("banana"), "It is six letters long.", 6),
    (Length("banana"), "There are **6** letters in banana.", 6), (Length("banana"), "“banana” is a 6-letter word.", 6),
    (Length("banana"), "b-a-n-a-n-a, that makes 6 letters in total", 6),
    (Length("banana"), "The length is 6 characters.", 6),
    (Length("banana"), "It has 3 vowels.", None), (Length("four"), "The word four has four letters.", None),
    (Length("banana"), "It has 6 letters, and 3 letters are vowels.", 6), (Length("banana"), "A yellow fruit.", None),
    # how many names
    (STATES, "10", 10), (STATES, "Ten of the 50 US states contain a d.", 10), (STATES, "There are 10 states.", 10),
    (STATES, "10 out of 50.", 10), (STATES, "Of the fifty states, 10 contain the letter d.", 10),
    (STATES, "**Ten**", 10),
    (STATES, "There are 10 US states that contain the letter d.", 10), (STATES, "The answer is 10.", 10),
    (STATES, "There are 50 states.", None), (STATES, "None of the states contain it.", 0), (STATES, "No states do.", 0),
    (STATES, "Many states have one.", None), (STATES, "1. Idaho\n2. Nevada\n3. Florida", None),
    (HowManyOf("months", "r"), "Eight months contain an r.", 8), (HowManyOf("months", "r"), "8 of the 12 months.", 8),
]  # fmt: skip

SAID: list[tuple[Question, str, Answer | None]] = [
    (D, "Yes", True), (D, "Yes.", True), (D, "Yes, it does.", True), (D, "**Yes**, Nevada contains a d.", True),
    (D, "yes it does", True), (D, "Yes! There is a d in Nevada.", True), (D, "Nevada contains the letter “d”.", True),
    (D, "The word Nevada does contain the letter d.", True), (D, "Nevada has one d.", True), (D, "Answer: Yes", True),
    (D, "The answer is yes.", True), (D, "The letter d appears in Nevada.", True),
    (D, "There is a 'd' in Nevada.", True),
    (D, "No", False), (D, "No.", False), (D, "No, it does not.", False), (D, "No, Nevada does not contain a d.", False),
    (D, "Nope!", False), (D, "Nevada does not contain the letter d.", False), (D, "There is no d in Nevada.", False),
    (D, "Nevada doesn’t have a d.", False), (D, "The letter d does not appear in Nevada.", False),
    (D, "There isn't a d in it.", False), (D, "No, there's no d in Nevada.", False),
    (D, "*No*, it has an n but no d.", False),
    (D, "No, Nevada contains a d.", None), (D, "Yes, Nevada does not contain a d.", None), (D, "Maybe.", None),
    (D, "", None),
    (D, "No idea.", None), (D, "No problem! Let me look.", None), (D, "Nevada contains an n.", None), (D, "d", None),
    (D, "Nevada is a state in the west.", None), (D, "Nevada does not contain an x.", None),
    (D, "I know it does.", None),
    (D, "No. Wait, it does contain a d.", None), (D, "Not sure.", None), (D, "Yesterday I knew.", None),
    (Contains("Nevada", "a"), "Nevada contains an a.", True), (Contains("Nevada", "a"), "Nevada contains a d.", None),
    (Contains("Ohio", "a"), "It does not contain the letter 'a'.", False), (Contains("Ohio", "i"), "I see no x.", None),
    (THIRD, "n", "n"), (THIRD, "N", "N"), (THIRD, "“n”", "n"), (THIRD, "**n**", "n"), (THIRD, "n.", "n"),
    (THIRD, "The third letter of banana is n.", "n"), (THIRD, "The third letter of “banana” is “n”.", "n"),
    (THIRD, "The 3rd letter is **N**.", "N"), (THIRD, "It is 'n', after 'b' and 'a'.", "n"), (THIRD, "Answer: n", "n"),
    (THIRD, "The third letter is: n", "n"), (THIRD, "That would be the letter 'n'.", "n"), (THIRD, "It's “n”.", "n"),
    (THIRD, "The third letter in banana is the letter n.", "n"), (THIRD, "The letter is a", "a"),
    (Position("élan", 1), "The first letter is é.", "é"), (Position("élan", 1), "It is “e\u0301”.", "e\u0301"),
    (THIRD, "It is a consonant.", None), (THIRD, "banana", None), (THIRD, "", None), (THIRD, "b, a, n, a, n, a", None),
    (THIRD, "'b' is first, 'a' is second.", None), (THIRD, "I don't know", None), (THIRD, "“b” “a” “n”", None),
    (THIRD, "The third letter is 3.", None), (THIRD, "That is I", "I"),
]  # fmt: skip


def test_an_answer_is_read_from_a_sentence() -> None:
    expected: list[tuple[Question, str, Answer | None]] = [*COUNTED, *SAID]
    said = [(question, sentence, read(question, sentence)) for question, sentence, _ in expected]
    assert said == expected
    assert [type(answer) for *_, answer in said] == [type(answer) for *_, answer in expected]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        (Which("US states", "d"), "West Virginia, idaho and New  York.", ("Idaho", "West Virginia")),
        (Which("US states", "d"), "I do not know.", None),
        (Which("months", "r"), "Marching in May", ("May",)),
        (Which("US states", "d"), "1. Colorado\n2. Delaware\n\n* Ohio", ("Colorado", "Delaware", "Ohio")),
        (Which("US states", "q"), "None of the 50 states contain a q.", ()),
        (Which("US states", "q"), "There are no US states with the letter q.", ()),
        (Which("US states", "q"), "No such state.", ()),
        (Which("months", "x"), "There aren’t any.", ()),
        (Which("months", "x"), "None, but March comes close.", ("March",)),
        (Which("months", "x"), "I have no idea.", None),
        (Which("months", "x"), "No, I don't know any.", None),
        (Spell("rhythm"), "It is spelled r-h-y-t-h-m.", "r-h-y-t-h-m"),
        (Spell("rhythm"), "R h y t h m", "R-h-y-t-h-m"),
        (Spell("rhythm"), "rhythm", None),
        (Spell("rhythm"), "1. R\n2. H\n3. Y\n4. T\n5. H\n6. M", "R-H-Y-T-H-M"),
        (Spell("rhythm"), "Sure, here it is:\n\n“r”, “h”, “y”, “t”, “h”, “m”", "r-h-y-t-h-m"),
        (Spell("banana"), "With 3 a, that is b-a-n-a-n-a.", "b-a-n-a-n-a"),
        (Spell("banana"), "It has a b: b-a-n-a-n-a, a fruit.", "b-a-n-a-n-a"),
        (Spell("New York"), "N-e-w Y-o-r-k", "N-e-w-Y-o-r-k"),
        (Spell("don't"), "D-O-N-'-T", "D-O-N-'-T"),
        (Spell("don't"), "It is D-O-N-’-T.", "D-O-N-'-T"),
        (Spell("don’t"), "d o n ' t", "d-o-n-’-t"),
        (Spell("R2D2"), "R-2-D-2", "R-2-D-2"),
        (Spell("R2D2"), "1. R\n2. 2\n3. D\n4. 2", "R-2-D-2"),
        (Spell("AT&T"), "A-T-&-T", "A-T-&-T"),
        (Spell("rhythm"), "I'm sorry, but as a chatbot I don't have the capability.", None),
        (Reverse("stressed"), "Stressed backwards is “desserts”.", "desserts"),
        (Reverse("ice cream"), "That would be maerc eci!", "maerc eci"),
        (Reverse("ice cream"), "Backwards it reads:\n\nmaerc eci\n\nI hope that helps!", "maerc eci"),
        (Reverse("don't"), "t'nod", "t'nod"),
        (Reverse("stressed"), "…", None),
        (Reverse("stressed"), "", None),
    ],
)
def test_names_spellings_and_reversals_are_read_from_a_sentence(
    question: Question, sentence: str, answer: Answer | None
) -> None:
    assert read(question, sentence) == answer


@pytest.mark.parametrize("text", ["don't", "don’t", "R2D2", "rhythm", "Ice cream", "AT&T", "élève", "C++"])
def test_a_right_spelling_is_read_as_the_exact_answer(text: str) -> None:
    exact = solve(Spell(text))
    assert isinstance(exact, str)
    assert str(read(Spell(text), f"It is spelled {exact.upper()}.")).casefold() == exact.casefold()


SAYS_YES = ["yes", "yeah", "yep", "contain", "has", "have", "include", "there", "appear", "occur", "is"]
SAYS_NO = ["no", "n't", "n’t", "never", "without", "lacks"]


def numbers_of(said: str) -> str:
    """All digits of what is ``said``, and its words for numbers as digits, with a 0 for each no or never."""
    zeros = "0" * len(regex.findall("no|n't|n’t|never", said.casefold()))
    words = "".join(str(number) for word, number in NUMBERS.items() if word in said.casefold())
    return f"{''.join(str(unicodedata.decimal(each)) for each in said if each.isdecimal())} {words} {zeros}"


OFTEN_SAID = (
    "There are is has does not contain no never yes 3 12 three twice **4** r r's “r” letters times months May July "
    "none it s-t-r the answer is: backwards straw , . ! \n"
)
sentences = st.lists(st.sampled_from(OFTEN_SAID.split(" ")) | st.text(max_size=4), max_size=20).map(" ".join)


@given(
    st.sampled_from(["straw", "rrr", "7"]) | st.text(min_size=1, max_size=20),
    st.just("r") | st.text(min_size=1, max_size=3),
    sentences,
)
def test_of_any_sentence_nothing_is_read_that_it_does_not_say(text: str, letter: str, sentence: str) -> None:
    for said in (sentence, f"There are {sentence} {letter} in {text}.", f"**{text}** is {letter}"):
        folded = said.casefold()
        for counting in (Count(text, letter), Length(text), HowManyOf("months", letter)):
            number = read(counting, said)
            assert number is None or str(number) in numbers_of(said)
        has = read(Contains(text, letter), said)
        assert has is None or any(word in folded for word in (SAYS_YES if has else SAYS_NO))
        assert str(read(Position(text, 1), said) or "") in said
        for spelled in (read(Spell(text), said), read(Reverse(text), said)):
            assert {*str(spelled or "")} <= {*said, *"-'’ "}
        named = read(Which("months", "r"), said)
        assert named is None or (isinstance(named, tuple) and all(name.casefold() in folded for name in named))
