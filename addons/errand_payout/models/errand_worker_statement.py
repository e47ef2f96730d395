# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL

#: What a courier has on our books: earned, minus the cash that they hold. Payouts that
#: are under way are still theirs.
STATEMENT_ACCOUNTS = (
    "courier_pending",
    "courier_payable",
    "payout_in_flight",
    "cash",
)


class ErrandWorker(models.Model):
    """The statement of a courier: every entry that changed what they have (R0.12)."""

    _inherit = "errand.worker"

    def _zone(self):
        """Return the time zone of the courier's branch."""
        self.ensure_one()
        return ZoneInfo(self.branch_id.tz or self.company_id.partner_id.tz or "UTC")

    def _period(self, since, until):
        """Return a period of whole days as naive UTC moments, the end exclusive.

        :param since, until: dates on the branch's clock, both included, or None
        """
        zone = self._zone()

        def moment(day):
            local = datetime.combine(day, time.min, tzinfo=zone)
            return local.astimezone(timezone.utc).replace(tzinfo=None)

        return (
            moment(since) if since else datetime(1970, 1, 1),
            moment(until + timedelta(days=1)) if until else datetime(9999, 1, 1),
        )

    def _statement(self, since=None, until=None, offset=0, limit=None):
        """Return the courier's entries of a period, newest first, and the balances.

        An entry that only moves money between what they have (a confirmation, a
        setting off) leaves the balance alone and is not in it.

        :return: dict of opening, closing, total (number of entries) and lines (at,
            number, kind, amount, balance)
        """
        self.ensure_one()
        start, end = self._period(since, until)
        rows = self.env.execute_query(
            SQL(
                """
                WITH booked AS (
                    SELECT entry.id, entry.at, entry.kind, entry.key, entry.order_id,
                           -SUM(line.amount) AS amount
                      FROM errand_ledger_line line
                      JOIN errand_ledger_entry entry ON entry.id = line.entry_id
                     WHERE line.partner_id = %(partner)s
                       AND line.company_id = %(company)s
                       AND line.account = ANY(%(accounts)s)
                  GROUP BY entry.id
                    HAVING SUM(line.amount) <> 0
                ), running AS (
                    SELECT booked.*, SUM(amount) OVER (ORDER BY at, id) AS balance
                      FROM booked
                )
                SELECT running.id, running.at, orders.name, running.kind,
                       running.amount, running.balance,
                       COUNT(*) OVER () AS total,
                       FIRST_VALUE(running.balance - running.amount)
                           OVER (ORDER BY running.at, running.id) AS opening,
                       FIRST_VALUE(running.balance)
                           OVER (ORDER BY running.at DESC, running.id DESC) AS closing
                  FROM running
             LEFT JOIN errand_order orders ON orders.id = running.order_id
                 WHERE running.at >= %(start)s AND running.at < %(end)s
              ORDER BY running.at DESC, running.id DESC
                OFFSET %(offset)s LIMIT %(limit)s
                """,
                partner=self.partner_id.id,
                company=self.company_id.id,
                accounts=list(STATEMENT_ACCOUNTS),
                start=start,
                end=end,
                offset=offset,
                limit=limit,
            )
        )
        return self._prepare_statement(rows, start)

    def _prepare_statement(self, rows, start):
        kinds = dict(
            self.env["errand.ledger.entry"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        if rows:
            total, opening, closing = (float(value) for value in rows[0][6:])
        else:
            total, opening = 0, self._balance_before(start)
            closing = opening
        return {
            "opening": opening,
            "closing": closing,
            "total": int(total),
            "lines": [
                {
                    "id": entry_id,
                    "at": at,
                    "number": number or "",
                    "kind": kinds[kind],
                    "amount": float(amount),
                    "balance": float(balance),
                }
                for entry_id, at, number, kind, amount, balance, *_rest in rows
            ],
        }

    def _balance_before(self, moment):
        """Return what the courier had before a moment."""
        lines = self.env["errand.ledger.line"].sudo()  # their own
        balance = -lines._balance(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("account", "in", STATEMENT_ACCOUNTS),
                ("at", "<", moment),
            ]
        )
        return self.company_id.currency_id.round(balance) + 0.0
