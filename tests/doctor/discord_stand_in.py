"""A Discord on a port of this machine that answers what the doctor asks, and lets nobody join."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time

import discord

BOT, SERVER, OWNER, PRIVATE = 123_456_789_012_345_678, 5_000, 7_000, 6_002
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.not-a-real-secret"  # noqa: S105 - as the name says


def answers(may: discord.Permissions, flags: int = 0, name: str = "Patch", *, muted: bool = True) -> dict[str, object]:
    """What is answered, by path: in its one server its role ``may`` do this, but where it is ``muted``: in #rules."""
    user = {"id": str(BOT), "username": "strawberry", "discriminator": "0", "avatar": None, "bot": True}
    everyone, role = _role(SERVER, "@everyone", 0), _role(SERVER + 1, "strawberry", may.value)
    hidden = [{"id": str(SERVER), "type": 0, "allow": "0", "deny": str(discord.Permissions(view_channel=True).value)}]
    deny = discord.Permissions(send_messages=muted).value
    mute = [{"id": str(BOT), "type": 1, "allow": "0", "deny": str(deny)}]
    guild = {"id": str(SERVER), "name": name, "owner_id": str(OWNER), "roles": [everyone, role]}
    return {
        "/users/@me": user,
        "/oauth2/applications/@me": _application(user, flags),
        "/gateway/bot": {
            "url": "wss://gateway.invalid",
            "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 998, "reset_after": 1, "max_concurrency": 1},
        },
        "/users/@me/guilds": [{"id": str(SERVER), "name": name, "owner": False, "permissions": "0", "features": []}],
        f"/guilds/{SERVER}": guild | {"features": [], "emojis": [], "stickers": []},
        f"/guilds/{SERVER}/members/{BOT}": {
            "user": user, "roles": [str(SERVER + 1)], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0,
        },
        f"/guilds/{SERVER}/channels": [
            _channel(6_000, "general", []), _channel(6_001, "rules", mute), _channel(PRIVATE, "private", hidden),
        ],
    }  # fmt: skip


def _role(id_: int, name: str, may: int) -> Mapping[str, object]:
    return {
        "id": str(id_),
        "name": name,
        "permissions": str(may),
        "position": 0,
        "color": 0,
        "flags": 0,
    } | dict.fromkeys(("hoist", "managed", "mentionable"), False)


def _channel(id_: int, name: str, overwrites: object) -> Mapping[str, object]:
    return {"id": str(id_), "type": 0, "name": name, "position": 0, "permission_overwrites": overwrites}


def _application(owner: Mapping[str, object], flags: int) -> Mapping[str, object]:
    asked = dict.fromkeys(("bot_public", "bot_require_code_grant", "hook"), True)
    return {"id": str(BOT), "name": "Strawberry", "icon": None, "description": "", "summary": "", **asked} | {
        "owner": owner, "verify_key": "", "flags": flags,
    }  # fmt: skip


@contextmanager
def standing_in(answered: Mapping[str, object], ahead: float = 0) -> Iterator[str]:
    """The address under which paths are ``answered``; without the right token nothing is.

    Its clock is so many seconds ``ahead`` of this machine's.
    """

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["Authorization"] == f"Bot {TOKEN}"
            found = answered.get(self.path.partition("?")[0].removeprefix("/api"))
            status = 401 if not known else 200 if found is not None else 404
            body = json.dumps(found if status == 200 else {"code": 0, "message": "no"}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time()) + ahead)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as serving:
        thread = Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{serving.server_port}/api"
        finally:
            serving.shutdown()
            thread.join()
