"""The web server nginx, for the tests of docker/nginx.conf.

Debian's package would start a service at port 80. So it is only unpacked; its
libraries are those that Python and dpkg have brought already.
"""

import os
import shutil

from . import packages
from .store import fingerprint

NAME = "nginx"


def program(settings):
    """Where it is: the machine's own, or the unpacked one."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    return shutil.which(NAME, path=path) or settings.var / NAME / "usr/sbin" / NAME


def need(settings, store):
    """Have the program."""
    if shutil.which(program(settings)) is None:
        store.need(
            NAME,
            fingerprint(NAME),
            "nginx (for tests; unpacked, not installed)",
            lambda target: packages.unpack([NAME], target, settings),
        )
