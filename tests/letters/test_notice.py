"""Letter questions are found in chat, and ordinary chat is left alone."""

from importlib import import_module

import pytest
from hypothesis import given, settings, strategies as st

from bot.letters import (
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
    asks_more,
    notice,
    parse,
)
from bot.letters.notice import MAX_ATTEMPTS, MAX_CHARACTERS, MAX_CLAUSE
from tests.letters.ordinary import CHAT
from tests.letters.understood import REFUSED, UNDERSTOOD

STATES = "US states"

FOUND: list[tuple[str, str, Question]] = [
    ("btw how many r's in strawberry?", "how many r's in strawberry?", Count("strawberry", "r")),
    (
        "hey :) does Nevada have a d in it? asking for a friend",
        "does Nevada have a d in it?",
        Contains("Nevada", "d"),
    ),
    ("I was wondering, how many letters are in banana", "how many letters are in banana", Length("banana")),
    ("ok. Spell rhythm please", "Spell rhythm please", Spell("rhythm")),
    ("Hi! Nice to meet you. How many s's are in Mississippi?", "How many s's are in Mississippi?",
     Count("Mississippi", "s")),
    ("so, how many r's does strawberry have lol", "how many r's does strawberry have", Count("strawberry", "r")),
    ("how many r's in strawberry guys", "how many r's in strawberry", Count("strawberry", "r")),
    ("how many r's are in strawberry 😂😂", "how many r's are in strawberry", Count("strawberry", "r")),
    ("how many r's are in strawberry? 😂", "how many r's are in strawberry?", Count("strawberry", "r")),
    ("how many r's in strawberry :)", "how many r's in strawberry", Count("strawberry", "r")),
    ("(how many r's in strawberry?)", "how many r's in strawberry?", Count("strawberry", "r")),
    ("**how many r's in strawberry?**", "how many r's in strawberry?", Count("strawberry", "r")),
    ("<@123456789> how many r's in strawberry?", "how many r's in strawberry?", Count("strawberry", "r")),
    ("<@123456789> spell rhythm", "spell rhythm", Spell("rhythm")),
    ("i wonder how many r's are in strawberry", "how many r's are in strawberry", Count("strawberry", "r")),
    ("I've been wondering how many e's are in bee", "how many e's are in bee", Count("bee", "e")),
    ("do you know how many e's are in bee keeper?", "how many e's are in bee keeper?", Count("bee keeper", "e")),
    ("no idea how many r's are in strawberry", "how many r's are in strawberry", Count("strawberry", "r")),
    ("I don't know how many r's are in strawberry", "how many r's are in strawberry", Count("strawberry", "r")),
    ("tell me which states contain a z", "which states contain a z", Which(STATES, "z")),
    ("Thanks! And which months have an r in them?", "which months have an r in them?", Which("months", "r")),
    ("which U.S. states have a q in their names? I bet none", "which U.S. states have a q in their names?",
     Which(STATES, "q")),
    ("My teacher says it is easy. How many states contain a k?", "How many states contain a k?",
     HowManyOf(STATES, "k")),
    ("great, now reverse stressed", "reverse stressed", Reverse("stressed")),
    ("can you reverse banana for me?", "reverse banana for me?", Reverse("banana")),
    ("hey Berry, spell rhythm", "spell rhythm", Spell("rhythm")),
    ("hello there bot! please spell 'ice cream' for me", "spell 'ice cream' for me", Spell("ice cream")),
    ("What's stressed backwards? I forgot", "What's stressed backwards?", Reverse("stressed")),
    ("ok and what is stressed backwards", "what is stressed backwards", Reverse("stressed")),
    ("how do you spell necessary again?", "how do you spell necessary", Spell("necessary")),
    ("sorry for the dumb question but how do you spell rhythm", "how do you spell rhythm", Spell("rhythm")),
    ("Quick question: what is the third letter of banana?", "what is the third letter of banana?",
     Position("banana", 3)),
    ("hmm what's the last letter of 'hippopotamus' then", "what's the last letter of 'hippopotamus'",
     Position("hippopotamus", -1)),
    ("tell me the 21st letter of incomprehensibilities", "the 21st letter of incomprehensibilities",
     Position("incomprehensibilities", 21)),
    ("can you tell me the third letter of banana?", "the third letter of banana?", Position("banana", 3)),
    ("strawberry has how many r's?", "strawberry has how many r's?", Count("strawberry", "r")),
    ("btw strawberry has how many r's", "strawberry has how many r's", Count("strawberry", "r")),
    ("in strawberry, how many times does r appear?", "in strawberry, how many times does r appear?",
     Count("strawberry", "r")),
    ("count the e's in bee keeper", "count the e's in bee keeper", Count("bee keeper", "e")),
    ("Could you count the e's in bee?", "count the e's in bee?", Count("bee", "e")),
    ("lol is there a z in pizza", "is there a z in pizza", Contains("pizza", "z")),
    ("wait, is there an e in team?", "is there an e in team?", Contains("team", "e")),
    ("how many Ls are in the word chat?", "how many Ls are in the word chat?", Count("chat", "L")),
    ("does the letter k appear in banana", "does the letter k appear in banana", Contains("banana", "k")),
    ("how many 'p's in tsp", "how many 'p's in tsp", Count("tsp", "p")),
    ("are there any a's in 'rock and roll'? my friend says no", "are there any a's in 'rock and roll'?",
     Contains("rock and roll", "a")),
    ("I like Python. Does Python have a y?", "Does Python have a y?", Contains("Python", "y")),
    ("but does Ohio contain an o", "does Ohio contain an o", Contains("Ohio", "o")),
    ("The weather is bad\nhow many t's in butter\nsee you", "how many t's in butter", Count("butter", "t")),
    ("how many r's are in strawberry and how many e's are in bee?", "how many r's are in strawberry",
     Count("strawberry", "r")),
    ("how many r's in strawberry, and does Nevada have a d?", "how many r's in strawberry", Count("strawberry", "r")),
    ("How many letters does 'Really? Yes.' have?", "How many letters does 'Really? Yes.' have?",
     Length("Really? Yes.")),
    ("how long is the word strawberry? seems long to me", "how long is the word strawberry?", Length("strawberry")),
    ("is strawberry long? how many letters are in strawberry tho", "how many letters are in strawberry",
     Length("strawberry")),
    ("seriously mate how many r's are in strawberry?", "how many r's are in strawberry?", Count("strawberry", "r")),
    ("how many o's in New York City? just curious", "how many o's in New York City?", Count("New York City", "o")),
    ("how many o's in New York City just curious", "how many o's in New York City", Count("New York City", "o")),
    ("Yo! How many “e” are in “bee”? 🐝", "How many “e” are in “bee”?", Count("bee", "e")),
    ("how many 🍓 are in 🍓🍓🍌?", "how many 🍓 are in 🍓🍓🍌?", Count("🍓🍓🍌", "🍓")),
    ("how many r's in strawberry (asking for a friend)", "how many r's in strawberry", Count("strawberry", "r")),
    ("ok now spell New York", "spell New York", Spell("New York")),
    ("how many l's in lol", "how many l's in lol", Count("lol", "l")),
    ("how many h's in haha", "how many h's in haha", Count("haha", "h")),
    ("does lol have an l", "does lol have an l", Contains("lol", "l")),
    ("guess what: how many planets contain an e?", "how many planets contain an e?", HowManyOf("planets", "e")),
    ("One more: list all months without the letter r", "list all months without the letter r",
     Which("months", "r", without=True)),
    ("name the planets with an s please", "name the planets with an s please", Which("planets", "s")),
    ("> how many r's in strawberry?\nhow many e's in bee?", "how many e's in bee?", Count("bee", "e")),
    ("what about this; how many e's in bee", "how many e's in bee", Count("bee", "e")),
    ("I have a dog. does dog have an o in it", "does dog have an o in it", Contains("dog", "o")),
    ("yes please count the a's in: one and all", "count the a's in: one and all", Count("one and all", "a")),
    ("how many e's in the following sentence: here we are", "how many e's in the following sentence: here we are",
     Count("here we are", "e")),
    ("how many e's are in élève, tbh", "how many e's are in élève", Count("élève", "e")),
    ("I think three. How often does s occur in Mississippi?", "How often does s occur in Mississippi?",
     Count("Mississippi", "s")),
]  # fmt: skip

