# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.tools.misc import OrderedSet

from odoo.addons.bus.models.bus import get_notify_payloads

from ..tools import bulk
from ..tools.bell import bell

#: Where Odoo gathers the channels that a transaction has news for.
CHANNELS = "bus.bus.channels"


class BusBus(models.Model):
    """News is written in one statement, and told over a connection that is kept."""

    _inherit = "bus.bus"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a message is a row and nothing else, see ``bulk.insert``.

        Only where no rights are asked for: Odoo sends as superuser.
        """
        if self.env.su and all(
            vals.keys() == {"channel", "message"} for vals in vals_list
        ):
            return bulk.insert(self, vals_list)
        return super().create(vals_list)

    def _ensure_hooks(self):
        """Override of ``bus``: its hook for the time after the commit is ours."""
        hooks = self.env.cr.postcommit
        if CHANNELS not in hooks.data:
            hooks.data[CHANNELS] = OrderedSet()

            @hooks.add
            def ring():
                bell.ring(get_notify_payloads(list(hooks.data.pop(CHANNELS))))

        return super()._ensure_hooks()
