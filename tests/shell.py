"""Programs that run in an Odoo shell on a server's database."""

import json
import subprocess
from pathlib import Path

from ground import odoo

PROGRAMS = Path(__file__).parent / "programs"
MARK = "RESULT "


def run_program(server, name, **options):
    """Run a program of ``tests/programs``; return what it printed as its result.

    :param options: see :func:`run`
    """
    done = run(server, name, **options)
    lines = [line for line in done.stdout.splitlines() if line.startswith(MARK)]
    assert lines, done.stderr[-3000:]
    return json.loads(lines[0].removeprefix(MARK))


def run(server, name, timeout=900, **variables):
    """Run a program of ``tests/programs``, however it ends; return its process.

    :param timeout: seconds
    :param variables: added to its environment
    """
    settings = server.bench.settings
    return subprocess.run(
        odoo.command(
            settings, "shell", "-c", server.config, "-d", server.database, "--no-http"
        ),
        input=(PROGRAMS / name).read_text(),
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**odoo.environment(settings), **variables},
    )
