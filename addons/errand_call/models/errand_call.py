# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import identity_exact

from ..exceptions import CallUnavailable

_logger = logging.getLogger(__name__)

#: How long one virtual number connects the two.
BINDING = timedelta(minutes=30)
#: A binding that ends sooner than this is not handed out again.
RESERVE = timedelta(minutes=2)
PARTIES = [
    ("customer", "Customer"),
    ("courier", "Courier"),
    ("pickup", "Pick-up"),
    ("dropoff", "Drop-off"),
]


class ErrandCall(models.Model):
    """A virtual number that connects two people of an errand for a while (R0.10).

    Holds neither of their numbers.
    """

    _name = "errand.call"
    _description = "Masked Call"
    _order = "id desc"
    _rec_name = "virtual_number"

    task_id = fields.Many2one(
        "errand.task", required=True, readonly=True, index=True, ondelete="cascade"
    )
    order_id = fields.Many2one(
        related="task_id.order_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True
    )
    caller = fields.Selection(PARTIES, required=True, readonly=True)
    callee = fields.Selection(PARTIES, required=True, readonly=True)
    virtual_number = fields.Char(required=True, readonly=True)
    provider = fields.Char(required=True, readonly=True)
    binding = fields.Char(required=True, readonly=True, help="The provider's own id.")
    expires_at = fields.Datetime(required=True, readonly=True)
    released_at = fields.Datetime(readonly=True)

    _one_active = models.UniqueIndex(
        "(task_id, caller, callee) WHERE released_at IS NULL"
    )
    _due_idx = models.Index("(expires_at) WHERE released_at IS NULL")

    # === CONNECTING === #

    @api.model
    def _connect(self, task, caller, callee, actor):
        """Return the virtual number by which ``caller`` reaches ``callee`` now.

        The provider is asked outside of any lock; of two requests at once one binding
        stays, and the other is given back.

        :param caller, callee: of PARTIES
        :return: the call, as superuser
        :raise UserError: no call is possible now; says what to do
        """
        calls_sudo = self.sudo()  # the parties have no rights on calls
        known = calls_sudo._active(task, caller, callee)
        if known:
            return known
        company = task.company_id.sudo()
        api_of_company = company._errand_call_api()
        numbers = [task._call_number(party, actor) for party in (caller, callee)]
        if not api_of_company or not all(numbers):
            raise UserError(task._call_refusal(callee))
        expires_at = fields.Datetime.now() + BINDING
        reference = f"{task.id}-{caller}-{callee}-{expires_at:%H%M%S}"
        try:
            number, binding = api_of_company.bind(*numbers, expires_at, reference)
        except CallUnavailable as error:
            _logger.warning("No masked call for task %s: %s", task.id, error)
            raise UserError(task._call_refusal(callee)) from error
        values = {
            "task_id": task.id,
            "caller": caller,
            "callee": callee,
            "virtual_number": number,
            "provider": company.errand_call_provider,
            "binding": binding,
            "expires_at": expires_at,
        }
        call_id = in_fresh_transaction(
            calls_sudo.env, lambda env: env["errand.call"]._keep(values)
        )
        return calls_sudo.browse(call_id)

    @api.model
    def _active(self, task, caller, callee):
        """Return the binding that still holds for these two, if there is one."""
        return self.search(
            [
                ("task_id", "=", task.id),
                ("caller", "=", caller),
                ("callee", "=", callee),
                ("released_at", "=", False),
                ("expires_at", ">", fields.Datetime.now() + RESERVE),
            ],
            limit=1,
        )

    @api.model
    def _keep(self, values):
        """Keep a binding; return the id of the one that these two use."""
        task = self.env["errand.task"].browse(values["task_id"])
        task._lock_rows(contest=False)
        same = [(name, "=", values[name]) for name in ("task_id", "caller", "callee")]
        others = self.search([*same, ("released_at", "=", False)])
        known = self._active(task, values["caller"], values["callee"])
        (others - known)._release_later()
        if known:
            # Somebody was faster: what we have bound is given back.
            spare = self.create({**values, "released_at": fields.Datetime.now()})
            spare.with_delay(identity_key=identity_exact)._release()
            return known.id
        return self.create(values).id

    # === RELEASING === #

    def _release_later(self):
        """Give virtual numbers back: at once for us, by a job at the provider."""
        active = self.filtered(lambda call: not call.released_at)
        active.write({"released_at": fields.Datetime.now()})
        active.flush_recordset(["released_at"])
        for call in active:
            call.with_delay(identity_key=identity_exact)._release()

    def _release(self):
        """Job: tell the provider. Twice is once: a binding that is gone is no error.

        :raise RetryableJobError: the provider does not answer
        """
        self.ensure_one()
        provider = self.company_id.sudo()._errand_call_api(self.provider)
        if not provider:
            return
        try:
            provider.release(self.virtual_number, self.binding)
        except CallUnavailable as error:
            raise RetryableJobError(str(error)) from error

    @api.model
    def _cron_release(self):
        """Give back what has run out."""
        due = self.search(
            [
                ("released_at", "=", False),
                ("expires_at", "<", fields.Datetime.now()),
            ],
            limit=500,
        )
        due._release_later()
        self.env["ir.cron"]._commit_progress(len(due))
