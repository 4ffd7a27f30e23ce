"""Another program on a port of this machine, which answers all that it is asked over HTTP in the same way."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def answering(body: str) -> Iterator[str]:
    """Its host and port; it says that ``body`` is JSON."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as serving:
        thread = Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"127.0.0.1:{serving.server_port}"
        finally:
            serving.shutdown()
            thread.join()
