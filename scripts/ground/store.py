"""Make each thing once; survive being killed at any moment.

A thing is built in ``var/store/<name>-<fingerprint>/``. The file ``.complete``
is written into it last, then the link ``var/<name>`` is swapped to it in one
step. A folder without ``.complete`` is rubbish of a killed run and is removed.
So there are two states only: not there, or there and whole.
"""

import errno
import hashlib
import os
import shutil

from .processes import disk_full
from .say import Ticker, line

COMPLETE = ".complete"
RUBBISH = ".rubbish-"


def fingerprint(*parts):
    """A short hash of texts and of the contents of files and folders."""
    digest = hashlib.sha256()
    for part in parts:
        for piece in _pieces(part):
            digest.update(piece)
            digest.update(b"\0")
    return digest.hexdigest()[:12]


def _pieces(part):
    if not isinstance(part, os.PathLike):
        yield str(part).encode()
    elif part.is_dir():
        for path in sorted(part.rglob("*")):
            if path.is_file() and path.suffix not in (".pyc",):
                yield str(path.relative_to(part)).encode()
                yield path.read_bytes()
    elif part.exists():
        yield part.read_bytes()


class Store:
    """The things that set-up makes below one folder."""

    def __init__(self, var):
        self.var = var
        self.home = var / "store"

    def current(self, name):
        """The fingerprint of the finished thing, or None."""
        link = self.var / name
        if not (link / COMPLETE).exists():
            return None
        return link.resolve().name.removeprefix(f"{name}-")

    def need(self, name, mark, label, build):
        """Have the thing ``name`` of fingerprint ``mark``; True if built now."""
        if self.current(name) == mark:
            return False
        line(f"==> {label}")
        ticker = Ticker(label)
        target = self.home / f"{name}-{mark}"
        try:
            if not (target / COMPLETE).exists():
                self._build(target, build)
            replaced = self._point(name, target)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise disk_full(label) from error
            raise
        self._sweep(name, keep={target, replaced})
        line(f"    done in {ticker.elapsed():.0f} s")
        return True

    def _build(self, target, build):
        if target.exists():
            # A child of the killed run may still write there: out of the way first.
            target.rename(self.home / f"{RUBBISH}{os.getpid()}-{target.name}")
        target.mkdir(parents=True)
        build(target)
        # A power cut must not leave the mark without the files it speaks of.
        os.sync()
        (target / COMPLETE).touch()

    def _point(self, name, target):
        """Swap the link in one step; return what it pointed to before."""
        link = self.var / name
        before = link.resolve() if link.is_symlink() else None
        fresh = self.var / f".{name}.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target.relative_to(self.var))
        fresh.replace(link)
        return before

    def _sweep(self, name, keep):
        """Drop older versions, but the last: a running server may still use it."""
        for path in [*self.home.glob(f"{name}-*"), *self.home.glob(f"{RUBBISH}*")]:
            if path not in keep:
                shutil.rmtree(path, ignore_errors=True)
