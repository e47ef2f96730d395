# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import contextlib
import os
import socket
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from odoo.service import server
from odoo.tests import BaseCase

from ..hooks import lengthen_queue

#: What Odoo has for one process.
SHORT = 8


class TestListenQueue(BaseCase):
    """R0.8: of a crowd that grabs at once everybody is answered."""

    def setUp(self):
        super().setUp()
        # As in a server that was started by hand, wherever the tests run.
        outside = {
            name: value for name, value in os.environ.items() if "LISTEN" not in name
        }
        self.enterContext(patch.dict(os.environ, outside, clear=True))
        self.door = self.enterContext(socket.socket())
        self.door.bind(("127.0.0.1", 0))
        self.door.listen(SHORT)
        running = SimpleNamespace(socket=self.door, population=1)
        self.enterContext(patch.object(server, "server", running))

    def _come(self, opened, timeout):
        """Come to the door, where nobody takes anybody in."""
        opened.enter_context(
            socket.create_connection(self.door.getsockname(), timeout=timeout)
        )

    def test_a_crowd_waits_in_line_while_no_process_is_free(self):
        allowed = int(Path("/proc/sys/net/core/somaxconn").read_text())
        lengthen_queue()

        with contextlib.ExitStack() as opened:
            # None is turned away: that would be a timeout.
            for _number in range(min(200, allowed)):
                self._come(opened, timeout=20)

    def test_a_queue_that_systemd_made_is_left_alone(self):
        with patch.dict(os.environ, {"LISTEN_FDS": "1"}):
            lengthen_queue()

        with contextlib.ExitStack() as opened, self.assertRaises(TimeoutError):
            for _number in range(10 * SHORT):
                self._come(opened, timeout=1)

    def test_a_process_that_closed_its_door_loads_the_add_on_all_the_same(self):
        """Those of scheduled actions do, and may be the first to load it."""
        self.door.close()

        lengthen_queue()

        self.assertEqual(self.door.fileno(), -1)
