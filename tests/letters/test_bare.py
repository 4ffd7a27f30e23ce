"""What a text without quotes may be, and what it takes quotes for."""

from collections.abc import Iterable

import pytest

from bot.letters import NAME_LISTS, Contains, Count, Length, NoLetterQuestion, Question, Reverse, Spell, parse

ENDINGS = [
    "in total", "exactly", "again", "altogether", "total", "overall", "combined", "right", "correct", "lol", "tho",
    "bro", "right now", "now", "today", "then", "do you think", "u think", "would you say", "according to you",
    "in English", "in the word", "(one word)", "- one word", "one word answer", "honestly", "just curious", "at all",
    "anywhere", "or not", "twice", "more than once", "4 times", "case sensitive", "capitalized", "plural",
    "answer with a number", "only", "yes or no", "step by step", "without the b", "before the b", "after b",
    "if reversed", "backwards", "minus raspberry", "plus raspberry", "times two", "vs. raspberry", "and raspberry jam",
    "no raspberry", "like raspberry", "& raspberry", "+ raspberry", "/ raspberry", "| raspberry", "→ raspberry",
    "— raspberry", "= raspberry", "in raspberry", "of mine", "I have", "we see", "one by one", "are vowels",
    "appear twice", "spelled backwards", "hurry up", "help", "cheers", "thanks in advance", "give number",
    "raspberry blueberry", "RASPBERRY PLUM", "somehow",
]  # fmt: skip
SENTENCES = [
    "!! Are you sure",
    "? Be kind",
    ". Ignore the first",
    "… really",
    "!Think",
    "; think",
    ": think",
    "\nthink",
]
ADVERBS = [
    "really", "actually", "even", "also", "still", "ever", "not", "only", "just", "always", "truly", "honestly", "have",
    "already", "again", "in fact", "at least", "perhaps", "sometimes", "of all things", "REALLY", "Really",
]  # fmt: skip
ELSEWHERE = [
    "it", "this", "that", "she", "anyone", "everybody", "everything", "nobody", "nothing", "here", "there", "we", "I",
    "us", "u", "yours", "someone", "both", "which word", "what I said", "my name", "last message", "the word above",
    "the word again", "the longest word", "every state", "Ann's house", "France's capital", "the capital of France",
    "total", "general", "English", "the English alphabet", "alphabet", "11",
    "strawberry/raspberry", "strawberry&raspberry", "strawberry+raspberry", "https://example.com", "<@123456>",
    "**bee**", "_bee_", "Lord of the Rings", "word", "sentence", "US states",
]  # fmt: skip
NAMES = [
    "New York", "Rhode Island", "bee keeper", "ice cream", "Los Angeles", "Taylor Swift", "Emily Dickinson", "Big Ben",
    "hot dog", "peanut butter", "Mount Everest", "New York City", "machine learning", "Washington D.C", "well-known",
    "don't", "R2D2", "snake_case", "google.com", "because", "family", "lily", "Buenos Aires", "red panda", "Star Wars",
]  # fmt: skip


def refused(typed: str) -> bool:
    return isinstance(parse(typed), NoLetterQuestion)


def taken(typed: Iterable[str]) -> list[str]:
    """Those that are read as a question."""
    return [each for each in typed if not refused(each)]


def misread(expected: Iterable[tuple[str, Question]]) -> list[str]:
    """Those that are read as something else than is expected."""
    return [typed for typed, question in expected if parse(typed) != question]


def test_what_follows_a_text_is_not_taken_for_it() -> None:
    endings = [f" {ending}" for ending in ENDINGS] + SENTENCES
    asked = (
        "how many r's are in strawberry{}",
        "how many letters are in strawberry{}?",
        "is there an r in strawberry{}",
        "what is the third letter of strawberry{}",
        "how many r's are in the word strawberry{}",
        "how many r's are in “strawberry”{}",
    )
    assert not taken(each.format(ending) for each in asked for ending in endings)
    assert not misread(
        (f"how many r's are in “strawberry{ending}”", Count(f"strawberry{ending}".strip(), "r")) for ending in endings
    )


