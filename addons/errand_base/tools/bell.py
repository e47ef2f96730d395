# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tells the processes that hold websockets that there is news, at little cost.

Odoo opens a connection to PostgreSQL for each transaction that sends something, and
closes it again: a new server process for every tap of a courier. Each process of ours
keeps one instead.
"""

import os
import threading
import time

import psycopg2

from odoo import sql_db
from odoo.tools import SQL

from odoo.addons.bus.models.bus import ODOO_NOTIFY_FUNCTION

#: Buses listen in this database, whichever theirs is.
DATABASE, CHANNEL = "postgres", "imbus"
#: Seconds after which a connection is not trusted: what lies between may have dropped
#: it without a word, and whoever uses it would wait for minutes.
IDLE = 60


class Bell:
    """A kept connection that notifies. Threads share it, processes do not."""

    def __init__(self):
        self._lock = threading.Lock()
        self._connection = None
        self._process = None
        self._used_at = 0.0
        #: Of the process that we were forked from: closing them would end its own.
        self._inherited = []

    def ring(self, payloads):
        """Notify the buses of each payload (text).

        :raise psycopg2.Error: the server cannot be reached, tried twice
        """
        with self._lock:
            try:
                self._send(payloads)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                # The server went away meanwhile; to hear news twice does no harm.
                self._connection = None
                self._send(payloads)
            self._used_at = time.monotonic()

    def _send(self, payloads):
        notify = SQL.identifier(ODOO_NOTIFY_FUNCTION)
        with self._connected().cursor() as cursor:
            for payload in payloads:
                query = SQL("SELECT %s(%s, %s)", notify, CHANNEL, payload)
                cursor.execute(query.code, query.params)

    def _connected(self):
        if self._process != os.getpid():
            if self._connection:
                self._inherited.append(self._connection)
            self._connection, self._process = None, os.getpid()
        if self._connection and time.monotonic() - self._used_at > IDLE:
            self._connection.close()
            self._connection = None
        if self._connection is None:
            _name, where = sql_db.connection_info_for(DATABASE)
            self._connection = psycopg2.connect(**where)
            self._connection.autocommit = True
        return self._connection


bell = Bell()
