"""The demo database: made once, then kept in step with the add-ons.

What it was made from is written into the database itself, after the work is
done; a killed update is therefore simply done again.
"""

import json

from . import addons, odoo
from .errors import GroundError
from .processes import run
from .say import line

NAME = "errand_demo"
UNFINISHED = "errand_demo_unfinished"
LANGUAGES = "en_US,zh_CN"
PARAMETER = "errand.ground.made_from"


def need(bench):
    """Have the demo database, in step with ``addons/``."""
    wanted = made_from(bench)
    _have_files(bench)
    have = _recorded(bench)
    vanished = set(have or {}) - set(wanted)
    if have is None or vanished:
        if vanished:
            line(f"    no longer in addons/: {', '.join(sorted(vanished))}")
        _create(bench, wanted)
    elif have != wanted:
        _update(bench, have, wanted)


def made_from(bench):
    """Fingerprints of all that the database is made from."""
    everything = addons.installable(bench.settings)
    marks = {name: addon.fingerprint for name, addon in everything.items()}
    return {"base": bench.source.version, **marks}


def forget(bench):
    """Drop the demo database."""
    for name in (NAME, UNFINISHED):
        bench.server.drop(name)
        bench.filestore.drop(name)


def _have_files(bench):
    """Forget a demo database of ours without its attachments; leave another's alone."""
    if NAME not in bench.server.names() or bench.has(NAME):
        return
    if bench.settings.database_url:
        raise GroundError(
            f"the server of DATABASE_URL has a database {NAME},"
            " and its attachments are not here.",
            f"run the checkout that it belongs to, or DROP DATABASE {NAME}; first.",
        )
    line(f"    the attachments of {NAME} are gone: it is made anew")
    forget(bench)


def _recorded(bench):
    if NAME not in bench.server.names():
        return None
    rows = bench.server.query(
        "SELECT value FROM ir_config_parameter WHERE key = %s", [PARAMETER], NAME
    )
    return json.loads(rows[0][0]) if rows else None


def _record(bench, database, marks):
    bench.server.query(
        "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [PARAMETER, json.dumps(marks)],
        database,
    )


def _create(bench, wanted):
    """Make it under another name first, so that it is there whole or not at all."""
    line(f"==> demo database with {len(wanted) - 1} add-ons (some minutes)")
    forget(bench)
    bench.server.create(UNFINISHED)
    modules = ",".join(wanted)
    options = ["--with-demo", f"--load-language={LANGUAGES}", "-i", modules]
    _odoo(bench, UNFINISHED, "making the demo database", options)
    _record(bench, UNFINISHED, wanted)
    bench.filestore.rename(UNFINISHED, NAME)
    bench.server.rename(UNFINISHED, NAME)


def _update(bench, have, wanted):
    added = [name for name in wanted if name not in have]
    changed = [name for name in wanted if name in have and have[name] != wanted[name]]
    line(f"==> demo database: updating {', '.join(changed + added)}")
    options = []
    if changed:
        options += ["-u", ",".join(changed)]
    if added:
        options += ["-i", ",".join(added)]
    _odoo(bench, NAME, "updating the demo database", options)
    _record(bench, NAME, wanted)


def _odoo(bench, database, label, options):
    log = bench.settings.logs / "demo-database.log"
    common = ["-c", bench.config, "-d", database, "--stop-after-init", "--no-http"]
    run(
        odoo.command(bench.settings, "server", *common, *options),
        label,
        log,
        detail=lambda: odoo.progress(log),
        env=odoo.environment(bench.settings),
        explain=lambda text: odoo.explain_failed_load(text, log),
    )


def logins(folder):
    """The demo's people: (role, login, password, address path)."""
    path = folder / "errand_base" / "demo" / "LOGINS.txt"
    if not path.exists():
        return [("administrator", "admin", "admin", "/odoo")]
    rows = (row.split("\t") for row in path.read_text().splitlines())
    return [tuple(row) for row in rows if len(row) == 4]
