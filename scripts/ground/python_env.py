"""The Python environment: Odoo importable, its libraries, our tools, OCA's modules."""

import sys
import sysconfig

from .errors import GroundError
from .packages import no_network
from .processes import run
from .store import fingerprint

PIP_NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ProxyError",
)


def need(settings, store, odoo):
    """Have ``var/venv`` and ``var/oca``."""
    wanted = settings.root / "requirements"
    build = f"{sys.executable} {sys.version} {sysconfig.get_platform()}"
    store.need(
        "venv",
        fingerprint(build, wanted / "run.txt", wanted / "dev.txt"),
        "Python libraries",
        lambda target: _make_venv(settings, target),
    )
    store.need(
        "oca",
        fingerprint(wanted / "addons.txt"),
        "Odoo modules of the community (queue_job)",
        lambda target: _make_oca(settings, target),
    )
    _point_to([odoo.import_path, settings.var / "oca"], settings.var / "venv")


def _make_venv(settings, target):
    # Made at its last place: scripts in bin/ have the path written in them.
    run(
        [sys.executable, "-m", "venv", target],
        "making the environment",
        settings.logs / "venv.log",
    )
    wanted = settings.root / "requirements"
    _pip(
        settings,
        target / "bin" / "python",
        "-r",
        wanted / "run.txt",
        "-r",
        wanted / "dev.txt",
    )


def _point_to(folders, venv):
    """Make ``import odoo`` find it: another ODOO_HOME needs no new environment."""
    release = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pointer = venv / "lib" / release / "site-packages" / "errand_odoo.pth"
    wanted = "".join(f"{folder}\n" for folder in folders)
    if not pointer.exists() or pointer.read_text() != wanted:
        fresh = pointer.with_suffix(".new")
        fresh.write_text(wanted)
        fresh.replace(pointer)


def _make_oca(settings, target):
    wanted = settings.root / "requirements" / "addons.txt"
    _pip(settings, settings.python, "--no-deps", "--target", target, "-r", wanted)


def _pip(settings, python, *arguments):
    log = settings.logs / "pip.log"

    def detail():
        text = log.read_text(errors="replace")
        count = text.count("Collecting ")
        if "Installing collected packages" in text:
            return f"(installing {count} libraries)"
        return f"({count} libraries looked at)" if count else ""

    run(
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        + list(arguments),
        "pip install",
        log,
        detail=detail,
        explain=_explain,
    )


def _explain(text):
    if any(sign in text for sign in PIP_NETWORK_SIGNS):
        return no_network("the Python index")
    if "No matching distribution" in text:
        return GroundError(
            "the Python index has no fitting build of a library:\n    "
            + "\n    ".join(
                row for row in text.splitlines() if row.startswith("ERROR")
            ),
            "use Debian's own Python (3.11 or 3.13) on an amd64 or arm64 processor.",
        )
    return None
