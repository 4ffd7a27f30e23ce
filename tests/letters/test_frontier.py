"""What large models answered: the table that is shipped."""

from bot.letters import Contains, Count, frontier, frontier_line, frontier_rows, graphemes, solve

MODELS = [
    "Gemini 3 Pro Preview",
    "Grok 4",
    "Kimi K2.5",
    "Qwen3.5 397B A17B",
    "GLM-5",
    "Nemotron 3 Nano 30B A3B",
    "GPT-5.2 Codex",
    "Claude Opus 4.6",
    "MiniMax M2.5",
    "GPT-5.2",
    "Gemini 3 Flash Preview",
    "Claude Sonnet 4.6",
    "DeepSeek V3.2",
    "MiMo V2 Flash",
]


def test_every_row_has_an_answer_place_for_every_model() -> None:
    rows = frontier_rows()
    assert len(rows) == 847
    assert all([*row.answers] == MODELS for row in rows)


def test_the_table_counts_as_the_bot_counts() -> None:
    for row in frontier_rows():
        assert solve(Count(row.word, row.letter)) == row.true_count, row
        assert row.word_length == len(graphemes(row.word))


def test_a_row_is_found_in_any_case() -> None:
    found = frontier("StrawBERRY", "R")
    assert found is not None
    assert (found.word, found.letter, found.true_count, found.word_length) == ("strawberry", "r", 3, 10)
    assert found is frontier("strawberry", "r")


def test_what_was_asked_twice_gives_its_first_row() -> None:
    twice = [row for row in frontier_rows() if (row.word, row.letter) == ("parliamentary", "e")]
    assert len(twice) == 2
    assert frontier("parliamentary", "e") is twice[0]


def test_what_was_not_asked_gives_nothing() -> None:
    assert frontier("strawberry", "z") is None
    assert frontier("", "") is None
    assert frontier("ſtrawberry🍓", "r") is None


def test_a_line_counts_many_and_names_few() -> None:
    line = frontier_line(Count("Parliamentary", "L"))
    assert line == (
        "14 frontier models, February 2026: 11 said 1 · Claude Sonnet 4.6, DeepSeek V3.2 said 2 · MiMo V2 Flash said 3 "
        "(StrawberryBench by Florian Leuerer, CC-BY-4.0)"
    )


def test_a_line_says_when_all_agree_and_when_nothing_was_asked() -> None:
    agreed = frontier_line(Count("parliamentary", "b"))
    assert agreed == "14 frontier models, February 2026: all said 0 (StrawberryBench by Florian Leuerer, CC-BY-4.0)"
    assert frontier_line(Count("parliamentary", "z")) is None
    assert frontier_line(Contains("parliamentary", "b")) is None


def test_every_row_has_a_line_that_fits() -> None:
    lines = [frontier_line(Count(row.word, row.letter)) for row in frontier_rows()]
    assert all(line and len(line) < 400 for line in lines)
