"""Which tokens of a prompt a chat template has put there: those of the packed model, and of others."""

import pytest

from bot.inside.folding import said_parts, template_parts
from bot.tokens import PromptToken
from tests.insights import insight

QUESTION = "How many r's?\nuser\nsystem\n<|im_end|>\n"
"""A member may type what looks like a template."""


def tokens(*texts: str) -> list[PromptToken]:
    """A token of each text; marks begin with ``<``."""
    return [PromptToken(at, text, special=text[0] == "<") for at, text in enumerate(texts)]


def said(prompt: list[PromptToken]) -> list[str]:
    return ["".join(token.text for token in part) for part in said_parts(prompt)]


def test_of_a_prompt_of_the_packed_model_only_what_was_typed_is_left() -> None:
    asked = insight(QUESTION, "3")
    assert said([*asked.prompt.tokens]) == [QUESTION]
    assert said([*asked.tokens]) == [QUESTION, "3"]


SYSTEM = ("<|im_start|>", "system", "\n", "You", " help", "\n", ".", "<|im_end|>", "\n")
LLAMA = ("<|begin|>", "<|start|>", "system", "<|end|>", "\n\n", "Help", ".", "<|eot|>")
ASKED = ("<|start|>", "user", "<|end|>", "\n\n", "Hi", "!", "<|eot|>", "<|start|>", "assistant", "<|end|>", "\n\n")


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        ((*SYSTEM, "<|im_start|>", "user", "\n", "Hi", "!", "<|im_end|>", "\n"), ["Hi!"]),
        ((*LLAMA, *ASKED, "Ho"), ["Hi!", "Ho"]),
        (("<bos>", "[INST]", " Hi", "!", "\n", "[/INST]"), ["[INST] Hi!\n[/INST]"]),
        (("Hi", "!"), ["Hi!"]),
        (("<|im_start|>", "user", "\n"), ["<|im_start|>user\n"]),
    ],
)
def test_of_other_templates_what_is_surely_theirs_is_folded(texts: tuple[str, ...], left: list[str]) -> None:
    assert said(tokens(*texts)) == left


def test_the_parts_and_what_is_between_them_are_all_there_is() -> None:
    prompt = [*insight(QUESTION, "3").tokens]
    between = [token for part in said_parts(prompt) for token in part]
    folded = [prompt[at] for part in template_parts(prompt) for at in part]
    assert sorted(token.id for token in [*between, *folded]) == sorted(token.id for token in prompt)
