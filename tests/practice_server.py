"""Runs a Flask app on a real socket of its own, for as long as a test needs it."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """A test prints its own failures only."""


@contextmanager
def serve(flask_app: Any, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve the app on a free port of the loopback address; gives its base URL.

    The URL has no slash at the end. Each request has a thread of its own.
    """
    server = make_server(
        "127.0.0.1",
        0,
        flask_app,
        threaded=True,
        request_handler=QuietHandler,
        ssl_context=tls,
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.004,), daemon=True)
    thread.start()
    try:
        scheme = "https" if tls else "http"
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
