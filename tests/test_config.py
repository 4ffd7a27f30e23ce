"""The config: its example, the file and the environment, and what is said about mistakes."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from bot.config import OpenAISettings, OtherModelSettings, Settings, load_settings
from bot.errors import ConfigError
from bot.places import DatabaseServer
from bot.share import Share

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "MTIzNDU2Nzg5.GabcDe.not-a-real-secret"  # noqa: S105 - as the name says


def keys() -> Iterator[tuple[str, str]]:
    """Section (empty at the top) and name of every key."""
    for key, field in Settings.model_fields.items():
        section = field.default
        if isinstance(section, BaseModel):
            yield from ((key, inner) for inner in type(section).model_fields)
        else:
            yield "", key


def complaint(path: Path | None = None) -> str:
    """What is said about the config; nothing where it is right."""
    try:
        load_settings(path)
    except ConfigError as error:
        return str(error)
    return ""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_the_example_is_valid_and_explains_every_key() -> None:
    settings = load_settings(EXAMPLE)
    example = EXAMPLE.read_text()
    written = tomllib.loads(example)
    assert settings.model_dump() == Settings().model_dump(), "the example shows the defaults"
    for section, key in keys():
        assert not section or section in written
        assert f"{key} =" in example or f"[{key}." in example, f"{section}.{key}"


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('[discord]\ntoken = "file"\n[tokens]\nencoding = "smollm2"\n')
    monkeypatch.setenv("STRAWBERRY_DISCORD__TOKEN", "environment")
    monkeypatch.setenv("strawberry_cache", "elsewhere")
    settings = load_settings(file)
    assert settings.discord.token.get_secret_value() == "environment"
    assert settings.tokens.encoding == "smollm2"
    assert settings.cache == Path("elsewhere")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[discord]\ntokn = 'x'", "discord.tokn: there is no such key"),
        ("[weather]\nsun = 1", "weather: there is no such key"),
        ("discord = 'x'", "discord: this is a section; its keys stand in the file under [discord]"),
        ("[chat]\nkeep_days = 1.5", "chat.keep_days: it should be a whole number"),
        ("[chat]\nkeep_days = 'two'", "chat.keep_days: it should be a whole number"),
        ("[chat]\ntop_p = 'all'", "chat.top_p: it should be a number"),
        ("[chat]\nplain_words = 'perhaps'", "chat.plain_words: it should be true or false"),
        ("[database]\npath = 5", "database.path: it should be a text in quotes"),
        ("[discord]\nshard_ids = 3", "discord.shard_ids: it should be a list in brackets"),
        ("[model]\nqueue = 0", "model.queue: input should be greater than or equal to 1"),
        ("[model]\nbackend = 'cloud'", "model.backend: input should be 'local', 'openai' or 'off'"),
        ("[openai]\nbase_url = 'localhost:8000'", "openai.base_url: it should be an address such as http"),
        ("[openai]\nretries = -1", "openai.retries: input should be greater than or equal to 0"),
        ("[openai]\nretries = 11", "openai.retries: input should be less than or equal to 10"),
        ("[chat]\ntop_k = 51", "chat.top_k: input should be less than or equal to 50"),
        ("[chat]\ntop_p = 1.01", "chat.top_p: input should be less than or equal to 1"),
        (f"[chat]\nsystem_prompt = '{'x' * 4_001}'", "chat.system_prompt: string should have at most 4000 characters"),
        ("[model]\nbackend = 'openai'", '\n  openai.model: name the model, which model.backend = "openai" asks for'),
        (
            "[model]\nbackend = 'openai'\n[openai]\nmodel = 'm'\ncontext_tokens = 256\n[chat]\nanswer_tokens = 256",
            "\n  openai.context_tokens: it must be more than chat.answer_tokens",
        ),
        ("[models.b]\nbackend = 'off'", "models.b.backend: input should be 'local' or 'openai'"),
        ("[models.b]\nspeed = 1", "models.b.speed: there is no such key"),
        ("[models.'a b']\n", "models.a b.[key]: string should match pattern"),
        ("[models.SmolLM2-135M-Instruct]\n", "models.SmolLM2-135M-Instruct: the first model has this name"),
        (
            "[models.b]\nbackend = 'openai'",
            '\n  models.b.openai.model: name the model, which models.b.backend = "openai" asks for',
        ),
        ("[openai]\nkey = '“quoted”'", "openai.key: a key has only plain letters, digits and signs"),
        ("[openai]\nbase_url = 'http://:80'", "openai.base_url: it should be an address such as http"),
        ("[database]\npath = ':memory:'", "database.path: the database is kept in a file; name one"),
        *(
            (f"[database]\nurl = '{url}'", "database.url: it should be an address such as postgresql://strawberry:")
            for url in ("mysql://me@host/db", "postgresql://", "postgresql://me:12/ab@host/db", "postgresql://a@b@c/d")
        ),
        (
            "[database]\nurl = 'postgres://me:secret@host:5433/db?ssl=on'",
            "in place of postgres://; without its password that is postgresql://me@host:5433/db",
        ),
        ("[database]\npath = 'a'\nurl = 'postgresql://host/db'", "database: path and url are two databases"),
        ("cache = '~nosuchuser/x'", "cache: no home folder is known for ~nosuchuser; write the whole path"),
        ("[database]\npath = '~nosuchuser/x'", "database.path: no home folder is known for ~nosuchuser; write"),
        ("[metrics]\naddress = 'localhost'", "metrics.address: it should be a port of this machine, or an address"),
        ("[metrics]\naddress = '[::1]'", "metrics.address: it should be a port of this machine, or an address"),
        ("[metrics]\naddress = 'http://localhost:9464'", "metrics.address: it should be a port of this machine"),
        ("[metrics]\naddress = 123456", "metrics.address: it should be a port of this machine, or an address"),
        ("[discord\n", "cannot be read as TOML"),
        ("[model]\nqueue = 1" + "0" * 5000, "cannot be read as TOML"),
    ],
)
def test_wrong_files_name_the_key_and_what_was_expected(file: Path, written: str, said: str) -> None:
    file.write_text(written)
    assert said in complaint(file)


@pytest.mark.skipif(sys.platform != "linux", reason="its /proc has a file that nobody can read")
def test_a_file_that_cannot_be_read_is_not_called_wrong() -> None:
    said = complaint(Path("/proc/self/mem"))
    assert said.endswith(
        "cannot be read: Input/output error. It has to be a file that the account of the bot may read."
    )


def test_a_port_alone_is_one_of_this_machine(file: Path) -> None:
    for written in ("9464", "'9464'", "'127.0.0.1:9464'"):
        file.write_text(f"[metrics]\naddress = {written}\n")
        assert load_settings(file).metrics.place == ("127.0.0.1", 9464)


def test_more_models_have_keys_of_their_own(file: Path) -> None:
    file.write_text(
        "[models.larger]\nname = '~/larger.gguf'\nqueue = 7\n"
        "[models.served]\nbackend = 'openai'\nopenai.model = 'llama'\nopenai.retries = 0\n"
    )
    settings = load_settings(file)
    assert settings.model_names == ("SmolLM2-135M-Instruct", "larger", "served")
    assert settings.without_model().model_names == ()
    larger, served = map(settings.with_model, ("larger", "served"))
    assert (larger.model_name, larger.model.queue) == ("larger", 7)
    assert (served.model_name, served.openai.retries, served.model.queue) == ("llama", 0, 256)


@pytest.mark.parametrize(
    "number",
    [
        "discord.shard_count", "model.threads", "model.queue", "model.deadline", "model.prompt_tokens",
        "model.sentence_tokens", "openai.timeout", "openai.context_tokens", "chat.answer_tokens", "chat.temperature",
        "chat.top_k", "chat.top_p", "chat.keep_days", "database.keep_texts_days", "database.member_texts_mib",
        "database.server_texts_mib", "cooldown.uses", "cooldown.seconds",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["-1", "0", "1_000_000_000"])
def test_numbers_that_make_no_sense_are_refused(file: Path, number: str, value: str) -> None:
    file.write_text(f"{number} = {value}")
    assert f"  {number}: input should be " in complaint(file)


@pytest.mark.parametrize(
    "number", ["model.deadline", "openai.timeout", "chat.temperature", "chat.top_p", "cooldown.seconds"]
)
@pytest.mark.parametrize("value", ["inf", "nan"])
def test_fractions_are_finite(file: Path, number: str, value: str) -> None:
    file.write_text(f"{number} = {value}")
    assert f"  {number}: input should be " in complaint(file)


@pytest.mark.parametrize(
    "name",
    [
        "STRAWBERRY_DISCORD_TOKEN", "STRAWBERRY_MODLE__BACKEND", "STRAWBERRY_DISCORD__TOKN", "STRAWBERRY_TOKEN",
        "STRAWBERRY_DISCORD", "STRAWBERRY_CACHE__FOLDER", "STRAWBERRY_DISCORD__TOKEN__X", "STRAWBERRY_",
    ],
)  # fmt: skip
def test_names_in_the_environment_that_are_no_keys_are_told_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, TOKEN)
    monkeypatch.setenv("STRAWBERRY_MODEL__BACKEND", "off")
    said = complaint().splitlines()
    assert said == [
        "The configuration in the environment is not right:",
        f"  {name}: there is no such key; config.example.toml lists all, and STRAWBERRY_SECTION__KEY sets one",
    ]


def test_all_mistakes_are_told_at_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("[model]\nqueue = 0\nspeed = 9\n")
    monkeypatch.setenv("STRAWBERRY_MODLE__BACKEND", "off")
    said = complaint(file)
    assert f"{file} or the environment" in said
    assert all(f"  {key}: " in said for key in ("model.queue", "model.speed", "STRAWBERRY_MODLE__BACKEND"))


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"init --config {tmp_path / 'config.toml'}" in complaint(tmp_path / "config.toml")
    assert f"{tmp_path} is no ordinary file" in complaint(tmp_path)
    (tmp_path / "config.toml").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "config.toml is no ordinary file" in complaint()


def test_a_file_that_may_not_be_read_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    file.touch()
    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in complaint(file)


def test_no_secret_is_in_a_repr_or_dump(file: Path) -> None:
    file.write_text(f"[discord]\ntoken = '{TOKEN}'\n[openai]\nkey = '{TOKEN}'\n")
    settings = load_settings(file)
    assert settings.discord.token == settings.openai.key == SecretStr(TOKEN)
    dumped = settings.model_dump_json(), json.dumps(settings.model_dump(), default=str)
    for shown in (repr(settings), str(settings), *dumped):
        assert TOKEN not in shown


@pytest.mark.parametrize(("section", "key"), [*keys(), ("discord", "unknown"), ("", "discord"), ("unknown", "token")])
def test_the_token_is_in_no_error_wherever_it_was_put(
    file: Path, monkeypatch: pytest.MonkeyPatch, section: str, key: str
) -> None:
    header, name = (f"[{section}]\n", f"{section}__{key}") if section else ("", key)
    for value in (TOKEN, f"'{TOKEN}'", f"'{TOKEN}", f"['{TOKEN}']", f"{{ a = '{TOKEN}' }}"):
        file.write_text(f"{header}{key} = {value}\n")
        assert TOKEN not in complaint(file)
        file.write_text("")
        with monkeypatch.context() as environment:
            environment.setenv(f"STRAWBERRY_{name}".upper(), value)
            assert TOKEN not in complaint(file)


def test_a_path_may_begin_with_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STRAWBERRY_DATABASE__PATH", "~/log.sqlite3")
    monkeypatch.setenv("STRAWBERRY_CACHE", "~/cache")
    settings = load_settings()
    assert settings.database.path == tmp_path / "log.sqlite3"
    assert settings.cache == tmp_path / "cache"


def test_a_password_in_an_address_is_not_shown() -> None:
    server = OpenAISettings(base_url="https://me:hidden@models.example/v1", model="tiny")
    settings = Settings(openai=server, models={"other": OtherModelSettings(backend="openai", openai=server)})
    assert "hidden" not in f"{settings!r} {settings} {server!r} {server}"


def test_a_database_is_a_file_or_on_a_server_whose_password_is_not_shown(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.touch()
    assert load_settings(file).database.where == load_settings(file).database.file
    monkeypatch.setenv("STRAWBERRY_DATABASE__URL", "postgresql+asyncpg://me:hid%40den@db:5433/log?sslmode=require")
    settings = load_settings(file)
    assert str(settings.database.where) == "postgresql://me@db:5433/log"
    assert settings.database.where == DatabaseServer("postgresql://me:hid%40den@db:5433/log?sslmode=require")
    shown = f"{settings!r} {settings} {settings.database.where!r} {settings.model_dump()} {settings.model_dump_json()}"
    assert "hid" not in shown


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("shard_ids = [0]", "discord.shard_ids and discord.processes need discord.shard_count"),
        ("processes = 2", "discord.shard_ids and discord.processes need discord.shard_count"),
        ("shard_count = 3\nshard_ids = [0, 3]", "discord.shard_ids: each once, from 0 to 2"),
        ("shard_count = 3\nshard_ids = [1, 1]", "discord.shard_ids: each once, from 0 to 2"),
        ("shard_count = 3\nshard_ids = []", "should have at least 1 item"),
        ("shard_count = 3\nshard_ids = [-1]", "greater than or equal to 0"),
        ("shard_count = 3\nprocesses = 4", "discord.processes: no more than there are shards, 3"),
        ("shard_count = 3\nprocesses = 3\nshard_ids = [1]", "set discord.shard_ids or discord.processes, not both"),
        ("shard_count = 3\nprocesses = 3", "set database.url to it"),
    ],
)
def test_shards_of_several_processes_are_checked(file: Path, written: str, said: str) -> None:
    file.write_text(f"[discord]\n{written}\n")
    with pytest.raises(ConfigError, match=re.escape(said)):
        load_settings(file)


def test_a_process_may_answer_for_its_own_shards_or_for_any_that_are_free(file: Path) -> None:
    server = '[database]\nurl = "postgresql://me@127.0.0.1/log"\n'
    file.write_text(f"{server}[discord]\nshard_count = 5\nshard_ids = [4, 1]\n")
    assert load_settings(file).discord.shares == (Share(5, (1, 4)),)
    file.write_text(f"{server}[discord]\nshard_count = 5\nprocesses = 2\n")
    assert load_settings(file).discord.shares == (Share(5, (0, 2, 4)), Share(5, (1, 3)))
    file.write_text(f"{server}[discord]\nshard_count = 2\n")
    assert load_settings(file).discord.shares == (Share(2, (0, 1)),)
