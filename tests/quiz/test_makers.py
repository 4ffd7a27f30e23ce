"""Two thousand questions of each topic that needs no model: one answer is right, found without the makers' help."""

import asyncio
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

import bot.letters
from bot.drawing import illustrate
from bot.errors import ModelUnavailable, OutOfQuestions
from bot.letters import frontier_rows
from bot.letters.decent import fit
from bot.model import Capabilities, NoModel, ServerInfo
from bot.quiz import TOPICS, SatOut, Sources, Survey, make, packed
from bot.quiz.words import single_tokens, words
from bot.tokens import Encodings
from tests.conftest import PREPARED
from tests.quiz.checking import EACH, RIGHT, WORDS_OF_MODELS, check_form, check_places, several
from tests.quiz.quizzes import DIFFICULTIES, INSIDE, LATELY, PROPOSALS

NUMBERS = {"tokens", "letters", "frontier"}
"""Topics whose options are numbers: these ascend, so that the place of the right one is no matter of chance."""


@pytest.fixture
async def sources(tmp_path: Path) -> Sources:
    """No model, and the proposals."""
    encodings = Encodings(tmp_path)
    model = NoModel()
    return Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), model, PROPOSALS)


@pytest.mark.parametrize("topic", RIGHT)
async def test_exactly_one_answer_is_right_and_it_stands_at_any_place(sources: Sources, topic: str) -> None:
    places: dict[int, Counter[int]] = {}
    encoding = sources.tokenizer if topic == "dots" else sources.encoding
    async for question in several(sources, topic, EACH):
        check_form(question)
        right = RIGHT[topic](question, encoding)
        assert right.count(True) == 1, question
        assert right[question.right]
        assert isinstance(question.model, SatOut)
        if topic in NUMBERS:
            assert [*question.options] == sorted(question.options, key=int)
            continue
        places.setdefault(len(question.options), Counter())[question.right] += 1
    assert sum(found.total() for found in places.values()) == (0 if topic in NUMBERS else EACH)
    check_places(places)


async def test_a_question_about_a_capital_tells_the_rule(sources: Sources) -> None:
    """Case-sensitive, “1” is right for the n's in Nathaniel."""
    drawn = Counter[bool]()
    async for question in several(sources, "frontier", 150):
        seen = question.illustration
        assert isinstance(seen, Survey)
        told = "capitals count too" in question.text
        assert told == (seen.word.count(seen.letter) != seen.true_count)
        drawn[told] += 1
        if drawn[told] <= 5:
            assert told == ("(capitals count too)" in illustrate(question).alt)
    assert {*drawn} == {True, False}


@pytest.mark.parametrize("encoding", ["cl100k_base", "smollm2"])
@pytest.mark.parametrize("topic", ["tokens", "cut", "ids"])
async def test_other_encodings_are_asked_about_too(sources: Sources, topic: str, encoding: str, tmp_path: Path) -> None:
    other = await Encodings(tmp_path).load(encoding)
    async for question in several(Sources(other, other, sources.model), topic, 60):
        assert encoding in question.text
        assert RIGHT[topic](question, other).count(True) == 1


@pytest.mark.parametrize("encoding", ["o200k_base", "smollm2"])
async def test_the_commoner_of_two_words_nearly_always_has_the_lower_id(tmp_path: Path, encoding: str) -> None:
    singles = single_tokens(await Encodings(tmp_path).load(encoding))
    chance, known = Random(5), [*singles]
    pairs = [chance.sample(known, 2) for _ in range(50_000)]
    apart = [sorted(pair, key=lambda word: -words()[word]) for pair in pairs if _tenfold(*pair)]
    right = sum(singles[commoner] < singles[rarer] for commoner, rarer in apart)
    assert len(apart) > 10_000
    assert right / len(apart) > 0.95


def _tenfold(one: str, other: str) -> bool:
    return abs(words()[one] - words()[other]) >= 1


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
async def test_how_common_a_word_is_tells_its_place_among_ids(sources: Sources, difficulty: str) -> None:
    async for question in several(sources, "ids", 100, difficulty):
        frequencies = [words()[option] for option in question.options]
        wanted = min if "the highest id" in question.text else max
        assert frequencies[question.right] == wanted(frequencies)
        assert frequencies.count(frequencies[question.right]) == 1


async def test_no_number_of_letters_is_mostly_right(sources: Sources) -> None:
    for difficulty in DIFFICULTIES:
        right = Counter([each.options[each.right] async for each in several(sources, "letters", 300, difficulty)])
        assert max(right.values()) < 150
        async for question in several(sources, "letters", 50, difficulty):
            numbers = sorted(map(int, question.options))
            assert numbers == [*range(numbers[0], numbers[0] + 4)], "they are near each other"


async def test_sentences_do_not_come_again_soon(sources: Sources) -> None:
    for difficulty in DIFFICULTIES:
        subjects = [question.subject async for question in several(sources, "dots", LATELY, difficulty)]
        assert len({*subjects}) == LATELY


