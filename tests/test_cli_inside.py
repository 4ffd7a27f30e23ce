"""``strawberry inside``: the numbers of each view, for teachers who plot them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from bot.cli.inside_json import seen_json
from bot.errors import InputError
from bot.inside.presets import PRESETS
from bot.model import LocalModel
from bot.model.looks import (
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
from bot.services.inspecting import Inspecting
from bot.services.looking import Looking
from tests.command import Strawberry
from tests.conftest import PREPARED
from tests.world import lay_out

FRANCE, ITALY = (504, 3575, 282, 4649, 314), (504, 3575, 282, 8067, 314)
KEYS: Mapping[str, tuple[Look[object], set[str]]] = {
    "vector": (LookAtVector(4649), {"token", "vector", "length", "random_start", "seed"}),
    "near": (LookNear((4649,)), {"token", "plain", "centred", "random_mean"}),
    "map": (LookAtMap((("cat", ""), ("dog", ""))), {"words", "x", "y", "variance", "silhouette", "silhouette_random"}),
    "related": (LookAtRelation("d", ("Florida", "Nevada", "Texas", "Ohio")), {"letter", "plain", "centred"}),
    "probe": (LookByProbe("d"), {"letter", "layer", "contains", "starts", "count"}),
    "attention": (LookAtAttention(FRANCE, 7, 3), {"tokens", "layer", "head", "weights", "value_weighted"}),
    "layers": (LookThroughLens(FRANCE), {"tokens", "position", "answer", "layers", "tuned"}),
    "patch": (LookByPatch(FRANCE, ITALY, 3, 3), {"layer", "position", "before", "after"}),
}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("view", KEYS)
async def test_each_view_has_its_numbers(model: LocalModel, view: str) -> None:
    request, keys = KEYS[view]
    seen = await model.look(request)
    told = seen_json(seen)  # type: ignore[arg-type] # each of them is seen by some look
    assert keys <= {*told}
    assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, allow_nan=False))


@pytest.mark.asyncio(loop_scope="session")
async def test_what_stands_inside_the_numbers(model: LocalModel) -> None:
    inspecting = Inspecting(model)
    subject = await inspecting.subject("The capital of France is")
    layers = seen_json(await inspecting.see(subject, Looking("layers")))
    assert isinstance(layers["layers"], list)
    assert [each["layer"] for each in layers["layers"]] == [*range(31)]
    assert {*layers["layers"][30]} == {"layer", "top", "rank", "kl"}
    assert {*layers["layers"][30]["top"][0]} == {"text", "id", "probability"}
    other = await inspecting.subject("The capital of Italy is")
    patched = await inspecting.see(subject, Looking("patch"), other)
    whole, one = seen_json(patched), seen_json(patched, 7)
    assert isinstance(whole["after"], list)
    assert (one["layer"], one["after"]) == (7, whole["after"][7])
    with pytest.raises(InputError, match="has 30 layers"):
        seen_json(patched, 31)
    dots = seen_json(await inspecting.see(subject, Looking(reveal="text")))
    assert dots["ids"] == [*FRANCE]
    assert isinstance(dots["next"], list)
    assert dots["next"][0]["text"] == " Paris"
    related = seen_json(await inspecting.see(subject, Looking("related", words="states")))
    assert isinstance(related["plain"], dict)
    assert {*related["plain"]} == {"with_letter", "without_letter", "difference", "interval"}


@pytest.fixture
def strawberry(strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strawberry:
    """The command line, with a database and a cache of the test's own, in which the prepared model is."""
    cache, database = tmp_path / "cache", tmp_path / "log.sqlite3"
    cache.mkdir()
    (cache / "models").symlink_to(PREPARED)
    monkeypatch.chdir(cache)
    monkeypatch.setenv("STRAWBERRY_CACHE", str(cache))
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", str(database))
    monkeypatch.setenv("STRAWBERRY_MODEL__THREADS", "1")
    lay_out(database)
    return strawberry


def test_near_is_printed_as_one_line_of_json_and_drawn_to_a_file(strawberry: Strawberry, tmp_path: Path) -> None:
    picture = tmp_path / "near.png"
    done = strawberry("inside", "near", "Texas", "--json", "--png", f"{picture}")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["view"], told["token"]) == ("near", " Texas")
    assert {*told["plain"][0]} == {"text", "id", "cosine"}
    with Image.open(picture) as drawn:
        assert drawn.width == 560


def test_a_word_of_several_tokens_is_asked_about_by_its_mean(strawberry: Strawberry) -> None:
    text = "I love electroencephalographs"
    done = strawberry("inside", "near", text, "--word", "electroencephalographs", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["token"], len(told["ids"])) == (" electroencephalographs", 3)
    missing = strawberry("inside", "near", text, "--word", "hate")
    assert (missing.returncode, missing.stderr) == (1, "The text has no word “hate”. Spell it as it is there.\n")


def test_a_map_by_t_sne_has_the_perplexity_and_seed_that_were_asked_for(strawberry: Strawberry) -> None:
    maps = []
    for seed in ("7", "8"):
        words = "cat dog cow hen red blue green"
        done = strawberry("inside", "map", words, "--tsne", "--perplexity", "2", "--seed", seed, "--json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert (told["method"], told["perplexity"], told["seed"]) == ("tsne", 2, int(seed))
        maps.append(told["x"])
    assert maps[0] != maps[1]


def test_a_text_that_is_missing_is_asked_for(strawberry: Strawberry) -> None:
    done = strawberry("inside", "layers")
    assert done.returncode == 1
    assert "Give me a text: strawberry inside layers 'The capital of France is'" in done.stderr


def test_a_list_that_there_is_not_names_those_that_there_are(strawberry: Strawberry) -> None:
    done = strawberry("inside", "map", "--list", "planes")
    assert done.returncode == 1
    assert all(name in done.stderr for name in PRESETS)
