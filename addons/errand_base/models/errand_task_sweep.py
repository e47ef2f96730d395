# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

from ..exceptions import RecordBusy

_logger = logging.getLogger(__name__)

#: How many due tasks one transaction of the sweep takes.
SWEEP_BATCH = 100
#: When a step that failed is tried again.
FAILED_MINUTES = 10


class ErrandTask(models.Model):
    """What happens to a task by itself: at its time, whoever calls (design 6)."""

    _inherit = "errand.task"

    @api.model
    def _cron_sweep(self):
        """Take the next step of every due task (design 6)."""
        while True:
            taken = self._sweep()
            if not self.env["ir.cron"]._commit_progress(taken) or not taken:
                return

    @api.model
    def _sweep(self):
        """Take the next step of one batch of due tasks; return how many.

        Tasks that another transaction holds are left to it, or to the next sweep.
        """
        self.flush_model(["next_action_at"])
        due = self.env.execute_query(
            SQL(
                "SELECT id FROM errand_task WHERE next_action_at <= %s"
                " ORDER BY next_action_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
                fields.Datetime.now(),
                SWEEP_BATCH,
            )
        )
        tasks = self.browse(row[0] for row in due)
        for task in tasks:
            task._try_next_step()
        return len(tasks)

    def _try_next_step(self):
        """Take the due step; a task whose step fails does not stop the others."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._take_next_step()
            return
        except OperationalError:
            raise  # another transaction's: the batch is run again
        except RecordBusy:
            minutes = 1
        except Exception:
            _logger.exception("Step of a task failed, tried again later: %s", self)
            minutes = FAILED_MINUTES
        self.next_action_at = fields.Datetime.now() + timedelta(minutes=minutes)

    def _take_next_step(self):
        """Do what is due in the task's state.

        Whatever happens, the task never stays without an owner of its next step:
        a step that cannot be taken now is due again in a minute.
        """
        self.ensure_one()
        self.next_action_at = fields.Datetime.now() + timedelta(minutes=1)
        step = self._due_steps().get(self.state)
        if step:
            step()
        else:
            self.next_action_at = False

    def _due_steps(self):
        """Map a state to the method that takes its due step. Modules add theirs."""
        return {"waiting": self._open_or_give_up, "done": self._confirm_in_time}

    def _open_or_give_up(self):
        """Open a slot order, or give up one that was not paid."""
        order = self.order_id
        if order._is_released():
            self._open_in_time()
        elif order.state == "placed":
            order._move_to("cancelled", reason="not_paid_in_time")

    def _confirm_in_time(self):
        """Confirm a delivered order whose customer said nothing."""
        if self.order_id.state == "done" and self.order_id._is_confirmation_due():
            self.order_id._confirm()
        else:
            self.next_action_at = False
