"""`make rights`: write docs/rights.md, the matrix of who may do what.

It is read from a live database with all add-ons and the demo people. A test compares
the page with the database, so no right changes unseen.
"""

import json
import os
import tempfile
from pathlib import Path

from . import addons, odoo, testbases, workbench
from .live import PREFIX
from .processes import run
from .say import line

PROGRAM = Path("tests", "programs", "rights.py")
PAGE = Path("docs", "rights.md")
MARK = "RESULT "

HEAD = """# Rights

Written by `make rights` from a live database; a test keeps it true. R read, W write,
C create, D delete; then what narrows the rows: own, branch, company, or another rule.
An empty cell: no access. Administrators of the database may everything.

Customers and couriers use the website and the courier's app: what these show is a
whitelist in the code, not a right on a model.

## Models

"""

ROUTES = """
## Addresses

Who may ask: *anybody*, who is *signed in*, or a device with its own *key*. What is
behind an address still checks whose it is.

| address | kind | who | methods |
| --- | --- | --- | --- |
"""

WHO = {"public": "anybody", "user": "signed in", "none": "key"}


def perform(settings):
    """Write the page anew; return 0."""
    with workbench.opened(settings, "tests") as bench:
        template = testbases.suite(bench, addons.installable(settings), demo=True)
        text = page(gathered(bench, template))
    target = settings.root / PAGE
    target.write_text(text)
    line(f"written: {PAGE}")
    return 0


def gathered(bench, template):
    """Return the rights in a copy of ``template``, as tests/programs/rights.py says."""
    # Each process has a copy of its own: tests of two files read at once.
    database = f"{PREFIX}rights_{os.getpid()}"
    testbases.copy(bench, template, database)
    try:
        with tempfile.TemporaryDirectory(dir=bench.settings.var) as folder:
            output = Path(folder, "rights.out")
            with (bench.settings.root / PROGRAM).open("rb") as source:
                run(
                    odoo.command(
                        bench.settings,
                        *("shell", "-c", bench.config, "-d", database, "--no-http"),
                    ),
                    "reading of rights",
                    output,
                    stdin=source,
                    env=odoo.environment(bench.settings),
                )
            [text] = [
                row
                for row in output.read_text(errors="replace").splitlines()
                if row.startswith(MARK)
            ]
            return json.loads(text.removeprefix(MARK))
    finally:
        testbases.drop(bench, database)


def page(rights):
    """Return the page as Markdown."""
    models = rights["models"]
    roles = list(next(iter(models.values())))
    rows = [f"| model | {' | '.join(roles)} |", "| --- |" + " --- |" * len(roles)]
    for model, cells in models.items():
        rows.append(f"| {model} | {' | '.join(cells[role] for role in roles)} |")
    addresses = [
        f"| `{route['route']}` | {route['type']} | {WHO[route['auth']]}"
        f" | {' '.join(route['methods'])} |"
        for route in rights["routes"]
    ]
    return HEAD + "\n".join(rows) + "\n" + ROUTES + "\n".join(addresses) + "\n"
