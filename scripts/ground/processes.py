"""Start other programs, watch them, and end exactly those that were started."""

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

from .errors import GroundError
from .say import Ticker

PR_SET_PDEATHSIG = 1
STARTED = []  # every process of ``spawn``
libc = ctypes.CDLL(None)


def die_with_parent():
    """Ask the kernel to end this child when its parent is killed."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def spawn(argv, **options):
    """Start a long-lived program that does not outlive this one.

    It gets a session of its own: a Ctrl-C in the terminal reaches only this
    process, which then ends its children in order.
    """
    process = subprocess.Popen(
        [str(part) for part in argv],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        start_new_session=options.pop("start_new_session", True),
        preexec_fn=die_with_parent,
        **options,
    )
    STARTED.append(process)
    return process


def end_all():
    """Stop whatever is left of what this process started."""
    for process in STARTED:
        end(process)


def end(process, patience=20):
    """Stop a process that ``spawn`` started, politely first."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            # Its whole session is ours: workers must not outlive the master.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def run(argv, label, log, *, detail=None, explain=None, check=True, **options):
    """Run a program to its end with its output in ``log``; tell that it lives.

    ``explain`` may turn the output of a failure into a ``GroundError``. Without
    ``check`` a failure is the caller's matter. Return the exit code.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    ticker = Ticker(label, detail)
    with log.open("wb") as output:
        process = spawn(argv, stdout=output, stderr=subprocess.STDOUT, **options)
        try:
            while process.poll() is None:
                ticker.tick()
                time.sleep(0.1)
        finally:
            end(process)
    if check and process.returncode:
        text = log.read_text(errors="replace")
        raise (explain and explain(text)) or failure(label, process.returncode, text)
    return process.returncode


def failure(label, code, text):
    """Describe a failed program by the end of what it printed."""
    if "no space left on device" in text.lower():
        return disk_full(label)
    tail = "\n".join(f"    {row}" for row in text.strip().splitlines()[-15:])
    return GroundError(f"{label} failed (exit code {code}):\n{tail}")


def disk_full(label):
    """The one message for a full disk, whoever found it."""
    return GroundError(
        f"the disk is full ({label}).",
        "free some space (a whole set-up takes about 4 GB), then run the same again.",
    )


def output_of(argv, **options):
    """What a short program prints, or None when it fails or is absent."""
    try:
        done = subprocess.run(
            [str(part) for part in argv],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            **options,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def is_alive(pid):
    """Whether a process of this number exists and is not a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"
