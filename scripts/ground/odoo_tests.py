"""Odoo's own test runner over our add-ons, from a copied template database."""

import socket

from . import addons, logscan, odoo, testbases
from .processes import run
from .report import Stage

DATABASE = "errand_test_odoo"


def perform(bench, everything, chosen):
    """Install the chosen add-ons and run their tests; return a ``Stage``."""
    stage = Stage("Odoo's tests")
    log = bench.settings.logs / "odoo-tests.log"
    template = testbases.core(bench, everything, demo=False)
    testbases.copy(bench, template, DATABASE)
    code = _run(bench, everything, chosen, log)
    _judge(stage, logscan.read(log.read_text(errors="replace")), code, log)
    if stage.failed == 0:
        testbases.drop(bench, DATABASE)
    return stage


def _run(bench, everything, chosen, log):
    """Run Odoo to its end and return its exit code."""
    modules = addons.with_dependencies(chosen, everything)
    arguments = ["server", "-c", bench.config, "-d", DATABASE, "--stop-after-init"]
    arguments += ["--without-demo", "--workers=0", f"--http-port={free_port()}"]
    tags = ",".join(f"/{name}" for name in chosen)
    arguments += ["--test-enable", f"--test-tags={tags}", "-i", ",".join(modules)]
    return run(
        odoo.command(bench.settings, *arguments),
        "Odoo's tests",
        log,
        detail=lambda: _progress(log),
        env=odoo.environment(bench.settings),
        check=False,
    )


def _progress(log):
    text = log.read_text(errors="replace")
    begun = text.count(": Starting Test")
    return f"{begun} tests begun" if begun else odoo.progress(log)


def _judge(stage, verdict, code, log):
    """Turn what the log says into counts: an unclean log is a failed test, too."""
    failed = verdict.failed + len(verdict.skips)
    stage.count(max(verdict.ran - failed, 0), failed)
    for failure in verdict.failures:
        stage.tell(failure)
    for skip in verdict.skips:
        stage.tell(f"skipped, which counts as failed: {skip}")
    if not verdict.finished or (code and not verdict.failed):
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-30:])
        stage.fail(f"Odoo did not get to the end (exit code {code}):\n{tail}")
    stage.expect(
        not verdict.complaints,
        "complaints in the log outside of tests:\n" + "\n".join(verdict.complaints),
    )


def free_port():
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