async def test_mixed_ones_are_of_every_topic_that_can_be_made(sources: Sources) -> None:
    topics = {question.topic async for question in several(sources, "mixed", 200)}
    assert topics == {*TOPICS} - INSIDE
    without = Sources(sources.encoding, sources.tokenizer, sources.model)
    assert "community" not in {question.topic async for question in several(without, "mixed", 100)}


async def test_a_mixed_quiz_goes_on_when_a_topic_has_run_out(sources: Sources) -> None:
    all_proposals = [each.text.casefold() for each in PROPOSALS]
    topics = {(await make(sources, "mixed", seed, "normal", all_proposals)).topic for seed in range(50)}
    assert "community" not in topics


async def test_a_mixed_quiz_goes_on_when_the_model_has_just_died(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It could be asked when the topics were chosen, and its process is no longer there.
    monkeypatch.setattr(sources.model, "capabilities", Capabilities(predicts=True, vectors=True, inspects=True))
    monkeypatch.setattr(sources.model, "state", ServerInfo("m", "nowhere"))
    topics = {(await make(sources, "mixed", seed, "normal", [])).topic for seed in range(50)}
    assert topics == {*TOPICS} - INSIDE
    with pytest.raises(ModelUnavailable):
        await make(sources, "next", 1, "normal", [])


async def test_a_new_colour_is_right_now_and_then(sources: Sources) -> None:
    for difficulty in DIFFICULTIES:
        right = [each.options[each.right] async for each in several(sources, "dots", 100, difficulty)]
        assert 5 <= right.count("a new colour") <= 30


async def test_no_hint_leaves_a_single_answer(sources: Sources) -> None:
    for topic in ("tokens", "frontier"):
        async for question in several(sources, topic, 60):
            which, _, bound = question.hint.removesuffix(".").rpartition(" ")
            numbers = [int(option) for option in question.options]
            left = [
                number for number in numbers if (number <= int(bound) if which == "At most" else number >= int(bound))
            ]
            assert len(left) == 2
            assert numbers[question.right] in left
    async for question in several(sources, "community", 10):
        assert question.hint.startswith("It is not " if len(question.options) > 2 else "The right answer is 1 token")


async def test_without_a_model_its_topics_say_what_to_do(sources: Sources) -> None:
    for topic in INSIDE:
        with pytest.raises(ModelUnavailable, match="Choose another topic"):
            await make(sources, topic, 1, "easy", [])


async def test_what_has_run_out_says_what_to_do(sources: Sources) -> None:
    with pytest.raises(OutOfQuestions, match="Choose another topic"):
        await make(sources, "letters", 1, "hard", words().keys())
    assert len({row.word.casefold() for row in frontier_rows()}) == WORDS_OF_MODELS
    with pytest.raises(OutOfQuestions, match="Choose another topic"):
        await make(sources, "frontier", 1, "hard", {row.word.casefold() for row in frontier_rows()})
    with pytest.raises(OutOfQuestions, match="/quiz start has a button"):
        await make(sources, "community", 1, "hard", [each.text.casefold() for each in PROPOSALS])


async def test_harder_words_are_longer_and_rarer(sources: Sources) -> None:
    means = []
    for difficulty in DIFFICULTIES:
        subjects = [question.subject async for question in several(sources, "letters", 100, difficulty)]
        length, frequency = (sum(map(measure, subjects)) for measure in (len, words().__getitem__))
        means.append((length, -frequency))
    assert means == sorted(means)


SHOW = """
import asyncio, sys
from pathlib import Path
from bot.model import NoModel
from bot.quiz import Sources, make, packed
from bot.tokens import Encodings
from tests.quiz.quizzes import PROPOSALS
async def main():
    encodings = Encodings(Path(sys.argv[1]))
    model = NoModel()
    sources = Sources(await encodings.load("o200k_base"), await encodings.load("smollm2"), model, PROPOSALS)
    for topic in sys.argv[2:]:
        print(packed(await make(sources, topic, 7, "normal", ["house", "garden"])))
asyncio.run(main())
"""


async def test_the_same_seed_makes_the_same_question_in_any_process(sources: Sources) -> None:
    own = [packed(await make(sources, topic, 7, "normal", ["garden", "house"])) for topic in RIGHT]
    environment = {"PYTHONHASHSEED": "12345", "PYTHONPATH": str(Path(bot.letters.__file__).parent.parent.parent)}
    arguments = (sys.executable, "-c", SHOW, str(PREPARED.parent), *RIGHT)
    process = await asyncio.create_subprocess_exec(*arguments, env=environment, stdout=asyncio.subprocess.PIPE)
    shown, _ = await process.communicate()
    assert shown.decode().splitlines() == own
    assert own != [packed(await make(sources, topic, 8, "normal", ["garden", "house"])) for topic in RIGHT]


def test_no_word_is_one_that_nobody_wants_to_see() -> None:
    assert len(words()) > 20_000
    assert {"strawberry", "kitchen", "yellow", "scrapped", "essex", "congenital", "cocktail"} <= words().keys()
    for word in (
        "fuck",
        "fucking",
        "bitches",
        "nigger",
        "rapist",
        "suicides",
        "genocide",
        "nazis",
        "pornographic",
        "slutty",
        "murders",
    ):
        assert not fit(word)
    assert all(fit(word) for word in Random(3).sample([*words()], 500))
