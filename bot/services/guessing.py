"""A question about what a card of ``/inside`` looks at."""

import secrets
from dataclasses import replace
from random import Random

from bot.errors import ModelUnavailable
from bot.inside.views import PatchView, ProbeResult, Relation, WordMap
from bot.language import later
from bot.model import LanguageModel, ModelInfo
from bot.quiz import About, Question, Sources, guess, guess_of
from bot.services.inspecting import Inspecting
from bot.services.looking import Looking, Subject


async def question_about(
    model: LanguageModel, inspecting: Inspecting, subject: Subject, looking: Looking, other: Subject | None
) -> Question:
    """What is asked of those who have not looked; ``other`` is the text that is patched in.

    Of a map it is always about the trained model. Raises ``OutOfQuestions`` and ``ModelError``.
    """
    if not isinstance(model.state, ModelInfo):
        raise ModelUnavailable(later("There is no model to look into at the moment. Try again later."))
    rng = Random(secrets.randbits(63))  # noqa: S311 - a game
    sources = Sources(model.state.tokenizer, model.state.tokenizer, model)
    if looking.view in ("map", "related", "probe", "patch"):
        seen = await inspecting.see(subject, replace(looking, tsne=False, untrained=False), other)
        if isinstance(seen, WordMap | Relation | ProbeResult | PatchView):
            return await guess_of(rng, sources, seen)
    about = About(looking.view, subject.ids, subject.place(looking), looking.layer, looking.head)
    return await guess(rng, sources, about)
