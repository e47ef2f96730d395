"""Databases on a server: make, copy, rename, drop, ask. Needs psycopg2 (phase two)."""

import contextlib
import shutil
from urllib.parse import unquote, urlsplit

from .errors import GroundError

PREFIX = "errand_"


class Server:
    """A PostgreSQL server as Odoo's role sees it."""

    def __init__(self, host, port=5432, user="errand", password=""):
        self.host = str(host)
        self.port = port
        self.user = user
        self.password = password

    @classmethod
    def from_url(cls, url):
        """The server of the variable DATABASE_URL."""
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or not parts.username:
            raise GroundError(
                "DATABASE_URL is not of the form postgresql://user:password@host:port/.",
                "for a socket folder write postgresql://user@%2Frun%2Fpostgresql/.",
            )
        host = unquote(parts.hostname or "localhost")
        user, password = unquote(parts.username), unquote(parts.password or "")
        return cls(host, parts.port or 5432, user, password)

    def options(self):
        """What Odoo must be told to use this server."""
        told = {"db_host": self.host, "db_port": self.port, "db_user": self.user}
        return {**told, **({"db_password": self.password} if self.password else {})}

    def query(self, sql, parameters=(), database="postgres"):
        """Run one statement by itself; return its rows, if it has any."""
        import psycopg2

        try:
            link = psycopg2.connect(
                host=self.host,
                port=self.port,
                user=self.user,
                password=self.password or None,
                dbname=database,
            )
        except psycopg2.OperationalError as error:
            raise GroundError(
                f"the database server at {self.host} refuses {self.user}: {error}",
                "check DATABASE_URL, and that the server runs.",
            ) from error
        link.autocommit = True
        with contextlib.closing(link), link.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

    def check(self):
        """Refuse a server that Odoo 19 cannot work with."""
        ((number,),) = self.query("SELECT current_setting('server_version_num')::int")
        if number < 130000:
            raise GroundError(
                f"PostgreSQL {number // 10000} is too old: Odoo 19 needs 13 or later.",
                "upgrade it, or leave out DATABASE_URL.",
            )
        rights = (
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        if not self.query(rights)[0][0]:
            raise GroundError(
                f"the database user {self.user} may not create databases.",
                f"as its administrator run: ALTER ROLE {self.user} CREATEDB;",
            )
        if self.user == "postgres":
            raise GroundError(
                "Odoo refuses to work as the database user postgres.",
                "make another: CREATE ROLE errand LOGIN CREATEDB PASSWORD '...';",
            )

    def names(self):
        """Our databases on this server."""
        rows = self.query(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        return {name for (name,) in rows}

    def create(self, name, template=None):
        """Make a database, empty or as a copy."""
        if template:
            self.query(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        else:
            self.query(
                f'CREATE DATABASE "{name}" TEMPLATE template0'
                " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )

    def drop(self, name):
        """Forget a database, whoever is connected to it."""
        ours = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        )
        self.query(ours, [name])
        self.query(f'DROP DATABASE IF EXISTS "{name}"')

    def rename(self, old, new):
        self.query(f'ALTER DATABASE "{old}" RENAME TO "{new}"')


class Filestore:
    """Attachments of the databases: one folder each."""

    def __init__(self, data_dir):
        self.home = data_dir / "filestore"

    def has(self, name):
        return (self.home / name).exists()

    def drop(self, name):
        shutil.rmtree(self.home / name, ignore_errors=True)

    def rename(self, old, new):
        self.drop(new)
        if self.has(old):
            (self.home / old).rename(self.home / new)

    def copy(self, old, new):
        self.drop(new)
        if self.has(old):
            shutil.copytree(self.home / old, self.home / new)
