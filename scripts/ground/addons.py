"""The add-ons of this checkout, as their manifests tell."""

import ast
from dataclasses import dataclass
from pathlib import Path

from .errors import GroundError
from .store import fingerprint

# Folders whose change needs no update of a database.
NOT_IN_DATABASE = {"tests", "bench", "readme", "__pycache__"}


@dataclass(frozen=True)
class Addon:
    """One installable add-on."""

    name: str
    path: Path
    depends: tuple

    @property
    def fingerprint(self):
        """Changes when the database would have to be updated."""
        files = [
            path
            for path in sorted(self.path.rglob("*"))
            if path.is_file()
            and not NOT_IN_DATABASE & set(path.relative_to(self.path).parts)
        ]
        parts = []
        for path in files:
            parts += [str(path.relative_to(self.path)), path]
        return fingerprint(*parts)


def installable(settings):
    """All installable add-ons by name."""
    found = {}
    for manifest in sorted(settings.addons.glob("*/__manifest__.py")):
        values = _read(manifest)
        if values.get("installable", True):
            depends = tuple(values.get("depends") or ("base",))
            name = manifest.parent.name
            found[name] = Addon(name, manifest.parent, depends)
    return found


def _read(manifest):
    try:
        return ast.literal_eval(manifest.read_text())
    except (SyntaxError, ValueError) as error:
        raise GroundError(
            f"{manifest} cannot be read: {error}.", "mend that file."
        ) from error


def chosen(settings, everything):
    """The add-ons that the variable T names, or all."""
    if not settings.part:
        return everything
    names = settings.part.split(",")
    unknown = [name for name in names if name not in everything]
    if unknown:
        raise GroundError(
            f"T={settings.part}: there is no installable add-on {', '.join(unknown)}.",
            f"say T=tests or one of: {', '.join(everything) or '(addons/ is empty)'}.",
        )
    return {name: everything[name] for name in names}


def with_dependencies(some, everything):
    """``some`` and those of ``everything`` that they need, directly or not."""
    found, queue = {}, list(some)
    while queue:
        name = queue.pop()
        if name in everything and name not in found:
            found[name] = everything[name]
            queue += everything[name].depends
    return found


def core_modules(addons):
    """Modules from elsewhere that these add-ons depend on, sorted."""
    wanted = {name for addon in addons.values() for name in addon.depends}
    return sorted((wanted | {"base", "queue_job"}) - set(addons))
