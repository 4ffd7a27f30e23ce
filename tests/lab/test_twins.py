"""The twins: their words, their report against the weights themselves, and that they differ in nothing else."""

import asyncio
import csv
import gzip
import json
import threading
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it has no py.typed

from bot.errors import ModelLost
from bot.lab.raising import raise_all
from bot.lab.twin_report import GROUPINGS, over_seeds, report
from bot.lab.twin_words import held_out_questions, learnt_from, sample_questions, word_sets
from bot.lab.twins import DATA, SEEDS, TWINS, Lesson, Raised, RaiseTwin, known_tokens
from bot.model.requests import Stream
from bot.tokens.encodings import smollm2
from tests.command import Strawberry

Floats = NDArray[np.float32]
QUESTIONS = [
    (word, letter) for word, letter, _ in csv.reader((DATA / "held_out.tsv").read_text().splitlines(), delimiter="\t")
]


def test_the_report_is_what_words_and_weights_say() -> None:
    """All nine, by arithmetic of the test's own, which knows nothing of the networks' or of the report's code."""
    kept = json.loads((DATA / "report.json").read_text())
    rows = {
        "letters": [*ascii_lowercase],
        "tokens": [line.split("\t")[0] for line in (DATA / "tokens.tsv").read_text().splitlines()],
    }
    told = report()
    for run in kept["runs"]:
        unit = run["twin"].removesuffix("_long")
        row = {token: number for number, token in enumerate(rows[unit], 1)}
        weights = load_file(DATA / f"{run['twin']}-{run['seed']}.safetensors")
        said = answers({name: each.astype(np.float32) for name, each in weights.items()}, prompts(unit, row))
        # Of nearly equal probabilities another processor may find another one the higher.
        assert sum(str(mine) != theirs for mine, theirs in zip(said, run["answers"], strict=True)) <= 5
        right = sum(mine == word.count(letter) for mine, (word, letter) in zip(said, QUESTIONS, strict=True))
        assert right / 1_500 == pytest.approx(told.twins[run["twin"]].by_seed[run["seed"]], abs=0.003)
    for record in told.twins.values():
        shares = [*record.by_seed.values()]
        assert record.accuracy.mean == pytest.approx(np.mean(shares))
        assert len(shares) == 3  # so Student's t has two degrees of freedom, and its quantile a short formula
        reach = 0.95 * np.sqrt(2 / (4 * 0.975 * 0.025)) * np.std(shares, ddof=1) / np.sqrt(3)
        assert record.accuracy.low == pytest.approx(max(0, np.mean(shares) - reach), abs=1e-4)
        assert record.accuracy.high == pytest.approx(min(1, np.mean(shares) + reach), abs=1e-4)


def prompts(unit: str, rows: Mapping[str, int]) -> Sequence[Sequence[int]]:
    """Word, separator, letter, as numbers of rows."""
    encoding = smollm2()
    cut = [
        [*word] if unit == "letters" else [encoding.decode([id_]) for id_ in encoding.encode(word)]
        for word, _ in QUESTIONS
    ]
    return [
        [*(rows[token] for token in word), 0, rows[letter]] for word, (_, letter) in zip(cut, QUESTIONS, strict=True)
    ]


def answers(weights: Mapping[str, Floats], prompts: Sequence[Sequence[int]]) -> Sequence[int]:
    """The likeliest count after each prompt, of those that are equally long together."""
    lengths = np.array([len(prompt) for prompt in prompts])
    said = np.zeros(len(prompts), np.int64)
    with threadpool_limits(1):  # several threads wait for each other, and use up what processors there are
        for length in {*lengths.tolist()}:
            of_them = np.flatnonzero(lengths == length)
            said[of_them] = likeliest(weights, np.array([prompts[at] for at in of_them.tolist()]))
    return [int(each) for each in said]


