"""A training, step by step, and what is seen of it. On one thread the same plan gives the same frames, to the digit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import torch
from cachetools import LRUCache
from torch import Tensor
from torch.nn import functional

from bot.lab.examples import Ids, cut, joined, read
from bot.lab.net import NetShape, Transformer
from bot.lab.plan import Frame, Plan, Train
from bot.model.worker import Cancelled, Emit

_BATCH = 32
"""Lines, or parts of long ones, that a step learns from."""
_JUDGED = 256
"""Of the lines that are learnt, and of those held out, so many at most say how large the loss is."""
_LIKELIEST = 8
_TEMPERATURE = 0.8
_UNJUDGED = -100
"""Stands for the next token where a line has ended."""


def train(plan: Plan, stop: Callable[[], bool]) -> Iterator[Frame]:
    """Train as planned, up to where ``stop`` is true before a step. Raises ``InputError`` as ``read`` does."""
    return Run(plan).frames(plan.steps, stop)


class Run:
    """A training as far as it has come; ``step`` is how many steps that are."""

    def __init__(self, plan: Plan) -> None:
        """At the random start of ``plan``, whose steps do not matter. Raises ``InputError`` as ``read`` does."""
        self.step = 0
        self._plan = plan
        self._examples = read(plan)
        self._net = Transformer(
            NetShape(len(self._examples.tokens), plan.context, plan.width, plan.layers, plan.heads), plan.seed
        )
        self._optimizer = torch.optim.AdamW(self._net.parameters(), lr=plan.rate, fused=True)
        self._batches = torch.Generator().manual_seed(plan.seed)
        self._learnt = _padded(self._examples.learnt, plan.context)
        self._held_out = _padded(self._examples.held_out, plan.context)
        self._seen: list[Frame] = []

    def frames(self, steps: int, stop: Callable[[], bool]) -> Iterator[Frame]:
        """All frames of a training of so many ``steps``: those that were seen already, then what it learns now.

        They are the same however far it had come. It ends early where ``stop`` is true before a step, and can go on
        from there.
        """
        yield from [frame for frame in self._seen if frame.step <= steps]
        if not self._seen:
            yield self._look()
        while self.step < steps and not stop():
            self._learn()
            if self.step == self._next_seen():
                yield self._look()
        if self.step == steps != self._seen[-1].step:
            yield self._frame()

    def _next_seen(self) -> int:
        """The step of the next frame: close together at first, then ever further apart, whatever the last step is."""
        last = self._seen[-1].step
        return last + min(max(last // 5, 1), 100)

    def _learn(self) -> None:
        chosen = torch.randint(len(self._learnt), (_BATCH,), generator=self._batches)
        loss = self._loss(self._learnt[chosen])
        self._optimizer.zero_grad()
        loss.backward()
        self._optimizer.step()
        self.step += 1

    def _loss(self, lines: Tensor) -> Tensor:  # (B, 2, T) → ()
        """The mean surprise, in nats a token."""
        longest = int((lines[:, 1] != _UNJUDGED).sum(1).max())
        ids, following = lines[:, :, :longest].unbind(1)  # (B, longest)
        return functional.cross_entropy(self._net(ids).flatten(0, 1), following.flatten(), ignore_index=_UNJUDGED)

    def _look(self) -> Frame:
        self._seen.append(self._frame())
        return self._seen[-1]

    @torch.inference_mode()
    def _frame(self) -> Frame:
        return Frame(
            self.step,
            self._loss(_some(self._learnt)).item(),
            self._loss(_some(self._held_out)).item(),
            self._written(),
            self._likeliest(),
            self._net.tokens.weight.numpy().copy(),
        )

    def _prompts(self) -> Sequence[Ids]:
        """The prompts, without what the network has no token for."""
        ids = {token: id_ for id_, token in enumerate(self._examples.tokens)}
        cuts = (cut(prompt, self._plan.unit) for prompt in self._plan.prompts)
        return [(0, *(ids[token] for token in line if token in ids))[: self._plan.context] for line in cuts]

    def _written(self) -> tuple[str, ...]:
        """How it goes on from each prompt. Random numbers are the same in each frame: what differs is learnt."""
        prompts = self._prompts()
        rng = torch.Generator().manual_seed(self._plan.seed)
        uniform = torch.rand(self._plan.context, len(prompts), 1, generator=rng)
        ids = torch.zeros(len(prompts), 1, dtype=torch.long)
        ended = torch.zeros(len(prompts), dtype=torch.bool)
        for place in range(1, self._plan.context):
            sampled = _sampled(self._net(ids)[:, -1], uniform[place])
            given = torch.tensor([line[place] if place < len(line) else -1 for line in prompts])
            ended |= (given < 0) & (sampled == 0)
            ids = torch.cat([ids, torch.where(given < 0, sampled, given)[:, None]], 1)  # (prompts, place + 1)
            if ended.all():
                break
        return tuple(self._continued(line, prompt) for line, prompt in zip(ids.tolist(), prompts, strict=True))

    def _continued(self, line: Sequence[int], prompt: Ids) -> str:
        """What stands in ``line`` behind ``prompt``, up to its end, to be put right behind the prompt's text."""
        written = line[len(prompt) :]
        tokens = [self._examples.tokens[id_] for id_ in written[: written.index(0) if 0 in written else None]]
        space = " " if tokens and len(prompt) > 1 and self._plan.unit == "words" else ""
        return space + joined(tokens, self._plan.unit)

    def _likeliest(self) -> tuple[tuple[str, float], ...]:
        shares = self._net(torch.tensor([self._prompts()[0]]))[0, -1].softmax(0)
        if shares.isnan().any():
            return ()
        found = shares.topk(min(_LIKELIEST, len(shares)))
        return tuple(
            (self._examples.tokens[id_], share)
            for id_, share in zip(found.indices.tolist(), found.values.tolist(), strict=True)
        )


