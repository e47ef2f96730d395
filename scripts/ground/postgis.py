"""PostGIS for the private servers: only a benchmark compares with it.

Where the machine's own server programs are used its package is installed beside them;
where they were unpacked it is unpacked into the same tree, so that the server finds it.
"""

from . import packages, postgres
from .databases import Server
from .errors import GroundError
from .say import line

#: A script that holds these words gets the extension, where it can be had.
MARK = "needs: postgis"
#: Of rasters and solids, which come as extensions of their own.
UNUSED = ("libgdal", "libsfcgal")


def offer(bench, database):
    """Put PostGIS into a database; where that cannot be, say so and go on."""
    import psycopg2

    settings = bench.settings
    try:
        if settings.database_url:
            server = bench.server
        else:
            _need(settings)
            # Odoo's role is no superuser, who alone makes this extension.
            server = Server(bench.server.host, user="errand_admin")
        server.query("CREATE EXTENSION IF NOT EXISTS postgis", database=database)
    except (GroundError, psycopg2.Error) as error:
        line(f"PostGIS cannot be had here: {str(error).strip()}")


def _need(settings):
    """Have the extension where the server looks for it.

    :raise GroundError: it cannot be installed
    """
    programs = postgres.programs(settings)
    number = programs.parent.name
    usr = programs.parents[3]
    told = usr / f"share/postgresql/{number}/extension/postgis.control"
    if told.exists():
        return
    package = f"postgresql-{number}-postgis-3"
    if programs.is_relative_to(postgres.SYSTEM):
        line(f"==> Debian package: {package}")
        packages.install([package], settings)
        return
    postgres.need_libraries(package, settings, UNUSED)
    packages.unpack([package, f"{package}-scripts"], usr.parent.resolve(), settings)
    # Debian makes this link when it installs; it comes last, when all is there.
    told.symlink_to("postgis-3.control")
