"""Databases for tests: templates made once, copied for every use.

A template's name bears the fingerprint of what it was made from; it is made
under another name and renamed when it is whole.
"""

from . import addons, odoo
from .lock import held
from .processes import run
from .say import line
from .store import fingerprint

TEMPLATE = "errand_template_"


def core(bench, everything, demo):
    """A template with the modules of others that our add-ons depend on."""
    modules = addons.core_modules(everything)
    mark = _mark(bench, modules)
    return _template(bench, f"core_{_kind(demo)}_", mark, modules, None, demo)


def suite(bench, everything, demo):
    """A template with all add-ons on top of that."""
    base = core(bench, everything, demo)
    marks = sorted((name, addon.fingerprint) for name, addon in everything.items())
    return _template(
        bench,
        f"suite_{_kind(demo)}_",
        fingerprint(base, marks),
        list(everything),
        base,
        demo,
    )


def copy(bench, template, name):
    """A fresh database ``name`` from a template, with its attachments."""
    bench.server.drop(name)
    bench.server.create(name, template)
    bench.filestore.copy(template, name)
    return name


def drop(bench, name):
    bench.server.drop(name)
    bench.filestore.drop(name)


def _kind(demo):
    return "demo" if demo else "bare"


def _mark(bench, modules):
    oca = (bench.settings.root / "requirements" / "addons.txt").read_text()
    return fingerprint(bench.source.version, oca, modules)


def _template(bench, kind, mark, modules, base, demo):
    prefix = TEMPLATE + kind
    name = prefix + mark
    with held(bench.settings.var / f"{prefix}.lock", f"template {name}"):
        if not bench.has(name):
            drop(bench, name)
            _make(bench, name, modules, base, demo)
            _sweep(bench, prefix, name)
    return name


def _make(bench, name, modules, base, demo):
    label = f"template database {name}"
    line(f"==> {label}: {len(modules)} modules")
    unfinished = f"{name}_new"
    if base:
        copy(bench, base, unfinished)
    else:
        drop(bench, unfinished)
        bench.server.create(unfinished)
    log = bench.settings.logs / f"{name}.log"
    install(bench, unfinished, modules, demo, label, log)
    bench.filestore.rename(unfinished, name)
    bench.server.rename(unfinished, name)


def _sweep(bench, prefix, keep):
    """Forget templates of the same kind that no longer fit."""
    for name in bench.server.names():
        if name.startswith(prefix) and name != keep:
            drop(bench, name)


def install(bench, database, modules, demo, label, log, options=()):
    """Install modules into a database."""
    if not modules:
        return
    arguments = ["server", "-c", bench.config, "-d", database, "--no-http"]
    arguments += ["--stop-after-init", "--with-demo" if demo else "--without-demo"]
    run(
        odoo.command(bench.settings, *arguments, "-i", ",".join(modules), *options),
        label,
        log,
        detail=lambda: odoo.progress(log),
        env=odoo.environment(bench.settings),
        explain=lambda text: odoo.explain_failed_load(text, log),
    )
