# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.service import server

#: Connections that wait for a worker process. The kernel may allow fewer (somaxconn).
WAITING_CONNECTIONS = 512


def lengthen_queue():
    """Let a crowd wait in line instead of being turned away at the door.

    Odoo's server with worker processes queues eight connections for each of them
    (``PreforkServer.start``). The kernel drops the next one's greeting in silence, and
    the client, or the proxy before us, greets again after one second, then two, then
    four. ``listen`` on a socket that listens already only changes its queue.
    """
    listening = getattr(server.server, "socket", None)
    if listening is not None:
        listening.listen(WAITING_CONNECTIONS)
