# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.tools import SQL


class ErrandLedgerCheck(models.Model):
    """Questions about couriers' money."""

    _inherit = "errand.ledger.check"

    @api.model
    def _questions(self, company):
        """Override of ``errand_books``: payouts and cash."""
        return {
            **super()._questions(company),
            "payout_open": self._query_payout_open(company),
            "payout_payment": self._query_payout_payment(company),
            "cash_negative": self._query_cash_negative(company),
        }

    def _query_payout_open(self, company):
        return SQL(
            """
            SELECT 'partner ' || COALESCE(asked.partner_id, flying.partner_id),
                   NULL::integer, COALESCE(asked.amount, 0), COALESCE(flying.amount, 0)
              FROM (SELECT worker.partner_id, SUM(payout.amount) AS amount
                      FROM errand_payout payout
                      JOIN errand_worker worker ON worker.id = payout.worker_id
                     WHERE payout.company_id = %(company)s
                       AND payout.state IN ('requested', 'approved')
                  GROUP BY worker.partner_id) asked
         FULL JOIN (SELECT partner_id, -SUM(amount) AS amount FROM errand_ledger_line
                     WHERE company_id = %(company)s AND account = 'payout_in_flight'
                  GROUP BY partner_id) flying
                ON flying.partner_id = asked.partner_id
             WHERE COALESCE(asked.amount, 0) <> COALESCE(flying.amount, 0)
            """,
            company=company.id,
        )

    def _query_payout_payment(self, company):
        return SQL(
            """
            SELECT payout.name, NULL::integer, payout.amount,
                   CASE WHEN payment.state IN ('in_process', 'paid')
                        THEN payment.amount ELSE 0 END
              FROM errand_payout payout
         LEFT JOIN account_payment payment ON payment.id = payout.payment_id
             WHERE payout.company_id = %s AND payout.state = 'paid'
               AND (payment.id IS NULL OR payment.amount <> payout.amount
                    OR payment.state NOT IN ('in_process', 'paid'))
            """,
            company.id,
        )

    def _query_cash_negative(self, company):
        return SQL(
            """
            SELECT 'partner ' || partner_id, NULL::integer, 0, SUM(amount)
              FROM errand_ledger_line
             WHERE company_id = %s AND account = 'cash'
          GROUP BY partner_id
            HAVING SUM(amount) < 0
            """,
            company.id,
        )
