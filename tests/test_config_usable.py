"""What can be used of a config that is not right, for who wants to know what else is wrong."""

from pathlib import Path

import pytest

from bot.config import load_settings, usable_settings
from bot.errors import ConfigError

TOKEN = "MTIzNDU2Nzg5.GabcDe.not-a-real-secret"  # noqa: S105 - as the name says


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_what_is_right_can_be_used_though_the_rest_is_not(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", "/srv/log.sqlite3")
    monkeypatch.setenv("STRAWBERRY_MODLE__BACKEND", "off")
    file.write_text(
        f"[discord]\ntoken = '{TOKEN}'\ntokn = 1\n[model]\nqueue = 0\nbackend = 'off'\n[models.b]\nspeed = 1\n"
    )
    usable = usable_settings(file)
    assert usable.discord.token.get_secret_value() == TOKEN
    assert usable.database.path == Path("/srv/log.sqlite3")
    assert (usable.model.backend, usable.model.queue, usable.model_names) == ("off", 256, ("b",))
    file.write_text("[model]\nbackend = 'openai'\n[chat]\nturns = 7")
    assert (usable_settings(file).model.backend, usable_settings(file).chat.turns) == ("local", 7)
    file.write_text("[model\n")
    assert usable_settings(file).database.path == Path("/srv/log.sqlite3")


@pytest.mark.parametrize(
    "wrong",
    [
        "discord.shard_count = 2\ndiscord.processes = 2",
        "discord.shard_count = 2\ndiscord.shard_ids = [1]",
        "discord.processes = 2",
        "discord.processes = 2\ndiscord.shard_ids = [3]",
        "[models.a]\nbackend = 'openai'\n[models.c]\nbackend = 'openai'",
        "[models.a]\nbackend = 'openai'\nopenai = {model = 'x', context_tokens = 256}",
        "[models.first]",
    ],
)
def test_of_what_does_not_go_together_the_rest_can_be_used(file: Path, wrong: str) -> None:
    right = f"discord.token = '{TOKEN}'\ndatabase.path = 'log'\nmodel.name = 'first'\nchat.answer_tokens = 300\n"
    file.write_text(f"{right}models.b.threads = 2\n{wrong}\n")
    with pytest.raises(ConfigError, match="not right"):
        load_settings(file)
    usable = usable_settings(file)
    assert usable.discord.token.get_secret_value() == TOKEN
    assert (usable.database.path, usable.model.name, usable.models["b"].threads) == (Path("log"), "first", 2)
    assert not usable.discord.several