NOT_IN_CHAT = {
    # What may be a unit, a sign or a story's characters, and orders that may be statements.
    "strawberry: how many r's?", "number of e in bee", "how many ! in 'wow!!'", "how many ? in: what???",
    "is there an I in team", "how many s's in hour",
    "how many n's are in n", "how many  r's\tare\nin   strawberry  ?", "How many characters are in strawberry?",
    "the third letter of banana", "the second-to-last letter of banana", "the third letter from the end of banana",
    "letter number 12 of 'hippopotamus'", "reverse hello world",
}  # fmt: skip


def test_enough_is_tried() -> None:
    assert len(FOUND) >= 60
    assert len({*CHAT}) == len(CHAT) >= 150


def test_is_found() -> None:
    noticed = [(message, notice(message)) for message, *_ in FOUND]
    assert [(message, each.text, each.question) for message, each in noticed if each] == FOUND
    assert all(part in message for message, part, _ in FOUND)


def test_ordinary_chat_is_left_alone() -> None:
    assert not [message for message in CHAT if notice(message)]


def test_what_is_understood_alone_is_found_in_chat() -> None:
    expected = [(typed, None if typed in NOT_IN_CHAT else question) for typed, question in UNDERSTOOD]
    assert [(typed, found.question if (found := notice(typed)) else None) for typed, _ in UNDERSTOOD] == expected


