"""What was read, in one sentence."""

from dataclasses import replace

from bot.letters import HowManyOf, ModelMissing, Which, why_briefly
from bot.tokens import PromptToken
from tests.letters.answering import answered, comparison


def test_it_is_one_sentence() -> None:
    said = why_briefly(comparison(answered(1, {"1": 0.87, "3": 0.13}, {"1": 0.9, "3": 0.1})))
    assert said == "It read “strawberry” as one token, “␣strawberry”, id 35199."


def test_without_a_model_it_is_said_whose_vocabulary_it_is() -> None:
    missing = replace(comparison(ModelMissing("off")), vocabulary="o200k_base")
    said = why_briefly(missing)
    assert said == "A model with the vocabulary o200k_base reads “strawberry” as one token, “␣strawberry”, id 35199."


def test_of_a_list_its_names_were_not_read() -> None:
    words = (PromptToken(1, " US"), PromptToken(2, " states"))
    for question in (Which("US states", "d"), HowManyOf("US states", "d")):
        asked = replace(comparison(ModelMissing("off"), words), question=question)
        assert why_briefly(asked) == "A model reads “US states” and none of the names."
