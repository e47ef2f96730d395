"""Debian packages of another suite: downloaded and unpacked, never installed.

apt gets its own folders here, so the machine's sources and lists stay as they
are. Which server to use is asked of the machine's apt. Signatures are checked
as always; a cached file is used only if it has the size and hash of the list.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .errors import GroundError
from .packages import NETWORK_SIGNS, no_network
from .processes import output_of, run

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
URI_LINE = re.compile(r"^'([^']+)' (\S+) (\d+) SHA256:([0-9a-f]{64})$", re.MULTILINE)


@dataclass(frozen=True)
class Deb:
    """One file that the archive offers."""

    filename: str
    size: int
    sha256: str

    def is_at(self, path):
        """Whether ``path`` is this file, byte for byte."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        digest = sha256()
        with path.open("rb") as content:
            while chunk := content.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest() == self.sha256


def machine_suite():
    """Codename of this machine's Debian, as in ``bookworm``."""
    text = (
        output_of(["sh", "-c", '. /etc/os-release; echo "$ID $VERSION_CODENAME"']) or ""
    )
    system, _, codename = text.strip().partition(" ")
    if system != "debian" or not codename or not shutil.which("apt-get"):
        raise GroundError(
            "this machine is not a Debian release: its apt cannot fetch Odoo 19.",
            "use Debian 12 or 13, or point to an Odoo 19 of yours:"
            " make run ODOO_HOME=/path/to/odoo",
        )
    return codename


class Archive:
    """The Debian archive as seen through private apt folders."""

    def __init__(self, settings, suites, status=None):
        self.settings = settings
        self.suites = suites
        self.home = settings.var / "apt" / "-".join(suites)
        self.cache = settings.cache / "debs"
        self.options = self._options(status)

    def _options(self, status):
        pairs = {
            "Dir::Etc::SourceList": "/dev/null",
            "Dir::Etc::SourceParts": self.home / "sources",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::State::Lists": self.home / "lists",
            "Dir::Cache": self.home / "cache",
            "APT::Sandbox::User": self.settings.user,
            "Acquire::Retries": "3",
        }
        if status:
            pairs["Dir::State::Status"] = status
        return [
            part for key, value in pairs.items() for part in ("-o", f"{key}={value}")
        ]

    def refresh(self):
        """Fetch the signed package lists of the suites."""
        for folder in ("sources", "lists/partial", "cache/archives/partial"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        source = (
            f"Types: deb\nURIs: {self._address()}\nSuites: {' '.join(self.suites)}\n"
            f"Components: main\nSigned-By: {KEYRING}\n"
        )
        (self.home / "sources" / "errand.sources").write_text(source)
        run(
            [
                "apt-get",
                *self.options,
                "-q",
                "-o",
                "APT::Update::Error-Mode=any",
                "update",
            ],
            f"package lists of {' and '.join(self.suites)}",
            self.settings.logs / "archive-update.log",
            explain=self._explain,
        )

    def _address(self):
        found = output_of(
            [
                "apt-get",
                "indextargets",
                "--format",
                "$(REPO_URI)",
                "Created-By: Packages",
            ]
            + ["Origin: Debian", "Label: Debian", "Component: main"]
        )
        if not found or not found.strip():
            raise GroundError(
                "this machine's apt knows no Debian archive yet.",
                "run apt-get update once (as root), then the same again;"
                " or point to an Odoo 19 of yours: make run ODOO_HOME=/path/to/odoo",
            )
        return found.split()[0]

    @staticmethod
    def _explain(text):
        if any(sign in text for sign in NETWORK_SIGNS):
            return no_network("the Debian archive")
        if "is expired" in text or "is not valid yet" in text:
            return GroundError(
                "the Debian archive's lists do not fit this machine's date.",
                "set the clock; if it is right, the mirror in use is stale:"
                " name another in this machine's apt sources.",
            )
        return None

    def find(self, packages):
        """What the archive offers: a ``Deb`` for each of ``packages`` (``name/suite``).

        A missing one is left out of the answer.
        """
        text = self._ask("download", "--print-uris", *packages)
        if text is None and len(packages) > 1:
            return {
                name: deb for one in packages for name, deb in self.find([one]).items()
            }
        debs = self._parse(text or "")
        names = {package.split("/")[0]: package for package in packages}
        return {names[deb.filename.split("_")[0]]: deb for deb in debs}

    def _ask(self, *arguments):
        return output_of(["apt-get", *self.options, *arguments])

    def closure(self, package, suite):
        """``package`` and all that it depends on; needs an empty status file."""
        planned = self._ask("install", "-s", "--no-install-recommends", package) or ""
        names = re.findall(r"^Inst (\S+)", planned, re.MULTILINE)
        return self.find([f"{name}/{suite}" for name in names]) if names else {}

    @staticmethod
    def _parse(text):
        return [
            Deb(name, int(size), digest)
            for _uri, name, size, digest in URI_LINE.findall(text)
        ]

    def fetch(self, debs):
        """Have the files of ``debs`` (package -> ``Deb``) in this user's cache."""
        paths = {package: self.cache / deb.filename for package, deb in debs.items()}
        missing = {
            name: deb for name, deb in debs.items() if not deb.is_at(paths[name])
        }
        if missing:
            self._download(missing)
        return paths

    def _download(self, debs):
        self.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.cache, prefix=".download-") as folder:
            work = Path(folder)
            run(
                ["apt-get", *self.options, "-q", "download", *debs],
                "downloading",
                self.settings.logs / "archive-download.log",
                detail=lambda: _share(work, debs.values()),
                cwd=work,
                explain=self._explain,
            )
            for package, deb in debs.items():
                _accept(work / deb.filename, deb, package)
                (work / deb.filename).replace(self.cache / deb.filename)

    def unpack(self, debs, target):
        """Unpack packages (package -> ``Deb``) below ``target``."""
        for package, path in self.fetch(debs).items():
            run(
                ["dpkg-deb", "-x", path, target],
                f"unpacking {package}",
                self.settings.logs / "unpack.log",
            )


def _share(work, debs):
    """How much of the download is there."""
    have = sum(part.stat().st_size for part in work.rglob("*") if part.is_file())
    total = sum(deb.size for deb in debs)
    return f"{100 * have // total} % of {total / 1e6:.0f} MB"


def _accept(path, deb, package):
    if not deb.is_at(path):
        raise GroundError(
            f"the download of {package} is not what the signed list says.",
            "run the same again; if it stays so, the archive's mirror is broken.",
        )
