"""Debian packages of the machine: only what is missing, no services."""

import glob
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from .errors import GroundError
from .processes import output_of, run
from .say import line

NETWORK_SIGNS = (
    "Temporary failure resolving",
    "Could not resolve",
    "Could not connect",
    "Connection refused",
    "Network is unreachable",
    "Connection failed",
    "Unable to connect",
    "Connection timed out",
)


@dataclass(frozen=True)
class Need:
    """A Debian package and the sign that it, or its like, is there."""

    package: str
    sign: str  # a command in PATH, or a glob of files when it starts with /
    why: str

    def is_met(self):
        if self.sign.startswith("/"):
            return bool(glob.glob(self.sign))
        return shutil.which(self.sign) is not None


TO_RUN = (
    Need("nodejs", "node", "browser library and linters"),
    Need("npm", "npm", "browser library and linters"),
    Need(
        "fonts-noto-cjk",
        "/usr/share/fonts/*/noto/NotoSansCJK-Regular.*",
        "Chinese text",
    ),
    Need(
        "fonts-dejavu-core",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "PDF text",
    ),
    Need("libmagic1", "/usr/lib/*/libmagic.so.1*", "file types"),
)
TO_TEST = (Need("chromium", "chromium", "browser tests"),)


def elevation():
    """Prefix that makes a command run as root, or None when there is no way."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def need(needs, settings):
    """Install those of ``needs`` that are missing."""
    missing = [one for one in needs if not one.is_met()]
    if not missing:
        return
    names = [one.package for one in missing]
    line(f"==> Debian packages: {' '.join(names)}")
    install(names, settings)


def install(names, settings):
    """Install Debian packages, or say why that cannot be."""
    prefix = elevation()
    command = f"apt-get install --no-install-recommends {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise GroundError(
            f"missing on this machine: {' '.join(names)}, and there is no apt-get.",
            "install these programs in your system's way, then run the same again.",
        )
    if prefix is None:
        raise GroundError(
            f"missing Debian packages: {' '.join(names)};"
            " this user is neither root nor has sudo.",
            f"ask an administrator to run: {command}",
        )
    if prefix == ["sudo"]:
        # Ask for the password now: later the output goes to a log.
        subprocess.run(["sudo", "-v"], check=False)
        prefix = ["sudo", "-n"]
    _update_once(prefix, settings)
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    run(
        [*environment, *_apt_get("install", "-y", "--no-install-recommends", *names)],
        "installing Debian packages",
        settings.logs / "apt-install.log",
        explain=lambda text: explain(text, names),
        # sudo remembers the password by terminal: stay in this one.
        start_new_session=False,
    )


def unpack(names, target, settings):
    """Download Debian packages and unpack them into ``target``, without installing."""
    for name in names:
        run(
            ["apt-get", "-q", "download", name],
            f"downloading {name}",
            settings.logs / f"{name}-download.log",
            cwd=target,
            explain=lambda text, name=name: explain(text, [name]),
        )
        (file,) = target.glob(f"{name}_*.deb")
        run(
            ["dpkg-deb", "-x", file, target],
            f"unpacking {name}",
            settings.logs / "unpack.log",
        )
        file.unlink()


def _apt_get(*arguments):
    # Someone else's apt run (unattended upgrades) is waited for.
    return ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-q", *arguments]


def _update_once(prefix, settings):
    """Refresh the package lists. A broken third-party source is not our matter."""
    try:
        run(
            [*prefix, *_apt_get("update")],
            "refreshing package lists",
            settings.logs / "apt-update.log",
            start_new_session=False,
        )
    except GroundError as error:
        line(f"    package lists not refreshed: {str(error).splitlines()[-1].strip()}")


def explain(text, names):
    """Read apt's complaint."""
    if "a password is required" in text:
        return GroundError(
            f"missing Debian packages: {' '.join(names)}; sudo asks for a password.",
            f"run: sudo apt-get install --no-install-recommends {' '.join(names)}",
        )
    if any(sign in text for sign in NETWORK_SIGNS):
        return no_network("the Debian archive")
    if "Unable to locate package" in text or "has no installation candidate" in text:
        return GroundError(
            f"this machine's apt does not offer all of: {' '.join(names)}.",
            "Errand is made for Debian 12 and 13; elsewhere install them by hand.",
        )
    return None


def no_network(what):
    """The one message for a network that does not answer."""
    return GroundError(
        f"{what} cannot be reached: no network, or its server does not answer.",
        "check the connection (and a proxy, if there is one), then run the same again;"
        " what was finished is kept.",
    )


def offers(package):
    """Whether this machine's apt could install ``package``."""
    policy = output_of(
        ["apt-cache", "policy", package], env={**os.environ, "LC_ALL": "C"}
    )
    return (
        bool(policy) and "Candidate: " in policy and "Candidate: (none)" not in policy
    )
