# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models

#: What a board asks the bus for; who asks decides what they hear.
CHANNEL = "errand_board"
#: Where the branches and companies that changed wait for the end of the transaction.
TOUCHED = "errand.board.touched"


class ErrandBoard(models.AbstractModel):
    """Boards are told that something changed; they ask for what they may see.

    One message a company and a managed branch, however much a transaction changes.
    """

    _inherit = "errand.board"

    @api.model
    def _touch(self, branches):
        """Tell the boards of these branches at the end of the transaction."""
        self._remember("errand.branch", branches.ids)

    @api.model
    def _touch_company(self, companies):
        """Tell all boards of these companies at the end of the transaction."""
        self._remember("res.company", companies.ids)

    def _remember(self, model, ids):
        hooks = self.env.cr.precommit
        if TOUCHED not in hooks.data:
            hooks.data[TOUCHED] = {"errand.branch": set(), "res.company": set()}
            hooks.add(self.sudo()._tell)
        hooks.data[TOUCHED][model].update(ids)

    def _tell(self):
        """Send what was remembered: dispatchers by company, managers by branch."""
        touched = self.env.cr.precommit.data.pop(TOUCHED, None)
        if not touched:
            return
        branches = self.env["errand.branch"].browse(sorted(touched["errand.branch"]))
        whole = self.env["res.company"].browse(sorted(touched["res.company"]))
        branches |= branches.search([("company_id", "in", whole.ids)])
        managed = branches.filtered("manager_id")
        for record in [*(whole | branches.company_id), *managed]:
            self.env["bus.bus"]._sendone((record, CHANNEL), "errand/board", {})

    @api.model
    def _channels(self):
        """Return the channels that the user's boards listen to, none for others."""
        user = self.env.user
        if user.has_group("errand_base.group_dispatcher"):
            return [(company, CHANNEL) for company in user.company_ids]
        if not user.has_group("errand_base.group_branch_manager"):
            return []
        managed = self.env["errand.branch"].sudo()  # of all the user's companies
        return [
            (branch, CHANNEL)
            for branch in managed.search([("manager_id", "=", user.id)])
        ]
