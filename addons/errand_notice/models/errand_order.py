# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.engine.actor import CUSTOMER

from .errand_notice_plan import News

#: What the customer is told when their order comes to a state.
CUSTOMER_NEWS = {
    "placed": "customer_placed",
    "done": "customer_delivered",
    "failed": "customer_failed",
    "cancelled": "customer_cancelled",
}


class ErrandOrder(models.Model):
    """The customer is told how their order stands, at every change."""

    _inherit = "errand.order"

    def _on_moved(self, target, actor, before):
        """Override of ``errand_base``: tell the customers."""
        result = super()._on_moved(target, actor, before)
        if target not in CUSTOMER_NEWS:
            return result
        # A draft that is thrown away was known to nobody; back to placed is no news:
        # the task that is offered again is.
        sources = {"draft"} if target == "placed" else {"placed", "in_progress"}
        told = self.filtered(lambda order: before[order.id] in sources)
        if target == "placed":
            told._tell_desk()
        for code, orders in told.grouped(
            lambda order: order._customer_news(target)
        ).items():
            orders._notify(code, "order")
        return result

    def _customer_news(self, target):
        """Return the code of what a customer is told when their order comes there.

        Modules that know more about an end tell it in other words.
        """
        self.ensure_one()
        return CUSTOMER_NEWS[target]

    def _on_confirmed(self, actor):
        """Override of ``errand_base``: the last stage is news to both sides."""
        result = super()._on_confirmed(actor)
        if actor.role != CUSTOMER:
            self._notify("customer_confirmed", "order")
        done = self.task_ids.filtered(
            lambda task: task.state == "done" and task.kind != "handle"
        )
        news = [task._news("courier_confirmed") for task in done]
        self.env["errand.notice"]._tell(news)
        return result

    def _tell_desk(self):
        """Tell the branches that new desk work waits for them."""
        desk = self.filtered("is_desk")
        news = [News("staff_desk_work", order, "order") for order in desk]
        self.env["errand.notice"]._tell(news)

    def _notify(self, code, occasion):
        """Tell whom a kind of notice is for that something happened to these orders.

        For modules that know of something of their own: they add the kind by data.

        :param code: of the kind
        :param occasion: tells this time from others, such as ``stay-12``; the same
            code and occasion of an order are told once
        """
        # Desk work has no stages: the branch answers in person.
        told = self.filtered(lambda order: not order.is_desk)
        news = [News(code, order, occasion) for order in told]
        return self.env["errand.notice"]._tell(news)

    def _notice_link(self, audience):
        """Return the address where this audience sees how the order goes.

        Modules that have pages override it.
        """
        self.ensure_one()
        base = self.get_base_url()
        if audience == "courier" and not self.is_desk:
            return f"{base}/courier"
        if audience in ("staff", "courier"):
            return f"{base}/odoo/errand.order/{self.id}"
        if audience == "customer" and self.partner_id.sudo().user_ids:
            return f"{base}/my/errands/{self.id}"
        token = self.env["errand.public.link"]._token_for(self, "follow")
        return f"{base}/t/{token}"

    def _code_task(self):
        """Return the task that a delivery code is for at this moment, or none."""
        self.ensure_one()
        # Customers have no rights on tasks.
        return self.sudo().task_ids.filtered(lambda task: task._has_live_code())[:1]
