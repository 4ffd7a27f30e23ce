"""**Explain more** says what the words of a question about the inside of a model mean, with the real model."""

import pytest

from bot.intents import glossary
from tests.looking import opened
from tests.quizzing import asked, finish, right
from tests.talking import said_by_bot
from tests.world import World, card, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("view", "terms"),
    [("attention", ["attention", "layer"]), ("layers", ["layer"]), ("vector", ["embedding"])],
)
async def test_the_words_of_a_question_are_explained_above_the_tokens(
    patch: World, view: str, terms: list[str]
) -> None:
    opening = await opened(patch, view, text="The capital of Texas is the city of")
    await patch.alice.click(opening, label="Guess first")
    message = asked(patch)
    await patch.bob.click(message, label=right(patch))
    ended = await finish(patch)
    assert "Rounds that only one member played, as here, count for `/me`" in ended
    revealed = next(each for each in said_by_bot(patch) if each.id == message.id)
    said = text(card(await patch.bob.click(revealed, label="Explain more")))
    above, tokens, _ = said.partition("The tokens as ")
    assert tokens
    for term in terms:
        assert " ".join(glossary()[term].says) in above
    assert ("**Head:** Each layer" in above) == (view == "attention")
