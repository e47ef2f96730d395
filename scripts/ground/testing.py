"""`make test`: linters beside Odoo's tests, then the black-box tests."""

import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

from . import addons, linters, live, odoo, odoo_tests, testbases, workbench
from .errors import GroundError
from .lock import held
from .processes import end_all, run
from .report import Stage, close

BLACK_BOX = "tests"
#: Two files at a time: each has servers and a browser of its own.
AT_ONCE = ("-n", "2", "--dist", "loadfile")


def perform(settings):
    """Run the stages that the variable T asks for."""
    everything = addons.installable(settings)
    only_black_box = settings.part.split("/")[0] == BLACK_BOX
    chosen = {} if only_black_box else addons.chosen(settings, everything)
    stages = []
    with held(settings.var / "tests.lock", "tests"):
        with workbench.opened(settings, "tests") as bench:
            live.sweep(bench)
            if not only_black_box:
                stages += _lint_and_odoo_tests(bench, everything, chosen)
            if only_black_box or not settings.part:
                stages.append(
                    _guarded(BLACK_BOX, lambda: _black_box(bench, everything, *AT_ONCE))
                )
                stages[-1].show()
    return close(stages)


def lint(settings):
    """The linters alone."""
    chosen = addons.chosen(settings, addons.installable(settings))
    stage = _lint(settings, chosen)
    stage.show()
    return close([stage])


def soak(settings):
    """The long trials alone."""
    everything = addons.installable(settings)
    with held(settings.var / "tests.lock", "tests"):
        with workbench.opened(settings, "tests") as bench:
            stage = _guarded(
                "soak", lambda: _black_box(bench, everything, "-m", "soak")
            )
    stage.show()
    return close([stage])


def _lint_and_odoo_tests(bench, everything, chosen):
    """Both at once: the machine has two cores at least."""
    with ThreadPoolExecutor(2) as pool:
        linted = pool.submit(_lint, bench.settings, chosen)
        tested = pool.submit(
            _guarded,
            "Odoo's tests",
            lambda: odoo_tests.perform(bench, everything, chosen),
        )
        stages = []
        try:
            for future in (linted, tested):
                stages.append(future.result())
                stages[-1].show()
        except KeyboardInterrupt:
            # Leaving the pool waits for its threads: end what they wait for.
            end_all()
            raise
    return stages


def _guarded(name, act):
    """Run a stage; one that cannot even start is a failed one, not the end."""
    try:
        return act()
    except GroundError as error:
        stage = Stage(name)
        stage.fail(f"{error.problem}\n{error.mend}")
        return stage


def _lint(settings, chosen):
    stage = Stage("linters")
    for name, passed, output in linters.run_all(settings, chosen):
        stage.expect(passed, f"----- {name}\n{output}")
    return stage


def _black_box(bench, everything, *options):
    """pytest over tests/, with servers of their own on copies of a template."""
    settings = bench.settings
    testbases.suite(bench, everything, demo=True)
    results = settings.var / "black-box.xml"
    results.unlink(missing_ok=True)
    log = settings.logs / "black-box.log"
    where = settings.part or BLACK_BOX
    code = run(
        [settings.python, "-m", "pytest", where, f"--junitxml={results}", *options],
        "black-box tests",
        log,
        detail=lambda: _last_row(log),
        cwd=settings.root,
        env={**odoo.environment(settings), "PYTHONUNBUFFERED": "1"},
        check=False,
    )
    return _judge(results, code, log)


def _last_row(log):
    rows = log.read_text(errors="replace").strip().splitlines()
    return rows[-1][:80] if rows else ""


def _judge(results, code, log):
    stage = Stage("black-box tests")
    if not results.exists():
        stage.fail(f"pytest did not get to the end:\n{log.read_text(errors='replace')}")
        return stage
    for suite in ElementTree.parse(results).getroot().iter("testsuite"):
        total = int(suite.get("tests"))
        # A test that was left out has proved nothing.
        failed = sum(int(suite.get(kind)) for kind in ("failures", "errors", "skipped"))
        stage.count(total - failed, failed)
    if stage.failed or code:
        stage.tell(log.read_text(errors="replace"))
    if code and not stage.failed:
        stage.fail(f"pytest ended with exit code {code}")
    return stage
