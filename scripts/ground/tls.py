"""HTTPS for phones in the same network: certificates and a proxy."""

import contextlib
import os
import socket
import subprocess
import time

from .errors import GroundError
from .processes import end, spawn

PATIENCE = 20


def authority(settings):
    """The certificate that a phone must trust."""
    return settings.var / "tls" / "ca.crt"


def addresses(settings):
    """Where phones find the demo."""
    from .certificates import local_addresses

    names = ["localhost", *local_addresses()]
    return [f"https://{name}:{settings.tls_port}" for name in names]


@contextlib.contextmanager
def proxy(settings):
    """Have HTTPS answering while the block runs."""
    from . import certificates

    folder = settings.var / "tls"
    certificates.need(folder)
    pair = (folder / "server.crt", folder / "server.key")
    log = settings.logs / "proxy.log"
    with log.open("wb") as output:
        process = spawn(
            [
                settings.python,
                "-m",
                "ground.proxy",
                *pair,
                settings.tls_port,
                settings.port,
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(settings.root / "scripts")},
        )
    try:
        _wait_until_listens(process, settings.tls_port, log)
        yield
    finally:
        end(process)


def _wait_until_listens(process, port, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 1),
        ):
            return
        time.sleep(0.1)
    raise GroundError(f"the HTTPS proxy does not start: {log.read_text()[-500:]}")
