"""docker/nginx.conf: nginx runs for real, between two small servers of ours."""

import json
import socket
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from front import nginx_before


class Upstream(BaseHTTPRequestHandler):
    """Answers with its name and what it was asked."""

    def do_GET(self):
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            return
        self.answer()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer()

    def answer(self):
        told = {"who": self.server.who, "path": self.path, "pad": "x" * 2000}
        body = json.dumps({**told, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """docker/nginx.conf, running on a free port."""
    upstreams = {who: upstream(who) for who in ("workers", "gevent")}
    ports = [one.server_port for one in upstreams.values()]
    try:
        with nginx_before(tmp_path_factory.mktemp("nginx"), *ports) as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        for one in upstreams.values():
            one.shutdown()
            one.server_close()


def upstream(who):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.who = who
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def ask(site, path, **headers):
    """Return (status, answer); the path is sent as it is written."""
    request = urllib.request.Request(f"{site}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, None


@pytest.mark.parametrize("path", ["/", "/odoo", "/errand/order", "/my_queue_job/x"])
def test_pages_go_to_the_workers(site, path):
    status, answer = ask(site, path)

    assert (status, answer["who"], answer["path"]) == (200, "workers", path)


@pytest.mark.parametrize(
    "path", ["/websocket?version=19.0-2", "/websocket/peek_notifications"]
)
def test_the_bus_goes_to_the_gevent_process(site, path):
    status, answer = ask(site, path)

    assert (status, answer["who"], answer["path"]) == (200, "gevent", path)


def test_a_websocket_is_let_through(site):
    port = int(site.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), 5) as link:
        link.sendall(
            b"GET /websocket HTTP/1.1\r\nHost: shop\r\n"
            b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )

        assert link.recv(1000).startswith(b"HTTP/1.1 101 ")


@pytest.mark.parametrize(
    "path",
    [
        "/queue_job",
        "/queue_job/runjob?job_uuid=1",
        "//queue_job/runjob",
        "/web/../queue_job/runjob",
        "/web/..%2fqueue_job/runjob",
        "/queue%5Fjob/runjob",
        "/zh_CN/queue_job/runjob",
    ],
)
def test_jobs_are_not_started_from_outside(site, path):
    assert ask(site, path) == (404, None)


def test_odoo_is_told_who_asks_and_how_whatever_the_client_claims(site):
    claims = {"X-Forwarded-Host": "evil", "X-Forwarded-Proto": "https"}

    for path in ("/", "/websocket"):
        headers = ask(site, path, Host="shop:8080", **claims)[1]["headers"]

        assert headers["Host"] == headers["X-Forwarded-Host"] == "shop:8080"
        assert headers["X-Forwarded-Proto"] == "http"
        assert headers["X-Forwarded-For"].split(", ")[-1] == "127.0.0.1"


def test_large_texts_are_compressed(site):
    request = urllib.request.Request(site, headers={"Accept-Encoding": "gzip"})

    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("megabytes, status", [(20, 200), (65, 413)])
def test_photos_pass_and_floods_do_not(site, megabytes, status):
    request = urllib.request.Request(f"{site}/upload", data=b"x" * (megabytes << 20))
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            found = response.status
    except urllib.error.HTTPError as error:
        found = error.code
    except (ConnectionError, urllib.error.URLError):
        # nginx answers from the length alone and closes while we still send.
        found = 413

    assert found == status
