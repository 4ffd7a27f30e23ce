"""``strawberry publish``: pages that say what is so, and pictures as Discord wants them."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import regex
from PIL import Image

from bot.cli.publish import PAGES, Page, filled
from bot.config import ChatSettings, CooldownSettings, DatabaseSettings, HostSettings, OpenAISettings, Settings
from bot.drawing.brand import BANNER, ICON, TOKENS, draw_banner, draw_icon
from bot.storage.all_tables import METADATA
from bot.tokens import Encodings, tokenize
from tests.command import Strawberry

HOST = HostSettings(name="The Gardeners", contact="mail@example.org", country="Norway", url="https://example.org/")
EACH: tuple[Page, ...] = ("privacy", "terms")


@pytest.mark.parametrize("page", EACH)
def test_a_page_says_who_runs_the_bot_and_leaves_nothing_open(page: Page) -> None:
    text = filled(page, Settings(host=HOST))
    assert all(said in text for said in HOST.model_dump().values())
    assert not regex.search(r"[{}]", text)


def test_what_is_kept_of_members_is_spoken_of_table_by_table() -> None:
    text = filled("privacy", Settings(host=HOST))
    theirs = [name for name, table in METADATA.tables.items() if {"user_id", "subject_id"} & {*table.c.keys()}]
    assert len(theirs) >= 8
    assert [name for name in theirs if f"| `{name}` |" not in text] == []


def test_figures_come_from_the_settings() -> None:
    chat, kept = (
        ChatSettings(keep_days=7),
        DatabaseSettings(keep_texts_days=1, member_texts_mib=3, server_texts_mib=1_500),
    )
    settings = Settings(host=HOST, chat=chat, database=kept, cooldown=CooldownSettings(uses=9, seconds=61.5))
    privacy = filled("privacy", settings)
    assert all(said in privacy for said in ("| 7 days, unless", "| 1 day at most", "more than 3 MiB", "than 1,500 MiB"))
    terms = filled("terms", settings)
    assert "9 times" in terms
    assert "61.5 seconds" in terms


def test_where_the_model_is_asked_is_said_without_a_password() -> None:
    here = filled("privacy", Settings(host=HOST))
    assert "It is given to nobody.\n" in here
    settings = Settings(host=HOST)
    served = settings.model_copy(
        update={
            "model": settings.model.model_copy(update={"backend": "openai"}),
            "openai": OpenAISettings(base_url="https://me:secret@models.example.org:8443/v1", model="story"),
        }
    )
    there = filled("privacy", served)
    assert "goes to models.example.org:8443, which may keep it" in there
    assert "It is given to nobody but models.example.org:8443: " in there
    assert "secret" not in there
    assert "no language model" in filled("privacy", settings.without_model())


def test_a_database_on_a_server_is_told_of_without_its_address() -> None:
    url = {"url": "postgresql://me:secret@db.example.org/log"}
    text = filled("privacy", Settings(host=HOST, database=DatabaseSettings.model_validate(url)))
    assert not any(
        said in text for said in ("one file", "in the file", "nobody else", "secret", "db.example.org", " It is given")
    )
    assert "in a database on a PostgreSQL server, and those who run that server can read it. Beside that it is" in text
    assert "in its write-ahead log" in text


def test_on_the_command_line(strawberry: Strawberry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRAWBERRY_HOST__NAME", "The Gardeners")
    missing = strawberry("publish", "privacy")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.endswith("Set in the config: host.contact, host.country, host.url.\n")
    for key in ("CONTACT", "COUNTRY", "URL"):
        monkeypatch.setenv(f"STRAWBERRY_HOST__{key}", "https://example.org/")
    assert strawberry("publish", "terms").stdout.startswith("# Terms of Strawberry\n")
    done = strawberry("publish", "banner", str(tmp_path / "banner.png"))
    assert done.returncode == 0
    assert (tmp_path / "banner.png").read_bytes() == draw_banner().data
    nowhere = strawberry("publish", "banner", str(tmp_path / "missing" / "banner.png"))
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert "cannot be written" in nowhere.stderr


def test_the_pictures_are_those_of_the_documents_and_show_real_tokens(tmp_path: Path) -> None:
    for name, drawn, size in (("icon", draw_icon(), (ICON, ICON)), ("banner", draw_banner(), BANNER)):
        file = PAGES / f"{name}.png"
        assert file.stat().st_size < 200_000
        image, kept = Image.open(BytesIO(drawn.data)), Image.open(BytesIO(file.read_bytes()))
        assert image.size == kept.size == size
        assert np.abs(np.asarray(image, int) - np.asarray(kept, int)).max() < 64, "draw it again"
    cut = tokenize(Encodings(tmp_path).get("o200k_base"), "strawberry")
    assert [(token.text, token.id) for token in cut.tokens] == [*TOKENS]
    assert "st 302, raw 1618, berry 19772" in draw_banner().alt


def test_the_directory_s_limits_are_kept() -> None:
    """Of the description, and of the tags."""
    text = (PAGES / "app-directory.md").read_text("utf-8")
    [described] = regex.findall(r"(?m)^> (.+)$", text)
    assert 50 < len(described) <= 200
    [tags] = regex.findall(r"(?m)^Tags: (.+)$", text)
    assert len({*tags.split(" · ")}) == 5
    assert all(len(tag) <= 20 for tag in tags.split(" · "))
