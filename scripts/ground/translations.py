"""`scripts/translations`: bring every add-on's .pot and .po up to date.

The terms come from Odoo's own export of a fresh demo database. What is translated
stays; a new term stays empty until somebody translates it; a term that is gone goes.
"""

import tempfile
from pathlib import Path

import polib

from . import addons, odoo, testbases, workbench
from .live import PREFIX
from .processes import run
from .say import line

LANGUAGE = "zh_CN"
WIDTH = 78

# Fields of other add-ons that Odoo counts to whoever names the record: a form's label
# of a model that we extend, and the terms of business of the demo company.
FOREIGN = (
    "model:ir.model,website_form_label:",
    "model_terms:res.company,invoice_terms",
)

# One add-on at a time: of all together, Odoo names a model that several extend in
# only one of them. For the shell, because `i18n export` would start Odoo each time.
EXPORT = """
from odoo.tools.translate import trans_export
for name in {names!r}:
    with open(f"{folder}/{{name}}.pot", "wb") as output:
        trans_export(None, [name], output, "po", env)
"""


def perform(settings):
    """Refresh the files of all add-ons; say which changed and what is left to do."""
    everything = addons.installable(settings)
    with workbench.opened(settings, "tests") as bench:
        template = testbases.suite(bench, everything, demo=True)
        fresh = exported(bench, template, everything)
    for name, terms in fresh.items():
        for path in refresh(everything[name], terms):
            line(f"changed: {path.relative_to(settings.root)}")
        left = untranslated(everything[name])
        if left:
            line(f"{name}: {len(left)} terms to translate")
    return 0


def exported(bench, template, names):
    """Return what Odoo exports from a copy of ``template``: a POFile for each add-on.

    An add-on without terms is left out.
    """
    database = f"{PREFIX}translations"
    arguments = ["shell", "-c", bench.config, "-d", database, "--no-http"]
    testbases.copy(bench, template, database)
    try:
        with tempfile.TemporaryDirectory(dir=bench.settings.var) as folder:
            script = Path(folder, "export.py")
            script.write_text(EXPORT.format(names=list(names), folder=folder))
            with script.open("rb") as source:
                run(
                    odoo.command(bench.settings, *arguments),
                    "export of terms",
                    bench.settings.logs / "translations.log",
                    stdin=source,
                    env=odoo.environment(bench.settings),
                )
            return {
                path.stem: ours(polib.pofile(str(path), wrapwidth=WIDTH))
                for path in sorted(Path(folder).glob("*.pot"))
                if path.stat().st_size
            }
    finally:
        testbases.drop(bench, database)


def ours(terms):
    """Return the terms without those of other add-ons' fields."""
    for entry in list(terms):
        places = [place for place, _line in entry.occurrences]
        if places and all(place.startswith(FOREIGN) for place in places):
            terms.remove(entry)
    return terms


def template_path(addon):
    return addon.path / "i18n" / f"{addon.name}.pot"


def language_path(addon):
    return addon.path / "i18n" / f"{LANGUAGE}.po"


def refresh(addon, fresh):
    """Write the add-on's files with the terms of ``fresh``; return what changed."""
    ours(fresh)
    known = {entry.msgid: entry for entry in read(language_path(addon))}
    changed = [_save(fresh, template_path(addon))]
    fresh.metadata["Language"] = LANGUAGE
    for entry in fresh:
        old = known.get(entry.msgid)
        entry.msgstr = old.msgstr if old else ""
        entry.flags = old.flags if old else []
    changed.append(_save(fresh, language_path(addon)))
    return [path for path in changed if path]


def _save(terms, path):
    """Write ``terms`` unless the file says the same but for its dates."""
    if path.exists() and content(read(path)) == content(terms):
        return None
    path.parent.mkdir(exist_ok=True)
    terms.save(str(path))
    return path


def read(path):
    """Return the terms of a file, none when there is no file."""
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def content(terms):
    """Return what matters of a file: terms, where they are used, translations."""
    return {
        entry.msgid: (
            entry.msgstr,
            sorted(entry.flags),
            sorted(place for place, _line in entry.occurrences),
        )
        for entry in terms
        if not entry.obsolete
    }


def untranslated(addon):
    """Return the terms that wait for a translation, or for a second look."""
    entries = read(language_path(addon))
    return [entry.msgid for entry in entries if not entry.msgstr or entry.fuzzy]
