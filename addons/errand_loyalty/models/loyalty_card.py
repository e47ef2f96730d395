# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class LoyaltyCard(models.Model):
    """Wallets and coupons of errands: changed under a lock, with their history."""

    _inherit = "loyalty.card"

    def _errand_lock(self):
        """Wait for this card and read it anew: its points are money."""
        self.ensure_one()
        self.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT id FROM loyalty_card WHERE id = %s FOR NO KEY UPDATE", self.id)
        )
        self.invalidate_recordset(["points"])

    def _errand_change(self, points, order=None):
        """Add points to the card (take them when negative), and keep the history.

        :param order: the order it is for; None: the wallet was filled
        :raise UserError: there is not enough on it
        """
        self._errand_lock()
        left = round(self.points + points, 6)
        if left < 0:
            raise UserError(
                self.env._(
                    "There is only %s left. Please look at the amounts again.",
                    self._format_points(self.points),
                )
            )
        self.points = left
        self.env["loyalty.history"].sudo().create(  # customers have no rights on it
            {
                "card_id": self.id,
                "description": order.name if order else self.env._("Top-up"),
                "issued": max(points, 0.0),
                "used": max(-points, 0.0),
                "order_model": order._name if order else False,
                "order_id": order.id if order else False,
            }
        )

    # === TOP-UP === #

    def _errand_top_up(self, transaction):
        """Book a paid top-up. Safe to repeat: the ledger's key knows it."""
        self.ensure_one()
        self._errand_lock()
        ledger = self.env["errand.ledger.entry"]
        key = f"topup:{transaction.id}"
        if ledger._is_booked(key):
            return
        partner, amount = self.partner_id, transaction.amount
        ledger._post(
            self.env["errand.order"],
            "wallet",
            key,
            [("receipts", amount, partner), ("wallet", -amount, partner)],
            company=self.program_id.company_id,
        )
        self._errand_change(amount)

    # === CHECK === #

    def _errand_differences(self, company):
        """Return the wallets whose points are not what the ledger owes (design 4).

        :return: list of (partner, points, owed)
        """
        self.env.flush_all()
        partners = self.env["res.partner"]
        return [
            (partners.browse(partner_id), float(points), float(owed))
            for partner_id, owed, points in self.env.execute_query(
                self._errand_query_differences(company)
            )
        ]

    def _errand_query_differences(self, company):
        """Return the query of (partner id, owed, points) where the two differ."""
        return SQL(
            """
            SELECT partner_id, owed, points
              FROM (SELECT COALESCE(ledger.partner_id, cards.partner_id) AS partner_id,
                           COALESCE(ledger.owed, 0) AS owed,
                           ROUND(COALESCE(cards.points, 0), %(places)s) AS points
                      FROM (SELECT partner_id, -SUM(amount) AS owed
                              FROM errand_ledger_line
                             WHERE account = 'wallet' AND company_id = %(company)s
                          GROUP BY partner_id) ledger
                 FULL JOIN (SELECT partner_id, SUM(points)::numeric AS points
                              FROM loyalty_card
                             WHERE program_id = %(program)s
                          GROUP BY partner_id) cards
                        ON cards.partner_id = ledger.partner_id) wallets
             WHERE owed <> points
          ORDER BY partner_id
            """,
            company=company.id,
            program=company.sudo().errand_wallet_program_id.id or 0,
            places=company.currency_id.decimal_places,
        )

    def _errand_is_expired(self):
        """Tell whether the card's day is over."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(self.expiration_date) and self.expiration_date < today
