# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import SQL

from ..exceptions import RecordBusy

_logger = logging.getLogger(__name__)


class ErrandSweepMixin(models.AbstractModel):
    """Rows whose next step is due at a time: taken whoever calls (design 6)."""

    _name = "errand.sweep.mixin"
    _description = "What Is Due at a Time"

    #: The field with the moment at which a row's next step is due.
    _due_field = None
    #: How many due rows one transaction of the sweep takes.
    _sweep_batch = 100

    @api.model
    def _cron_sweep(self):
        """Take the steps that are due, a transaction for each batch."""
        while True:
            taken = self._sweep()
            if not self.env["ir.cron"]._commit_progress(taken) or not taken:
                return

    @api.model
    def _sweep(self, limit=None):
        """Take the next step of one batch of due rows; return how many.

        Rows that another transaction holds are left to it, or to the next sweep.
        """
        self.flush_model([self._due_field])
        due_at = SQL.identifier(self._due_field)
        due = self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE %s <= %s ORDER BY %s, id LIMIT %s"
                " FOR NO KEY UPDATE SKIP LOCKED",
                SQL.identifier(self._table),
                due_at,
                fields.Datetime.now(),
                due_at,
                limit or self._sweep_batch,
            )
        )
        self.browse(row[0] for row in due)._try_due()
        return len(due)

    def _try_due(self):
        """Take each row's step; one that cannot be taken does not stop the others."""
        for record in self:
            error = record._try_step()
            if error:
                record._postpone(error)

    def _try_step(self, is_quiet=False):
        """Take the step of these rows in a savepoint.

        :param is_quiet: they are tried again one by one, nothing is logged yet
        :return: the error that stopped it, if any
        :raise OperationalError: another transaction's, the batch is run again
        """
        try:
            with self.env.cr.savepoint():
                self._take_step()
        except OperationalError:
            raise
        except RecordBusy as error:
            return error
        except Exception as error:
            if not is_quiet:
                _logger.exception("Step failed, tried again later: %s", self)
            return error
        return None

    def _take_step(self):
        """Do what is due. Each model says what that is."""
        raise NotImplementedError

    def _postpone(self, error):
        """Have the row's step due again later. Each model says when."""
        raise NotImplementedError
