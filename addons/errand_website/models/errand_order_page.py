# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES


class ErrandOrder(models.Model):
    """What the pages of customer and recipient show: a whitelist each."""

    _inherit = "errand.order"

    # === STAGES === #

    def _page_stages(self):
        """Return the timeline: code, label, at, and done, current or coming (R0.9)."""
        self.ensure_one()
        stages = [
            {"code": code, "label": label, "at": at}
            for code, label, at, shown in self._stage_rows()
            if shown
        ]
        ended = self.state in ("done", "failed", "cancelled")
        if ended and self.state != "done":
            stages = [stage for stage in stages if stage["at"]]
        reached = [index for index, stage in enumerate(stages) if stage["at"]]
        last = reached[-1] if reached else -1
        for index, stage in enumerate(stages):
            is_last = index == last and self.state != "done"
            stage["state"] = (
                "coming" if index > last else "current" if is_last else "done"
            )
        return stages

    def _stage_rows(self):
        """Return (code, label, time, whether this order has it) in their order."""
        task = self._main_task()
        carried = task.kind == "carry"
        pickup = carried and bool(self.sudo().pickup_contact_id)
        dropoff = carried and bool(self.sudo().dropoff_contact_id)
        delivered = self.env._("Delivered") if carried else self.env._("Done")
        in_cash = self.payment_way == "cash"
        costs = not self.currency_id.is_zero(self._total())
        ends = {
            "cancelled": (self.env._("Cancelled"), self.cancelled_at),
            "failed": (self.env._("Could not be done"), self._failed_at()),
        }
        end_label, ended_at = ends.get(self.state, (delivered, task.done_at))
        return [
            ("placed", self.env._("Placed"), self.placed_at, True),
            ("paid", self.env._("Paid"), self._paid_at(), costs and not in_cash),
            ("looking", self.env._("Looking for a courier"), task.opened_at, True),
            ("grabbed", self.env._("A courier took it"), task.assigned_at, True),
            (
                "at_pickup",
                self.env._("Courier at the pick-up"),
                task.at_pickup_at,
                pickup,
            ),
            ("picked_up", self.env._("Picked up"), task.picked_up_at, pickup),
            (
                "at_dropoff",
                self.env._("Courier at the drop-off"),
                task.at_dropoff_at,
                dropoff,
            ),
            ("end", end_label, ended_at, True),
        ]

    def _failed_at(self):
        failures = self.sudo().event_ids.filtered(
            lambda event: not event.task_id and event.to_state == "failed"
        )
        return failures[:1].at

    # === MONEY === #

    def _payments(self):
        """Return the order's payments, newest first, as superuser."""
        return (
            self.sudo()
            .transaction_ids.filtered(lambda tx: tx.operation != "refund")
            .sorted("id", reverse=True)
        )

    def _payment_deadline_at(self):
        """Return until when an order waits for its payment, False if it does not."""
        self.ensure_one()
        if self.state != "placed" or self._is_released():
            return False
        return self._main_task().next_action_at

    def _payment_code(self):
        """Return one word for how the payment stands."""
        self.ensure_one()
        if self.payment_state != "unpaid":
            return self.payment_state
        if self.currency_id.is_zero(self._total()):
            return "free"
        if self.payment_way == "cash":
            return "closed" if self.state in ("failed", "cancelled") else "cash"
        if self.state not in ("draft", "placed"):
            return "closed"
        codes = {
            "draft": "started",
            "pending": "pending",
            "authorized": "pending",
            "done": "booking",
            "cancel": "given_up",
            "error": "failed",
        }
        return codes.get(self._payments()[:1].state, "open")

    def _payment_page(self):
        """Return how the payment stands: a code, a sentence, and what can be done.

        :return: dict of code, text, detail (the provider's own words), can_pay, until
        """
        self.ensure_one()
        code = self._payment_code()
        texts = {
            "free": self.env._("There is nothing to pay."),
            "paid": self.env._(
                "Paid. We hold your money until the errand is delivered."
            ),
            "refunding": self.env._("Your money is on its way back to you."),
            "partly_refunded": self.env._("Part of your money was given back."),
            "refunded": self.env._("Your money was given back."),
            "closed": self.env._("Nothing was paid."),
            "cash": self.env._("You pay in cash, when the courier hands it over."),
            "open": self.env._(
                "Not paid yet. We look for a courier as soon as you have paid."
            ),
            "started": self.env._(
                "The payment was begun but not finished. Please pay again."
            ),
            "pending": self.env._(
                "Your payment is waiting for a confirmation. We look for a courier as "
                "soon as it has arrived."
            ),
            "booking": self.env._("Your payment has arrived and is being booked."),
            "given_up": self.env._("The payment was cancelled. Nothing was taken."),
            "failed": self.env._(
                "The payment failed. Nothing was taken. Please try again."
            ),
        }
        ended = {
            "done": self.env._("Paid. Your courier got their share."),
            "failed": self.env._("Paid. Please ask our support about your money."),
        }
        text = ended.get(self.state) if code == "paid" else None
        payable = ("open", "started", "pending", "given_up", "failed")
        return {
            "code": code,
            "text": text or texts[code],
            "detail": self._payments()[:1].state_message if code == "failed" else False,
            "can_pay": code in payable,
            "until": self._payment_deadline_at(),
        }

    def _price_lines(self):
        """Return what the order costs: a list of label and formatted amount."""
        self.ensure_one()
        parts = self._prepare_charge()
        labels = [
            ("fee_amount", self.env._("Delivery fee")),
            ("tip_amount", self.env._("Tip for the courier")),
            ("goods_amount", self.env._("Goods at most")),
        ]
        return [
            {"label": label, "amount": self.currency_id.format(parts[part])}
            for part, label in labels
            if part == "fee_amount" or parts[part]
        ]

    # === STATUS === #

    def _page_status(self):
        """Return (code, label) of where the order stands, in the customer's words."""
        self.ensure_one()
        labels = {
            "draft": self.env._("Not placed yet"),
            "unpaid": self.env._("Waiting for payment"),
            "scheduled": self.env._("Planned"),
            "looking": self.env._("Looking for a courier"),
            "underway": self.env._("Courier on the way"),
            "helping": self.env._("Being done"),
            "done": self.env._("Delivered"),
            "failed": self.env._("Could not be done"),
            "cancelled": self.env._("Cancelled"),
        }
        code = self.state
        task = self._main_task()
        if task.kind != "carry":
            labels["done"] = self.env._("Done")
        if code == "placed":
            looking = "looking" if task.state == "open" else "scheduled"
            code = looking if self._is_released() else "unpaid"
        elif code == "in_progress":
            code = "helping" if task.kind == "answer" else "underway"
        return code, labels[code]

    def _courier_page(self):
        """Return the courier's first name and rating once one took it, else None."""
        worker = self._main_task().worker_id
        if not worker:
            return None
        return {
            "name": self._first_name(worker.name),
            "rating": round(worker.rating_average, 1),
            "rating_count": worker.rating_count,
        }

    def _page_wished_name(self):
        """Return the first name of who is asked for, "" for anybody."""
        return self._first_name(self.sudo().wished_worker_id.name)

    def _first_name(self, name):
        """Return what strangers call a person: no family name where it can be told.

        A name in Chinese characters begins with the family name: that is kept, and
        the given name is left out.
        """
        first = (name or "").split()[:1]
        first = first[0] if first else ""
        if first == name and len(name) <= 4 and "\u4e00" <= name[0] <= "\u9fff":
            return f"{name[0]}**"
        return first

    def _code_page(self):
        """Return the delivery code while it is needed (R0.11), else None."""
        task = self._main_task()
        needed = (
            self.state in ("placed", "in_progress")
            and task.state in ("waiting", "open", *ACTIVE_TASK_STATES)
            and task._proof_levels()["code"] != "no"
            and self._is_released()
        )
        if not needed:
            return None
        return {"code": task._delivery_code(), "is_dead": task._is_code_dead()}

    def _rating_page(self):
        """Return what the customer rated (R0.13), None before the end."""
        task = self._main_task()
        if task.state != "done" or not task.worker_id:
            return None
        given = self.env["rating.rating"].sudo()  # customers have no rights on ratings
        rating = given.search(
            [
                ("res_model", "=", "errand.task"),
                ("res_id", "=", task.id),
                ("partner_id", "=", self.partner_id.id),
                ("consumed", "=", True),
            ],
            limit=1,
        )
        return {
            "stars": int(rating.rating),
            "feedback": rating.feedback or "",
            "is_rated": bool(rating),
        }

    def _rate_courier(self, stars, feedback):
        """Keep what the customer thinks of the courier; a second time replaces it."""
        self.ensure_one()
        task = self._main_task()
        self.env["rating.rating"]._rate_task(
            task, self.partner_id, task.worker_id.partner_id, stars, feedback
        )

    # === PAGES === #

    def _follow_page(self):
        """Return what whoever holds the link may see: a whitelist.

        No phone, no fee, no name but the courier's first, no address but the
        drop-off's own.
        """
        self.ensure_one()
        dropoff = self.sudo().dropoff_contact_id
        return {
            "number": self.name,
            "category": self.category_id.name,
            "icon": self.category_id.icon,
            "state": self.state,
            "status": self._page_status(),
            "stages": self._page_stages(),
            "courier": self._courier_page(),
            "code": self._code_page(),
            "wanted_from": self.wanted_from,
            "wanted_until": self.wanted_until,
            "opens_at": self._tells_couriers_at(),
            "dropoff": dropoff
            and {
                "address": dropoff.address,
                "detail": dropoff.address_detail,
                "latitude": dropoff.latitude,
                "longitude": dropoff.longitude,
            },
        }

    def _proof_page(self):
        """Return the pictures that prove the errand, for the customer alone (R0.11)."""
        labels = dict(
            self.env["errand.proof"]._fields["kind"]._description_selection(self.env)
        )
        return [
            {"id": proof.id, "label": labels[proof.kind], "at": proof.taken_at}
            for proof in self._main_task().proof_ids
        ]

    def _tells_couriers_at(self):
        """Return when couriers will be told of a planned order, else False."""
        task = self._main_task()
        if self.state != "placed" or task.state != "waiting" or not self._is_released():
            return False
        return self._opens_at()

    def _customer_page(self):
        """Return what the order's own customer sees, changes live included."""
        self.ensure_one()
        return {
            **self._follow_page(),
            "payment": self._payment_page(),
            "cancel": self._cancel_page(),
            "rating": self._rating_page(),
            "proofs": self._proof_page(),
            "fee": self.currency_id.format(self.fee),
            "total": self.currency_id.format(self._total()),
            "to_pay": self.currency_id.format(self._amount_to_pay()),
            "price_lines": self._price_lines(),
            **self._money_page(),
        }

    def _page_points(self):
        """Return the map's points as a list of dicts, for the customer alone."""
        self.ensure_one()
        order_sudo = self.sudo()
        ends = [
            ("pickup", self.env._("Pick-up"), order_sudo.pickup_contact_id),
            ("dropoff", self.env._("Drop-off"), order_sudo.dropoff_contact_id),
        ]
        return [
            {
                "kind": kind,
                "label": label,
                "latitude": contact.latitude,
                "longitude": contact.longitude,
            }
            for kind, label, contact in ends
            if contact.has_point
        ]
