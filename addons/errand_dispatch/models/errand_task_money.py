# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ErrandTask(models.Model):
    """What a courier sees of the money: pay, tip, cash to collect, goods to buy."""

    _inherit = "errand.task"

    def _pay_summary(self):
        """Return what the task brings, the tip included and named, and the cash."""
        self.ensure_one()
        order = self.order_id
        has_tip = self.kind != "handle" and self.leg == "outward"
        tip = order.tip if has_tip else 0.0
        return {
            "pay": order.currency_id.round(self.worker_pay + tip),
            "tip": tip,
            "is_cash": order.payment_way == "cash" and self.leg == "outward",
            "cash_due": self._cash_due(),
        }

    def _goods_summary(self):
        """Return how the buying stands, None when nothing is to be bought.

        :return: dict of cap, spent, purchases (those that count) and ask: the last
            question for more, with its amount, state and until when it waits
        """
        self.ensure_one()
        order = self.order_id
        if not order._buys_goods() or self.leg == "return":
            return None
        return {
            "cap": order.goods_cap,
            "spent": order._goods_spent(),
            "needs_report": self._needs_goods_report(),
            "purchases": [
                self._purchase_line(line) for line in order._valid_purchases()
            ],
            "ask": self._ask_summary(),
        }

    def _purchase_line(self, purchase):
        photo = f"/courier/receipt/{self.id}/{purchase.id}" if purchase.photo else None
        return {
            "id": purchase.id,
            "amount": purchase.amount,
            "note": purchase.note or "",
            "at": self._iso(purchase.at),
            "photo": photo,
        }

    def _ask_summary(self):
        charges = self.order_id.charge_ids.filtered(lambda line: line.kind == "goods")
        if not charges:
            return None
        last = charges[-1]
        return {
            "amount": last.goods_amount,
            "state": "asked" if last.state == "due" else last.answer or "expired",
            "until": self._iso(last.expires_at),
        }
