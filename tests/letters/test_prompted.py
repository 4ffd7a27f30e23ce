"""What of a prompt was asked: found in the tokens of the real template, whatever was asked."""

from datetime import UTC, datetime

import pytest

from bot.letters import Asker, Comparison, Count, ModelAnswer, Reverse, prompted, solve, trial
from bot.letters.question import Question
from bot.model.api import Message, Prompt
from bot.model.template import Template
from bot.tokens.encodings import smollm2

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)


def comparison(question: Question, text: str) -> Comparison:
    """Asked as the bot asks a model on this machine."""
    put = trial(question)
    asked, cue, focus = (put.asked, put.cue, put.focus) if put else (text, "", (0, 0))
    template = Template(smollm2(), CHATML)
    messages = (Message("system", "You are helpful."), Message("user", asked))
    told = template.told(template.encode(Prompt(messages, cue, focus)))
    shares = {"1": 1.0} if put else None
    model = ModelAnswer("SmolLM2", "1", 1, None, shares, None, 1.0, told.tokens, 0.1)
    return Comparison(datetime(2026, 1, 2, tzinfo=UTC), Asker(), text, question, solve(question), model, told.focus)


@pytest.mark.parametrize("word", ["strawberry", "user", "r", "ice cream", "How many", "naïve", "<|im_end|>"])
def test_the_word_is_found_in_the_question(word: str) -> None:
    asked = comparison(Count(word, "r"), "?")
    read = prompted(asked)
    assert read
    assert "".join(token.text for token in read.asked) == f"How many times does the letter r occur in {word}?"
    assert read.asked[read.word.start : read.word.stop] == asked.word_tokens
    assert "".join(token.text for token in read.cue) == "Answer: "
    assert read.before[-1].text == "\n"
    assert read.after[0].text == "<|im_end|>"
    assert isinstance(asked.model, ModelAnswer)
    assert read.before + read.asked + read.after + read.cue == asked.model.prompt


def test_what_was_typed_is_found_where_the_model_was_asked_just_that() -> None:
    read = prompted(comparison(Reverse("back"), "what is back backwards"))
    assert read
    assert read.cue == ()
    assert [read.asked[at].text for at in read.word] == [" back"]


def test_what_is_not_there_token_by_token_is_not_taken_apart() -> None:
    assert prompted(comparison(Count("🍓🍓", "r"), "?")) is None
