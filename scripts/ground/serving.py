"""`make run`: serve the demo until Ctrl-C."""

import contextlib
import socket
import subprocess
import time

from . import demo, live, odoo, tls, workbench
from .errors import GroundError
from .lock import held
from .processes import end, spawn
from .say import line, since_start

PATIENCE = 180  # seconds for Odoo to answer
JOBS = {"channels": "root:2"}


def serve(settings):
    """Have everything, start Odoo, tell the addresses, wait for Ctrl-C."""
    require_free("127.0.0.1", settings.port, "PORT")
    if settings.tls:
        require_free("0.0.0.0", settings.tls_port, "TLS_PORT")
    extra = {
        "http_port": settings.port,
        "db_name": demo.NAME,
        "dbfilter": f"^{demo.NAME}$",
        # Heeded only where a request bears a proxy's headers.
        "proxy_mode": settings.tls,
    }
    with workbench.opened(settings, "demo", queue_job=JOBS, **extra) as bench:
        with held(settings.var / "demo.lock", "demo database"):
            demo.need(bench)
        with contextlib.ExitStack() as running:
            server = running.enter_context(started(bench))
            if settings.tls:
                running.enter_context(tls.proxy(settings))
            _announce(settings)
            return _watch(server, settings)


def require_free(host, port, variable):
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise GroundError(
                f"port {port} is taken by another program (or another make run).",
                f"stop it, or choose another port: make run {variable}={port + 1}",
            ) from error


@contextlib.contextmanager
def started(bench):
    """Have Odoo answering on its port while the block runs."""
    settings = bench.settings
    log = settings.logs / "odoo.log"
    command = odoo.command(settings, "server", "-c", bench.config)
    with log.open("wb") as output:
        server = spawn(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=odoo.environment(settings),
        )
    try:
        _wait_until_answers(server, settings.port, log)
        yield server
    finally:
        end(server)


def _wait_until_answers(server, port, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if live.answers(f"http://127.0.0.1:{port}/web/login"):
            return
        time.sleep(0.2)
    tail = "\n    ".join(log.read_text(errors="replace").strip().splitlines()[-12:])
    raise GroundError(f"Odoo does not answer:\n    {tail}", f"the log is in {log}.")


def _announce(settings):
    address = f"http://127.0.0.1:{settings.port}"
    line("")
    line(f"Errand answers at {address} ({since_start():.1f} s after the start).")
    if settings.tls:
        for name in tls.addresses(settings):
            line(f"  phones: {name}")
        line(f"  once per phone: trust the certificate {tls.authority(settings)}")
    for role, login, password, path in demo.logins(settings.addons):
        line(f"  {role:<32} {login:<12} {password:<12} {address}{path}")
    line("Ctrl-C stops everything.")


def _watch(server, settings):
    with contextlib.suppress(KeyboardInterrupt):
        code = server.wait()
        raise GroundError(
            f"Odoo ended by itself (exit code {code}).",
            f"see the end of {settings.logs / 'odoo.log'}.",
        )
    line("\nStopping ...")
    return 0
