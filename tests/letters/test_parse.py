"""Plain English in, a question out; what could be read in two ways is refused."""

import pytest
from hypothesis import given, strategies as st

from bot.letters import (
    EXAMPLES,
    Contains,
    Count,
    HowManyOf,
    Length,
    NoLetterQuestion,
    Position,
    Question,
    Reverse,
    Spell,
    Which,
    parse,
)

STATES = "US states"
DAYS = "days of the week"

UNDERSTOOD: list[tuple[str, Question]] = [
    # count
    ("How many r's are in strawberry?", Count("strawberry", "r")),
    ("how many r's in strawberry", Count("strawberry", "r")),
    ("How many R’s are in Strawberry?", Count("Strawberry", "R")),
    ("how many rs in strawberry", Count("strawberry", "r")),
    ("how many r in strawberry", Count("strawberry", "r")),
    ("How many r's are there in strawberry?", Count("strawberry", "r")),
    ("How many 'r's are in strawberry?", Count("strawberry", "r")),
    ("How many ‘r’ are in “strawberry”?", Count("strawberry", "r")),
    ('How many "r"s are in "strawberry"?', Count("strawberry", "r")),
    ("how many letter r's are in strawberry", Count("strawberry", "r")),
    ("how many of the letter r are in strawberry", Count("strawberry", "r")),
    ("How many letters r are in the word strawberry?", Count("strawberry", "r")),
    ("How many r's does strawberry have?", Count("strawberry", "r")),
    ("How many r's does the word strawberry contain?", Count("strawberry", "r")),
    ("how many r's has strawberry got?", Count("strawberry", "r")),
    ("Tell me how many r's strawberry has", Count("strawberry", "r")),
    ("strawberry has how many r", Count("strawberry", "r")),
    ("The word strawberry contains how many r's?", Count("strawberry", "r")),
    ("strawberry: how many r's?", Count("strawberry", "r")),
    ("In the word strawberry, how many r's are there?", Count("strawberry", "r")),
    ("In strawberry, how many times does r appear?", Count("strawberry", "r")),
    ("count the letter e in 'bee keeper'", Count("bee keeper", "e")),
    ("Count the e's in bee keeper", Count("bee keeper", "e")),
    ("count e in bee", Count("bee", "e")),
    ("Count how many e's are in bee", Count("bee", "e")),
    ("count the number of e's in bee", Count("bee", "e")),
    ("count the occurrences of e in bee", Count("bee", "e")),
    ("What is the number of e's in bee?", Count("bee", "e")),
    ("number of e in bee", Count("bee", "e")),
    ("What's the number of times e appears in bee?", Count("bee", "e")),
    ("How many times does the letter e occur in bee keeper?", Count("bee keeper", "e")),
    ("how many times does e show up in bee", Count("bee", "e")),
    ("how many times is e used in bee", Count("bee", "e")),
    ("How often does s occur in Mississippi?", Count("Mississippi", "s")),
    ("How often is the letter s in Mississippi", Count("Mississippi", "s")),
    ("how many times does Mississippi contain 'ss'", Count("Mississippi", "ss")),
    ("How many occurrences of 'ss' are there in Mississippi?", Count("Mississippi", "ss")),
    ("how many instances of the letter i are in Mississippi", Count("Mississippi", "i")),
    ("How many times does 'ana' occur in banana?", Count("banana", "ana")),
    ("how many times does the string ana occur in banana", Count("banana", "ana")),
    ("how many s's in Mississippi", Count("Mississippi", "s")),
    ("how many es in bee", Count("bee", "e")),
    ("how many a's in banana, please?", Count("banana", "a")),
    ('how many a\'s in "banana" please', Count("banana", "a")),
    ("Hey, can you tell me how many a's are in banana?", Count("banana", "a")),
    ("Please count the a's in: one and all, at sea", Count("one and all, at sea", "a")),
    ("how many e's in the following sentence: Where, oh where?", Count("Where, oh where?", "e")),
    ("how many t's in 'don’t'", Count("don’t", "t")),
    ("how many o's in New York City?", Count("New York City", "o")),
    ("How many é in élève?", Count("élève", "é")),
    ("How many 🍓 are in 🍓🍓🍌?", Count("🍓🍓🍌", "🍓")),
    ("How many 1s are in “1011”?", Count("1011", "1")),
    ("how many r are inside of strawberry", Count("strawberry", "r")),
    ("how many r's are contained in strawberry", Count("strawberry", "r")),
    ("how many s's in MISSISSIPPI", Count("MISSISSIPPI", "s")),
    ("How many 'SS' in MISSISSIPPI", Count("MISSISSIPPI", "SS")),
    ("how many times does the string ss occur in Mississippi", Count("Mississippi", "ss")),
    ("how many 2s in R2D2", Count("R2D2", "2")),
    ("how many e in minute", Count("minute", "e")),
    ("how many s's in hour", Count("hour", "s")),
    ("how many ! in 'wow!!'", Count("wow!!", "!")),
    ("how many ? in: what???", Count("what???", "?")),
    ("can you count the r's in strawberry please", Count("strawberry", "r")),
    ("can you count the r's in strawberry for me, please?", Count("strawberry", "r")),
    ("count the r's in strawberry thanks", Count("strawberry", "r")),
    ("how many r's in strawberry? Thank you!", Count("strawberry", "r")),
    ("how many r's are in 'strawberry', thanks", Count("strawberry", "r")),
    ("how many a's does banana have please", Count("banana", "a")),
    ("how many n's are in n", Count("n", "n")),
    ("how many  r's\tare\nin   strawberry  ?", Count("strawberry", "r")),
    ("HOW MANY R'S ARE IN STRAWBERRY???", Count("STRAWBERRY", "R")),
    ("  How many r's are in “Strawberry”?", Count("Strawberry", "r")),
    ("how many r's are in 'strawberry and raspberry'", Count("strawberry and raspberry", "r")),
    # contains
    ("does Nevada have a d?", Contains("Nevada", "d")),
    ("Does the word Nevada contain the letter d?", Contains("Nevada", "d")),
    ("does Nevada contain d", Contains("Nevada", "d")),
    ("Does Nevada have any d's?", Contains("Nevada", "d")),
    ("Does Nevada have a d in it?", Contains("Nevada", "d")),
    ("does 'rock and roll' contain 'll'", Contains("rock and roll", "ll")),
    ("Is there a d in Nevada?", Contains("Nevada", "d")),
    ("is there an I in team", Contains("team", "I")),
    ("Are there any z's in pizza?", Contains("pizza", "z")),
    ("Is the letter d in Nevada?", Contains("Nevada", "d")),
    ("does the letter d appear in Nevada", Contains("Nevada", "d")),
    ("Has Nevada got a d?", Contains("Nevada", "d")),
    ("Can you find a d in Nevada?", Contains("Nevada", "d")),
    ("does Nevada have a d please", Contains("Nevada", "d")),
    ("does 'banana really' have an r", Contains("banana really", "r")),
    ("does the word it have a t", Contains("it", "t")),
    ("is the letter k in 'knife silent'", Contains("knife silent", "k")),
    ("does Nevada have the letters d", Contains("Nevada", "d")),
    # which
    ("Which US states contain the letter d?", Which(STATES, "d")),
    ("which US states contain the letter d", Which(STATES, "d")),
    ("What states have a z?", Which(STATES, "z")),
    ("Which of the fifty states contain a z?", Which(STATES, "z")),
    ("Which U.S. states have the letter q in their names?", Which(STATES, "q")),
    ("Name all the American states that contain a d", Which(STATES, "d")),
    ("list the states of the United States with a k", Which(STATES, "k")),
    ("Which states don't contain an a?", Which(STATES, "a", without=True)),
    ("which states do not have the letter a", Which(STATES, "a", without=True)),
    ("Which state names lack an a?", Which(STATES, "a", without=True)),
    ("Which months contain an r?", Which("months", "r")),
    ("which months have an R in them?", Which("months", "R")),
    ("What are the months without the letter r?", Which("months", "r", without=True)),
    ("which months of the year don’t have an r", Which("months", "r", without=True)),
    ("Which months have no r?", Which("months", "r", without=True)),
    ("which weekdays contain a t", Which(DAYS, "t")),
    ("Which days of the week have an n?", Which(DAYS, "n")),
    ("which planets contain the letter u", Which("planets", "u")),
    ("Which planets in our solar system have an s?", Which("planets", "s")),
    ("which planets' names contain an e", Which("planets", "e")),
    ("Give me all planets with an a", Which("planets", "a")),
    ("which continents contain 'ica'", Which("continents", "ica")),
    ("which states contain 'as'", Which(STATES, "as")),
    ("Which continents are without an i?", Which("continents", "i", without=True)),
    ("Which elements contain a j", Which("elements", "j")),
    ("which of the 118 chemical elements have no i?", Which("elements", "i", without=True)),
    ("Name all elements of the periodic table with a z", Which("elements", "z")),
    # how many of a list
    ("how many chemical elements contain the string 'ium'", HowManyOf("elements", "ium")),
    ("how many states contain a z", HowManyOf(STATES, "z")),
    ("How many US states have the letter d in their name?", HowManyOf(STATES, "d")),
    ("How many of the 50 states contain the letter d?", HowManyOf(STATES, "d")),
    ("how many months don't contain an r?", HowManyOf("months", "r", without=True)),
    ("How many days of the week contain a t?", HowManyOf(DAYS, "t")),
    ("How many planets are without an e?", HowManyOf("planets", "e", without=True)),
    ("count the continents with an o", HowManyOf("continents", "o")),
    ("What is the number of months that have a u?", HowManyOf("months", "u")),
    # length
    ("How many letters are in strawberry?", Length("strawberry")),
    ("how many letters in the word strawberry", Length("strawberry")),
    ("How many letters does strawberry have?", Length("strawberry")),
    ("how many letters does the phrase 'ice cream' contain", Length("ice cream")),
    ("strawberry has how many letters?", Length("strawberry")),
    ("Count the letters in strawberry", Length("strawberry")),
    ("What is the number of letters in strawberry?", Length("strawberry")),
    ("How long is the word strawberry?", Length("strawberry")),
    ("what's the length of 'strawberry'?", Length("strawberry")),
    ("How many characters are in strawberry?", Length("strawberry")),
    ("How many characters are in the word Hamlet?", Length("Hamlet")),
    ("How many letters long is strawberry?", Length("strawberry")),
    ("How many letters are in the word English?", Length("English")),
    ("How many letters has New York got?", Length("New York")),
    # position
    ("What is the third letter of banana?", Position("banana", 3)),
    ("the third letter of banana", Position("banana", 3)),
    ("What's the 3rd letter in the word banana?", Position("banana", 3)),
    ("what is the last letter of banana", Position("banana", -1)),
    ("What's the second to last letter of banana?", Position("banana", -2)),
    ("the second-to-last letter of banana", Position("banana", -2)),
    ("what is the penultimate letter of banana", Position("banana", -2)),
    ("the third letter from the end of banana", Position("banana", -3)),
    ("Which letter is third in banana?", Position("banana", 3)),
    ("What is banana's first letter?", Position("banana", 1)),
    ("what is letter 4 of banana", Position("banana", 4)),
    ("letter number 12 of 'hippopotamus'", Position("hippopotamus", 12)),
    ("tell me the 21st letter of incomprehensibilities", Position("incomprehensibilities", 21)),
    # spell
    ("spell rhythm", Spell("rhythm")),
    ("How do you spell rhythm?", Spell("rhythm")),
    ("Please spell out the word rhythm.", Spell("rhythm")),
    ("how is rhythm spelled?", Spell("rhythm")),
    ("what is the spelling of 'rhythm'?", Spell("rhythm")),
    ("Can you spell rhythm?", Spell("rhythm")),
    ("spell rhythm for me please", Spell("rhythm")),
    ("Spell rhythm letter by letter", Spell("rhythm")),
    ("how do you spell because", Spell("because")),
    ("how is the word Python written", Spell("Python")),
    ("how is English spelled", Spell("English")),
    ("spell “it for me”", Spell("it for me")),
    # reverse
    ("reverse stressed", Reverse("stressed")),
    ("Spell stressed backwards", Reverse("stressed")),
    ("How do you spell the word stressed backwards?", Reverse("stressed")),
    ("what is stressed backwards?", Reverse("stressed")),
    ("What's 'ice cream' spelled in reverse?", Reverse("ice cream")),
    ("write stressed in reverse", Reverse("stressed")),
    ("how is stressed spelt backwards?", Reverse("stressed")),
    ("reverse 12345", Reverse("12345")),
    ("reverse hello world", Reverse("hello world")),
    ("what is the reverse of stressed", Reverse("stressed")),
]

