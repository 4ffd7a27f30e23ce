"""The model as one of those who play: which option it finds likeliest."""

from collections.abc import Sequence

from bot.errors import ModelError
from bot.language import Later, in_english, tr
from bot.letters import Count, total_variation, trial
from bot.model import LanguageModel, Message, Prompt, known, name_of
from bot.quiz.question import ModelPlay, Played, SatOut

_CUE = "Answer:"


def has_decided(name: str) -> SatOut:
    """What is said of a model that is asked about, and cannot play.

    >>> has_decided("SmolLM2").reason
    'SmolLM2 does not play this one: it has decided what is right.'
    """
    return SatOut(tr("{model} does not play this one: it has decided what is right.", model=name))


async def play_options(model: LanguageModel, text: Later | str, options: Sequence[Later | str]) -> ModelPlay:
    """The option that ``model`` finds likeliest as an answer to ``text``; it reads English, whatever members read.

    It is told the options as often as there are any, each time another one first, and the shares are averaged: a small
    model prefers what it is told first. The space after the cue belongs to an option, as in all texts: without it a
    word is cut into pieces that the model never writes there, and the shortest wins.
    """
    asked, choices = in_english(text), [in_english(option) for option in options]
    orders = [(*choices[first:], *choices[:first]) for first in range(len(choices))]
    told = [f"{asked}\nOptions: {', '.join(each)}." for each in orders]  # untranslated: what the model reads
    prompts = [Prompt((Message("user", each),), _CUE) for each in told]
    return await _likeliest(model, prompts, [f" {choice}" for choice in choices])


async def play_count(model: LanguageModel, question: Count, options: Sequence[str]) -> ModelPlay:
    """The number among ``options`` that ``model`` finds likeliest, asked as ``/ask`` does, with the word hidden too."""
    asked = trial(question)
    if asked is None:
        raise TypeError("a count is always put to the model at one place")
    shown, hidden = (Prompt((Message("user", text),), asked.cue) for text in (asked.asked, asked.hidden))
    return await _likeliest(model, [shown], options, hidden)


async def _likeliest(
    model: LanguageModel, prompts: Sequence[Prompt], choices: Sequence[str], hidden: Prompt | None = None
) -> ModelPlay:
    """The choice with the largest share after ``prompts``, on average of them; ``hidden`` is without the word."""
    name = name_of(model.state)
    if name is None or not (await known(model)).scores:
        return SatOut(tr("No model that tells its probabilities is ready here, so none plays."))
    try:
        # One after the other, so that a question takes one place in the model's queue and not several.
        scores = [await model.score(prompt, choices) for prompt in prompts]
        prior = await model.score(hidden, choices) if hidden else None
    except ModelError as error:
        return SatOut(str(error))
    shares = [sum(each.probabilities.get(choice, 0.0) for each in scores) / len(scores) for choice in choices]
    choice = max(range(len(shares)), key=shares.__getitem__)
    moved = total_variation(scores[0].probabilities, prior.probabilities) if prior else None
    return Played(name, choice, shares[choice], moved)
