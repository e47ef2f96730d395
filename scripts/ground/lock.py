"""Two `make` in one checkout wait for one another."""

import contextlib
import fcntl
import time

from .say import line


@contextlib.contextmanager
def held(path, purpose):
    """Hold the lock file ``path``; say so when another process has it.

    The kernel drops the lock with the process, so nothing is stale after a kill.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as handle:
        _wait_for(handle, purpose)
        yield


def _wait_for(handle, purpose):
    started = time.monotonic()
    said = None
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            waited = int(time.monotonic() - started)
            if said is None or waited - said >= 30:
                line(f"Waiting for another make here ({purpose}) ... {waited} s")
                said = waited
            time.sleep(0.2)
