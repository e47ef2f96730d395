"""What each `make` target does."""

import contextlib
import os
import signal

from . import setup
from .errors import GroundError

SECOND = "second"
PHASE = "ERRAND_PHASE"


def perform(settings, arguments):
    """Prepare with any Python, then go on with the one that set-up made.

    Only the second has a database driver and the like.
    """
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        raise GroundError(f"there is no command {name!r}.", "see: make help")
    for_tests, act = COMMANDS[name]
    if os.environ.get(PHASE) != SECOND:
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


COMMANDS = {
    "setup": (True, do_setup),
    "db": (True, do_db),
}
