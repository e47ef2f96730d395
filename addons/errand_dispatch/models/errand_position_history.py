# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import logging
import re
from datetime import date, timedelta

from psycopg2.errors import CheckViolation, LockNotAvailable

from odoo import api, fields, models
from odoo.tools import SQL

TABLE = "errand_position_history"
REST = f"{TABLE}_rest"
#: Partitions are made for so many days to come.
DAYS_AHEAD = 7
#: How long a position is kept when the setting says nothing of use.
DAYS_KEPT = 30
#: A change of partitions waits so long for readers, and reports wait behind it.
LOCK_TIMEOUT = "2s"
OF_DAY = re.compile(rf"{TABLE}_(\d{{4}})_(\d\d)_(\d\d)")

_logger = logging.getLogger(__name__)


class ErrandPositionHistory(models.AbstractModel):
    """Where workers were: a narrow table, a partition for each UTC day (design 10).

    The ORM knows no partitioned tables: made in ``init``, dropped by the add-on's
    ``uninstall_hook``. No foreign keys: each row would lock its worker's row. Which
    errands a worker held at a time is in ``errand.assignment``.
    """

    _name = "errand.position.history"
    _description = "Where Workers Were"

    def init(self):
        """Make the table with what a report needs; repeated at each update."""
        self.env.cr.execute(
            SQL(
                "CREATE TABLE IF NOT EXISTS %s (worker_id integer NOT NULL,"
                " at timestamp NOT NULL, latitude double precision NOT NULL,"
                " longitude double precision NOT NULL, accuracy_m real,"
                " PRIMARY KEY (worker_id, at)) PARTITION BY RANGE (at)",
                SQL.identifier(TABLE),
            )
        )
        # A report of a day without a partition must not fail.
        self.env.cr.execute(
            SQL(
                "CREATE TABLE IF NOT EXISTS %s PARTITION OF %s DEFAULT",
                SQL.identifier(REST),
                SQL.identifier(TABLE),
            )
        )
        self._make_partitions()

    # === DAYS === #

    @api.model
    def _name_of(self, day):
        return f"{TABLE}_{day:%Y_%m_%d}"

    @api.model
    def _days(self):
        """Return the days that have a partition, sorted."""
        rows = self.env.execute_query(
            SQL(
                "SELECT c.relname FROM pg_inherits i JOIN pg_class c"
                " ON c.oid = i.inhrelid WHERE i.inhparent = %s::regclass",
                TABLE,
            )
        )
        found = (OF_DAY.fullmatch(name) for (name,) in rows)
        return sorted(date(*map(int, match.groups())) for match in found if match)

    @api.model
    def _make_partitions(self):
        """Make the partitions from yesterday on that are not there yet."""
        today = fields.Date.today()
        known = set(self._days())
        for ahead in range(-1, DAYS_AHEAD + 1):
            day = today + timedelta(days=ahead)
            if day not in known:
                self._make_partition(day)

    @api.model
    def _make_partition(self, day):
        """Make the partition of one day, with what was kept of it without one."""
        names = {
            "part": SQL.identifier(self._name_of(day)),
            "whole": SQL.identifier(TABLE),
            "rest": SQL.identifier(REST),
            "since": day,
            "until": day + timedelta(days=1),
        }
        self.env.cr.execute(
            SQL("CREATE TABLE %(part)s (LIKE %(whole)s INCLUDING ALL)", **names)
        )
        # From here no report comes in between: what is moved is all there is.
        self.env.cr.execute(
            SQL("LOCK TABLE %(whole)s IN SHARE ROW EXCLUSIVE MODE", **names)
        )
        self.env.cr.execute(
            SQL(
                "WITH moved AS (DELETE FROM %(rest)s"
                " WHERE at >= %(since)s AND at < %(until)s RETURNING *)"
                " INSERT INTO %(part)s SELECT * FROM moved",
                **names,
            )
        )
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %(whole)s ATTACH PARTITION %(part)s"
                " FOR VALUES FROM (%(since)s) TO (%(until)s)",
                **names,
            )
        )

    # === RETENTION === #

    @api.model
    def _days_kept(self):
        """Return for how many days positions are kept, by the setting."""
        # A setting of the system, read for the cron and for whoever asks.
        given = self.env["ir.config_parameter"].sudo().get_param("errand.position_days")
        text = str(given or "")
        is_number = text.isascii() and text.isdecimal() and len(text) < 6
        return max(1, int(text)) if is_number else DAYS_KEPT

    @api.model
    def _drop_old(self):
        """Drop the days that are over the time that positions are kept."""
        oldest = fields.Date.today() - timedelta(days=self._days_kept())
        for day in self._days():
            if day < oldest:
                name = SQL.identifier(self._name_of(day))
                self.env.cr.execute(SQL("DROP TABLE %s", name))
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE at < %s", SQL.identifier(REST), oldest)
        )

    @api.model
    def _cron_partitions(self):
        """Make coming days and drop old ones; a busy table is left for next time."""
        cr = self.env.cr
        for work in (self._make_partitions, self._drop_old):
            try:
                with cr.savepoint(flush=False):
                    cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT))
                    work()
                    cr.execute("SET LOCAL lock_timeout = DEFAULT")
            except (LockNotAvailable, CheckViolation):
                # Somebody reads or reports at this moment.
                _logger.info("positions are busy: %s waits", work.__name__)

    @api.model
    def _forget(self, workers):
        """Delete where these workers were: they are erased."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE worker_id IN %s",
                SQL.identifier(TABLE),
                tuple(workers.ids) or (0,),
            )
        )
