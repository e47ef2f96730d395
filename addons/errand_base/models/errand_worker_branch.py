# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

DISPATCHERS = "errand_base.group_dispatcher"


class ErrandWorker(models.Model):
    """Workers move between branches by whoever manages both (R2.10)."""

    _inherit = "errand.worker"

    @api.constrains("partner_id", "user_id")
    def _check_login_is_their_own(self):
        for worker_sudo in self.sudo():  # logins are hidden from managers
            login = worker_sudo.user_id
            if login and login.partner_id != worker_sudo.partner_id:
                raise ValidationError(
                    self.env._("The login of %s is another person's.", worker_sudo.name)
                )

    def write(self, vals):
        """Override: rules are checked before a write: nobody moves a worker away.

        :raise AccessError: to another's branch, or to another person
        """
        if "branch_id" in vals and not self.env.su:
            self._check_may_move_to(vals["branch_id"])
        if "partner_id" in vals and not self.env.su:
            self._check_stays_the_person(vals["partner_id"])
        return super().write(vals)

    def _check_may_move_to(self, branch_id):
        if branch_id:
            self.env["errand.branch"].browse(branch_id).check_access("write")
        elif self.branch_id and not self.env.user.has_group(DISPATCHERS):
            # Managers would lose sight of the worker, and could not take it back.
            raise AccessError(
                self.env._("Only dispatchers let a worker work in every branch.")
            )

    def _check_stays_the_person(self, partner_id):
        # Tasks, points and money that were earned go with the person.
        if any(worker.partner_id.id != partner_id for worker in self):
            raise AccessError(
                self.env._("A worker stays the same person. Make another worker.")
            )
