# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import os

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
    # Processes for scheduled actions have closed theirs, and load add-ons, too.
    if listening is None or listening.fileno() < 0:
        return
    # A queue that was made outside (systemd) is as long as its maker wanted.
    if "LISTEN_FDS" not in os.environ:
        listening.listen(max(WAITING_CONNECTIONS, 8 * server.server.population))
