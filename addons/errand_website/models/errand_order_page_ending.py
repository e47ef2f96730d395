# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

from odoo.addons.errand_base.const import GIVEN_UP


class ErrandOrder(models.Model):
    """What the pages say when an errand is not simply delivered (R0.2, R0.9)."""

    _inherit = "errand.order"

    def _main_task(self):
        """Return the task that the pages follow; a way back is said beside it."""
        return self._outward_task()

    # === STAGES === #

    def _stage_rows(self):
        """Override: the way back and its end."""
        rows = super()._stage_rows()
        back = self._return_task()
        if not self.ending_cause:
            return rows
        reached = [row for row in rows[:-1] if row[2]]
        code, label, at, _shown = rows[-1]
        if self.ending_cause != "cancel":
            label = self._ending_sentence()
        if not back:
            return [*reached, (code, label, at, True)]
        return [
            *reached,
            ("turned", self._ending_sentence(), back.assigned_at, True),
            ("way_back", self.env._("On the way back"), back.assigned_at, True),
            ("end", self.env._("Returned"), back.done_at, True),
        ]

    def _ending_sentence(self):
        """Return how it ended, in the customer's words."""
        reason = self.ending_reason
        if self.ending_cause == "cancel":
            return self.env._("Cancelled")
        if reason == "nobody_at_pickup":
            return self.env._("Nobody was at the pick-up")
        causes = {
            "nobody_there": self.env._("nobody there"),
            "refused": self.env._("it was not accepted"),
            "wrong_address": self.env._("the address is wrong"),
            "undeliverable_other": self.env._("please ask our support"),
        }
        return self.env._("Could not be delivered: %s", causes.get(reason, reason))

    def _page_status(self):
        """Override: what is on its way back is not on its way."""
        code, label = super()._page_status()
        if not self.ending_cause:
            return code, label
        back = self._return_task()
        if self.state == "in_progress":
            return "returning", self.env._("On the way back")
        if back.state == "done":
            return code, self.env._("Returned")
        return code, label

    # === WHAT HAPPENS === #

    def _page_notices(self):
        """Return sentences about what goes wrong just now, for everybody who looks."""
        self.ensure_one()
        task = self._main_task()
        notices = []
        claims = task.assignment_ids.sorted("id")
        if task.state == "open" and claims[-1:].outcome in GIVEN_UP:
            notices.append(
                self.env._(
                    "Your courier had to give the errand back. We look for another one."
                )
            )
        if task.state in ("assigned", "picked_up") and task._wait_until():
            notices.append(
                self.env._("Your courier finds nobody at the drop-off, and waits.")
                if task._is_carrying()
                else self.env._("Your courier finds nobody at the pick-up, and waits.")
            )
        return notices

    def _trouble_page(self):
        """Return what the customer should know and may do, for themself alone.

        :return: dict of wait_until, is_missing (the courier does not come), back
            (None, or dict of code and to_branch), debts (list of id, number, amount)
        """
        self.ensure_one()
        task, back = self._main_task(), self._return_task()
        is_waited = task.state in ("assigned", "picked_up")
        is_back = back.state == "picked_up"
        return {
            "wait_until": is_waited and task._wait_until(),
            "is_missing": task._is_courier_missing(),
            "back": {
                "code": back.return_to == "pickup" and back._delivery_code(),
                "is_dead": back._is_code_dead(),
                "to_branch": back.return_to == "branch" and self.branch_id.name,
            }
            if is_back
            else None,
            "debts": [
                {
                    "id": debt.order_id.id,
                    "number": debt.order_id.name,
                    "amount": debt.currency_id.format(debt.amount_left),
                }
                for debt in self._open_debts()
                if debt.order_id == self
            ],
        }

    def _kept_page(self):
        """Return what was kept of an order that was not delivered, formatted.

        False where nothing was.
        """
        self.ensure_one()
        kept = self.kept_amount + self.sudo()._return_fee()
        is_over = self.state in ("failed", "cancelled")
        if not is_over or self.currency_id.is_zero(kept):
            return False
        return self.currency_id.format(kept)

    def _payment_page(self):
        """Override: what was kept, and why."""
        page = super()._payment_page()
        kept = self._kept_page()
        if kept:
            page["text"] = self.env._(
                "%(kept)s is kept: %(reason)s. %(rest)s",
                kept=kept,
                reason=self._ending_sentence(),
                rest=page["text"] if page["code"] not in ("paid", "closed") else "",
            ).strip()
        return page

    # === CANCELLING === #

    def _cancel_page(self):
        """Return the offer of this moment, as the dialog shows it."""
        self.ensure_one()
        order_sudo = self.sudo()  # customers have no rights on the ledger
        if self.state == "draft":
            return {"allowed": False, "refusal": False}
        offer = order_sudo._cancel_offer()
        money = self.currency_id
        is_over = self.state in ("done", "failed", "cancelled")
        return {
            "allowed": offer.is_allowed,
            "refusal": offer.refusal if not is_over else False,
            "reason": offer.reason,
            "cost": not money.is_zero(offer.cost) and money.format(offer.cost),
            "back": not money.is_zero(offer.back) and money.format(offer.back),
            "due": not money.is_zero(offer.due) and money.format(offer.due),
            "needs_return": offer.needs_return,
            "until": offer.until
            and offer.until > fields.Datetime.now()
            and offer.until,
            "token": offer.token,
            "is_pending": self._payment_code() in ("pending", "booking"),
        }

    # === PAGES === #

    def _follow_page(self):
        """Override: what goes wrong is said to the recipient too."""
        return {**super()._follow_page(), "notices": self._page_notices()}

    def _customer_page(self):
        """Override: with what only the customer may do about it."""
        return {**super()._customer_page(), "trouble": self._trouble_page()}