class Trainings:
    """Answers ``Train``, and keeps the last few trainings, so that whoever wants more steps need not wait again."""

    def __init__(self, most: int = 4) -> None:
        self._kept: LRUCache[Plan, Run] = LRUCache(most)

    def train(self, request: Train, cancelled: Cancelled, emit: Emit) -> None:
        """Emit all frames of a training; what was kept of it comes at once, and is what it would be without."""
        key = replace(request.plan, steps=0)
        run = self._kept.pop(key, None)
        if run is None or run.step > request.plan.steps:
            run = Run(request.plan)
        for frame in run.frames(request.plan.steps, cancelled.is_set):
            emit(frame)
        self._kept[key] = run


def _padded(lines: Sequence[Ids], context: int) -> Tensor:  # → (parts, 2, T)
    """Each line's ids and, below each, the next one; lines that are too long in parts."""
    parts = [line[start : start + context + 1] for line in lines for start in range(0, len(line) - 1, context)]
    longest = max(map(len, parts)) - 1
    padded = torch.zeros(len(parts), 2, longest, dtype=torch.long)
    padded[:, 1] = _UNJUDGED
    for row, part in zip(padded, parts, strict=True):
        row[0, : len(part) - 1] = torch.tensor(part[:-1])
        row[1, : len(part) - 1] = torch.tensor(part[1:])
    return padded


def _some(lines: Tensor) -> Tensor:
    """So many of ``lines`` as are judged, from all over."""
    return lines[:: -(-len(lines) // _JUDGED)]


def _sampled(logits: Tensor, uniform: Tensor) -> Tensor:  # (N, V), (N, 1) → (N)
    """A token by what is ``uniform`` between 0 and 1; the end where the network has gone mad."""
    shares = (logits / _TEMPERATURE).softmax(1)
    sampled = torch.searchsorted(shares.cumsum(1), uniform).squeeze(1).clamp(max=logits.shape[1] - 1)
    return torch.where(shares.isnan().any(1), 0, sampled)
