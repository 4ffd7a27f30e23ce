"""What an answer was made of comes back, whatever the tokens hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.chat import Said, Turn
from bot.model.api import Candidate, EncodedPrompt, GenerationTrace, WrittenToken
from bot.storage import Chats, Database
from bot.storage.insights import packed_insight, unpacked_insight
from bot.tokens import PromptToken, well_formed

TEXTS = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(
    [
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "e\u0301",
        "שלום\u202e",
        "\u200b",
        "\0",
        "<|endoftext|>",
        "@everyone",
        "```",
        "\ud83d",
        "\ude00",
        "NULL",
    ]
)
TOKENS = st.builds(PromptToken, st.integers(0, 2**31), TEXTS, st.booleans())
SHARES = st.floats(0, 1).map(lambda share: float(f"{share:.3g}"))
INSIGHTS = st.builds(
    GenerationTrace,
    st.builds(
        EncodedPrompt,
        st.lists(TOKENS, max_size=6).map(tuple),
        st.lists(TOKENS, max_size=3).map(tuple),
        st.integers(0, 500),
        st.integers(0, 2**31),
    ),
    st.lists(
        st.builds(WrittenToken, TOKENS, SHARES, st.lists(st.builds(Candidate, TOKENS, SHARES), max_size=5).map(tuple)),
        max_size=4,
    ).map(tuple),
    st.floats(0, 1e6),
)


def well(token: PromptToken) -> PromptToken:
    return PromptToken(token.id, well_formed(token.text), token.special)


def as_kept(insight: GenerationTrace) -> GenerationTrace:
    """``insight`` with every lone surrogate replaced."""
    reading = insight.prompt
    return GenerationTrace(
        EncodedPrompt(
            tuple(map(well, reading.tokens)), tuple(map(well, reading.focus)), reading.dropped, reading.window
        ),
        tuple(
            WrittenToken(
                well(each.token),
                each.probability,
                tuple(Candidate(well(other.token), other.probability) for other in each.runners_up),
            )
            for each in insight.written
        ),
        insight.seconds,
    )


@given(INSIGHTS)
def test_unpacking_undoes_packing(insight: GenerationTrace) -> None:
    assert unpacked_insight(packed_insight(insight)) == insight


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(insight=INSIGHTS)
async def test_any_insight_comes_back_from_the_database(database: Database, insight: GenerationTrace) -> None:
    chats = Chats(database, 30)
    said = Said(datetime(2026, 3, 1, tzinfo=UTC), 1, 10, None, "What is a token?")
    id_ = await chats.add(said)
    assert await chats.end(Turn(id_, said, "A number.", ending="complete", insight=insight))
    turn = await chats.get(id_)
    assert turn is not None
    assert turn.insight == as_kept(insight)


@pytest.mark.parametrize(("share", "kept"), [(0.123456, 0.123), (0.9996, 1.0), (1.23456e-7, 1.23e-7), (0.0, 0.0)])
def test_probabilities_are_kept_to_three_digits(share: float, kept: float) -> None:
    written = (WrittenToken(PromptToken(1, "a"), share, (Candidate(PromptToken(2, "b"), share),)),)
    [token] = unpacked_insight(packed_insight(GenerationTrace(EncodedPrompt((), ()), written, 0.0))).written
    assert (token.probability, token.runners_up[0].probability) == (kept, kept)
