"""Odoo 19 itself: Debian's package unpacked beside us, or one that the user has."""

import re
from dataclasses import dataclass
from pathlib import Path

from .archive import Archive, machine_suite
from .errors import GroundError
from .store import fingerprint

PACKAGE = "odoo-19"
OWN = None  # stands for the suite of this machine

# The Odoo package links to these; without them pages fail or look broken.
COMPANIONS = {
    "libjs-jquery": "sid",
    "libjs-jquery-form": "sid",
    "libjs-underscore": "sid",
    "fonts-montserrat": "sid",
    "fonts-ocr-b": "sid",
    "fonts-roboto-unhinted": "sid",
    # Version 4.7 has the files that Odoo names, sid's does not.
    "fonts-font-awesome": OWN,
    "fonts-inconsolata": OWN,
}

# Debian leaves this library out, but the web client asks for it. An empty file
# is enough: it blurs backgrounds in video calls, no more.
LEFT_OUT = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Odoo:
    """An Odoo 19: the folder to import from and the folders of its addons."""

    import_path: Path
    addons_paths: tuple

    @property
    def version(self):
        """All that can change between two builds of 19.0."""
        release = self.import_path / "odoo" / "release.py"
        manifest = self.import_path / "odoo" / "addons" / "base" / "__manifest__.py"
        return fingerprint(str(self.import_path), release, manifest)


def need(settings, store):
    """Have an Odoo 19 and return it."""
    if settings.odoo_home:
        return of_user(settings.odoo_home)
    suite = machine_suite()
    mark = fingerprint(
        PACKAGE, sorted((k, v or suite) for k, v in COMPANIONS.items()), LEFT_OUT
    )
    store.need(
        "odoo",
        mark,
        "Odoo 19 (about 125 MB)",
        lambda target: _unpack(settings, suite, target),
    )
    return of_debian(settings.var / "odoo")


def of_debian(root):
    """The Odoo unpacked below ``root``."""
    packages = root / "usr" / "lib" / "python3" / "dist-packages"
    return checked(Odoo(packages, (packages / "odoo" / "addons",)))


def of_user(home):
    """The Odoo in a folder that the user named: a git checkout or installed package."""
    for base in (home, home.parent if home.name == "odoo" else home):
        if (base / "odoo" / "release.py").is_file():
            found = [base / "odoo" / "addons", base / "addons"]
            return checked(
                Odoo(
                    base,
                    tuple(
                        path
                        for path in found
                        if (path / "web").is_dir() or path == found[0]
                    ),
                )
            )
    raise GroundError(
        f"ODOO_HOME={home} holds no Odoo: there is no odoo/release.py in it.",
        "name a git checkout of Odoo 19.0, or the folder that holds `odoo`.",
    )


def checked(odoo):
    """Return ``odoo`` if it is release 19.0."""
    text = (odoo.import_path / "odoo" / "release.py").read_text()
    found = re.search(
        r"^version_info\s*=\s*\((\d+|'[^']+'|\"[^\"]+\"),\s*(\d+)", text, re.MULTILINE
    )
    version = ".".join(found.groups()) if found else "unknown"
    if version != "19.0":
        raise GroundError(
            f"the Odoo in {odoo.import_path} is release {version}, not 19.0.",
            "Errand is for Odoo 19.0; name another folder, or leave ODOO_HOME out.",
        )
    return odoo


def _unpack(settings, suite, target):
    archive = Archive(settings, ("sid", suite))
    archive.refresh()
    wanted = {PACKAGE: "sid", **COMPANIONS}
    names = [f"{name}/{where or suite}" for name, where in wanted.items()]
    debs = archive.find(names)
    for name in names:
        if name not in debs:
            raise _not_offered(name)
    archive.unpack(debs, target)
    packages = target / "usr" / "lib" / "python3" / "dist-packages"
    left_out = packages / "odoo" / LEFT_OUT
    left_out.parent.mkdir(parents=True, exist_ok=True)
    left_out.touch()
    of_debian(target)


def _not_offered(package):
    name, suite = package.split("/")
    if name == PACKAGE:
        return GroundError(
            f"the Debian archive offers no {PACKAGE} (any more) in its suite {suite}.",
            "get Odoo 19.0 Community in another way (git checkout, package, image)"
            " and point to it: make run ODOO_HOME=/path/to/odoo",
        )
    return GroundError(
        f"the Debian archive offers no {name} in {suite}; Odoo's pages need it.",
        "tell the makers of Errand; until then use ODOO_HOME=/path/to/odoo.",
    )