def test_what_is_refused_alone_is_left_alone_in_chat() -> None:
    assert [typed for typed in REFUSED if notice(typed)] == ["how many r's in strawberry? How many in raspberry?"]


@given(st.text(max_size=4_000) | st.lists(st.sampled_from([*CHAT, *(each[0] for each in FOUND)])).map(" ".join))
@settings(max_examples=60)
def test_whatever_is_found_was_typed_and_is_read_alike_alone(message: str) -> None:
    noticed = notice(message)
    if noticed:
        assert noticed.text in message
        assert parse(noticed.text) == noticed.question


@pytest.mark.parametrize(
    ("message", "more"),
    [
        ("how many r's in strawberry?", False),
        ("does Nevada have a d? No idea what it has", False),
        ("how many r's in strawberry? And how many in cranberry?", True),
        ("how many r's in strawberry, and does Nevada have a d?", True),
        ("Is there a z in pizza? how often does p appear in apple", True),
    ],
)
def test_a_second_question_is_seen(message: str, more: bool) -> None:
    assert asks_more(message) is more


ADVERSARIAL = [
    "how many " * 450, "how many r's in " * 250, "does " * 800, "in " * 1_300 + "how many", "how many a in: " * 260,
    "a" * 4_000, " " * 4_000, "\n" * 4_000, "?" * 4_000, "? " * 2_000, '"' * 4_000, "' " * 2_000, "`" * 4_000,
    "``` " * 1_000, "> " * 2_000, "and how many " * 300, ", and " * 650, "hey, " * 800, "please " * 570, "lol " * 1_000,
    "🍓" * 4_000, "how many 🍓 in " + "🍓 " * 1_900, ": " * 2_000, "<@1" * 1_300, "what is x backwards " * 200,
    "which states have a " * 200, "the word " * 440, "is there a d in Nevad\u0301" * 170, "can you " * 500, ")" * 4_000,
    "x has how many " * 260, "\u202e\u200d" * 2_000, "\ud800" * 4_000, "do you know " * 330, "( " * 2_000, "— " * 2_000,
]  # fmt: skip


def test_a_message_costs_a_bounded_number_of_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def counted(text: str) -> Question | NoLetterQuestion:
        tried.append(text)
        return parse(text)

    monkeypatch.setattr(import_module("bot.letters.notice"), "parse_english", counted)
    for message in (each * times for each in ADVERSARIAL for times in (1, 3)):
        tried.clear()
        notice(message)
        assert len(tried) <= MAX_ATTEMPTS, message[:60]
        assert all(len(text) <= MAX_CLAUSE for text in tried), message[:60]


def test_what_the_limit_cuts_off_in_the_middle_is_not_read() -> None:
    question = "how many r's are in strawberry"
    filling = "bla. " * (MAX_CHARACTERS // 5 - 4)
    assert notice(f"{filling}{question}") is None
    assert notice(f"{question}? {filling}") == notice(f"{question}?")
