"""``strawberry links``, on a server of this machine."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.command import Strawberry


class Answers(BaseHTTPRequestHandler):
    """Answers one path, sends another one on to it, and knows no others."""

    def do_GET(self) -> None:
        self.send_response({"/here": 200, "/moved": 302}.get(self.path, 404))
        self.send_header("Location", "/here")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def server() -> Iterator[str]:
    """Its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as serving:
        thread = Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def test_what_answers_or_has_moved_is_counted_once(strawberry: Strawberry, server: str) -> None:
    done = strawberry("links", f"{server}/here", f"{server}/moved", f"{server}/here")
    assert (done.returncode, done.stdout, done.stderr) == (0, "All 2 addresses answer.\n", "")


def test_what_does_not_answer_is_named_with_why(strawberry: Strawberry, server: str) -> None:
    nobody = "http://127.0.0.1:1/"
    done = strawberry("links", f"{server}/here", f"{server}/gone", nobody, "http://:x")
    assert done.returncode == 1
    first, second, third = done.stdout.splitlines()
    assert first == f"{server}/gone  404 Not Found"
    assert second.startswith(f"{nobody}  ConnectError: ")
    assert third.startswith("http://:x  ")
    assert done.stderr == "3 of 4 addresses do not answer as they should.\n"
