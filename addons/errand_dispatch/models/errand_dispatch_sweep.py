# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.exceptions import RecordBusy
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

from ..engine import flow

_logger = logging.getLogger(__name__)

#: How many due runs one transaction of the sweep takes.
BATCH = 500
#: A step that fails is tried again after so many minutes, then twice as many, ...
RETRY_MINUTES, RETRY_MOST = 1, 60


class ErrandDispatchRun(models.Model):
    """Takes the steps that are due, whoever calls, and however often (design 6)."""

    _inherit = "errand.dispatch.run"

    # === SWEEP === #

    @api.model
    def _cron_sweep(self):
        """Take the steps that are due, and mend what was left without one."""
        self._adopt()
        while True:
            taken = self._sweep()
            if not self.env["ir.cron"]._commit_progress(taken) or not taken:
                return

    @api.model
    def _sweep_all(self):
        """Job: take the steps that are due, a transaction for each batch.

        Two jobs that meet settle it at once, without the pauses of Odoo's retries.
        """
        while in_fresh_transaction(self.env, lambda env: env[self._name]._sweep()):
            pass

    @api.model
    def _sweep(self, limit=BATCH):
        """Take the next step of one batch of due runs; return how many.

        Runs that another transaction holds are left to it, or to the next sweep.
        """
        self.flush_model()
        due = self.env.execute_query(
            SQL(
                "SELECT id FROM errand_dispatch_run WHERE next_at <= %s"
                " ORDER BY next_at, id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
                fields.Datetime.now(),
                limit,
            )
        )
        runs = self.browse(row[0] for row in due)
        live = runs._drop_stale()
        live._try_together()
        return len(runs)

    def _drop_stale(self):
        """Delete the runs that their tasks have left behind; return the others."""
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

    def _try_together(self):
        """Take these steps; if one cannot be taken, each by itself.

        One task whose step fails must not stop the others, and is tried again later.
        """
        if self._try(len(self) > 1):
            return
        for run in self:
            if not run._try(False):
                run._postpone()

    def _try(self, is_quiet):
        """Take these steps in a savepoint; tell whether that went well."""
        try:
            with self.env.cr.savepoint():
                self._take()
        except OperationalError:
            raise  # another transaction's: all of this is run again
        except RecordBusy:
            return False
        except Exception:
            if not is_quiet:
                _logger.exception("Dispatch step failed, tried again later: %s", self)
            return False
        return True

    def _postpone(self):
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
