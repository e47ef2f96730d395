"""The PostgreSQL server programs, without a system service.

Installing Debian's server package would create and start a cluster of the
machine. So where the programs are missing the package is only unpacked, and
just the libraries that it needs are installed.
"""

import os
import pwd
import re
from pathlib import Path

from . import packages
from .errors import GroundError
from .processes import output_of, run
from .say import line
from .store import Store, fingerprint

MINIMUM = 13
SYSTEM = Path("/usr/lib/postgresql")
SERVICE_USER = "errand"


def programs(settings):
    """Folder with ``initdb`` and ``pg_ctl``; fetched if the machine has none."""
    found = _best(SYSTEM)
    if found:
        return found
    store = Store(settings.database_home)
    name = _server_package()
    need_libraries(name, settings)
    client = name.replace("postgresql-", "postgresql-client-")
    store.need(
        "postgresql",
        fingerprint(name),
        f"PostgreSQL server programs ({name})",
        lambda target: packages.unpack([name, client], target, settings),
    )
    found = _best(settings.database_home / "postgresql" / "usr/lib/postgresql")
    if not found:
        raise GroundError(f"the package {name} holds no usable PostgreSQL server.")
    return found


def _best(base):
    folders = {
        int(path.parent.parent.name): path.parent
        for path in base.glob("*/bin/initdb")
        if path.parent.parent.name.isdigit()
    }
    usable = [number for number in folders if number >= MINIMUM]
    return folders[max(usable)] if usable else None


def _server_package():
    """Name of the server package that the metapackage ``postgresql`` leads to."""
    text = output_of(["apt-cache", "depends", "--important", "postgresql"]) or ""
    found = re.search(r"Depends: (postgresql-\d+)", text)
    if not found:
        raise GroundError(
            "this machine's apt offers no PostgreSQL server.",
            "run apt-get update (as root), or use a PostgreSQL of yours:"
            " make run DATABASE_URL=postgresql://user:password@host:5432/",
        )
    return found.group(1)


def need_libraries(package, settings, unused=("libllvm",)):
    """Install the libraries of a package that is only unpacked.

    :param unused: how the names of those begin that are left out; LLVM, as we run
        without JIT
    """
    text = output_of(["apt-cache", "depends", "--important", package]) or ""
    names = re.findall(r"^ +Depends: (lib\S+)", text, re.MULTILINE)
    wanted = [name for name in names if not name.startswith(unused)]
    installed = (
        output_of(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]) or ""
    )
    have = {
        row.split()[0] for row in installed.splitlines() if row.endswith(" installed")
    }
    missing = [name for name in wanted if name not in have]
    if missing:
        line(f"==> libraries of PostgreSQL: {' '.join(missing)}")
        packages.install(missing, settings)


def service_user(settings):
    """The account that the servers run as: this user, or for root a lesser one."""
    if not settings.is_root:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", SERVICE_USER):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    run(
        [
            "useradd",
            "--system",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SERVICE_USER,
        ],
        "making the account errand",
        settings.logs / "useradd.log",
    )
    return pwd.getpwnam(SERVICE_USER)
