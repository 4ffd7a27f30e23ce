"""A model looked into: which view of which text, and what is seen there."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Literal, TypeVar, cast

from async_lru import alru_cache

from bot.errors import InputError, ModelError, ModelUnavailable
from bot.inside.kinds import Reveal
from bot.inside.presets import PRESETS
from bot.inside.views import DotsView, LensView, Near, PatchView, Seen
from bot.language import later, retold
from bot.letters import Comparison, Count, ModelAnswer, parse, trial
from bot.model import LanguageModel, Loading, ModelInfo, ServerInfo
from bot.model.api import Sampling
from bot.model.looks import (
    MOST_TOKENS,
    FitLens,
    Look,
    LookAtAttention,
    LookAtMap,
    LookAtRelation,
    LookAtVector,
    LookByPatch,
    LookByProbe,
    LookNear,
    LookThroughLens,
)
from bot.services.looking import OWN_WORDS, Looking, Subject
from bot.tokens import PromptToken, readable_text, token_ids, well_formed
from bot.tokens.unwanted import unwanted

R = TypeVar("R")

_REMEMBERED = 64
"""Looks whose answer is kept: who changes the view comes back."""
_GUESSES = 5
_LOOKED_AT = 40
"""Neighbours, of which those that are not to be shown are left out."""
_ALIKE = 4
"""Words that begin with so many of the same letters are mostly forms of one."""


class Inspecting:
    """Looks into a model. What is seen of the same text is remembered."""

    def __init__(self, model: LanguageModel, *, filtered: bool = True) -> None:
        """``filtered`` leaves out of neighbours what nobody is to be shown unasked."""
        self._model = model
        self._filtered = filtered
        self._remembered = alru_cache(maxsize=_REMEMBERED)(self._looked)

    async def subject(self, text: str, ids: Sequence[int] = ()) -> Subject:
        """``text``, cut as plain text, with the tokens ``ids`` behind it, as they are. Raises ``ModelError``."""
        info = self._info()
        cut = await asyncio.to_thread(token_ids, info.tokenizer, well_formed(text))
        whole = [*cut, *ids]
        if not whole:
            raise ModelError(later("The model has no token for anything in that text. Try another text."))
        if not all(0 <= id_ < info.vocabulary for id_ in whole):
            raise ModelError(
                later("The model has {vocabulary} tokens, and none of that id.", vocabulary=info.vocabulary)
            )
        tokens = tuple(_token(info, id_) for id_ in whole[-MOST_TOKENS:])
        return Subject(text or "".join(each.text for each in tokens), tokens, max(0, len(whole) - MOST_TOKENS))

    async def see(self, subject: Subject, looking: Looking, other: Subject | None = None) -> Seen:
        """What ``looking`` shows of ``subject``; ``other`` is the text that is patched in. Raises ``UserError``."""
        at = subject.place(looking)
        match looking.view:
            case "dots":
                return await self._dots(subject, looking.reveal)
            case "vector":
                return await self._look(LookAtVector(subject.ids[at]))
            case "near":
                return await self._near(subject.asked(looking))
            case "map":
                return await self._look(_map(subject, looking))
            case "related":
                words = _grouped(subject, looking)
                return await self._look(LookAtRelation(_letter(looking), tuple(word for word, _ in words)))
            case "probe":
                return await self._look(LookByProbe(_letter(looking), looking.layer))
            case "attention":
                layer = looking.layer or max(1, self._info().layers // 2)
                return await self._look(
                    LookAtAttention(subject.ids, layer, looking.head, looking.by_values, looking.without_first)
                )
            case "layers":
                return await self._through_lens(subject, at, looking.wanted)
            case "patch":
                return await self._patched(subject, at, other)

    async def of_text(self, text: str) -> Looking:
        """How a text is looked at first: a letter question's letter is what is asked about."""
        match await asyncio.to_thread(parse, text):
            case Count(_, letter) if _plain_letter(letter):
                return Looking(letter=letter.lower())
            case _:
                return Looking()

    def of_comparison(self, comparison: Comparison) -> tuple[tuple[int, ...], Looking]:
        """The ids that the model was asked a letter question with, and how they are looked at first.

        Raises ``InputError`` where none are kept.
        """
        answer, question = comparison.model, comparison.question
        if not isinstance(answer, ModelAnswer) or not answer.prompt:
            raise InputError(later("There are no tokens to look into: the model gave no answer, or a server did."))
        letter = question.letter.lower() if isinstance(question, Count) else ""
        put = trial(question)
        right = [choice for choice, meant in put.choices.items() if meant == comparison.exact] if put else []
        wanted = token_ids(self._info().tokenizer, right[0])[0] if right else 0
        looking = Looking(letter=letter if _plain_letter(letter) else "d", wanted=wanted)
        return tuple(token.id for token in answer.prompt), looking

    async def _near(self, ids: tuple[int, ...]) -> Near:
        if not self._filtered:
            return await self._look(LookNear(ids))
        return near_without_unwanted(await self._look(LookNear(ids, _LOOKED_AT)), LookNear(ids).most)

    async def _dots(self, subject: Subject, reveal: Reveal) -> DotsView:
        if reveal != "text":
            return DotsView(subject.tokens, reveal, ())
        predicted = await self._model.next_tokens("", subject.ids, Sampling())
        likeliest = tuple((each.token, each.probability) for each in predicted.likeliest[:_GUESSES])
        return DotsView(subject.tokens, reveal, likeliest)

    async def _through_lens(self, subject: Subject, at: int, wanted: int) -> LensView:
        at_end = at == len(subject.tokens) - 1
        request = LookThroughLens(subject.ids, at, wanted if wanted and at_end else None)
        seen = await self._look(request)
        if seen.tuned is None:  # which is being fitted now
            self._remembered.cache_invalidate(request)
        return seen

    async def _patched(self, subject: Subject, at: int, other: Subject | None) -> PatchView:
        if other is None:
            near = await self._look(LookNear((subject.ids[at],)))
            ids = (*subject.ids[:at], _instead(subject.tokens[at], near), *subject.ids[at + 1 :])
            return await self._look(LookByPatch(subject.ids, ids, at, at))
        theirs = differing(subject.ids, other.ids)
        if theirs is None:
            raise InputError(later("Both texts have the same tokens, so nothing would change. Give me another one."))
        return await self._look(LookByPatch(subject.ids, other.ids, *theirs))

    async def fit_lens(self) -> None:
        """Fit the tuned lens, if it is not yet: that takes minutes. Raises ``ModelError``."""
        await self._model.look(FitLens())

    async def _look(self, request: Look[R]) -> R:
        return cast("R", await self._remembered(request))

    async def _looked(self, request: Look[object]) -> object:
        return await self._model.look(request)

    def _info(self) -> ModelInfo:
        match self._model.state:
            case ModelInfo() as info:
                return info
            case ServerInfo(name):
                raise ModelUnavailable(
                    later(
                        "{name} runs on a server, which returns only text, so I cannot look inside. The host can set "
                        'model.backend = "local" to look into a model.',
                        name=name,
                    )
                )
            case Loading(step):
                raise ModelUnavailable(
                    later("The model is still loading ({step}). Ask again in a moment.", step=retold(step))
                )
            case _:
                raise ModelUnavailable(
                    later("There is no model to look into: the host has switched it off, or it failed.")
                )