REFUSED = [
    "", " ", "?", "hello", "Hello there!", "strawberry", "r", "How are you?", "What is a token?", "how many",
    "how many r's", "how many r's in", "how many r's in ?", "how many r's in ''", 'how many r\'s in ""',
    "How many people live in Nevada?", "How many planets are there?", "How many states are there?",
    "how many days are in May", "How many months until summer?", "how many times does rain occur in Seattle",
    "how many words are in this sentence", "How many syllables are in strawberry?",
    "how many capital R's are in Strawberry",
    "how many ss in Mississippi", "how many e's are in this sentence", "how many e's are in your name",
    "how many e's are in it", "how many e's in the bee", "how many e's in every word", "how many p's in word processor",
    "how many r's in strawberry or raspberry",
    "how many r's in strawberry? How many in raspberry?",
    "how many r's in strawberry when spelled backwards", "how many r's in strawberry, raspberry",
    "how many r's are in the text that I sent you yesterday", "how many e's are in one two three four five six seven",
    "how many e's in yes please", "how many rain in strawberry",
    "Does Nevada have a car?", "does it have a d",
    "Is c in python faster?", "Is there a god in Nevada?", "is there an e in the room",
    "which elements are metals", "How many elements are there?",
    "which states have summer",
    "Which is your favourite planet?", "which months are warm", "what day is it", "How long is the Nile?",
    "how long is strawberry", "how many letters did Darwin write", "How many letters are in the alphabet?",
    "how many characters are in 'ice cream'", "What is the 0th letter of banana?", "what is the third word of this",
    "the first letter of every state", "spell it", "spell", "reverse",
    "reverse the charges", "flip a coin", "I walked backwards", "rhyme strawberry",
    "how many \"r s t\" in strawberry", "how many 'abcdefghijk's in strawberry", "@everyone", "```",
    "how many ' in it's",
]  # fmt: skip


