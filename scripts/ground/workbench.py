"""A place to run Odoo in: a server, a data folder, a settings file."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from . import cluster, databases, odoo, odoo_source
from .say import line
from .store import Store


@dataclass(frozen=True)
class Bench:
    """What is needed to start an Odoo."""

    settings: object
    source: odoo_source.Odoo
    server: databases.Server
    data_dir: Path
    config: Path

    @property
    def filestore(self):
        return databases.Filestore(self.data_dir)

    def has(self, name):
        """Tell whether a database is here with its attachments.

        The server may outlive our data folder: root's is outside the checkout, one of
        DATABASE_URL is somebody else's. Pictures of such a database are gone.
        """
        return name in self.server.names() and self.filestore.has(name)

    def describe(self):
        """Tell a person how to run an Odoo of theirs here."""
        line(f"python        {self.settings.python}")
        line(f"config        {self.config}")
        line(f"database host {self.server.host} (user {self.server.user})")
        line(
            f"for example   {self.settings.python} scripts/odoo -c {self.config}"
            " -d errand_mine -i base --stop-after-init"
        )
        line("Ctrl-C ends it.")


@contextlib.contextmanager
def opened(settings, name="tests", queue_job=None, **extra):
    """Have the server ``name`` (demo or tests) up, with a settings file for it."""
    source = odoo_source.need(settings, Store(settings.var))
    data_dir = settings.var / f"data-{name}"
    with _server(settings, name) as server:
        values = {**odoo.options(settings, source, server, data_dir), **extra}
        config = odoo.write_config(settings.var / f"{name}.conf", values, queue_job)
        yield Bench(settings, source, server, data_dir, config)


@contextlib.contextmanager
def _server(settings, name):
    if settings.database_url:
        server = databases.Server.from_url(settings.database_url)
        server.check()
        yield server
        return
    with getattr(cluster, name)(settings).used() as private:
        yield databases.Server(private.socket)
