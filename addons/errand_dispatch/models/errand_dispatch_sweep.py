# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

from ..engine import flow

#: How many due runs one transaction of the sweep takes.
BATCH = 500
#: A step that fails is tried again after so many minutes, then twice as many, ...
RETRY_MINUTES, RETRY_MOST = 1, 60


class ErrandDispatchRun(models.Model):
    """Takes the steps that are due, whoever calls, and however often (design 6)."""

    _inherit = "errand.dispatch.run"

    _due_field = "next_at"
    _sweep_batch = BATCH

    # === SWEEP === #

    @api.model
    def _cron_sweep(self):
        """Override: mend first what was left without a step."""
        self._adopt()
        return super()._cron_sweep()

    @api.model
    def _sweep_all(self):
        """Job: take the steps that are due, a transaction for each batch.

        Two jobs that meet settle it at once, without the pauses of Odoo's retries.
        """
        while in_fresh_transaction(self.env, lambda env: env[self._name]._sweep()):
            pass

    def _try_due(self):
        """Override: take the steps together; if that fails, each by itself."""
        live = self._drop_stale()
        if len(live) > 1 and not live._try_step(is_quiet=True):
            return
        super(ErrandDispatchRun, live)._try_due()

    def _drop_stale(self):
        """Delete the runs that their tasks have left behind; return the others."""
        self.flush_model()
        latest = self.env.execute_query(
            SQL(
                "SELECT max(id) FROM errand_dispatch_run WHERE task_id IN %s"
                " GROUP BY task_id",
                tuple(self.task_id.ids) or (0,),
            )
        )
        live = self.browse(row[0] for row in latest) & self
        live = live.filtered(lambda run: run._is_of_state())
        (self - live).unlink()
        return live

    def _is_of_state(self):
        """Tell whether the task is where this flow applies."""
        state = self.task_id.state
        if self.flow == flow.UNHANDLED:
            return state in ACTIVE_TASK_STATES
        return state == "open"

    def _postpone(self, error):
        """Override: the longer, the more often it failed."""
        self.ensure_one()
        self.failures += 1
        minutes = min(RETRY_MINUTES * 2 ** (self.failures - 1), RETRY_MOST)
        self.next_at = fields.Datetime.now() + timedelta(minutes=minutes)

    @api.model
    def _adopt(self):
        """Begin a flow for each live task that has none: nothing is an orphan."""
        self.flush_model()
        self.env["errand.task"].flush_model(["state"])
        for state, code in (("open", flow.UNASSIGNED), ("assigned", flow.UNHANDLED)):
            rows = self.env.execute_query(
                SQL(
                    "SELECT task.id FROM errand_task task WHERE task.state = %s"
                    " AND NOT EXISTS (SELECT 1 FROM errand_dispatch_run run"
                    " WHERE run.task_id = task.id AND (run.flow = %s) = %s)"
                    " LIMIT %s",
                    state,
                    flow.UNHANDLED,
                    code == flow.UNHANDLED,
                    BATCH,
                )
            )
            tasks = self.env["errand.task"].browse(row[0] for row in rows)
            tasks._begin_flow(code)
