"""How Odoo is started here: its settings file, its command line, its environment."""

import configparser
import os

from . import addons, node
from .errors import GroundError


def addons_path(settings, odoo):
    """Ours first, then the community's, then Odoo's own."""
    own = [settings.addons] if addons.installable(settings) else []
    return ",".join(
        map(str, [*own, settings.var / "oca" / "odoo" / "addons", *odoo.addons_paths])
    )


def options(settings, odoo, server, data_dir):
    """Settings that every Odoo of ours has."""
    return {
        "addons_path": addons_path(settings, odoo),
        "data_dir": str(data_dir),
        "server_wide_modules": "base,rpc,web,queue_job",
        "http_interface": "127.0.0.1",
        "list_db": False,
        "max_cron_threads": 1,
        "limit_time_cpu": 600,
        "limit_time_real": 1200,
        "limit_memory_soft": 0,
        "limit_memory_hard": 0,
        # No city database in GeoIP2 layout is there: do not warn about that.
        "geoip_city_db": "",
        "geoip_country_db": "",
        **server.options(),
    }


def write_config(path, values, queue_job=None):
    """Write a settings file in one step."""
    parser = configparser.RawConfigParser()
    parser["options"] = {key: str(value) for key, value in values.items()}
    parser["queue_job"] = {key: str(value) for key, value in (queue_job or {}).items()}
    fresh = path.with_suffix(".new")
    with fresh.open("w") as output:
        parser.write(output)
    fresh.chmod(0o600)
    fresh.replace(path)
    return path


def command(settings, *arguments):
    """The command line of an Odoo."""
    return [settings.python, settings.root / "scripts" / "odoo", *arguments]


def environment(settings):
    """The environment of an Odoo: programs that set-up unpacked are found."""
    path = f"{settings.var / 'wkhtmltopdf' / 'bin'}:{os.environ.get('PATH', '')}"
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {
        **inherited,
        "PATH": path,
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
        "ERRAND_IP_PLACES": str(settings.root / "node_modules" / node.IP_PLACES),
    }


def progress(log):
    """How many modules are loaded, as the log tells."""
    rows = log.read_text(errors="replace").splitlines()
    loading = [row for row in rows if ": Loading module " in row]
    return loading[-1].split(": Loading module ", 1)[1] if loading else ""


def explain_failed_load(text, log):
    """Say which add-on Odoo could not load, from the end of its log."""
    errors = [
        row for row in text.splitlines() if " ERROR " in row or " CRITICAL " in row
    ]
    tail = text.strip().splitlines()[-12:]
    return GroundError(
        "Odoo could not load the add-ons:\n    " + "\n    ".join([*errors[:3], *tail]),
        f"the whole log is in {log}. After mending the add-on run the same again;"
        " `make fresh-demo` makes the database anew.",
    )
