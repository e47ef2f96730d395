"""The program that prints PDF reports.

Debian 12 has it. Later releases do not, so there it comes from Debian 12 with
all its libraries, unpacked into a folder of its own and run with those.
"""

import platform
import shutil

from . import packages
from .archive import Archive, machine_suite
from .errors import GroundError
from .store import fingerprint

NAME = "wkhtmltopdf"
LAST_SUITE = "bookworm"
LOADERS = {
    "x86_64": "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
    "aarch64": "lib/aarch64-linux-gnu/ld-linux-aarch64.so.1",
}
STARTER = """#!/bin/sh
# Run Debian 12's {name} with the libraries of Debian 12.
top=$(dirname -- "$(readlink -f -- "$0")")/..
libraries="$top/lib/{triplet}:$top/usr/lib/{triplet}"
QT_PLUGIN_PATH="$top/usr/lib/{triplet}/qt5/plugins" \\
    exec "$top/{loader}" --library-path "$libraries" "$top/usr/bin/{name}" "$@"
"""


def need(settings, store):
    """Have the program, in PATH or in ``var/wkhtmltopdf/bin``."""
    if shutil.which(NAME) or store.current(NAME):
        return
    if machine_suite() == LAST_SUITE or packages.offers(NAME):
        packages.need([packages.Need(NAME, NAME, "PDF reports")], settings)
        return
    store.need(
        NAME,
        fingerprint(NAME, LAST_SUITE),
        f"{NAME} of Debian 12 (this release has none; about 60 MB)",
        lambda target: _unpack(settings, target),
    )


def _unpack(settings, target):
    loader = LOADERS.get(platform.machine())
    empty = settings.var / "apt" / "empty-status"
    empty.parent.mkdir(parents=True, exist_ok=True)
    empty.touch()
    archive = Archive(settings, (LAST_SUITE,), status=empty)
    archive.refresh()
    debs = archive.closure(NAME, LAST_SUITE)
    if not loader or not debs:
        raise GroundError(
            f"{NAME} cannot be had for this machine ({platform.machine()}).",
            "install it by hand so that it is in PATH: PDF reports need it.",
        )
    archive.unpack(debs, target)
    starter = target / "bin" / NAME
    starter.parent.mkdir(exist_ok=True)
    starter.write_text(
        STARTER.format(name=NAME, loader=loader, triplet=loader.split("/")[1])
    )
    starter.chmod(0o755)
