"""The token: whether it has the form of one. It is never shown."""

import base64
import binascii

import regex

from bot.called import called
from bot.config import Settings
from bot.doctor.finding import Finding, Findings

_PARTS = 3
_ID = regex.compile(rb"\d{15,20}")
_WHERE = "https://discord.com/developers/applications (your application → Bot → Reset Token)"


def application_in(token: str) -> int | None:
    """The id of the application whose token this is; None where it has not the form of one.

    >>> application_in("MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.not-a-real-secret")
    123456789012345678
    >>> application_in("MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe")
    """
    parts = token.split(".")
    if len(parts) != _PARTS or not all(regex.fullmatch(r"[\w-]+", part, regex.ASCII) for part in parts):
        return None
    try:
        decoded = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4))
    except binascii.Error:
        return None
    return int(decoded) if _ID.fullmatch(decoded) else None


def check_token(settings: Settings) -> Findings:
    """Its form, and how the bot is invited."""
    token = settings.discord.token.get_secret_value().strip()
    if not token:
        do = f"Get one at {_WHERE}; put it into config.toml as discord.token, or into STRAWBERRY_DISCORD__TOKEN."
        yield Finding("token", "wrong", f"there is none; only `{called('play')}` and the command line work", do)
        return
    id_ = application_in(token)
    if id_ is None:
        parts = token.count(".") + 1
        found = f"what is set is no whole token: it has {len(token)} characters in {parts} parts between dots, not 3"
        if parts == _PARTS:
            found = "what is set is no token of a bot: it does not begin with the id of an application"
        yield Finding("token", "wrong", found, f"Copy it again, in one piece. A new one is at {_WHERE}.")
        return
    from bot.app.invitation import invitation  # not above: it imports the whole bot

    do = f"Invite the bot: {invitation(id_)}"
    yield Finding("token", "ok", f"has the form of one, of the application {id_}", do)
