# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A service of Alibaba Cloud to test against: verifies what the real ones verify.

Written from the public description of signature V3, not from our client.
"""

import hashlib
import hmac
import json
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SIGNED = re.compile(
    r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w{64})"
)
REQUIRED_HEADERS = {
    "host",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-content-sha256",
}
#: How far the clock of a caller may be wrong.
CLOCK = timedelta(minutes=15)


class AlibabaService:
    """Serves on a port of its own; use it as a context manager."""

    #: What the service does: (action, version).
    actions = frozenset()

    def __init__(self, key_id="test-key", secret="test-secret"):
        self.key_id, self.secret = key_id, secret
        self.nonces = set()
        #: What is answered next instead: a code, "cut", "slow" or "page".
        self.next = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                service._answer(self)

            def log_message(self, *args):
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.is_closing = threading.Event()

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.is_closing.set()
        self.server.shutdown()
        self.server.server_close()

    def _answer(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        told = self.next.pop(0) if self.next else None
        if told == "cut":
            request.connection.close()
            return
        if told == "slow":
            # Longer than any caller waits; ends with the test.
            self.is_closing.wait(30)
            return
        if told == "page":
            self._write(request, 502, b"<html>Bad gateway</html>")
            return
        outcome = {}
        code = told or self._check_request(request, body)
        if not code:
            form = parse_qs(body.decode())
            code, outcome = self._act(
                request.headers["x-acs-action"],
                {name: values[0] for name, values in form.items()},
            )
        status = 200 if code == "OK" or code.startswith("isv.") else 400
        status = 503 if code == "ServiceUnavailable" else status
        answer = {"Code": code, "Message": code, "RequestId": "made-up", **outcome}
        self._write(request, status, json.dumps(answer).encode())

    def _act(self, action, form):
        """Do what is asked; return the code, and what an answer holds besides it."""
        raise NotImplementedError

    def _write(self, request, status, content):
        request.send_response(status)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    # === CHECKS === #

    def _check_request(self, request, body):
        """Return the error code of a request that is not signed well, else None."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        match = SIGNED.fullmatch(headers.get("authorization", ""))
        if not match:
            return "MissingAuthorization"
        key_id, signed, signature = match.groups()
        names = signed.split(";")
        if names != sorted(names) or not REQUIRED_HEADERS <= set(names):
            return "IncompleteSignature"
        if key_id != self.key_id:
            return "InvalidAccessKeyId.NotFound"
        if hashlib.sha256(body).hexdigest() != headers["x-acs-content-sha256"]:
            return "InvalidContentSha256"
        if not hmac.compare_digest(signature, self._sign(request, headers, names)):
            return "SignatureDoesNotMatch"
        return self._check_freshness(headers) or self._check_action(headers)

    def _sign(self, request, headers, names):
        path, _mark, query = request.path.partition("?")
        lines = [request.command, path, query]
        lines += [f"{name}:{headers[name].strip()}" for name in names]
        lines += ["", ";".join(names), headers["x-acs-content-sha256"]]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        text = f"ACS3-HMAC-SHA256\n{digest}".encode()
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()

    def _check_freshness(self, headers):
        try:
            date = datetime.strptime(headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            return "InvalidTimeStamp.Format"
        if abs(datetime.now(UTC) - date.replace(tzinfo=UTC)) > CLOCK:
            return "InvalidTimeStamp.Expired"
        nonce = headers["x-acs-signature-nonce"]
        if nonce in self.nonces:
            return "SignatureNonceUsed"
        self.nonces.add(nonce)
        return None

    def _check_action(self, headers):
        action = (headers["x-acs-action"], headers["x-acs-version"])
        return None if action in self.actions else "InvalidAction.NotFound"
