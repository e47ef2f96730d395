"""Where everything lives and what the user asked for."""

import hashlib
import os
import pwd
from dataclasses import dataclass, field
from pathlib import Path

from .errors import GroundError

ROOT = Path(__file__).resolve().parents[2]


def _path_of(name):
    value = os.environ.get(name)
    return Path(value).expanduser().resolve() if value else None


def _port(name, default):
    value = os.environ.get(name) or default
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise GroundError(
            f"{name}={value} is not a port.", f"name a number, as in {name}=8070."
        )
    return int(value)


@dataclass(frozen=True)
class Settings:
    """The checkout, the variables of the user, and the folders that follow."""

    root: Path = ROOT
    port: int = field(default_factory=lambda: _port("PORT", "8069"))
    tls_port: int = field(default_factory=lambda: _port("TLS_PORT", "8443"))
    tls: bool = field(
        default_factory=lambda: os.environ.get("TLS", "") not in ("", "0")
    )
    part: str = field(default_factory=lambda: os.environ.get("T", ""))
    odoo_home: Path | None = field(default_factory=lambda: _path_of("ODOO_HOME"))
    database_url: str = field(
        default_factory=lambda: os.environ.get("DATABASE_URL", "")
    )

    @property
    def var(self):
        return self.root / "var"

    @property
    def addons(self):
        return self.root / "addons"

    @property
    def logs(self):
        return self.var / "log"

    @property
    def python(self):
        """The Python that has Odoo and all its libraries."""
        return self.var / "venv" / "bin" / "python"

    @property
    def cache(self):
        """Downloads that other clones can use again."""
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(base) / "errand"

    @property
    def key(self):
        """A short name for this checkout, for folders outside it."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:12]

    @property
    def is_root(self):
        return os.geteuid() == 0

    @property
    def database_home(self):
        """Folder of the private database servers.

        PostgreSQL refuses to run as root. The user it runs as then may not be
        able to enter the checkout, so the data lives outside it.
        """
        return Path("/var/lib/errand") / self.key if self.is_root else self.var / "pg"

    @property
    def user(self):
        return pwd.getpwuid(os.geteuid()).pw_name
