"""A real Odoo server on a database of its own, for black-box tests."""

import contextlib
import os
import subprocess
import time
import urllib.request

from . import odoo, testbases
from .errors import GroundError
from .odoo_tests import free_port
from .processes import end, is_alive, spawn

PREFIX = "errand_test_"
PATIENCE = 180


class LiveServer:
    """One running Odoo: its address, its database, its log."""

    def __init__(
        self, bench, label, *, workers=0, jobs="root:2", is_behind_proxy=False
    ):
        self.bench = bench
        self.database = f"{PREFIX}{label}_{os.getpid()}"
        self.port = free_port()
        self.gevent_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = bench.settings.logs / f"{PREFIX}{label}.log"
        self.config = bench.settings.var / f"{self.database}.conf"
        self.workers = workers
        self.jobs = jobs
        self.is_behind_proxy = is_behind_proxy
        self.process = None

    def query(self, sql, parameters=()):
        """Ask the server's database directly; return rows."""
        return self.bench.server.query(sql, parameters, self.database)

    def start(self):
        """Start Odoo and wait until it answers."""
        values = {
            **odoo.options(
                self.bench.settings,
                self.bench.source,
                self.bench.server,
                self.bench.data_dir,
            ),
            "db_name": self.database,
            "dbfilter": f"^{self.database}$",
            "http_port": self.port,
            "gevent_port": self.gevent_port,
            "workers": self.workers,
            "proxy_mode": self.is_behind_proxy,
        }
        odoo.write_config(self.config, values, {"channels": self.jobs})
        with self.log.open("ab") as output:
            self.process = spawn(
                odoo.command(self.bench.settings, "server", "-c", self.config),
                stdout=output,
                stderr=subprocess.STDOUT,
                env=odoo.environment(self.bench.settings),
            )
        self._wait()

    def stop(self):
        """Stop Odoo; its database stays."""
        end(self.process)

    def _wait(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if answers(f"{self.url}/web/login"):
                return
            time.sleep(0.2)
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])
        end(self.process)
        raise GroundError(f"Odoo does not answer at {self.url}:\n{tail}")


def answers(address):
    """Whether a page comes back whole."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextlib.contextmanager
def serving(bench, template, label, **options):
    """Have a server on a fresh copy of ``template`` while the block runs."""
    server = LiveServer(bench, label, **options)
    server.log.unlink(missing_ok=True)
    testbases.copy(bench, template, server.database)
    try:
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        server.config.unlink(missing_ok=True)
        testbases.drop(bench, server.database)


def sweep(bench):
    """Drop databases of test runs that were killed."""
    for name in bench.server.names():
        number = name.rsplit("_", 1)[-1]
        if name.startswith(PREFIX) and number.isdigit() and not is_alive(int(number)):
            testbases.drop(bench, name)
            (bench.settings.var / f"{name}.conf").unlink(missing_ok=True)