def test_is_understood() -> None:
    assert [(typed, parse(typed)) for typed, _ in UNDERSTOOD] == UNDERSTOOD


def test_is_refused_with_what_to_do() -> None:
    ends = ("?", ".", "”", "Spell rhythm", "strawberry")
    told = [(typed, parse(typed)) for typed in REFUSED]
    assert not [each for each in told if not isinstance(each[1], NoLetterQuestion)]
    assert not [each for each in told if isinstance(each[1], NoLetterQuestion) and not each[1].reason.endswith(ends)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_that_are_offered_work(example: str) -> None:
    assert not isinstance(parse(example), NoLetterQuestion)
    assert example in str(parse("hello"))


def test_a_question_that_is_too_long_is_refused_and_the_longest_is_read() -> None:
    start = "How many a's are in "
    assert parse(start + '"' + "a" * (2_000 - len(start) - 2) + '"') == Count("a" * (2_000 - len(start) - 2), "a")
    assert "2,001 characters" in str(parse(start + "a" * (2_001 - len(start))))


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert parse(text)


@given(st.from_regex(r"[a-zA-Zé]{1,20}", fullmatch=True), st.sampled_from("abcdefghijklmnopqrtuvwxyzé"))
def test_any_quoted_word_and_letter_are_found(word: str, letter: str) -> None:
    assert parse(f"How many {letter}'s are in “{word}”?") == Count(word, letter)
    assert parse(f"Does “{word}” contain the letter {letter}?") == Contains(word, letter)


@pytest.mark.parametrize("text", ["how many " * 220, "does " + "a " * 900 + "have", "'" * 1_999, "in " * 600 + "how"])
def test_text_made_to_be_slow_to_read_is_refused_all_the_same(text: str) -> None:
    assert isinstance(parse(text), NoLetterQuestion)
