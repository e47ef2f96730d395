"""Helpers for trials of set-up: scratch checkouts, kills at seeded moments."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GROUND_FILES = ("Makefile", ".npmrc", "package.json", "package-lock.json")
KILLS = 10


def scratch_checkout(folder):
    """What set-up needs of this checkout, without anything it has made."""
    for name in GROUND_FILES:
        shutil.copy(ROOT / name, folder)
    for name in ("scripts", "requirements"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "addons").mkdir()
    return folder


def environment(**extra):
    """Our environment without the marks of a make that runs us."""
    dropped = ("ERRAND_PHASE", "ERRAND_STARTED", "T", "PORT", "TLS")
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        **{key: str(value) for key, value in extra.items()},
    }


def run(argv, **extra):
    """Run a program; return (exit code, all that it printed)."""
    done = subprocess.run(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
        env=environment(**extra),
    )
    return done.returncode, done.stdout


def kill_at_moments(argv, seed, longest, **extra):
    """Start ``argv`` and SIGKILL it, ``KILLS`` times; return how often it lived."""
    chance = random.Random(seed)
    killed = 0
    for _trial in range(KILLS):
        process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(**extra),
        )
        time.sleep(chance.uniform(0, longest))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    return killed


def state(var, ignored=()):
    """Hash of every finished thing below ``var``: links, names, contents."""
    digest = {}
    for link in sorted(path for path in var.iterdir() if path.is_symlink()):
        total = hashlib.sha256()
        for path in sorted(link.resolve().rglob("*")):
            if path.is_file() and not any(part in path.parts for part in ignored):
                total.update(str(path.relative_to(link.resolve())).encode())
                total.update(path.read_bytes())
        digest[link.name] = (link.resolve().name, total.hexdigest())
    return digest


def python(*arguments):
    """A Python that finds scripts/ground."""
    return [sys.executable, *arguments]
