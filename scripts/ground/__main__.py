"""Read the command and do it; say plainly what went wrong."""

import errno
import os
import signal
import sys

from . import say
from .errors import GroundError
from .processes import disk_full, end_all
from .settings import Settings


def main(arguments):
    """Run one command; return the exit code."""
    say.since_start()
    # Also SIGINT: a shell that starts us in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        from . import commands

        return commands.perform(Settings(), arguments)
    except GroundError as error:
        say.problem(error)
    except KeyboardInterrupt:
        # Other threads may still wait for theirs.
        end_all()
        say.line("\nStopped.")
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say.problem(disk_full(error.filename or "writing"))
    return 1


def _interrupt(_number, _frame):
    """A polite end is handled like Ctrl-C: everything started here is stopped."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
