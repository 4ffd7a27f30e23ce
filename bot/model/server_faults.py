"""What is told where a server goes wrong, and what of that goes to the log."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import openai
from pydantic import ValidationError

from bot.config import OpenAISettings
from bot.errors import ModelBusy, ModelError, ModelLost, ModelSilent, ModelUnavailable
from bot.language import later, number
from bot.model.api import Prompt

log = logging.getLogger(__name__)

_QUOTED = 12
"""Characters in a row by which a server's reason is known to repeat what members wrote."""


class Faults:
    """Says in a sentence for members what is wrong with the server at ``address``; never its key or password."""

    def __init__(self, settings: OpenAISettings, address: str) -> None:
        self.server = f"The model's server at {address}"
        self._settings = settings
        self._secrets = [*_secrets(settings)]

    def refused(self, error: Exception, asked: Prompt | None = None) -> ModelError:
        """What is told where no answer begins to what was ``asked``."""
        self._log(error, asked)
        match error:
            case openai.APITimeoutError() | httpx2.TimeoutException():
                return self._silent()
            case openai.BadRequestError() if thought_too_long(error):
                return self.wordless()
            case openai.APIStatusError():
                return self._declined(error)
            case _:
                return ModelUnavailable(
                    later(
                        "{server} cannot be reached. Ask again later; the host has to see whether it runs "
                        "and openai.base_url is right.",
                        server=self.server,
                    )
                )

    def _declined(self, error: openai.APIStatusError) -> ModelError:
        """What is told where the server has answered with a status that is an error."""
        server, code = self.server, str(error.status_code)
        match error:
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return ModelUnavailable(
                    later(
                        "{server} does not let me in ({status_code}). The host has to set the right openai.key.",
                        server=server,
                        status_code=code,
                    )
                )
            case openai.NotFoundError():
                return ModelUnavailable(
                    later(
                        "{server} knows no model “{model}” (404). The host has to put "
                        "openai.model or openai.base_url right.",
                        server=server,
                        model=self._settings.model,
                    )
                )
            case openai.RateLimitError():
                return ModelBusy(
                    later("{server} takes no more questions for now (429). Ask again in a moment.", server=server)
                )
            case openai.InternalServerError():
                return ModelError(
                    later(
                        "{server} has failed ({status_code}). Ask again in a moment.", server=server, status_code=code
                    )
                )
            case _:
                return ModelError(
                    later(
                        "{server} refuses this ({status_code}). The host finds the reason in the log.",
                        server=server,
                        status_code=code,
                    )
                )

    def broken(self, error: Exception, asked: Prompt) -> ModelError:
        """What is told where an answer to what was ``asked`` has begun and does not go on."""
        self._log(error, asked)
        match error:
            case TimeoutError() | openai.APITimeoutError():
                return self._silent()
            case ValueError():  # no UTF-8, no JSON, or not what a chunk is
                return self.no_protocol()
            case _:
                return self.broken_off()

    def broken_off(self) -> ModelError:
        """Where an answer ends in the middle."""
        return ModelLost(later("{server} has broken off its answer. Ask again in a moment.", server=self.server))

    def no_protocol(self) -> ModelError:
        """Where what comes is no answer."""
        return ModelError(
            later(
                "{server} has sent what is no answer in OpenAI's protocol. Ask again; the host has to see "
                "whether openai.base_url is right.",
                server=self.server,
            )
        )

    def wordless(self) -> ModelError:
        """Where an answer ends before it says anything."""
        return ModelError(
            later(
                "{server} has ended its answer without a word. Ask again. If its model thinks before it answers, "
                "the host has to give it more tokens.",
                server=self.server,
            )
        )

    def _silent(self) -> ModelError:
        timeout = self._settings.timeout
        return ModelSilent(
            later(
                "{server} has said nothing for {seconds} seconds. Ask again in a moment.",
                server=self.server,
                seconds=number(timeout, 0 if timeout.is_integer() else 1),
            )
        )

    def _log(self, error: Exception, asked: Prompt | None) -> None:
        said = " ".join(f"{error} {error.__cause__ or ''}".split())
        for secret in self._secrets:  # a server may repeat the key that it refuses, and an error its address
            said = said.replace(secret, "…")
        told = [each.content for each in asked.messages if each.role != "system"] if asked else []
        if isinstance(error, ValidationError) or any(_repeats(said, each) for each in told):
            said = f"{getattr(error, 'status_code', '')} (a reason that repeats what was written)"
        log.warning("%s: %s: %s", self.server, type(error).__name__, said[:500])


def _repeats(said: str, written: str) -> bool:
    """Whether a part of what was ``written`` stands in what a server has ``said``; of a few letters, the whole."""
    written = " ".join(written.split())
    if len(written) <= _QUOTED:
        return bool(written) and re.search(rf"(?<!\w){re.escape(written)}(?!\w)", said) is not None
    return any(written[at : at + _QUOTED] in said for at in range(len(written) - _QUOTED + 1))


def _secrets(settings: OpenAISettings) -> Iterator[str]:
    """What must not be logged: the key, and the password of the address as it stands there and as it is sent."""
    if key := settings.key.get_secret_value().strip():
        yield key
    address = urlsplit(settings.base_url)
    if address.password:
        yield address.password
        yield b64encode(f"{address.username}:{address.password}".encode()).decode()


def thought_too_long(error: openai.APIStatusError) -> bool:
    """Whether a model has thought for as long as it may write. OpenAI refuses the whole answer then."""
    return "model output limit was reached" in error.message
