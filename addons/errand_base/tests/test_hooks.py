# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import contextlib
import socket
from types import SimpleNamespace
from unittest.mock import patch

from odoo.service import server
from odoo.tests import BaseCase

from ..hooks import lengthen_queue

CROWD = 200


class TestListenQueue(BaseCase):
    """R0.8: of a crowd that grabs at once everybody is answered."""

    def test_a_crowd_waits_in_line_while_no_process_is_free(self):
        with contextlib.ExitStack() as opened:
            door = opened.enter_context(socket.socket())
            door.bind(("127.0.0.1", 0))
            door.listen(8)  # what Odoo has for one process
            with patch.object(server, "server", SimpleNamespace(socket=door)):
                lengthen_queue()

            # Nobody takes them, and none is turned away: that would be a timeout.
            for _number in range(CROWD):
                opened.enter_context(
                    socket.create_connection(door.getsockname(), timeout=20)
                )
