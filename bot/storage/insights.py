"""Answers from inside, packed for the database: a fifth of the room that the fields' names would take."""

from bot.model.api import Candidate, EncodedPrompt, GenerationTrace, WrittenToken
from bot.storage.tables import PackedCandidate, PackedInsight, Tokens
from bot.tokens import PromptToken


def packed_insight(insight: GenerationTrace, *, explained: bool = True) -> PackedInsight:
    """``insight`` as it is kept, of an answer that is ``explained`` or not."""
    reading = insight.prompt
    return PackedInsight(
        prompt=packed_tokens(reading.tokens),
        focus=packed_tokens(reading.focus),
        dropped=reading.dropped,
        window=reading.window,
        written=tuple(
            (
                _packed(written.token, written.probability),
                tuple(_packed(c.token, c.probability) for c in written.runners_up),
            )
            for written in insight.written
        ),
        seconds=insight.seconds,
        explained=explained,
    )


def unpacked_insight(kept: PackedInsight) -> GenerationTrace:
    """What ``packed_insight`` was given."""
    reading = EncodedPrompt(unpacked_tokens(kept.prompt), unpacked_tokens(kept.focus), kept.dropped, kept.window)
    written = tuple(
        WrittenToken(chosen.token, chosen.probability, tuple(map(_candidate, others)))
        for one, others in kept.written
        for chosen in [_candidate(one)]
    )
    return GenerationTrace(reading, written, kept.seconds)


def packed_tokens(tokens: tuple[PromptToken, ...]) -> Tokens:
    """Tokens as they are kept."""
    return tuple((token.id, token.text, token.special) for token in tokens)


def unpacked_tokens(tokens: Tokens) -> tuple[PromptToken, ...]:
    """What ``packed_tokens`` was given."""
    return tuple(PromptToken(*token) for token in tokens)


def _packed(token: PromptToken, probability: float) -> PackedCandidate:
    return (token.id, token.text, token.special, float(f"{probability:.3g}"))


def _candidate(kept: PackedCandidate) -> Candidate:
    id_, text, special, probability = kept
    return Candidate(PromptToken(id_, text, special), probability)
