"""What a host is told where Discord does not let the bot in: ``tests/test_cli.py`` has the rest."""

import pytest
from discord.http import Route
from pydantic import SecretStr

from bot.app.run import run
from bot.config import DiscordSettings, Settings
from bot.errors import CannotJoin, ConfigError, UserError
from tests.doctor.discord_stand_in import TOKEN, standing_in


@pytest.mark.parametrize(
    ("token", "error", "said"),
    [
        (TOKEN.replace("not-a", "another"), ConfigError, "Discord refuses the token. Reset it at "),
        (TOKEN, CannotJoin, "Discord answers with an error: 404 .* Start the bot again later"),
    ],
)
async def test_only_a_token_that_is_refused_is_a_fault_of_the_config(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, token: str, error: type[UserError], said: str
) -> None:
    settings = settings.model_copy(update={"discord": DiscordSettings(token=SecretStr(token))})
    with standing_in({}) as address:
        monkeypatch.setattr(Route, "BASE", address)
        with pytest.raises(error, match=said) as caught:
            await run(settings)
    assert type(caught.value) is error
