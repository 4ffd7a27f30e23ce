"""The model as one of those who play: which option it finds likeliest."""

from collections.abc import Sequence

from bot.errors import ModelError
from bot.letters import Count, trial
from bot.model import LanguageModel, Message, ModelInfo, Prompt
from bot.quiz.question import ModelPlay, Played, SatOut

_CUE = "Answer: "


async def play(model: LanguageModel, text: str, options: Sequence[str]) -> ModelPlay:
    """The option that ``model`` finds likeliest as an answer to ``text``.

    It is told the options, and each one's own text is scored right after the cue, so that none gains by its place.
    """
    asked = f"{text}\nOptions: {', '.join(options)}."
    return await _likeliest(model, Prompt((Message("user", asked),), _CUE), options)


async def play_count(model: LanguageModel, question: Count, options: Sequence[str]) -> ModelPlay:
    """The number among ``options`` that ``model`` finds likeliest, asked just as ``/ask`` does."""
    asked = trial(question)
    if asked is None:
        raise TypeError("a count is always put to the model at one place")
    prompt = Prompt((Message("user", asked.asked),), asked.cue)
    return await _likeliest(model, prompt, options)


async def _likeliest(model: LanguageModel, prompt: Prompt, options: Sequence[str]) -> ModelPlay:
    if not isinstance(model.state, ModelInfo):
        return SatOut("No local model is ready here, so none plays.")
    try:
        scores = await model.score(prompt, options)
    except ModelError as error:
        return SatOut(str(error))
    shares = [scores.probabilities[option] for option in options]
    choice = max(range(len(shares)), key=shares.__getitem__)
    return Played(model.state.name, choice, shares[choice])
