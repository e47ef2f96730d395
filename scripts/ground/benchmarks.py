"""`make bench`: measuring scripts, each in the Odoo shell of a scratch copy.

A script is ``bench/*.py`` or ``addons/<addon>/bench/*.py``. It finds ``env`` as
in `odoo shell`, on a copy of the demo database, and prints what it measured. One that
says ``needs: postgis`` finds that extension there, where it can be had; one that says
``needs: fsync`` has a database server that writes as a shop's does.
"""

import contextlib
import os
import subprocess

from . import addons, odoo, postgis, testbases, workbench
from .cluster import CARELESS
from .databases import Server
from .live import PREFIX
from .processes import end, spawn
from .report import Stage, close
from .say import line

#: A script that holds these words is measured on a server that loses nothing.
DURABLE = "needs: fsync"


def perform(settings):
    """Run every script that there is; an error in one is a failure."""
    everything = addons.installable(settings)
    chosen = addons.chosen(settings, everything)
    scripts = [
        path for name in chosen for path in everything[name].path.glob("bench/*.py")
    ]
    if not settings.part:
        scripts += settings.root.glob("bench/*.py")
    stage = Stage("benchmarks")
    with workbench.opened(settings, "tests") as bench:
        template = testbases.suite(bench, everything, demo=True)
        for script in sorted(scripts):
            line(f"\n===== {script.relative_to(settings.root)}")
            with _durable(bench, script):
                code = _run(bench, template, script)
            stage.expect(code == 0, f"{script} failed (exit code {code})")
    stage.show()
    return close([stage])


@contextlib.contextmanager
def _durable(bench, script):
    """Have commits wait for the disk while the block runs, if the script asks."""
    # A server of somebody's own is measured as it is.
    if DURABLE not in script.read_text() or bench.settings.database_url:
        yield
        return
    try:
        _write(bench, "on")
        yield
    finally:
        _write(bench, "off")


def _write(bench, value):
    """Have the tests' server wait for the disk (on) or not, for all who come to it."""
    server = Server(bench.server.host, user="errand_admin")
    for name in (name for name, usual in CARELESS.items() if usual == "off"):
        server.query(f"ALTER SYSTEM SET {name} = {value}")
    server.query("SELECT pg_reload_conf()")


def _run(bench, template, script):
    database = f"{PREFIX}bench_{os.getpid()}"
    testbases.copy(bench, template, database)
    if postgis.MARK in script.read_text():
        postgis.offer(bench, database)
    arguments = ["-c", bench.config, "-d", database, "--no-http", "--log-level=warn"]
    try:
        with script.open("rb") as source:
            process = spawn(
                odoo.command(bench.settings, "shell", *arguments),
                stdin=source,
                stderr=subprocess.STDOUT,
                env=odoo.environment(bench.settings),
            )
        try:
            return process.wait()
        finally:
            end(process)
    finally:
        testbases.drop(bench, database)
