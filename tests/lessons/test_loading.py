"""Lessons as files: those that come with the bot, and what a teacher is told of their own."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from bot.config import LessonSettings, Settings
from bot.errors import ConfigError, InputError
from bot.language import speaking
from bot.lessons import LESSONS, LessonCard, load_lessons, read_lesson
from bot.lessons.experiments import EXPERIMENTS
from bot.services.learning.learning import MAKERS
from tests.command import Strawberry
from tests.learning import LESSON

ROOT = Path(__file__).parents[2]


def example() -> str:
    """The lesson that CONTRIBUTING shows."""
    [shown] = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("```toml\n")[1:]
    return shown.partition("```")[0]


def test_there_are_eight_of_four_to_six_cards() -> None:
    lessons = load_lessons()
    assert tuple(lessons.ids) == LESSONS
    assert all(4 <= len(lessons.lesson(each).cards) <= 6 for each in LESSONS)
    assert not lessons.problems


def test_each_experiment_that_cards_can_name_is_there() -> None:
    assert {*EXPERIMENTS} == {*MAKERS}


def test_a_teacher_s_lesson_stands_behind_the_others_in_its_languages(tmp_path: Path) -> None:
    (tmp_path / "pies.toml").write_text(LESSON, "utf-8")
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "pies.toml").write_text(LESSON.replace('"Pies"', '"Kuchen"'), "utf-8")
    lessons = load_lessons(tmp_path)
    assert lessons.ids == [*LESSONS, "pies"]
    titles = []
    for locale in ("en-GB", "de", "ja"):
        with speaking(locale):
            titles.append(lessons.lesson("pies").title)
    assert titles == ["Pies", "Kuchen", "Pies"]
    assert lessons.following("letters") == "pies"
    with pytest.raises(InputError, match="no longer have that lesson"):
        lessons.lesson("cakes")


def test_the_example_of_contributing_is_a_lesson(tmp_path: Path) -> None:
    (tmp_path / "my-lesson.toml").write_text(example(), "utf-8")
    assert load_lessons(tmp_path).ids[-1] == "my-lesson"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("minutes = 2", "minutes = 0", "pies.toml: minutes: input should be greater than or equal to 1"),
        ('title = "Pies"', 'name = "Pies"', "pies.toml: name: there is no such field; leave it out"),
        ('title = "Pies"\n', "", "pies.toml: title: it is missing; write it"),
        ('experiment = "tokens"', 'experiment = "tea"', "card 1: experiment: there is no “tea”. There are tokens"),
        ("Take {words}.", "Take {word}.", "card 1: text: “tokens” does not fill {word}. It fills: bytes"),
        ("Take {words}.", "word " * 80, "card 1: text: it has 80 words, and 70 is the most"),
        ('measure = "tokens"', 'measure = "luck"', "card 1: measure: “tokens” does not measure “luck”"),
        ("up_to = [1]", "up_to = [2, 1]", "card 1: up_to: give the highest number of each option but the last"),
        ('["One", "More"]', '["One"]', "card 1: options: write two to four"),
        ('["One", "More"]', '["One", "One"]', "card 1: options: write two to four, all different"),
        ('["One", "More"]', "[]", "card 1: options: “tokens” offers none. Write two to four"),
        ('measure = "tokens"\n', "right = 3\n", "card 1: right: there are 2 options, so it is a number from 1 to 2"),
        ('measure = "tokens"\n', "", "card 1: right: say which option is right"),
        ('words = "pie"', 'words = ""', "card 1: words: give it some"),
        ('words = "pie"', f'words = "{"pie" * 70}"', "card 1: words: “tokens” takes at most 200 characters"),
        ('words = "pie"', 'words = "pie"\nsettings = { tea = "1" }', "card 1: settings: “tokens” has no “tea”"),
        ('words = "pie"', 'words = "pie"\noutcomes = ["So."]', "card 1: outcomes: write one for each option, or none"),
        ('words = "pie"', 'words = "pie"\nas_before = true', "as_before: there is no card before the first one"),
        ("There are {tokens}.", "There are 3.", "figures: the texts state 3. Say under [figures] how each is computed"),
    ],
)
def test_a_file_that_is_not_right_is_left_out_and_told_with_its_field(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    (tmp_path / "pies.toml").write_text(LESSON.replace(was, now), "utf-8")
    lessons = load_lessons(tmp_path)
    assert tuple(lessons.ids) == LESSONS
    assert told in "\n".join(lessons.problems)


def test_what_is_no_lesson_at_all_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "tokens.toml").write_text(LESSON, "utf-8")
    (tmp_path / "Pies!.toml").write_text(LESSON, "utf-8")
    (tmp_path / "broken.toml").write_text("title = ", "utf-8")
    (tmp_path / "huge.toml").write_text("#" * 200_000, "utf-8")
    told = "\n".join(load_lessons(tmp_path).problems)
    for said in ("tokens.toml: this name is taken", "Pies!.toml: name it in small letters", "broken.toml: it cannot be",
                 "huge.toml: it is larger"):  # fmt: skip
        assert said in told
    assert "this is no folder" in load_lessons(tmp_path / "tokens.toml").problems[0]
    with pytest.raises(ConfigError, match=r"broken\.toml"):
        read_lesson(tmp_path / "broken.toml")


def test_a_teacher_checks_a_folder_on_the_command_line(tmp_path: Path, strawberry: Strawberry) -> None:
    (tmp_path / "pies.toml").write_text(LESSON, "utf-8")
    checked = strawberry("lessons", "check", str(tmp_path))
    assert (checked.returncode, checked.stdout.strip()) == (0, "pies: “Pies”, 4 cards")
    (tmp_path / "bad.toml").write_text(LESSON.replace("minutes = 2", ""), "utf-8")
    checked = strawberry("lessons", "check", str(tmp_path))
    assert checked.returncode == 1
    assert "bad.toml: minutes: it is missing; write it." in checked.stderr


def test_a_folder_is_named_in_the_config(tmp_path: Path, settings: Settings) -> None:
    named = settings.model_copy(update={"lessons": LessonSettings(folder=tmp_path)})
    assert named.lessons.folder == tmp_path
    assert tomllib.loads(LESSON)["title"] == "Pies"


def test_a_translation_asks_the_same_in_other_words() -> None:
    for languages in load_lessons().by_id.values():
        for lesson in languages.values():
            for theirs, ours in zip(lesson.cards, languages["en"].cards, strict=True):
                assert [getattr(theirs, name) for name in ("experiment", "settings", "own")] == [
                    getattr(ours, name) for name in ("experiment", "settings", "own")
                ]
                assert replace(theirs.question, text="", options=()) == replace(ours.question, text="", options=())
                assert len(theirs.question.options) == len(ours.question.options)
                assert placeholders(theirs) == placeholders(ours), f"{lesson.title}: {theirs.title}"


def placeholders(card: LessonCard) -> set[str]:
    texts = (card.text, card.question.text, *card.question.options, card.after, card.not_shown)
    return {found for text in texts for found in regex.findall(r"\{(\w+)\}", text)}