def test_an_adverb_is_not_taken_for_the_text() -> None:
    asked = (
        "does banana {} have an r",
        "does the word banana {} have an r",
        "how many a's does banana {} have",
        "how many letters does banana {} contain?",
    )
    assert not taken(each.format(adverb) for each in asked for adverb in ADVERBS)
    assert not misread((f"does 'banana {adverb}' have an r", Contains(f"banana {adverb}", "r")) for adverb in ADVERBS)


def test_what_may_mean_something_else_than_itself_takes_quotes() -> None:
    asked = (
        "how many e's are in {}",
        "does {} have an e?",
        "has {} got an e",
        "how many letters does {} have",
        "is there an e in {}",
        "the first letter of {}",
    )
    assert not taken(each.format(text) for each in asked for text in ELSEWHERE)
    assert not misread((f'does "{text}" have an e?', Contains(text, "e")) for text in ELSEWHERE)
    assert not misread((f"how many e's are in: {text}", Count(text, "e")) for text in ELSEWHERE)


def test_names_and_phrases_take_none() -> None:
    names = [*NAMES, *(name for each in NAME_LISTS.values() for name in each.names)]
    assert not misread((f"how many e's are in {text}?", Count(text, "e")) for text in names)
    assert not misread((f"Does {text} have an e?", Contains(text, "e")) for text in names)
    assert not misread((f"how many letters are in {text}", Length(text)) for text in names)
    assert not misread((f"reverse {text}, please", Reverse(text)) for text in names if "." not in text)
    assert [
        text for text in names if "." in text and parse(f"reverse {text}, please") != parse(f"reverse {text}")
    ] == []


WAYS = [
    "in capital letters", "in French", "word by word", "phonetically", "uppercase", "twice", "five times", "again",
    "out loud", "correctly", "each letter", "and apple", "with dashes", "using NATO", "like a pirate",
    "upside down", "the British way", "British style", "or apple", "(slowly)", "🍌", "as fast as possible",
    "in sign language",
]  # fmt: skip


def test_how_to_spell_is_not_taken_for_the_text() -> None:
    assert not taken(each.format(way) for each in ("spell banana {}", "reverse hello world {}") for way in WAYS)
    assert not misread((f"spell “banana {way}”", Spell(f"banana {way}")) for way in WAYS)


AMBIGUOUS = [
    # Doubtful letters
    "how many SS in MISSISSIPPI", "how many Ss in Mississippi", "which states contain as", "does Nevada contain ds",
    "how many times does as occur in bass", "does banana contain the letters nab", "how many of us are in Nevada",
    # Marks that may end the question
    "how many ! in wow!!", "how many ? in what???", "how many . in U.S.A.", "does wow! have a !", "spell U.S.A.",
    # Numbers
    "how many 1s are in 1011", "how many 5s in 100", "how many 9s in 1-100", "how many 0s in one million",
    "spell 12", "how do you spell 40?",
    # Letters that are mail, and characters that are people
    "how many letters of recommendation do I need", "how many letters are from Ann", "the last letter from Ann",
    "how many letters has Ann sent", "how many r's has Ann found", "how many characters are in Hamlet",
    # Other questions
    "is the letter k in knife silent", "is the letter b in debt pronounced", "is the letter a found in New York",
    "how is Python written", "how do I spell better?", "spell please", "spell it for me", "spell check banana",
    "reverse the word order", "flip burgers", "does Python use C", "spell again",
    "how long is the word banana in bytes", "how long is the word count",
    # Sayings, not manners
    "how many e's in yes please", "how many e's in pretty please",
]  # fmt: skip


def test_two_ways_to_read_are_no_question() -> None:
    assert not taken(AMBIGUOUS)


@pytest.mark.parametrize("text", ["spell x" + " ,?" * 600 + "x", "how many r's in x" + " please" * 280 + " x"])
def test_many_marks_and_manners_are_read_in_no_time(text: str) -> None:
    assert refused(text)
