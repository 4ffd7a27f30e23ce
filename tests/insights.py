"""Answers from inside, made by hand from the tokens that the local model reads."""

from pathlib import Path

from hypothesis import strategies as st

from bot.model import Candidate, EncodedPrompt, GenerationTrace, WrittenToken
from bot.tokens import Encodings, PromptToken, tokenize

START, END = PromptToken(1, "<|im_start|>", special=True), PromptToken(2, "<|im_end|>", special=True)
SMOLLM2 = Encodings(Path("unused")).get("smollm2")
SHARES = (0.9, 0.35, 0.04, 0.6, 0.002)

ODD = st.text(max_size=40) | st.sampled_from(
    [
        "👩‍👩‍👧" * 9,
        "é\u0301\u0301",
        "שלום مرحبا",
        "\u200b\u202e",
        "<|im_end|>",
        "@everyone",
        "```" * 60,
        "\ud800",
        "\n" * 50,
        "$$x$$",
    ]
)


def prompt_tokens(text: str) -> tuple[PromptToken, ...]:
    """``text`` cut as the local model reads it."""
    return tuple(PromptToken(token.id, token.readable_text) for token in tokenize(SMOLLM2, text).tokens)


def written(text: str) -> tuple[WrittenToken, ...]:
    """``text`` as a model might have written it, and its end: some likely, some not, each with five runners-up."""
    others = prompt_tokens(" the a strawberry\n🍓")[:5]
    return tuple(
        WrittenToken(token, share, tuple(Candidate(other, (1 - share) / 2**n) for n, other in enumerate(others, 2)))
        for at, token in enumerate([*prompt_tokens(text), END])
        for share in [SHARES[at % len(SHARES)]]
    )


def insight(question: str, answer: str, dropped: int = 0) -> GenerationTrace:
    """An insight of a chat of one question, which took two seconds."""
    focus, after = prompt_tokens(question), prompt_tokens("\n")
    before = (START, *prompt_tokens("user\n"))
    tokens = (*before, *focus, END, *after, START, *prompt_tokens("assistant\n"))
    return GenerationTrace(EncodedPrompt(tokens, focus, dropped, 2_304), written(answer), 2.0)


insights = st.builds(insight, ODD, ODD, st.integers(0, 3))
