"""Which tokens of a text are looked at."""

import pytest

from bot.errors import InputError
from bot.services.looking import MEAN, WORD, Looking, Subject
from bot.tokens import PromptToken


def subject(*texts: str) -> Subject:
    """A text of these tokens; marks of a chat template are special."""
    tokens = tuple(PromptToken(number + 10, text, text.startswith("<|")) for number, text in enumerate(texts))
    return Subject("".join(texts), tokens)


def test_words_are_letters_with_a_space_at_most_before_the_first() -> None:
    said = subject(
        "<|im_start|>", "user", " straw", "berries", ",", "black", "berries", " and", " caf", "é", " 12", "3"
    )
    assert [said.spelt(each) for each in said.words] == ["user", "strawberries", "blackberries", "and", "café"]
    assert subject(".", " ", "⟨F0·9F⟩").words == ()


def test_a_word_is_asked_about_by_all_of_its_tokens() -> None:
    said = subject("My", " straw", "berries", " rot")
    assert said.token_of("strawberries") == WORD + 2
    assert said.token_of("rot") == 4
    assert said.asked(Looking("near", said.token_of("strawberries"))) == (11, 12)
    assert said.asked(Looking("near", 3)) == (12,)
    assert said.asked(Looking("near", MEAN)) == (10, 11, 12, 13)
    assert said.place(Looking("vector", WORD + 2)) == 1
    with pytest.raises(InputError, match="no word “berries”"):
        said.token_of("berries")


@pytest.mark.parametrize("token", [WORD + 3, WORD + 400, WORD, 2**63 - 1])
def test_what_is_no_beginning_of_a_word_is_a_token(token: int) -> None:
    assert len(subject("My", " straw", "berries", " rot").asked(Looking("near", token))) == 1
