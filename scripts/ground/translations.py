"""`scripts/translations`: bring every add-on's .pot and .po up to date.

The terms come from Odoo's own export of a fresh demo database. What is translated
stays; a new term stays empty until somebody translates it; a term that is gone goes.
"""

import tarfile

import polib

from . import addons, odoo, testbases, workbench
from .live import PREFIX
from .processes import run
from .say import line

LANGUAGE = "zh_CN"
WIDTH = 78


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
    archive = bench.settings.var / f"{database}.tgz"
    testbases.copy(bench, template, database)
    arguments = ["i18n", "export", "-c", bench.config, "-d", database, "-l", "pot"]
    try:
        run(
            odoo.command(bench.settings, *arguments, "-o", archive, *names),
            "export of terms",
            bench.settings.logs / "translations.log",
            env=odoo.environment(bench.settings),
        )
        return _unpacked(archive)
    finally:
        archive.unlink(missing_ok=True)
        testbases.drop(bench, database)


def _unpacked(archive):
    with tarfile.open(archive) as files:
        return {
            member.name.split("/")[0]: polib.pofile(
                files.extractfile(member).read().decode(), wrapwidth=WIDTH
            )
            for member in files.getmembers()
        }


def template_path(addon):
    return addon.path / "i18n" / f"{addon.name}.pot"


def language_path(addon):
    return addon.path / "i18n" / f"{LANGUAGE}.po"


def refresh(addon, fresh):
    """Write the add-on's files with the terms of ``fresh``; return what changed."""
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
