"""The twins as networks in torch: built, trained, written to files.

T is the number of tokens of a prompt, B of prompts side by side, C the width. A prompt is a word, a separator and a
letter; shorter ones are filled up behind their letter, where nothing reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi
from random import Random
from time import thread_time

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save
from torch import Tensor, nn
from torch.nn import functional

from bot.lab.net import NetShape, Transformer, start
from bot.lab.twin_report import Run, packed_run
from bot.lab.twin_words import Asked, batches, sample_questions, word_sets
from bot.lab.twins import (
    BATCH,
    HEADS,
    LONGEST,
    MOST,
    Lesson,
    Raised,
    RaiseTwin,
    Unit,
    pieces,
    rows,
    unit,
    vocabulary,
)
from bot.model.worker import Cancelled, Emit
from bot.tokens.encodings import smollm2

_CONTEXT, _WIDTH, _LAYERS = LONGEST + 2, 56, 3
_RATE, _WARM_UP, _LONGEST_GRADIENT = 0.003, 0.05, 1.0
"""AdamW's highest learning rate, the part of the steps in which it is reached, and where gradients are clipped."""
_LESSONS, _GRADES = 100, 20
"""How often a training says how far it is, and is graded."""


class Twin(Transformer):
    """The transformer of the laboratory, which says at each place how likely each count is."""

    def __init__(self, tokens: int, seed: int) -> None:
        """At its random start; it knows so many ``tokens``, and the separator."""
        super().__init__(NetShape(tokens + 1, _CONTEXT, _WIDTH, _LAYERS, HEADS), seed)
        self.counts = nn.Linear(_WIDTH, MOST + 1)
        start(self, seed)

    def forward(self, ids: Tensor) -> Tensor:  # (B, T) → logits (B, T, MOST + 1)
        states = self.tokens(ids) + self.places(torch.arange(ids.shape[1]))  # (B, T, C)
        for block in self.blocks:
            states = block(states)
        logits: Tensor = self.counts(self.norm(states))
        return logits

    def ask(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """The logits of the counts (B × MOST + 1) at the last of ``lengths`` (B) tokens of each of ``ids`` (B × T)."""
        logits: Tensor = self(ids)
        return logits[torch.arange(len(ids)), lengths - 1]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words as ids, W of them: ``ids`` (W, CONTEXT) ends in zeros, ``lengths`` (W,); ``rows`` has the ids by text."""

    texts: Sequence[str]
    ids: NDArray[np.int64]
    lengths: NDArray[np.int64]
    rows: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[str], reads: Unit, rows: Mapping[str, int]) -> "_Words":
        cut = [[rows[token.text] for token in pieces(reads, text, smollm2())] for text in texts]
        ids = np.zeros((len(texts), _CONTEXT), np.int64)
        for row, word in zip(ids, cut, strict=True):
            row[: len(word)] = word
        return cls(texts, ids, np.array([len(word) for word in cut]), rows)

    def prompts(self, asked: Sequence[tuple[int, str]]) -> tuple[Tensor, Tensor, Tensor]:
        """The prompts about words and letters (B, T), their lengths (B,) and their exact answers (B,)."""
        words = np.array([word for word, _ in asked])
        ids, lengths = self.ids[words], self.lengths[words] + 2
        ids[np.arange(len(asked)), lengths - 1] = [self.rows[letter] for _, letter in asked]
        exact = [self.texts[word].count(letter) for word, letter in asked]
        return torch.from_numpy(ids[:, : lengths.max()]), torch.from_numpy(lengths), torch.tensor(exact)


def raise_twin(request: RaiseTwin, cancelled: Cancelled, emit: Emit) -> None:
    """Train a twin; emits ``Lesson``s and ``Raised``."""
    sets, reads = word_sets(), unit(request.twin)
    known = rows(sets.tokens) if reads == "tokens" else vocabulary(reads)
    twin = Twin(len(known), request.seed)
    learnt, kept = _Words.of(sets.training, reads, known), sample_questions(sets)
    held_out = _Words.of(sets.held_out, reads, known)
    emit(Lesson(0, request.steps))
    begun, read, curve = thread_time(), 0, [(0, _right(_answers(twin, held_out, kept), kept))]
    for step, tokens in enumerate(_training(twin, learnt, request), 1):
        read += tokens
        if cancelled.is_set():
            return
        if step % max(1, request.steps // _GRADES) == 0:
            curve.append((step, _right(_answers(twin, held_out, kept), kept)))
        if step % max(1, request.steps // _LESSONS) == 0:
            emit(Lesson(step, request.steps))
    seconds = thread_time() - begun
    weights = {name: weight.half() for name, weight in twin.state_dict().items()}
    twin.load_state_dict(weights)  # what is kept is what is judged
    vectors = twin.tokens.weight.numel() + twin.places.weight.numel()
    run = Run(
        twin=request.twin,
        seed=request.seed,
        steps=request.steps,
        parameters=twin.parameters_count,
        vectors=vectors,
        tokens_read=read,
        seconds=round(seconds, 1),
        curve=tuple(curve),
        answers="".join(map(str, _answers(twin, held_out, kept))),
    )
    emit(Raised(save(weights, {"run": packed_run(run)})))


def _training(twin: Twin, words: _Words, request: RaiseTwin) -> Iterator[int]:
    """Train step by step: how many tokens each has read. The questions follow from the seed, whoever is trained."""
    optimizer = torch.optim.AdamW(twin.parameters(), betas=(0.9, 0.98))
    rng = Random(request.seed)  # noqa: S311 - to be the same for twins
    questions = batches(rng, words.texts, BATCH)
    for step in range(request.steps):
        ids, lengths, exact = words.prompts(next(questions))
        for group in optimizer.param_groups:
            group["lr"] = _rate((step + 1) / request.steps)
        loss = functional.cross_entropy(twin.ask(ids, lengths), exact)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(twin.parameters(), _LONGEST_GRADIENT)
        optimizer.step()
        yield int(lengths.sum())


def _rate(done: float) -> float:
    """The learning rate at a part of the training: up in a line, then down as a half cosine."""
    return _RATE * min(done / _WARM_UP, (1 + cos(pi * done)) / 2)


def _answers(twin: Twin, words: _Words, asked: Sequence[Asked]) -> list[int]:
    """Its likeliest count for each question; ``words`` are those of the questions, in the same order."""
    ids, lengths, _ = words.prompts([(place, each.letter) for place, each in enumerate(asked)])
    with torch.no_grad():
        found: list[int] = twin.ask(ids, lengths).argmax(1).tolist()
    return found


def _right(answers: Sequence[int], asked: Sequence[Asked]) -> int:
    return sum(answer == each.true_count for answer, each in zip(answers, asked, strict=True))
