"""The rarer kinds of letter question are found in chat, and what only looks like one is left alone."""

import pytest

from bot.letters import (
    CountIs,
    Edge,
    Has,
    HowManyOf,
    Middle,
    More,
    MostFrequent,
    Palindrome,
    Places,
    Question,
    Several,
    Tally,
    Total,
    Which,
    notice,
    parse,
)
from tests.letters.phrased import phrasings

FOUND: list[tuple[str, Question]] = [
    ("lol how many vowels are in banana", Tally("banana", "vowels")),
    ("hey, how many words are in 'see you soon'? asking for a friend", Tally("see you soon", "words")),
    ("ok so how many r's in strawberry and raspberry together?", Total(("strawberry", "raspberry"), ("r",))),
    ("btw how many r's are in 'cherry' and 'berry'", Total(("cherry", "berry"), ("r",))),
    ("which has more r's, strawberry or raspberry?", More(("strawberry", "raspberry"), "r")),
    ("I wonder, does strawberry or raspberry have more r's?", More(("strawberry", "raspberry"), "r")),
    ("is racecar a palindrome?", Palindrome("racecar")),
    ("hmm is 'never odd or even' a palindrome? I think so", Palindrome("never odd or even")),
    ("guys what's the middle letter of table?", Middle("table")),
    ("what is the most common letter in 'banana'", MostFrequent("banana")),
    ("where is the r in orange?", Places("orange", "r")),
    ("does strawberry have three r's?", CountIs("strawberry", "r", 3)),
    ("Are there two t's in butter? My sister says one.", CountIs("butter", "t", 2)),
    ("does zebra start with a z", Edge("zebra", "z")),
    ("does quartz contain both a q and a z?", Several("quartz", ("q", "z"))),
    ("does the word crypt have vowels", Has("crypt", "vowels")),
    ("which states contain both an x and an s", Which("US states", "x", also=("s",))),
    ("how many countries start with the letter z?", HowManyOf("countries", "z", where="start")),
    ("tell me which colours have an e", Which("colours", "e")),
]
CHAT = [
    "which has more c, orange or kale?", "which has more d, cod or salmon", "which has more letters, Paul or Peter?",
    "does Anna have two A's", "does Wonderwall start with a G?", "does Elvish have vowels?",
    "how many vowels does Elvish have", "how many vowels are in Polish", "does Wordle have double letters",
    "where is the i in team", "where is the bathroom", "where is the car", "where are you in Berlin",
    "is it a palindrome?", "is this the same backwards", "is my name a palindrome", "are there two cars in the garage",
    "does the movie start with a bang", "does the day end with a party", "does it start with b",
    "which is longer, a day or an hour", "which is longer, inch or foot?", "which word is better, big or large",
    "which countries have a king?", "which countries are in Europe", "which colours go with a b",
    "how many countries are there?", "how many colours does a rainbow have", "how many words are in English",
    "how many spaces are in the parking lot", "how many digits are in pi", "how many capitals are in Europe",
    "what is the most common letter in English", "what is the most common letter in Wordle",
    "what is the middle letter of my name", "how many g in kg and lb", "how many a and b in c and d",
    "does she have both a b and a c", "do you have two a's", "is there a doctor and a nurse in town",
    "in which position do you play", "at what position is your cursor",
]  # fmt: skip


def test_is_noticed() -> None:
    noticed = [(message, notice(message)) for message, _ in FOUND]
    assert [(message, each.question) for message, each in noticed if each] == FOUND
    assert [(message, parse(each.text)) for message, each in noticed if each and each.text in message] == FOUND


def test_is_left_alone() -> None:
    assert not [message for message in CHAT if notice(message)]


@pytest.mark.parametrize("name", ["more_phrasings", "more_phrasings_held"])
def test_what_must_be_refused_is_not_noticed(name: str) -> None:
    assert not [typed for typed, kind, *_ in phrasings(name) if kind == "refused" and notice(typed)]
