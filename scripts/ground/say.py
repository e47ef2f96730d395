"""Lines for the person who waits."""

import os
import sys
import time

STARTED = "ERRAND_STARTED"
TICK = 10  # seconds between signs of life


def since_start():
    """Seconds since the command was given, also over a change of Python."""
    started = float(os.environ.setdefault(STARTED, str(time.time())))
    return time.time() - started


def line(text):
    """Print one line at once, even into a pipe."""
    print(text, flush=True)


def problem(error):
    """Print what went wrong and how to mend it."""
    print(f"\nerrand: {error.problem}", file=sys.stderr, flush=True)
    if error.mend:
        print(f"To mend it: {error.mend}", file=sys.stderr, flush=True)


class Ticker:
    """Say every ``TICK`` seconds that a long step is still under way."""

    def __init__(self, label, detail=None):
        self.label = label
        self.detail = detail
        self.started = time.monotonic()
        self.last = self.started

    def elapsed(self):
        return time.monotonic() - self.started

    def tick(self):
        """To be called often; prints seldom."""
        now = time.monotonic()
        if now - self.last < TICK:
            return
        self.last = now
        detail = self.detail() if self.detail else ""
        line(f"    {self.label}: {self.elapsed():.0f} s {detail}".rstrip())
