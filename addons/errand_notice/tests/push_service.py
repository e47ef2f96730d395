# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A push service to test against: takes pushes as a browser's maker does.

It verifies the VAPID token (RFC 8292) and decrypts payloads (RFC 8291, RFC 8188) with
the keys of the devices it made up, written from those documents, not from Odoo's code.
"""

import base64
import json
import os
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def encode(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def hkdf(salt, secret, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


@dataclass
class Device:
    """A browser: only it can read what is encrypted to its keys."""

    path: str
    private_key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def public_bytes(self):
        return self.private_key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    @property
    def keys(self):
        return {"p256dh": encode(self.public_bytes), "auth": encode(self.auth)}

    def decrypt(self, body):
        """Return the plain payload of one aes128gcm record."""
        salt, size = body[:16], body[20]
        sender = body[21 : 21 + size]
        sender_key = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), sender
        )
        shared = self.private_key.exchange(ec.ECDH(), sender_key)
        info = b"WebPush: info\x00" + self.public_bytes + sender
        secret = hkdf(self.auth, shared, info, 32)
        key = hkdf(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
        nonce = hkdf(salt, secret, b"Content-Encoding: nonce\x00", 12)
        plain = AESGCM(key).decrypt(nonce, body[21 + size :], None)
        return plain.rstrip(b"\x00").removesuffix(b"\x02")


class PushService:
    """Serves on a port of its own; use it as a context manager."""

    def __init__(self, public_key):
        self.public_key = public_key
        self.devices = {}
        self.received = []
        self.statuses = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                status = service._take(self)
                if status:
                    self.send_response(status)
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *args):
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.server.shutdown()
        self.server.server_close()

    def subscribe(self):
        """Return a new device, as a browser subscribes."""
        device = Device(f"/push/{len(self.devices)}")
        self.devices[device.path] = device
        return device

    def endpoint(self, device):
        return self.origin + device.path

    def _take(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        if self.statuses:
            status = self.statuses.pop(0)
            if status == "cut":
                request.connection.close()
                return None
            return status
        device = self.devices.get(request.path)
        if not device:
            return 410
        if not self._is_authorized(request.headers["Authorization"]):
            return 403
        if request.headers["Content-Encoding"] != "aes128gcm":
            return 400
        self.received.append(json.loads(device.decrypt(body)))
        return 201

    def _is_authorized(self, header):
        """Verify the token: signed by the key, for this service, not for long."""
        parts = dict(
            part.strip().split("=", 1)
            for part in header.removeprefix("vapid ").split(",")
        )
        head, claims, signature = parts["t"].split(".")
        if parts["k"] != self.public_key:
            return False
        key = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), decode(parts["k"])
        )
        raw = decode(signature)
        der = utils.encode_dss_signature(
            int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        )
        try:
            key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        said = json.loads(decode(claims))
        in_time = time.time() < said["exp"] <= time.time() + 24 * 3600
        return said["aud"] == self.origin and in_time and "sub" in said
