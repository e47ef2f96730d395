# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from uuid import uuid4

from odoo import models

from ..forms.money import TIP_CHOICES

#: The kind of notice that tells of a courier's question.
MORE_ASKED = "customer_more_asked"


class ErrandOrder(models.Model):
    """What the customer's page shows of goods, tip and what is still to be paid."""

    _inherit = "errand.order"

    def _money_page(self):
        """Return the parts of the page about money beside the first payment."""
        self.ensure_one()
        return {
            "goods": self._goods_page(),
            "charges": self._charges_page(),
            "tip": self._tip_page(),
            "cash_total": self._cash_total(),
        }

    def _cash_total(self):
        """Return what the courier collects at the door as text, False if nothing."""
        if self.payment_way != "cash" or self.state not in ("placed", "in_progress"):
            return False
        due = sum(self._due_charge("order").mapped("amount_left"))
        return self.currency_id.format(due) if due else False

    # === MORE === #

    def _on_more_asked(self, charge):
        """Override of ``errand_account``: the courier waits, so tell the customer."""
        result = super()._on_more_asked(charge)
        self._notify(MORE_ASKED, f"charge-{charge.id}")
        return result

    def _more_values(self):
        """Return what the notice says of the newest question: amount and page.

        Paid online, the link leads to the payment; in cash to the question itself.
        """
        self.ensure_one()
        # Couriers ask, jobs send: neither has rights on charges.
        asked = self.sudo().charge_ids.filtered(lambda row: row.kind == "goods")
        charge = asked.sorted("id")[-1:]
        values = {"amount": self.currency_id.format(charge.goods_amount)}
        if self.payment_way == "online" and self.partner_id.sudo().user_ids:
            page = f"/my/errands/{self.id}/pay/{charge.id}"
            values["link"] = f"{self.get_base_url()}{page}"
        return values

    # === GOODS === #

    def _goods_page(self):
        """Return how the buying stands, None where nothing is bought."""
        self.ensure_one()
        if not self._buys_goods() or self.state == "draft":
            return None
        spent = self._goods_spent()
        purchases = self._valid_purchases()
        is_prepaid = self.payment_way == "online"
        ended = self.state in ("done", "failed", "cancelled")
        rest = self.currency_id.round(self.goods_cap - spent)
        paid_back = is_prepaid and ended and self.payment_state != "unpaid"
        return {
            "cap": self.currency_id.format(self.goods_cap),
            "spent": self.currency_id.format(spent) if purchases else False,
            "is_prepaid": is_prepaid,
            "is_ended": ended,
            "back": self.currency_id.format(rest) if paid_back and rest > 0 else False,
            "purchases": [
                {
                    "id": line.id,
                    "amount": self.currency_id.format(line.amount),
                    "at": line.at,
                    "note": line.note,
                    "has_photo": bool(line.photo),
                }
                for line in purchases
            ],
        }

    # === CHARGES === #

    def _charges_page(self):
        """Return what was asked for after placing, newest first.

        Open debts stand apart, among what went wrong.
        """
        self.ensure_one()
        charges = self.sudo().charge_ids.filtered(
            lambda line: (
                line.kind != "order" and (line.kind != "debt" or line.state != "due")
            )
        )
        return [self._charge_page(charge) for charge in charges.sorted(reverse=True)]

    def _charge_page(self, charge):
        labels = {
            "order": self.env._("Your errand"),
            "tip": self.env._("More tip for the courier"),
            "goods": self.env._("More money for the goods"),
            "debt": self.env._("Still owed for this errand"),
        }
        is_payable = charge._is_payable()
        code = charge.state
        if is_payable and charge._is_being_paid():
            code = "arriving"
        elif code == "void" and charge.answer:
            code = charge.answer
        texts = {
            "due": self.env._("To pay"),
            "arriving": self.env._("Payment under way"),
            "paid": self.env._("Paid"),
            "void": self.env._("Not needed any more"),
            "agreed": self.env._("Agreed: you pay it at the door"),
            "declined": self.env._("You said no"),
            "expired": self.env._("Not answered in time"),
        }
        return {
            "id": charge.id,
            "kind": charge.kind,
            "label": labels[charge.kind],
            "amount": self.currency_id.format(charge.amount),
            "code": code,
            "text": texts[code],
            "is_question": charge.kind == "goods" and is_payable and code == "due",
            "can_pay": is_payable and code == "due",
            "until": charge.expires_at,
            "in_cash": self.payment_way == "cash" and charge.kind == "goods",
        }

    # === TIP === #

    def _tip_page(self):
        """Return the tip and how it can be raised, None when it cannot."""
        self.ensure_one()
        if not self._can_raise_tip():
            return None
        room = self.company_id.errand_tip_limit - self._tip_promised()
        choices = [amount for amount in TIP_CHOICES if amount <= room]
        if self.currency_id.compare_amounts(room, 0) <= 0:
            return None
        return {
            "now": self.currency_id.format(self.tip) if self.tip else False,
            "choices": [
                {"value": f"{amount:g}", "label": self.currency_id.format(amount)}
                for amount in choices
            ],
            "key": str(uuid4()),
        }