def differing(ids: Sequence[int], others: Sequence[int]) -> tuple[int, int] | None:
    """The last places of two texts before what they share at their ends: where one can be patched into the other.

    None for the same ids.

    >>> differing([504, 3575, 282, 4649, 314], [504, 3575, 282, 5290, 314])
    (3, 3)
    >>> differing([1, 2, 3], [1, 2, 4, 5, 3])
    (1, 3)
    """
    if tuple(ids) == tuple(others):
        return None
    shared = 0
    while shared < min(len(ids), len(others)) - 1 and ids[-1 - shared] == others[-1 - shared]:
        shared += 1
    return len(ids) - 1 - shared, len(others) - 1 - shared


def near_without_unwanted(near: Near, most: int) -> Near:
    """``near`` with the first ``most`` of each list that may be shown unasked, and how many on the way may not."""
    plain, centred = (
        replace(each, tokens=tuple(pair for pair in each.tokens if not unwanted(pair[0].text))[:most])
        for each in (near.plain, near.centred)
    )
    shared = {token.id for token, _ in plain.tokens} & {token.id for token, _ in centred.tokens}
    on_the_way = (*near.plain.tokens[:most], *near.centred.tokens[:most])
    hidden = {token.id for token, _ in on_the_way if unwanted(token.text)}
    return Near(near.asked, plain, centred, len(shared), len(hidden))


def _instead(token: PromptToken, near: Near) -> int:
    """The id of the nearest token that is another word, and not the same one spelt or bent in another way."""

    def beginning(other: PromptToken) -> str:
        return other.text.strip().casefold()[:_ALIKE]

    others = [each.id for each, _ in near.centred.tokens if beginning(each) != beginning(token)]
    return others[0] if others else near.centred.tokens[0][0].id


def _token(info: ModelInfo, id_: int) -> PromptToken:
    data = info.tokenizer.decode_single_token_bytes(id_)
    return PromptToken(id_, readable_text(data), info.tokenizer.is_special_token(id_))


def _plain_letter(letter: str) -> bool:
    return len(letter) == 1 and letter.lower() in ascii_lowercase


def _letter(looking: Looking) -> str:
    if not _plain_letter(looking.letter):
        raise InputError(later("Give me one letter from a to z."))
    return looking.letter.lower()


def _map(subject: Subject, looking: Looking) -> LookAtMap:
    if looking.perplexity < 1:
        raise InputError(later("Give me a perplexity of at least 1: about how many neighbours of each word count."))
    method: Literal["pca", "tsne"] = "tsne" if looking.tsne else "pca"
    words, trained = _grouped(subject, looking), not looking.untrained
    return LookAtMap(words, method, trained=trained, seed=looking.seed, perplexity=looking.perplexity)


def _grouped(subject: Subject, looking: Looking) -> tuple[tuple[str, str], ...]:
    """The words that are looked at, each with its group."""
    if looking.words == OWN_WORDS:
        words = [word.strip(".,;:!?\"'()[]") for word in subject.text.replace(",", " ").split()]
        return tuple((word, "") for word in words if word)
    if preset := PRESETS.get(looking.words):
        return tuple((word, group) for group, words in preset.groups.items() for word in words)
    raise InputError(
        later(
            "I have no list of words called that. There are {names}, and {own}.",
            names=", ".join(PRESETS),
            own=OWN_WORDS,
        )
    )
