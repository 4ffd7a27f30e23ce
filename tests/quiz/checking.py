"""What questions are checked by: the right answers, found without the makers' help, and what holds of all."""

import csv
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from functools import cache
from pathlib import Path

import tiktoken

import bot.letters
from bot.letters.decent import fit
from bot.quiz import Dots, Question, Sources, make, packed, unpacked
from bot.quiz.question import LONGEST_OPTION
from tests.quiz.quizzes import DIFFICULTIES, LATELY

EACH = 2_000
UNLIKELY = {2: 10.83, 3: 13.82, 4: 16.27, 5: 18.47}
"""By number of options: what chi-squared is above in one case of a thousand, where each place is as likely."""
WORDS_OF_MODELS = 193
"""So many words are in the frontier models' table: after that one has to ask about something else for a while."""


def number_of_tokens(question: Question, encoding: tiktoken.Encoding) -> list[bool]:
    tokens = len(encoding.encode_ordinary(quoted(question)[0]))
    return [int(option) == tokens for option in question.options]


def cut(question: Question, encoding: tiktoken.Encoding) -> list[bool]:
    word = quoted(question)[0]
    pieces = [encoding.decode_single_token_bytes(id_).decode() for id_ in encoding.encode_ordinary(word)]
    assert all(option.replace(" | ", "") == word for option in question.options)
    return [option.split(" | ") == pieces for option in question.options]


def ids(question: Question, encoding: tiktoken.Encoding) -> list[bool]:
    found = [encoding.encode_ordinary(f" {option}") for option in question.options]
    if "is a single token" in question.text:
        return [len(each) == 1 for each in found]
    wanted = min if "the lowest id" in question.text else max
    return [each == wanted(found) and len(each) == 1 for each in found]


def letters(question: Question, _: tiktoken.Encoding) -> list[bool]:
    [word] = quoted(question)
    single = question.text.split("the letter ")[1:]
    asked = single[0][0] if single else question.text.split("” are ")[1].split("?")[0].replace(" or ", "")
    return [int(option) == sum(each in asked for each in word) for option in question.options]


@cache
def table() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What each frontier model said, by word and letter, read without the bot's help; of two rows the first."""
    with Path(bot.letters.__file__).with_name("strawberry_bench.tsv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE)]
    return {(row["word"], row["letter"]): row for row in reversed(rows)}


def frontier(question: Question, _: tiktoken.Encoding) -> list[bool]:
    letter = question.text.split("how many ")[1].split("’s")[0]
    [word] = quoted(question)
    row = table()[word, letter]
    model = question.text.split(", ")[1].split(" was asked")[0].lower().replace(" ", "-")
    [answer] = [said for name, said in row.items() if name.partition("/")[2] == model]
    return [option == answer for option in question.options]


def dots(question: Question, encoding: tiktoken.Encoding) -> list[bool]:
    seen = question.illustration
    assert isinstance(seen, Dots)
    read = encoding.encode_ordinary(question.why.split("“")[1].split("”")[0])
    before = [token.id for token in seen.tokens]
    assert read[: len(before)] == before
    following = read[len(before)]
    letters = {id_: chr(ord("A") + number) for number, id_ in enumerate(dict.fromkeys(before))}
    right = f"Dot {letters[following]}" if following in letters else "a new colour"
    assert following not in letters or not promises_new(before)
    return [option == right for option in question.options]


def promises_new(row: list[int]) -> bool:
    """Whether, for some period, the last two are built alike, and each began with a token that was new then.

    The word that opens the row is no part of its pattern.
    """

    def back(at: int) -> int:
        """How many places before it the same token came last; 0 where it is new."""
        return next((distance for distance in range(1, at + 1) if row[at - distance] == row[at]), 0)

    def alike(first: int, second: int) -> bool:
        return row[first] == row[second] or back(first) == back(second)

    return any(
        back(len(row) - period) == back(len(row) - 2 * period) == 0
        and all(alike(at, at - period) for at in range(len(row) - period + 1, len(row)))
        for period in range(2, (len(row) - 1) // 2 + 1)
    )


def community(question: Question, _: tiktoken.Encoding) -> list[bool]:
    return [option == "right" for option in question.options]


def quoted(question: Question) -> list[str]:
    return [part.split("”")[0] for part in question.text.split("“")[1:]]


RIGHT: dict[str, Callable[[Question, tiktoken.Encoding], list[bool]]] = {
    "tokens": number_of_tokens,
    "cut": cut,
    "ids": ids,
    "letters": letters,
    "frontier": frontier,
    "dots": dots,
    "community": community,
}


async def several(sources: Sources, topic: str, number: int, difficulty: str = "") -> AsyncIterator[Question]:
    """So many questions, as one channel would be asked them."""
    asked: list[str] = []
    lately = WORDS_OF_MODELS - 1 if topic == "frontier" else LATELY
    for seed in range(number):
        question = await make(sources, topic, seed, difficulty or DIFFICULTIES[seed % 3], asked[-lately:])
        assert question.subject not in asked[-lately:]
        asked.append(question.subject)
        yield question


def check_form(question: Question) -> None:
    """What holds of every question."""
    options = [option.casefold() for option in question.options]
    assert 2 <= len(options) == len({*options}) <= 5
    assert all(0 < len(option) <= LONGEST_OPTION for option in options)
    assert question.text
    assert question.hint
    assert question.why
    assert unpacked(packed(question)) == question
    assert fit(question.subject)


def check_places(places: Mapping[int, Counter[int]]) -> None:
    """That the right answer stands at any place as likely; ``places`` are told by the number of options."""
    for options, found in places.items():
        expected = found.total() / options
        squares = sum((found[place] - expected) ** 2 / expected for place in range(options))
        assert squares < UNLIKELY[options], found
