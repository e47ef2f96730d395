"""Fetch all that the image needs below /opt/errand. Run by the Dockerfile only.

    fetch.py libraries    Odoo (unless the base has it), Python libraries, queue_job
    fetch.py addons       ours, with the browser libraries in their places

The set-up of `make run` does the work, so an image is made of the same parts as the
demo and the tests.
"""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ground import node, odoo_source, packages, wkhtmltopdf
from ground.settings import Settings
from ground.store import Store

TARGET = Path("/opt/errand")
CERTIFICATES = Path("/run/secrets/ca.crt")

# Where the official image and Debian's own package have Odoo.
OFFICIAL = Path("/usr/lib/python3/dist-packages")


def libraries(settings):
    """What changes seldom."""
    _trust_authorities()
    store = Store(settings.var)
    import_path = odoo_source.need(settings, store).import_path
    if not settings.odoo_home:
        import_path = TARGET / "odoo" / import_path.relative_to(settings.var / "odoo")
    node.need(settings, store)
    places = settings.root / "node_modules" / node.IP_PLACES
    shutil.copytree(places, TARGET / "ip-places")
    if not shutil.which(wkhtmltopdf.NAME) and not packages.offers(wkhtmltopdf.NAME):
        wkhtmltopdf.need(settings, store)
    for name in ("odoo", "wkhtmltopdf"):
        _take(settings.var / name, TARGET / name)
    compileall.compile_dir(TARGET / "odoo", quiet=2, workers=0)
    _make_venv(settings, [import_path, TARGET / "extra"])


def addons(settings):
    """What changes often."""
    node.need(settings, Store(settings.var))
    target = TARGET / "addons"
    shutil.copytree(settings.addons, target)
    compileall.compile_dir(target, quiet=2)


def _trust_authorities():
    """Let pip and npm trust the certificates that the builder handed in, if any."""
    if CERTIFICATES.is_file():
        for name in ("PIP_CERT", "NODE_EXTRA_CA_CERTS"):
            os.environ[name] = str(CERTIFICATES)


def _take(link, target):
    """Move a thing that the store has made; an empty folder stands for none."""
    if link.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(link.resolve(), target)
    else:
        target.mkdir(parents=True)


def _make_venv(settings, import_paths):
    """The pinned libraries, in the place where they will run.

    Those of the base image are seen behind them: the official one has some that only
    seldom used modules of Odoo ask for.
    """
    wanted = settings.root / "requirements"
    venv = TARGET / "venv"
    python = venv / "bin" / "python3"
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    _call(sys.executable, "-m", "venv", "--system-site-packages", venv)
    _call(*pip, "-r", wanted / "run.txt")
    # Its add-ons are found because `odoo.addons` spans all folders of the Python path;
    # ours join them. So an odoo.conf of the shop's own need not name either.
    _call(*pip, "--no-deps", "--target", TARGET / "extra", "-r", wanted / "addons.txt")
    (site,) = venv.glob("lib/python3.*/site-packages")
    (site / "errand_odoo.pth").write_text("".join(f"{one}\n" for one in import_paths))


def _call(*arguments):
    subprocess.run([str(one) for one in arguments], check=True)


def main(step):
    has_odoo = (OFFICIAL / "odoo" / "release.py").is_file()
    settings = Settings(odoo_home=OFFICIAL if has_odoo else None)
    {"libraries": libraries, "addons": addons}[step](settings)


if __name__ == "__main__":
    os.umask(0o022)
    main(sys.argv[1])
