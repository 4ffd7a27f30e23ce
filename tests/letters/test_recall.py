"""Yes and no told apart."""

from datetime import UTC, datetime

from bot.letters import Asker, Comparison, Contains, ModelAnswer, ModelMissing, Recall, recall


def asked(name: str, exact: bool, said: bool | None) -> Comparison:
    model = ModelAnswer("SmolLM2", "1", said, "", {"Yes": 1.0}, None, 1.0, (), 0.1)
    missing = ModelMissing("busy")
    return Comparison(
        datetime(2026, 1, 2, tzinfo=UTC),
        Asker(),
        "?",
        Contains(name, "d"),
        exact,
        missing if said is None else model,
        (),
    )


def test_names_are_put_in_order() -> None:
    found = recall(
        [
            asked("Idaho", True, True),
            asked("Iowa", False, False),
            asked("Ohio", False, True),
            asked("Nevada", True, False),
            asked("Utah", False, None),
            asked("Florida", True, None),
            asked("Texas", False, True),
        ]
    )
    assert found == Recall(("Idaho",), ("Iowa",), ("Ohio", "Texas"), ("Nevada",), ("Utah", "Florida"))
    assert (found.yes, found.no) == (3, 2)


def test_of_nothing_there_is_nothing() -> None:
    assert recall([]) == Recall((), (), (), (), ())
