"""The surveyor: looks at a model's vectors, in a process of its own, which has numpy and scikit-learn but no engine."""

import functools
from collections.abc import Sequence
from dataclasses import replace

import tiktoken
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no py.typed

from bot.errors import ModelError
from bot.inside import geometry, maps, probing, relating
from bot.inside.geometry import Halves, Space
from bot.inside.maps import Word
from bot.inside.views import Near, ProbeResult, Relation, TokenVector, WordMap
from bot.language import later, noted
from bot.model import prepared
from bot.model.looks import (
    MOST_WORDS,
    LookAtMap,
    LookAtRelation,
    LookAtVector,
    LookByProbe,
    LookNear,
)
from bot.model.processors import threads
from bot.model.protocols import Loading
from bot.model.requests import Setup
from bot.model.template import Template
from bot.model.worker import Report, Worker
from bot.tokens import PromptToken, standing

_KEPT = 64
"""Maps and probes that are remembered: each is some KB."""
_MOST_NEAR = 100
_MOST_COMPARED = 500
"""Words beside a letter, whether they have it or not: what they differ by at random is drawn ten thousand times."""
_NONE_ASKED = later("Say which token, so that I can look for its neighbours.")


def open_surveyor(setup: Setup, report: Report) -> Worker:
    """Have the vectors of the model of ``setup``, which is prepared first, memory-mapped from their file."""
    report(Loading(noted("opening the vectors")))
    folder = prepared.prepare(setup.settings.name, setup.cache, report, setup.settings.packing)
    threadpool_limits(threads(setup.settings.threads))  # more than are free wait for each other, and use them up
    tokenizer = prepared.read_facts(folder).info(folder).tokenizer
    surveyor = Surveyor(prepared.vectors(folder), tokenizer)
    mapped = functools.lru_cache(_KEPT)(surveyor.map)
    probed = functools.lru_cache(_KEPT)(surveyor.probe)
    worker = Worker(folder)
    worker.answers(LookAtVector, lambda look, _: surveyor.vector(look.id, look.seed))
    worker.answers(LookNear, lambda look, _: surveyor.near(look.of, look.most))
    worker.answers(LookAtMap, lambda look, _: mapped(look))
    worker.answers(LookAtRelation, lambda look, _: surveyor.relation(look.letter, look.words))
    worker.answers(LookByProbe, lambda look, _: probed(look.letter.lower()))
    return worker


class Surveyor:
    """Looks at the vectors of a vocabulary; what it measures of all of them it measures once, when first asked."""

    def __init__(self, embeddings: Halves, tokenizer: tiktoken.Encoding) -> None:
        """``embeddings`` (tokens × width) may be memory-mapped from a file; ``tokenizer`` has their ids."""
        self._embeddings = embeddings
        self._tokenizer = tokenizer
        self._template = Template(tokenizer, "")

    @functools.cached_property
    def _space(self) -> Space:
        return geometry.measured(self._embeddings)

    @functools.cached_property
    def _words(self) -> dict[str, int]:
        return probing.words(self._tokenizer)

    def vector(self, id_: int, seed: int) -> TokenVector:
        """One token's vector, and what stands beside it."""
        token = self._template.token(id_)
        common = None  # the share of merges that came later: tokens that were merged earlier stood in more texts
        if not token.special:
            place = standing(self._tokenizer, id_)
            common = 1 - (place.merge or 0) / max(1, place.merges)
        return geometry.token_vector(self._space, token, common, seed)

    def near(self, ids: Sequence[int], most: int) -> Near:
        """The nearest tokens to the mean of ``ids``. Raises ``ModelError`` without any."""
        if not ids:
            raise ModelError(_NONE_ASKED)
        return geometry.near(self._space, ids, max(0, min(most, _MOST_NEAR)), self._template.token)

    def map(self, look: LookAtMap) -> WordMap:
        """Words in two dimensions. Raises ``ModelError`` where too few are left."""
        words, left_out = maps.chosen([self._word(text, group) for text, group in look.words], MOST_WORDS)
        found = maps.word_map(
            self._space, words, look.method, trained=look.trained, seed=look.seed, perplexity=look.perplexity
        )
        return replace(found, left_out=left_out)

    def relation(self, letter: str, texts: Sequence[str]) -> Relation:
        """A letter beside words. Raises ``ModelError`` where that cannot be compared."""
        if len(texts) > _MOST_COMPARED:
            raise ModelError(
                later(
                    "That is {words} words, and I compare {most} at most. Give me fewer.",
                    words=len(texts),
                    most=_MOST_COMPARED,
                )
            )
        words, _ = maps.chosen([self._word(text, "") for text in texts], len(texts))
        return relating.relation(self._space, self._letter(letter.lower()), letter, words)

    def probe(self, letter: str) -> ProbeResult:
        """What can be read of ``letter`` out of the vectors of words that are one token."""
        states = self._embeddings[[*self._words.values()]]
        return probing.probe([*self._words], states, letter, probing.surface(self._words), layer=0)

    def _word(self, text: str, group: str) -> Word:
        return Word(text, group, tuple(self._template.plain(f" {text}")))

    def _letter(self, letter: str) -> PromptToken:
        for text in (f" {letter}", letter):
            ids = self._template.plain(text)
            if len(ids) == 1:
                return self._template.token(ids[0])
        raise ModelError(
            later(
                "The model has no token that is “{letter}” alone, so there is no vector of it to compare.",
                letter=letter,
            )
        )
