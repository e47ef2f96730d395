"""Private PostgreSQL servers: one for the demo, a fast careless one for tests.

They listen on a socket in a folder of their own, never on the network. Every
user of a server holds a shared lock on its file ``in-use``; who lets go last
stops it. The kernel drops locks of killed processes, so a server left running
by ``kill -9`` is simply taken over by the next who needs it.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import postgres
from .processes import is_alive, run
from .say import line

COMMON = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "logging_collector": "off",
}
# Test data is made anew each time: nothing is lost if the power fails.
CARELESS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_wal_size": "4GB",
    "autovacuum_naptime": "10min",
}
SOCKET_LIMIT = 90  # a socket's whole path may have 107 bytes


class Cluster:
    """One private server: its data, its socket, its life."""

    def __init__(self, settings, name, extra=None):
        self.settings = settings
        self.name = name
        self.home = settings.database_home / name
        self.data = self.home / "data"
        self.config = {**COMMON, **(extra or {})}
        self.owner = postgres.service_user(settings)
        self.programs = postgres.programs(settings)
        self.socket = self._socket()

    def _socket(self):
        inside = self.home / "socket"
        if len(os.fsencode(str(inside))) <= SOCKET_LIMIT:
            return inside
        # Derived from the checkout, so that every make finds the same one.
        return Path(tempfile.gettempdir()) / f"errand-{self.settings.key}-{self.name}"

    @contextlib.contextmanager
    def used(self):
        """Have the server up while the block runs; stop it if nobody else uses it."""
        self._prepare()
        with (self.home / "in-use").open("a+") as handle:
            with self._switching():
                fcntl.flock(handle, fcntl.LOCK_SH)
                self._start()
            try:
                yield self
            finally:
                with self._switching():
                    self._leave(handle)

    @contextlib.contextmanager
    def _switching(self):
        """Only one process at a time starts or stops the server."""
        with (self.home / "switch").open("a+") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _leave(self, handle):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # someone else still needs it
        self._control("stop", "-m", "fast")

    def stop_now(self):
        """Stop the server even if another still uses it."""
        if self.pid():
            self._control("stop", "-m", "fast")

    def _prepare(self):
        """Make data and socket folders; ``initdb`` beside, then renamed."""
        for folder in (self.settings.database_home, self.home, self.socket):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.home, self.socket):
            self._give_away(folder)
        if self.settings.is_root:
            self.settings.database_home.chmod(0o711)
            self.settings.database_home.parent.chmod(0o711)
        with self._switching():
            if not (self.data / "PG_VERSION").exists():
                self._init()

    def _give_away(self, folder):
        if self.settings.is_root:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
            folder.chmod(0o700)

    def _init(self):
        line(f"==> database server for {self.name}")
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._run(
            ["initdb", "-D", fresh, "-U", "errand_admin", "--auth=trust"]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"],
            "initdb",
        )
        with (fresh / "postgresql.auto.conf").open("a") as config:
            config.writelines(
                f"{key} = {value}\n" for key, value in self.config.items()
            )
        fresh.rename(self.data)

    def pid(self):
        """Number of the running server, or None.

        The file may be left from before a crash, and its number may belong to
        another program by now: a server of ours works in our data folder.
        """
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            if is_alive(pid) and os.readlink(f"/proc/{pid}/cwd") == str(
                self.data.resolve()
            ):
                return pid
        except (OSError, ValueError, IndexError):
            pass
        return None

    def _start(self):
        if self.pid():
            return
        if not self._has_orphans():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = f"-c unix_socket_directories='{self.socket}'"
        self._control("start", "-l", self.home / "server.log", "-o", options)
        self._make_role()

    def _has_orphans(self):
        """Whether backends of a killed server still work in our data folder."""
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.readlink(entry / "cwd") == str(self.data.resolve()):
                    return True
        return False

    def _make_role(self):
        """The role that Odoo uses: it may make databases, it is no superuser."""
        sql = "CREATE ROLE errand LOGIN CREATEDB"
        query = [
            self.programs / "psql",
            "-h",
            self.socket,
            "-U",
            "errand_admin",
            "-d",
            "postgres",
        ]
        found = subprocess.run(
            [*query, "-Atc", "SELECT 1 FROM pg_roles WHERE rolname = 'errand'"],
            capture_output=True,
            check=True,
        )
        if not found.stdout.strip():
            subprocess.run([*query, "-qc", sql], check=True)

    def _control(self, action, *arguments):
        program = [
            "pg_ctl",
            action,
            "-D",
            self.data,
            "-w",
            "-t",
            "90",
            "-s",
            *arguments,
        ]
        self._run(program, f"database server: {action}")

    def _run(self, argv, label):
        command = [self.programs / argv[0], *argv[1:]]
        if self.settings.is_root:
            command = ["runuser", "-u", self.owner.pw_name, "--", *command]
        log = self.settings.logs / f"postgresql-{self.name}.log"
        run(command, label, log, cwd="/", env={**os.environ, "LC_ALL": "C.UTF-8"})


def demo(settings):
    """The server of the demo: careful with data."""
    return Cluster(settings, "demo")


def tests(settings):
    """The server of the tests: fast, careless."""
    return Cluster(settings, "tests", CARELESS)
