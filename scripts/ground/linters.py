"""The linters, each a test of its own."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .processes import spawn

ASSETS = "{js,xml,scss,css}"


@dataclass(frozen=True)
class Linter:
    """A name and a command line."""

    name: str
    command: tuple

    def run(self, settings):
        """Return (passed, output)."""
        process = spawn(
            self.command,
            cwd=settings.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output, _ = process.communicate()
        return process.returncode == 0, output


def all_for(settings, chosen):
    """The linters for the add-ons in ``chosen``, and for our own scripts and tests."""
    tools = settings.var / "venv" / "bin"
    node = settings.root / "node_modules" / ".bin"
    folders = [f"addons/{name}" for name in chosen]
    own = [
        name
        for name in ("scripts", "tests", "bench")
        if (settings.root / name).is_dir()
    ]
    python = folders if settings.part else [*folders, *own]
    found = [
        Linter("ruff check", (tools / "ruff", "check", *python)),
        Linter("ruff format", (tools / "ruff", "format", "--check", *python)),
    ]
    if folders:
        globs = [f"{folder}/**/*.{ASSETS}" for folder in folders]
        quiet = "--no-error-on-unmatched-pattern"
        found += [
            Linter("pylint", (tools / "pylint", "--rcfile=.pylintrc", "-j2", *folders)),
            Linter("oca-checks", (tools / "oca-checks-odoo-module", *folders)),
            Linter("prettier", (node / "prettier", "--check", quiet, *globs)),
            Linter("eslint", (node / "eslint", quiet, *folders)),
        ]
    return found


def run_all(settings, chosen):
    """Run them beside one another; yield (name, passed, output) in order."""
    linters = all_for(settings, chosen)
    # All start at once, so that there is no queue to empty after a Ctrl-C.
    with ThreadPoolExecutor(len(linters)) as pool:
        results = pool.map(lambda linter: linter.run(settings), linters)
        for linter, (passed, output) in zip(linters, results, strict=True):
            yield linter.name, passed, output
