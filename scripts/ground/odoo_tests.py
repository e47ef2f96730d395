"""Odoo's own test runner over our add-ons, on copies of a template database.

One runner uses one core, so there are as many as cores (two at most): each installs
all add-ons and runs the tests of its share of them.
"""

import os
import re
import socket
from concurrent.futures import ThreadPoolExecutor

from . import addons, logscan, odoo, testbases
from .processes import run
from .report import Stage

DATABASE = "errand_test_odoo"
MOST_RUNNERS = 2
A_TEST = re.compile(r"^\s+def test_", re.MULTILINE)
#: Tests that ask a server or drive a browser take about this many times as long.
A_VISIT = re.compile(r"url_open|_sign_in\(|start_tour|browser_js")
VISIT_WEIGHT = 3


def perform(bench, everything, chosen):
    """Install the chosen add-ons and run their tests; return a ``Stage``."""
    stage = Stage("Odoo's tests")
    template = testbases.core(bench, everything, demo=False)
    runs = [
        _Run(bench, f"{DATABASE}_{number}", names)
        for number, names in enumerate(shares(chosen, _runners()), 1)
    ]
    for one in runs:
        testbases.copy(bench, template, one.database)
    modules = addons.with_dependencies(chosen, everything)
    with ThreadPoolExecutor(len(runs)) as pool:
        codes = list(pool.map(lambda one: one.perform(modules), runs))
    for one, code in zip(runs, codes, strict=True):
        _judge(stage, logscan.read(one.text()), code, one)
    if stage.failed == 0:
        for one in runs:
            testbases.drop(bench, one.database)
    return stage


def _runners():
    return min(MOST_RUNNERS, os.cpu_count() or 1)


def shares(chosen, number):
    """Deal add-ons out so that each share takes about as long; none is empty."""
    weights = {name: _weight(addon.path) for name, addon in chosen.items()}
    dealt = [[] for _number in range(max(min(number, len(weights)), 1))]
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        least = min(dealt, key=lambda names: sum(weights[one] for one in names))
        least.append(name)
    return [names for names in dealt if names]


def _weight(path):
    weight = 0
    for file in path.glob("tests/*.py"):
        text = file.read_text()
        each = VISIT_WEIGHT if A_VISIT.search(text) else 1
        weight += each * len(A_TEST.findall(text))
    return weight


class _Run:
    """One process of Odoo, its database and its log."""

    def __init__(self, bench, database, names):
        self.bench = bench
        self.database = database
        self.names = names
        self.log = bench.settings.logs / f"{database}.log"

    def text(self):
        return self.log.read_text(errors="replace")

    def perform(self, modules):
        """Run Odoo to its end and return its exit code."""
        arguments = ["server", "-c", self.bench.config, "-d", self.database]
        arguments += ["--stop-after-init", "--without-demo", "--workers=0"]
        tags = ",".join(f"/{name}" for name in self.names)
        arguments += [f"--http-port={free_port()}", "--test-enable"]
        arguments += [f"--test-tags={tags}", "-i", ",".join(modules)]
        return run(
            odoo.command(self.bench.settings, *arguments),
            f"Odoo's tests {self.database[-1]}",
            self.log,
            detail=lambda: _progress(self.log),
            env=odoo.environment(self.bench.settings),
            check=False,
        )


def _progress(log):
    text = log.read_text(errors="replace")
    begun = text.count(": Starting Test")
    return f"{begun} tests begun" if begun else odoo.progress(log)


def _judge(stage, verdict, code, one):
    """Turn what the log says into counts: an unclean log is a failed test, too."""
    failed = verdict.failed + len(verdict.skips)
    stage.count(max(verdict.ran - failed, 0), failed)
    for failure in verdict.failures:
        stage.tell(failure)
    for skip in verdict.skips:
        stage.tell(f"skipped, which counts as failed: {skip}")
    if not verdict.finished or (code and not verdict.failed):
        tail = "\n".join(one.text().splitlines()[-30:])
        stage.fail(f"Odoo did not get to the end (exit code {code}):\n{tail}")
    stage.expect(
        not verdict.complaints,
        "complaints in the log that no test expected:\n"
        + "\n".join(verdict.complaints),
    )


def free_port():
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
