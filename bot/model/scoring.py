"""Reading the probabilities of given answers off one place of a prompt."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby

import torch
from transformers import DynamicCache, PreTrainedModel

from bot.errors import ModelUnavailable
from bot.model.api import Scores
from bot.model.template import Encoded, Template

_WIDTH = 8
"""Rows are padded to a multiple of this many tokens, and read together with those of the same width alone: the sums of
bfloat16 come out differently for each width, and so would a result with whoever asks at the same time. What comes out
differently for each number of rows is left to ``steady.py``."""
_PLACES = 8_192
"""The most tokens, read before and new ones, of all rows of a batch of branches together: 200 MB of SmolLM2's keys."""

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


@dataclass(frozen=True, slots=True)
class _Read:
    """What has been read so far: its keys and values, and which places of it hold tokens (rows × length, 0 or 1)."""

    cache: DynamicCache
    mask: torch.Tensor

    def rows(self, numbers: Sequence[int]) -> "_Read":
        """A copy of some rows, each as often as it is asked for."""
        chosen = torch.tensor(numbers)
        cache = copy(self.cache)
        cache.layers = [copy(layer) for layer in self.cache.layers]  # which still hold the same keys and values …
        cache.batch_select_indices(chosen)  # … but from here on copies of the chosen ones
        return _Read(cache, self.mask[chosen])

    def without_end(self, places: int) -> "_Read":
        """The same without the last ``places``."""
        self.cache.crop(-places)
        return _Read(self.cache, self.mask[:, :-places])


class Scorer:
    """Scores batches of prompts. A result does not depend on what else is in the batch (to about 1e-5)."""

    def __init__(self, model: PreTrainedModel, head: torch.nn.Module, template: Template) -> None:
        """``head`` is the model's output layer in float32: bfloat16 is too coarse for logits.

        Raises ``ModelUnavailable`` for a model whose logits are not simply what comes out of its output layer.
        """
        self._model = model
        self._head = head
        self._template = template
        # Every letter question begins with the same tokens, which are read once.
        self._opening = template.opening() or (0,)
        probabilities, read = self._read([self._opening], _nothing(1))
        self._opening_read = read.without_end(read.mask.shape[1] - len(self._opening))
        self._check_head(probabilities[0])

    def task(self, prompt: Encoded, choices: Sequence[str]) -> Task:
        """``choices`` may have several tokens each and begin with one another."""
        return Task(prompt, {choice: tuple(self._template.plain(choice)) for choice in choices})

    def score(self, tasks: Sequence[Task]) -> list[Scores]:
        """The scores of each task, computed together; what tasks have in common is read once."""
        wanted: dict[Ids, dict[Ids, set[int]]] = {}
        for task in tasks:
            for beginning, following in task.branches().items():
                wanted.setdefault(task.prompt.ids, {}).setdefault(beginning, set()).update(following)
        table: dict[Ids, Mapping[int, float]] = {}
        for opened, prompts in self._alike([*wanted]):
            if opened:
                read, known = self._opening_read.rows([0] * len(prompts)), len(self._opening)
            else:
                read, known = _nothing(len(prompts)), 0
            table |= self._table(prompts, [prompt[known:] for prompt in prompts], read, wanted)
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

    def _alike(self, prompts: Sequence[Ids]) -> Iterator[tuple[bool, Sequence[Ids]]]:
        """``prompts`` in groups that can be read together, and whether those of a group begin with the opening."""
        known = len(self._opening)

        def kind(prompt: Ids) -> tuple[bool, int]:
            opened = prompt[:known] == self._opening and len(prompt) > known
            return opened, _padded(len(prompt) - known * opened)

        for (opened, _), group in groupby(sorted(prompts, key=kind), key=kind):
            yield opened, [*group]

    def _table(
        self, prompts: Sequence[Ids], rows: Sequence[Ids], read: _Read, wanted: Mapping[Ids, Mapping[Ids, set[int]]]
    ) -> dict[Ids, Mapping[int, float]]:
        """For each prompt with each of its beginnings: the probabilities of the wanted next ids.

        ``rows`` are what of the prompts is not in ``read`` yet.
        """
        table: dict[Ids, Mapping[int, float]] = {}
        probabilities, read = self._read(rows, read)
        for prompt, row in zip(prompts, probabilities, strict=True):
            table[prompt] = _picked(row, wanted[prompt][()])
        branches = [(number, each) for number, prompt in enumerate(prompts) for each in wanted[prompt] if each]
        for some in _batches(branches, read.mask.shape[1]):
            probabilities, _ = self._read([each for _, each in some], read.rows([number for number, _ in some]))
            for (number, beginning), row in zip(some, probabilities, strict=True):
                prompt = prompts[number]
                table[prompt + beginning] = _picked(row, wanted[prompt][beginning])
        return table

    @torch.inference_mode()
    def _read(self, rows: Sequence[Ids], before: _Read) -> tuple[torch.Tensor, _Read]:
        """Probabilities of the token after each row (rows × vocabulary), and all that has then been read."""
        width = _padded(max(map(len, rows)))
        ids = torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
        new = torch.tensor([[*[1] * len(row), *[0] * (width - len(row))] for row in rows])
        mask = torch.cat((before.mask, new), dim=1)
        hidden = self._model.base_model(
            ids,
            attention_mask=mask,
            position_ids=before.mask.sum(1, keepdim=True) + torch.arange(width),
            past_key_values=before.cache,
        ).last_hidden_state
        last = hidden[torch.arange(len(rows)), torch.tensor([len(row) - 1 for row in rows])]
        return self._head(last.float()).softmax(-1), _Read(before.cache, mask)

    @torch.inference_mode()
    def _check_head(self, ours: torch.Tensor) -> None:
        theirs = self._model(torch.tensor([self._opening])).logits[0, -1].float().softmax(-1)
        if (ours - theirs).abs().max() > 0.05:
            raise ModelUnavailable(
                "The model scales or caps its output in a way that I cannot follow. Set model.name to another one."
            )


def _nothing(rows: int) -> _Read:
    return _Read(DynamicCache(), torch.zeros((rows, 0), dtype=torch.long))


def _padded(length: int) -> int:
    # Always some padding: without any, transformers drops the mask and takes a path with slightly other numbers.
    return (length // _WIDTH + 1) * _WIDTH


def _picked(probabilities: torch.Tensor, ids: set[int]) -> Mapping[int, float]:
    chosen = sorted(ids)
    return dict(zip(chosen, probabilities[chosen].tolist(), strict=True))


def _batches(branches: Sequence[tuple[int, Ids]], length: int) -> Iterator[Sequence[tuple[int, Ids]]]:
    """``branches`` in parts of one width and at most ``_PLACES``; ``length`` places have been read before each."""

    def width(branch: tuple[int, Ids]) -> int:
        return _padded(len(branch[1]))

    for wide, group in groupby(sorted(branches, key=width), key=width):
        alike = [*group]
        size = max(1, _PLACES // (length + wide))
        yield from (alike[start : start + size] for start in range(0, len(alike), size))
