"""What a text without quotes may be, and what it takes quotes for."""

import pytest

from bot.letters import NAME_LISTS, Contains, Count, Length, NoLetterQuestion, Reverse, Spell, parse

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


@pytest.mark.parametrize("ending", [f" {ending}" for ending in ENDINGS] + SENTENCES)
def test_what_follows_a_text_is_not_taken_for_it(ending: str) -> None:
    assert refused(f"how many r's are in strawberry{ending}")
    assert refused(f"how many letters are in strawberry{ending}?")
    assert refused(f"is there an r in strawberry{ending}")
    assert refused(f"what is the third letter of strawberry{ending}")
    assert refused(f"how many r's are in the word strawberry{ending}")
    assert refused(f"how many r's are in “strawberry”{ending}")
    assert parse(f"how many r's are in “strawberry{ending}”") == Count(f"strawberry{ending}".strip(), "r")


@pytest.mark.parametrize("adverb", ADVERBS)
def test_an_adverb_is_not_taken_for_the_text(adverb: str) -> None:
    assert refused(f"does banana {adverb} have an r")
    assert refused(f"does the word banana {adverb} have an r")
    assert refused(f"how many a's does banana {adverb} have")
    assert refused(f"how many letters does banana {adverb} contain?")
    assert parse(f"does 'banana {adverb}' have an r") == Contains(f"banana {adverb}", "r")


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_may_mean_something_else_than_itself_takes_quotes(text: str) -> None:
    assert refused(f"how many e's are in {text}")
    assert refused(f"does {text} have an e?")
    assert refused(f"has {text} got an e")
    assert refused(f"how many letters does {text} have")
    assert refused(f"is there an e in {text}")
    assert refused(f"the first letter of {text}")
    assert parse(f'does "{text}" have an e?') == Contains(text, "e")
    assert parse(f"how many e's are in: {text}") == Count(text, "e")


@pytest.mark.parametrize("text", [*NAMES, *(name for each in NAME_LISTS.values() for name in each.names)])
def test_names_and_phrases_take_none(text: str) -> None:
    assert parse(f"how many e's are in {text}?") == Count(text, "e")
    assert parse(f"Does {text} have an e?") == Contains(text, "e")
    assert parse(f"how many letters are in {text}") == Length(text)
    assert parse(f"reverse {text}, please") == (Reverse(text) if "." not in text else parse(f"reverse {text}"))


@pytest.mark.parametrize(
    "way",
    [
        "in capital letters", "in French", "word by word", "phonetically", "uppercase", "twice", "five times", "again",
        "out loud", "correctly", "each letter", "and apple", "with dashes", "using NATO", "like a pirate",
        "upside down", "the British way", "British style", "or apple", "(slowly)", "🍌", "as fast as possible",
        "in sign language",
    ],
)  # fmt: skip
def test_how_to_spell_is_not_taken_for_the_text(way: str) -> None:
    assert refused(f"spell banana {way}")
    assert refused(f"reverse hello world {way}")
    assert parse(f"spell “banana {way}”") == Spell(f"banana {way}")


@pytest.mark.parametrize(
    "typed",
    [
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
    ],
)  # fmt: skip
def test_two_ways_to_read_are_no_question(typed: str) -> None:
    assert refused(typed)


@pytest.mark.parametrize("text", ["spell x" + " ,?" * 600 + "x", "how many r's in x" + " please" * 280 + " x"])
def test_many_marks_and_manners_are_read_in_no_time(text: str) -> None:
    assert refused(text)
