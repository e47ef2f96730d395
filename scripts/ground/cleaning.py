"""`make clean`: remove what was made here, and nothing else."""

import shutil

from .cluster import Cluster
from .lock import held
from .say import line


def perform(settings):
    """Stop our servers, then remove their data, ``var/`` and copies in the add-ons."""
    home = settings.database_home
    with held(settings.var / "setup.lock", "set-up"):
        for name in ("demo", "tests"):
            if (home / name / "data").exists():
                Cluster(settings, name).stop_now()
        for path in [home, settings.var, *settings.addons.glob("*/static/lib/leaflet")]:
            _remove(path)
        link = settings.root / "node_modules"
        if link.is_symlink():
            link.unlink()
    return 0


def _remove(path):
    if path.exists():
        line(f"removing {path}")
        shutil.rmtree(path)
