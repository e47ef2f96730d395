"""Is the image whole? Run inside it by the stage `check` of the Dockerfile."""

import importlib
import os
import shutil
from pathlib import Path

import odoo.release
from odoo.modules.module import Manifest, initialize_sys_path
from odoo.tools import config

EXTRA = Path("/opt/errand/extra/odoo/addons")
STATIC = (
    ("errand_base", "static/lib/leaflet/leaflet.js"),
    ("web", "static/lib/jquery/jquery.js"),
)


def main():
    assert odoo.release.version_info[:2] == (19, 0), odoo.release.version
    assert os.geteuid() != 0, "the image must not run as root"
    config.parse_config(["-c", os.environ["ODOO_RC"]], setup_logging=False)
    assert "queue_job" in config["server_wide_modules"], config["server_wide_modules"]
    initialize_sys_path()
    names = sorted(path.parent.name for path in EXTRA.glob("*/__manifest__.py"))
    assert "queue_job" in names and "errand_base" in names, names
    for name in names:
        manifest = Manifest.for_addon(name)
        manifest.check_manifest_dependencies()
        for other in manifest["depends"]:
            assert Manifest.for_addon(other), f"{name} needs {other}"
        importlib.import_module(f"odoo.addons.{name}")
        print(f"{name} {manifest.version}")
    for name, path in STATIC:
        assert (Path(Manifest.for_addon(name).path) / path).is_file(), (name, path)
    places = Path(os.environ["ERRAND_IP_PLACES"])
    assert list(places.glob("*.mmdb")) and (places / "DBIP-LICENSE").is_file(), places
    for program in ("odoo", "wait-for-postgres", "wkhtmltopdf"):
        assert shutil.which(program), program
    # A file with the pinned libraries: Odoo starts itself again by it.
    with open(shutil.which("odoo")) as program:
        assert program.readline() == "#!/opt/errand/venv/bin/python3\n"
    for folder in ("/var/lib/odoo",):
        assert os.access(folder, os.W_OK), folder
    print("The image is whole.")


main()
