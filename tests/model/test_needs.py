"""What models need: the rule beside what was measured, the three that a host is offered, and the limits of memory."""

from collections.abc import Callable
from pathlib import Path

import pytest
import regex

from bot.config import ModelSettings
from bot.model import prepared
from bot.model.gguf_source import PACKAGED, is_of_hub
from bot.model.memory import Memory, Room, memory, room_for
from bot.model.needs import OFFERED, PACKAGED_SHAPE, shape_of_file
from tests.conftest import PREPARED
from tests.tiny import HEADS, LAYERS, WIDTH


def test_the_shape_of_the_packaged_model_is_what_its_prepared_file_says() -> None:
    folder = prepared.folder_of(PACKAGED, PREPARED.parent)
    assert shape_of_file(prepared.weights(folder)) == PACKAGED_SHAPE


@pytest.mark.parametrize(("room", "measured"), [(300, 324_000_000), (1_120, 431_000_000)])
def test_the_rule_is_near_what_was_measured(room: int, measured: int) -> None:
    assert PACKAGED_SHAPE.memory(ModelSettings(prompt_tokens=room - 100, chats=4), 100) == pytest.approx(
        measured, rel=0.02
    )


def test_the_shape_of_another_file(write_tiny: Callable[..., Path]) -> None:
    path = write_tiny(key_heads="2")
    shape = shape_of_file(path)
    assert (shape.layers, shape.width, shape.keys) == (LAYERS, WIDTH, 2 * WIDTH // HEADS)
    assert shape.file == path.stat().st_size
    assert shape.vocabulary > 256


def test_three_sizes_are_offered_each_larger_than_the_last() -> None:
    assert len(OFFERED) == 3
    for each in OFFERED:
        assert is_of_hub(each.name)
        assert regex.fullmatch(r"[\w.-]+/[\w.-]+-GGUF:Q[48]_(0|K_M)", each.name)
        assert regex.fullmatch(r"[\d.]+ (million|billion)", each.parameters)
    shapes = [PACKAGED_SHAPE, *(each.shape for each in OFFERED)]
    needs = [(shape.memory(ModelSettings(), 96), shape.disk(fetched=True)) for shape in shapes]
    assert needs == sorted(needs)
    assert sorted(need[1] for need in needs) == [need[1] for need in needs]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, Memory(8_192_000, 4_096_000, 1_024_000, limited=False)),
        ({"memory.max": "max", "memory.current": "5"}, Memory(8_192_000, 4_096_000, 1_024_000, limited=False)),
        (
            {"memory.max": "2048000", "memory.current": "1024000", "memory.stat": "anon 1\ninactive_file 24000\n"},
            Memory(2_048_000, 1_048_000, 0, limited=True),
        ),
        (
            {
                "memory/memory.limit_in_bytes": "2048000",
                "memory/memory.usage_in_bytes": "48000",
                "memory/memory.stat": "cache 1\n",
            },
            Memory(2_048_000, 2_000_000, 0, limited=True),
        ),
    ],
)
def test_the_memory_of_a_machine_and_of_containers(tmp_path: Path, limits: dict[str, str], expected: Memory) -> None:
    info = tmp_path / "meminfo"
    info.write_text("MemTotal: 8000 kB\nMemFree: 100 kB\nMemAvailable: 4000 kB\nSwapFree: 1000 kB\n")
    for name, told in limits.items():
        file = tmp_path / "cgroup" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told)
    assert memory(info, tmp_path / "cgroup", tmp_path / "none") == expected
    assert memory(tmp_path / "none") is None


@pytest.mark.parametrize(("mebibytes", "room"), [(1_535, Room(1, 512)), (1_536, Room(4, 1_024))])
def test_where_there_is_little_memory_less_is_written_at_a_time(mebibytes: int, room: Room) -> None:
    total = mebibytes * 2**20
    little = Memory(total, total, 0, limited=True)
    assert room_for(ModelSettings(), little) == room
    assert room_for(ModelSettings(chats=2, prompt_tokens=100), little) == Room(2, 100), "as the host has chosen"
