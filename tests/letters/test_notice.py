"""Letter questions are found in chat, and ordinary chat is left alone."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.letters.test_parse import REFUSED, UNDERSTOOD

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

CHAT = [
    "How many people are in the room?", "Does she have a car?", "Is there a way to undo this?",
    "What is the third way to get there?", "spell it out for me", "which months are rainy", "I have a dog",
    "reverse the order of things", "do you have a minute", "how many times did a bear attack",
    # greetings and small talk
    "", " ", "hi", "hey there", "good morning everyone", "how are you?", "how is it going", "what's up", "whats new?",
    "thanks!", "lol", "😂😂😂", "brb", "see you tomorrow then", "what a day", "is it Friday yet?", "are you there?",
    "are you a bot?", "who made you?", "what can you do?", "what is your name?", "how old are you", "can you help me",
    "can you see me?", "do you like pizza?", "does anyone know what time it is?", "has anyone seen my keys?",
    "is anybody home", "I'm back", "how was your day?", "how do you do", "what do you think?",
    "how long is this going on",
    # how many, how often, how long
    "how many times do I have to say it", "how many times a day do you eat", "how many times a week do you train?",
    "how many I have in stock is my business", "how many i in total", "how many is in stock?", "how many is in Paris",
    "how many us in total", "how many as in Germany", "how many in total?", "how many do you want?",
    "how many letters did you send?", "How many letters are in the alphabet?", "how many letters are in Scrabble",
    "how many letters are in Polish?", "how many letters are in the mailbox", "how many letters are in my inbox",
    "how many characters does genshin have", "how many characters are in naruto",
    "How many characters does Tekken have?",
    "how many days are in May", "how many days without u", "how many months have I waited",
    "how many days have u got left",
    "how many states are there?", "how many states have a governor", "how many planets have rings?",
    "how many continents are in the world", "how many elements are in air", "how many weekdays are left",
    "how many m in a km", "how many m in km", "how many g in kg", "how many s in minute", "how many ms in second",
    "how many h in day", "how many b in kb", "how many cm in inch", "how many k in million", "how many € in dollars",
    "how many $ in total", "how many % in cash", "how many x in y", "how many n in n", "how many 5 in hundred",
    "how many words are in this sentence", "how many syllables are in strawberry",
    "how many calories are in strawberry jam", "how many seeds in a strawberry?", "how many r's?",
    "how many R's are there",
    "how often do I appear in photos", "how often do I show up in searches", "how many times do I appear in Facebook",
    "how many times I appear in photos", "how often does it rain in Seattle?", "how often can u be found in town",
    "how often is a car found in water", "how long is the Nile?", "how long is the word document?",
    "how long is the word file?", "how many s in ms", "how many h in 24h?", "how many g in 5g", "how many p in 1080p",
    "how long is the phrase book", "how long is a piece of string", "how long is the wait", "how long does it take",
    "I know how many r's are in strawberry", "he asked me how many r's are in strawberry",
    "she said \"how many r's are in strawberry\"", "we already know how many r's are in strawberry",
    "> how many r's in strawberry?", "```\nhow many r's in strawberry?\n```",
    # units, idioms and genes
    "how many g in tsp", "how many g in tbsp of sugar", "how many p in pound", "how many p in a pound",
    "how many Ls in chat", "how many L's in chat today", "how many W's in chat", "how many F's in chat?",
    "there is no I in team", "is there an I in team?", "is there a G in MTHFR?", "how many t in BRCA",
    "is there a k in lol",
    "does Nevada have a q?", "how many s's in hour", "does beer contain gluten?", "does strawberry contain raw",
    # does, has, is, are
    "does it have a d", "does he have an A", "does anyone have a d20?", "does that make sense",
    "does this have an end?",
    "does Anna have two dogs", "does Nevada have a casino?", "does Java have pointers?", "does x have a y",
    "does everybody have a 5", "does the store have a bathroom", "does my name have a meaning", "do I have a choice?",
    "it is long and does not contain a", "it does also have a b", "do I exist in reality",
    "do u exist in real life", "Do I appear in photos?", "do we have a quorum", "do it",
    "do the letters matter", "has anyone got a pen", "has it got a name?", "has she got an A?", "has the mail come",
    "is there a B in the class", "is there a god", "is there a problem?", "is there any milk in the fridge",
    "is there an app for that?", "is there a C in Spanish", "is there a 5 in stock", "is there an e in the room",
    "is there a doctor in the house", "is there a plan B in place", "is there a T in here", "are there any questions?",
    "are there 2 in stock?", "are there bears in Nevada", "are the letters in order", "is the letter for me?",
    "is the letter I sent in French?", "is the letter in the box", "can you find a doctor in town",
    "can you see a difference", "can I see a movie in peace", "can I find u in town",
    # which, what, lists
    "which is your favourite planet?", "which days do u work", "which days are with u", "which days have I missed",
    "which one has a better camera", "which states have income tax?", "which elements are metals", "which way is north",
    "what is love", "what is a token?", "what's the first word that comes to mind",
    "what is the first letter of the alphabet",
    "what was the last letter you wrote", "what's the second letter about?", "what is the first letter of your name",
    "what is my name backwards", "what is that in reverse", "what if I walk backwards", "what day is it?",
    "what states did you visit", "what months are you free", "list your hobbies", "name your price", "name a state",
    "list all files in the folder", "find me a recipe with an egg", "show me the way", "give me a break",
    # spell, reverse, count, write
    "reverse thinking helps", "Reverse uno", "reverse harem please",
    "spell it", "spell check", "Spell check is broken", "spell casting is fun", "spell better", "spell damage build?",
    "my spell slots are gone", "the spell fizzled", "he cast a spell on me", "spell that please", "dry spell again",
    "it was a cold spell in January", "reverse engineering", "Reverse engineering rocks", "I love reverse engineering",
    "reverse image search", "reverse psychology", "reverse osmosis", "uno reverse card", "reverse it", "reverse!",
    "put the car in reverse", "he drove in reverse", "reverse the charges", "and reverse fails too",
    "the reverse of fortune", "the reverse is true", "walk backwards", "I fell over backwards",
    "read it backwards please",
    "say it backwards", "count me in", "count u in guys", "count on me", "count to ten", "count the days in May",
    "count sheep in bed", "you can count on it", "flip a coin", "flip it", "flip the pancake for me", "write a poem",
    "write me a letter", "print that again", "type faster", "say hello", "say cheese", "name that tune",
    # longer ones, and ones with letters in them
    "My name is Ann with two n's", "I got an A in math", "The letter arrived yesterday.", "plan B it is",
    "vitamin C is in oranges", "the third letter is missing", "I forgot the first letter of her name",
    "She spelled strawberry with one r", "strawberry has three r's", "there is a d in Nevada", "Nevada has a d",
    "I counted the letters in banana and got six", "he can spell rhythm without help", "my dog knows how to spell",
    "we learned to read, write, spell and count", "Strawberry is spelled with three r's, right?",
    "So I told her how many letters I had written, and she laughed", "I don't care how many times it takes",
    "The question is not how many but how often", "That depends on which months have good weather",
    "I lost count of how many states have changed it", "how many a's in strawberry and raspberry",
    "how many r's in the word: strawberry? I think three", "how many r's are in",
    "If there is a way, there is a will. Which one do you have?", "It has how many doors?", "Mom has how many cats?",
    "He has how many A's?", "This has how many p's", "@everyone who has a spare key?",
    "https://example.com/how-many?a=r",
    "Let me know which days have a free slot", "What else is in there? Anything with an x?", "tell me the truth",
    "give me the list of months", "tell me the name of the third planet",
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


@pytest.mark.parametrize(("message", "part", "question"), FOUND)
def test_is_found(message: str, part: str, question: Question) -> None:
    noticed = notice(message)
    assert noticed is not None
    assert (noticed.text, noticed.question) == (part, question)
    assert part in message


@pytest.mark.parametrize("message", CHAT)
def test_is_left_alone(message: str) -> None:
    assert notice(message) is None


@pytest.mark.parametrize(("typed", "question"), UNDERSTOOD)
def test_what_is_understood_alone_is_found_in_chat(typed: str, question: Question) -> None:
    noticed = notice(typed)
    assert (noticed.question if noticed else None) == (None if typed in NOT_IN_CHAT else question)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_refused_alone_is_left_alone_in_chat(typed: str) -> None:
    noticed = notice(typed)
    assert noticed is None or typed == "how many r's in strawberry? How many in raspberry?"


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


@pytest.mark.parametrize("message", ADVERSARIAL, ids=lambda message: message[:12].encode("unicode_escape").decode())
def test_a_message_costs_a_bounded_number_of_attempts(message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def counted(text: str) -> Question | NoLetterQuestion:
        tried.append(text)
        return parse(text)

    monkeypatch.setattr(import_module("bot.letters.notice"), "parse_english", counted)
    notice(message)
    notice(message * 3)
    assert len(tried) <= 2 * MAX_ATTEMPTS
    assert all(len(text) <= MAX_CLAUSE for text in tried)


def test_what_the_limit_cuts_off_in_the_middle_is_not_read() -> None:
    question = "how many r's are in strawberry"
    filling = "bla. " * (MAX_CHARACTERS // 5 - 4)
    assert notice(f"{filling}{question}") is None
    assert notice(f"{question}? {filling}") == notice(f"{question}?")
