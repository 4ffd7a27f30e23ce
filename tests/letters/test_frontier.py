"""What large models answered: the table that is shipped."""

from bot.letters import Count, frontier, frontier_rows, graphemes, solve

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