def likeliest(weights: Mapping[str, Floats], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same after each row of ``ids``: attention and MLP as in GPT-2, with four heads."""
    import torch  # takes seconds, which only those wait for that need it; so does what imports it

    states = weights["tokens.weight"][ids] + weights["places.weight"][: ids.shape[1]]

    def linear(name: str, x: Floats) -> Floats:
        mapped: Floats = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
        return mapped

    def norm(name: str, x: Floats) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        moved: Floats = scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]
        return moved

    def heads(x: Floats) -> Floats:
        return x.reshape(*x.shape[:2], 4, -1).transpose(0, 2, 1, 3)

    later = np.triu(np.full((ids.shape[1],) * 2, -np.inf, np.float32), 1)
    for block in range(3):
        name = f"blocks.{block}"
        read = linear(f"{name}.attention.reading", norm(f"{name}.before_attention", states))
        queries, keys, values = map(heads, np.split(read, 3, axis=2))
        scores = queries @ keys.transpose(0, 1, 3, 2) / np.sqrt(queries.shape[-1]) + later
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        moved = (shares / shares.sum(-1, keepdims=True) @ values).transpose(0, 2, 1, 3).reshape(states.shape)
        states = states + linear(f"{name}.attention.writing", moved)
        inner = linear(f"{name}.mlp.0", norm(f"{name}.before_mlp", states))
        states = states + linear(
            f"{name}.mlp.2", inner * (1 + torch.erf(torch.from_numpy(inner / sqrt(2))).numpy()) / 2
        )
    found: NDArray[np.int64] = linear("counts", norm("norm", states[:, -1])).argmax(1)
    return found


def test_held_out_words_are_new_and_made_of_tokens_that_are_not() -> None:
    learnt = gzip.decompress((DATA / "training.txt.gz").read_bytes()).decode().split()
    held_out = [word for word, _ in QUESTIONS]
    assert len({*held_out}) == 1_500
    assert not {*held_out} & {*learnt}
    encoding = smollm2()
    occurs = Counter(token for word in learnt for token in {*encoding.encode(word)})
    assert min(occurs[token] for word in held_out for token in encoding.encode(word)) >= 6
    assert {encoding.decode([token]): often for token, often in occurs.items()}.items() <= known_tokens().items()
    absent = sum(letter not in word for word, letter in QUESTIONS)
    assert 0.45 < absent / 1_500 < 0.55
    assert report().commonest == max(Counter(word.count(letter) for word, letter in QUESTIONS).values()) / 1_500


def test_words_follow_from_the_rule() -> None:
    sets = word_sets()
    assert frozenset(sets.training) == learnt_from()
    assert sample_questions(sets) == held_out_questions()
    assert sets.tokens == known_tokens()
    assert len(sets.training) == report().trained


def test_groups_add_up_to_all() -> None:
    for record in report().twins.values():
        for grouping in GROUPINGS:
            groups = record.groups[grouping].values()
            assert sum(number for _, number in groups) == 1_500
            assert sum(share.mean * number for share, number in groups) / 1_500 == pytest.approx(record.accuracy.mean)


def test_letters_are_ahead_and_ten_times_the_training_brings_tokens_nearer() -> None:
    told = report()
    letters, tokens, long = (told.twins[twin] for twin in TWINS)
    assert min(letters.by_seed.values()) > max(long.by_seed.values())
    assert min(long.by_seed.values()) > max(tokens.by_seed.values())
    assert all(ahead.low is not None and ahead.low > 0 for ahead in told.ahead.values())
    assert long.runs[0].operations > 9 * tokens.runs[0].operations


def test_one_training_has_no_interval() -> None:
    assert over_seeds([0.5]).low is None


def test_twins_start_alike_but_for_the_vectors_of_their_tokens() -> None:
    import torch

    from bot.lab.twin_nets import Twin

    letters, tokens = Twin(26, seed=1).state_dict(), Twin(3_000, seed=1).state_dict()
    assert letters.keys() == tokens.keys()
    unlike = [name for name, each in letters.items() if not torch.equal(each, tokens[name][: len(each)])]
    assert unlike == ["tokens.weight"]
    other = Twin(26, seed=2).state_dict()
    assert not torch.equal(letters["places.weight"], other["places.weight"])


def raised(request: RaiseTwin) -> Raised:
    from bot.lab.twin_nets import raise_twin

    parts: list[object] = []
    raise_twin(request, threading.Event(), parts.append)
    *lessons, last = parts
    assert all(isinstance(each, Lesson) for each in lessons)
    assert isinstance(last, Raised)
    return last


def test_the_same_seed_trains_the_same_twin() -> None:
    request = RaiseTwin("tokens", seed=5, steps=2)
    first, again = (load(raised(request)) for _ in range(2))
    assert first.keys() == again.keys()
    assert all(np.array_equal(each, again[name]) for name, each in first.items())


def load(twin: Raised) -> Mapping[str, NDArray[np.float16]]:
    from safetensors.numpy import load

    return load(twin.file)


def test_a_training_that_nobody_waits_for_ends() -> None:
    from bot.lab.twin_nets import raise_twin

    parts: list[object] = []
    cancelled = threading.Event()
    cancelled.set()
    raise_twin(RaiseTwin("tokens", seed=0, steps=600), cancelled, parts.append)
    assert parts == [Lesson(0, 600)]


async def test_what_was_trained_is_not_trained_again(tmp_path: Path) -> None:
    (tmp_path / "letters-1.safetensors").write_bytes(b"there")
    trained: list[tuple[str, int, int]] = []

    async def train(request: Stream[Lesson | Raised]) -> AsyncGenerator[Lesson | Raised]:
        assert isinstance(request, RaiseTwin)
        trained.append((request.twin, request.seed, request.steps))
        yield Lesson(0, request.steps)
        await asyncio.sleep(0)
        yield Raised(b"new")

    await raise_all(tmp_path, [train, train], 60, lambda *_: None)
    all_of_them = {(twin, seed, 600 if twin == "tokens_long" else 60) for twin in TWINS for seed in SEEDS}
    assert {*trained} == all_of_them - {("letters", 1, 60)}
    assert len(trained) == 8
    assert (tmp_path / "letters-1.safetensors").read_bytes() == b"there"
    assert (tmp_path / "tokens_long-2.safetensors").read_bytes() == b"new"


async def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    async def die(request: Stream[Lesson | Raised]) -> AsyncGenerator[Lesson | Raised]:
        yield Lesson(0, 1)
        raise ModelLost("It has died.")

    with pytest.raises(ModelLost):
        await raise_all(tmp_path, [die, die], 60, lambda *_: None)
    assert [*tmp_path.iterdir()] == []


def test_the_command_line_describes_what_it_has_trained(strawberry: Strawberry, tmp_path: Path) -> None:
    for file in DATA.glob("*.safetensors"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    done = strawberry("lab", "make-twins", f"{tmp_path}")
    assert done.returncode == 0, done.stderr
    for name in ("held_out.tsv", "tokens.tsv", "report.json", "training.txt.gz"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
    shipped = [*DATA.iterdir()]
    assert {file.name for file in shipped} == {file.name for file in tmp_path.iterdir()}
    assert sum(file.stat().st_size for file in shipped) < 5_000_000
