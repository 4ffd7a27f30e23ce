"""Reading the probabilities of given answers off one place of a prompt."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

import torch
from transformers import DynamicCache, PreTrainedModel

from bot.model.api import Scores
from bot.model.template import Encoded, Template

_WIDTH = 8
"""Batches are padded to a multiple of this many tokens: few different shapes run faster."""

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A prompt, and the ids of each choice that may follow it."""

    prompt: Encoded
    choices: Mapping[str, Ids]

    def branches(self) -> Mapping[Ids, set[int]]:
        """Where the choices part: each beginning of one, and the ids that go on from there to a choice."""
        branches: dict[Ids, set[int]] = {}
        for ids in self.choices.values():
            for at, id_ in enumerate(ids):
                branches.setdefault(ids[:at], set()).add(id_)
        return branches


class Scorer:
    """Scores batches of prompts. A result does not depend on what else is in the batch (to about 1e-6)."""

    def __init__(self, model: PreTrainedModel, head: torch.Tensor, template: Template) -> None:
        """``head`` is the model's output matrix in float32 (vocabulary × width): bfloat16 is too coarse for logits."""
        self._model = model
        self._head = head
        self._template = template
        # Every letter question begins with the same tokens; their keys and values are computed once.
        self._opening = template.opening()
        self._opening_cache = DynamicCache()
        if self._opening:
            self._run([self._opening], self._opening_cache, 0)
            self._opening_cache.crop(len(self._opening) - self._opening_cache.get_seq_length())  # the padding

    def task(self, prompt: Encoded, choices: Sequence[str]) -> Task:
        """``choices`` may have several tokens each and begin with one another."""
        return Task(prompt, {choice: tuple(self._template.plain(choice)) for choice in choices})

    def score(self, tasks: Sequence[Task]) -> list[Scores]:
        """The scores of each task, computed in one batch; rows that tasks have in common are computed once."""
        wanted: dict[Ids, set[int]] = {}
        for task in tasks:
            for beginning, following in task.branches().items():
                wanted.setdefault(task.prompt.ids + beginning, set()).update(following)
        known = len(self._opening)
        usual = [row for row in wanted if row[:known] == self._opening and len(row) > known]
        unusual = sorted(wanted.keys() - set(usual))
        table: dict[Ids, dict[int, float]] = {}
        for rows, cached in ((usual, known), (unusual, 0)):
            if rows:
                for row, probabilities in zip(rows, self._following(rows, cached), strict=True):
                    ids = sorted(wanted[row])
                    table[row] = dict(zip(ids, probabilities[ids].tolist(), strict=True))
        return [self._scores(task, table) for task in tasks]

    def _scores(self, task: Task, table: Mapping[Ids, Mapping[int, float]]) -> Scores:
        branches = task.branches()
        found: dict[str, float] = {}
        for choice, ids in task.choices.items():
            probability = 1.0
            for at, id_ in enumerate(ids):
                probability *= table[task.prompt.ids + ids[:at]][id_]
            # "1" also begins "12": what goes on to a longer choice is not its own.
            goes_on = sum(table[task.prompt.ids + ids][id_] for id_ in branches.get(ids, ()))
            found[choice] = probability * (1 - goes_on)
        mass = sum(found.values())
        shares = {choice: value / mass if mass else 1 / len(found) for choice, value in found.items()}
        return Scores(shares, mass, self._template.reading(task.prompt))

    def _following(self, rows: Sequence[Ids], cached: int) -> torch.Tensor:
        """Probabilities of the token after each row (rows × vocabulary); ``cached`` ids of each are the opening."""
        cache = DynamicCache()
        if cached:
            cache = deepcopy(self._opening_cache)
            cache.batch_repeat_interleave(len(rows))
        return self._run([row[cached:] for row in rows], cache, cached)

    @torch.inference_mode()
    def _run(self, rows: Sequence[Ids], cache: DynamicCache, cached: int) -> torch.Tensor:
        # Always some padding: without any, transformers drops the mask and takes a path with slightly other numbers.
        width = (max(map(len, rows)) // _WIDTH + 1) * _WIDTH
        ids = torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
        mask = torch.tensor([[*[1] * (cached + len(row)), *[0] * (width - len(row))] for row in rows])
        hidden = self._model.base_model(ids, attention_mask=mask, past_key_values=cache).last_hidden_state
        last = hidden[torch.arange(len(rows)), torch.tensor([len(row) - 1 for row in rows])]
        return torch.nn.functional.linear(last.float(), self._head).softmax(-1)
