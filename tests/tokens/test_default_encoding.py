"""Which encoding is used where nobody names one."""

from pathlib import Path

import pytest

from bot.config import ModelSettings, OpenAISettings, Settings, TokenSettings
from bot.errors import ConfigError
from bot.tokens import Encodings

SMOLLM2 = "HuggingFaceTB/SmolLM2-360M-Instruct-GGUF"


@pytest.mark.parametrize(
    ("model", "served", "wanted"),
    [
        (ModelSettings(), "", "smollm2"),
        (ModelSettings(name=SMOLLM2), "", "smollm2"),
        (ModelSettings(name="/srv/smollm2-mine.gguf"), "", "smollm2"),
        (ModelSettings(name="/srv/llama.gguf"), "", "o200k_base"),
        (ModelSettings(backend="off"), "", "o200k_base"),
        (ModelSettings(backend="openai"), "gpt-4", "cl100k_base"),
        (ModelSettings(backend="openai"), "llama-3.1-8b", "o200k_base"),
    ],
)
def test_it_is_what_the_first_model_reads_where_its_name_tells(
    tmp_path: Path, model: ModelSettings, served: str, wanted: str
) -> None:
    settings = Settings(model=model, openai=OpenAISettings(model=served), cache=tmp_path)
    assert Encodings.of(settings).default == wanted


def test_the_config_has_the_last_word(tmp_path: Path) -> None:
    named = Settings(tokens=TokenSettings(encoding="gpt-4"), cache=tmp_path)
    assert Encodings.of(named).default == "cl100k_base"
    unknown = Settings(tokens=TokenSettings(encoding="klingon"), cache=tmp_path)
    with pytest.raises(ConfigError, match=r"tokens\.encoding: .*klingon"):
        Encodings.of(unknown)
