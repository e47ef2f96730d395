# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A small OSRM server, for tests: real HTTP on a port of this machine."""

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from odoo.tests.common import _super_send


class OsrmCalls:
    """For tests that call it: with the timeout that the client asked for."""

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        # Odoo's tests lengthen timeouts to ten seconds. Ours are what is tested, and
        # every server is on this machine.
        return _super_send(session, request, **kwargs)


def route_answer(metres=2500.0, seconds=600.0):
    """Return the JSON of a way, as OSRM writes it without geometry."""
    routes = [{"distance": metres, "duration": seconds, "legs": [], "weight": 1}]
    return {"code": "Ok", "routes": routes, "waypoints": []}


@contextmanager
def osrm_server(answer=None, status=200):
    """Serve one answer (a dict, or bytes), and yield (address, list of paths asked)."""
    asked = []
    content = answer if isinstance(answer, bytes) else None
    if content is None:
        content = json.dumps(route_answer() if answer is None else answer).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if status in (301, 302):
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def silent_server():
    """Yield the address of a socket that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
