# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_account.tests.common import ErrandAccountCommon


class ErrandSupportCommon(ErrandAccountCommon):
    """Orders that somebody complains about."""

    @classmethod
    def _complain(cls, order, side="customer", **values):
        """Return a complaint of the order's customer or courier."""
        partner = order.partner_id
        if side == "courier":
            partner = cls.courier.partner_id
        return cls.env["errand.complaint"]._complain(
            order,
            partner,
            side,
            values.get("kind", "damaged"),
            values.get("description", "The made-up vase arrived in two pieces."),
            values.get("files", ()),
        )

    def _delivered(self, **values):
        """Return a paid order that was delivered."""
        order, _payment = self._create_paid_order(**values)
        task, actor = self._carry_to_the_door(order)
        task._deliver(actor, "test-deliver")
        return order

    def _decide(self, complaint, user, answer="We are sorry.", **values):
        """Decide in the form, as staff do."""
        complaint.with_user(user).action_take()
        wizard = (
            self.env["errand.complaint.resolve"]
            .with_user(user)
            .create({"complaint_id": complaint.id, "answer": answer, **values})
        )
        wizard.action_resolve()
        return wizard
