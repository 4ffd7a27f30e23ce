"""More kinds of questions, as people ask them: never read wrongly, and the share of them that is read."""

import pytest

from bot.letters import NoLetterQuestion, Understood, parse, solve, subject, understand
from tests.letters.phrased import phrasings, question


def faults(name: str) -> tuple[list[str], list[str], int]:
    """What is read wrongly, what is missed or refused with unfit advice, and how many must be read."""
    wrong, missed, readable = [], [], 0
    for typed, kind, *rest in phrasings(name):
        read = understand(typed.replace("\\n", "\n"))
        readable += kind != "refused"
        match read:
            case NoLetterQuestion(reason) if kind != "refused":
                missed.append(f"missed: {typed!r}: {reason}")
            case NoLetterQuestion(reason):
                if rest and rest[0] not in reason:
                    missed.append(f"unfit advice: {typed!r}: not {rest[0]!r}, but {reason!r}")
            case Understood(found) if kind == "refused" or found != question(kind, *rest):
                wrong.append(f"WRONG: {typed!r}: not {kind} {rest}, but {found}")
    return wrong, missed, readable


@pytest.mark.parametrize("name", ["more_phrasings", "more_phrasings_held"])
def test_nothing_is_read_wrongly(name: str) -> None:
    wrong, missed, readable = faults(name)
    print(f"{name}: {readable - sum(each.startswith('missed') for each in missed)} of {readable} read")
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_the_rules_were_made_for_is_read_and_the_rest_refused_with_fitting_advice() -> None:
    _, missed, _ = faults("more_phrasings")
    assert not missed, "\n" + "\n".join(missed)


def test_most_of_what_was_held_apart_is_read() -> None:
    _, missed, readable = faults("more_phrasings_held")
    assert len(missed) < readable / 5, "\n" + "\n".join(missed)


def test_there_are_enough_of_them() -> None:
    rows = [*phrasings("more_phrasings"), *phrasings("more_phrasings_held")]
    assert len({typed for typed, *_ in rows}) == len(rows) >= 190
    assert sum(kind == "refused" for _, kind, *_ in rows) >= 40
    assert not {typed for typed, *_ in rows} & {typed for typed, *_ in phrasings("phrasings")}


@pytest.mark.parametrize("name", ["phrasings", "more_phrasings", "more_phrasings_held"])
def test_readings_that_are_offered_are_questions_and_never_count_what_is_said_about_a_text(name: str) -> None:
    offered = [
        (typed, reading)
        for typed, *_ in phrasings(name)
        if isinstance(read := parse(typed.replace("\\n", "\n")), NoLetterQuestion)
        for reading in read.readings
    ]
    for typed, reading in offered:
        read = parse(reading)
        assert not isinstance(read, NoLetterQuestion), (typed, reading)
        solve(read)
        assert not {"together", "combined", "total", "vowels"} & {*subject(read).split()}, (typed, reading)
