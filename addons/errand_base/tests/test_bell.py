# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
import os
import select
import signal

import psycopg2

from odoo import sql_db
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from ..tools.bell import DATABASE, IDLE, Bell
from .common import ErrandCommon

#: Payloads as Odoo's buses take them: other servers' may be listening, too.
BELL = [json.dumps([f"bell {number}"]) for number in range(4)]


@tagged("post_install", "-at_install")
class TestBell(TransactionCase):
    """News reaches whoever listens, over one connection a process (R0.9)."""

    def setUp(self):
        super().setUp()
        self.bell = Bell()
        _name, where = sql_db.connection_info_for(DATABASE)
        self.ear = psycopg2.connect(**where)
        self.addCleanup(self.ear.close)
        self.ear.autocommit = True
        with self.ear.cursor() as cursor:
            cursor.execute("LISTEN imbus")

    def _heard(self, count):
        """Return so many payloads of ours, waiting for them."""
        heard = []
        while len(heard) < count:
            self.assertTrue(select.select([self.ear], [], [], 10)[0], heard)
            self.ear.poll()
            heard += [one.payload for one in self.ear.notifies if "bell" in one.payload]
            self.ear.notifies.clear()
        return heard

    def test_many_rings_use_one_connection(self):
        """R0.9: who listens hears everything, and the server has one more client."""
        self.bell.ring([BELL[1], BELL[2]])
        backend = self.bell._connection.get_backend_pid()
        self.bell.ring([BELL[3]])

        self.assertEqual(self._heard(3), [BELL[1], BELL[2], BELL[3]])
        self.assertEqual(self.bell._connection.get_backend_pid(), backend)

    def test_a_connection_that_was_cut_is_made_anew(self):
        """R0.9: a server that started again loses no news."""
        self.bell.ring([BELL[1]])
        with self.ear.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(%s)",
                [self.bell._connection.get_backend_pid()],
            )

        self.bell.ring([BELL[2]])

        self.assertEqual(self._heard(2), [BELL[1], BELL[2]])

    def test_a_connection_that_was_long_idle_is_made_anew(self):
        """R0.9: it may be dead without anybody having said so."""
        self.bell.ring([BELL[1]])
        old = self.bell._connection
        self.bell._used_at -= IDLE + 1

        self.bell.ring([BELL[2]])

        self.assertTrue(old.closed)
        self.assertEqual(self._heard(2), [BELL[1], BELL[2]])

    def test_a_forked_process_leaves_its_parents_connection_alone(self):
        """R0.9: worker processes have connections of their own."""
        self.bell.ring([BELL[1]])
        backend = self.bell._connection.get_backend_pid()
        child = os.fork()
        if not child:
            try:
                self.bell.ring([BELL[2]])
            finally:
                # Nothing of the parent's is closed on the way out.
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)

        self.bell.ring([BELL[3]])

        self.assertEqual(self._heard(3), [BELL[1], BELL[2], BELL[3]])
        self.assertEqual(self.bell._connection.get_backend_pid(), backend)


@tagged("post_install", "-at_install")
class TestMessages(ErrandCommon):
    """Messages are written at once, with the rights that they always needed."""

    def test_messages_are_kept_whole(self):
        """R0.9: what is sent is what is read."""
        for number in range(3):
            self.env["bus.bus"]._sendone("errand_test", "errand/test", {"n": number})
        self.env.cr.precommit.run()
        self.env.cr.postcommit.clear()

        messages = self.env["bus.bus"].search(
            [("message", "like", "errand/test")], order="id"
        )
        self.assertEqual(
            [json.loads(one.message)["payload"] for one in messages],
            [{"n": 0}, {"n": 1}, {"n": 2}],
        )
        self.assertTrue(all(messages.mapped("create_date")))

    def test_nobody_writes_messages_by_themselves(self):
        """R0.10: neither customers nor staff speak to others' pages."""
        values = {"channel": '["x", "res.partner", 1]', "message": "{}"}
        for user in (self.customer, self.clerk, self.dispatcher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["bus.bus"].with_user(user).create(values)
