"""What each `make` target does."""

import contextlib
import os
import signal
import subprocess

from . import setup
from .errors import GroundError
from .say import line

SECOND = "second"
PHASE = "ERRAND_PHASE"
CLEAN = "clean"  # needs nothing prepared


def perform(settings, arguments):
    """Prepare with any Python, then go on with the one that set-up made.

    Only the second has a database driver and the like.
    """
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        raise GroundError(f"there is no command {name!r}.", "see: make help")
    for_tests, act = COMMANDS[name]
    if name != CLEAN and os.environ.get(PHASE) != SECOND:
        setup.prepare(settings, for_tests)
        os.environ[PHASE] = SECOND
        os.execv(settings.python, [str(settings.python), "-m", "ground", *arguments])
    return act(settings)


def do_setup(_settings):
    return 0


def do_db(settings):
    """Hold the tests' server up, and tell how to use it."""
    from . import workbench

    with workbench.opened(settings) as bench:
        bench.describe()
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


def do_run(settings):
    from . import serving

    return serving.serve(settings)


def do_fresh_demo(settings):
    """Forget the demo database."""
    from . import demo, workbench

    with workbench.opened(settings, "demo") as bench:
        demo.forget(bench)
    line("The demo database is gone; the next make run makes a new one.")
    return 0


def do_shell(settings):
    """An Odoo shell on the demo database, in this terminal."""
    from . import demo, odoo, workbench

    with workbench.opened(settings, "demo", db_name=demo.NAME) as bench:
        demo.need(bench)
        program = odoo.command(settings, "shell", "-c", bench.config, "--no-http")
        # The terminal is the shell's: Ctrl-C there must not end us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return subprocess.call(program, env=odoo.environment(settings))


def do_test(settings):
    from . import testing

    return testing.perform(settings)


def do_lint(settings):
    from . import testing

    return testing.lint(settings)


def do_soak(settings):
    from . import testing

    return testing.soak(settings)


def do_bench(settings):
    from . import benchmarks

    return benchmarks.perform(settings)


def do_translations(settings):
    from . import translations

    return translations.perform(settings)


def do_screenshots(settings):
    from . import screenshots

    return screenshots.perform(settings)


def do_rights(settings):
    from . import rights

    return rights.perform(settings)


def do_clean(settings):
    from . import cleaning

    return cleaning.perform(settings)


COMMANDS = {
    CLEAN: (False, do_clean),
    "bench": (True, do_bench),
    "screenshots": (True, do_screenshots),
    "test": (True, do_test),
    "lint": (True, do_lint),
    "soak": (True, do_soak),
    "rights": (True, do_rights),
    "run": (False, do_run),
    "shell": (False, do_shell),
    "fresh-demo": (False, do_fresh_demo),
    "setup": (True, do_setup),
    "db": (True, do_db),
    "translations": (True, do_translations),
}
