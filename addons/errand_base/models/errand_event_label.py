# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ErrandEvent(models.Model):
    """What an event says to people: the log itself holds only ids and codes."""

    _inherit = "errand.event"

    label = fields.Char("What", compute="_compute_label")
    who = fields.Char("By", compute="_compute_who")
    why = fields.Char("Reason", compute="_compute_why")

    # === COMPUTE === #

    @api.depends("kind", "from_state", "to_state", "task_id")
    def _compute_label(self):
        sentences = self._sentences()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            thing = event._subject()
            key = (event.kind, thing, event.to_state)
            came_back = (*key, event.from_state)
            event.label = (
                sentences.get(came_back)
                or sentences.get(key)
                or ": ".join(filter(None, [kinds[event.kind], event.to_state]))
            )

    @api.depends("actor_role", "user_id", "worker_id")
    def _compute_who(self):
        roles = dict(self._fields["actor_role"]._description_selection(self.env))
        for event in self:
            # Names of colleagues and couriers are no secret to readers of the log.
            event_sudo = event.sudo()
            name = event_sudo.worker_id.name or event_sudo.user_id.name
            role = roles[event.actor_role]
            if event.actor_role == "system" or not name:
                event.who = role
            else:
                event.who = f"{name} ({role})"

    @api.depends("reason")
    def _compute_why(self):
        reasons = self._reasons()
        for event in self:
            event.why = reasons.get(event.reason, event.reason)

    def _subject(self):
        """Return in one word what the event is about."""
        self.ensure_one()
        subjects = (field for field in self._subject_fields() if self[field])
        return next(subjects, "order_id").removesuffix("_id")

    # === WORDS === #

    @api.model
    def _sentences(self):
        """Return sentences by (kind, thing, to state) or with the state before.

        Modules add the words of the states that they add.
        """
        return {
            ("move", "order", "placed"): self.env._("Order placed"),
            ("move", "order", "placed", "in_progress"): self.env._(
                "Order waits for a courier again"
            ),
            ("move", "order", "in_progress"): self.env._("Order taken on"),
            ("move", "order", "done"): self.env._("Order delivered"),
            ("move", "order", "failed"): self.env._("Order failed"),
            ("move", "order", "cancelled"): self.env._("Order cancelled"),
            ("move", "task", "open"): self.env._("Task offered to couriers"),
            ("move", "task", "open", "assigned"): self.env._(
                "Task taken back and offered again"
            ),
            ("move", "task", "assigned"): self.env._("Task grabbed"),
            ("move", "task", "picked_up"): self.env._("Goods picked up"),
            ("move", "task", "done"): self.env._("Task done"),
            ("move", "task", "failed"): self.env._("Task failed"),
            ("move", "task", "cancelled"): self.env._("Task cancelled"),
            ("stage", "order", "confirmed"): self.env._("Delivery confirmed"),
            ("stage", "task", "at_pickup"): self.env._("Courier at the pick-up"),
            ("stage", "task", "proved_without_code"): self.env._(
                "Proved by photo and signature, without the code"
            ),
            ("stage", "task", "photo"): self.env._("Photo taken"),
            ("stage", "task", "pickup_photo"): self.env._("Photo of the goods taken"),
            ("stage", "task", "signature"): self.env._("Recipient signed"),
            ("stage", "task", "at_dropoff"): self.env._("Courier at the drop-off"),
            ("stage", "task", "waiting_pickup"): self.env._(
                "Nobody at the pick-up: the courier waits"
            ),
            ("stage", "task", "waiting_dropoff"): self.env._(
                "Nobody at the drop-off: the courier waits"
            ),
            ("stage", "task", "accepted"): self.env._("Accepted"),
            **{
                ("stage", "task", f"act_{act}"): label
                for act, label in self._act_labels().items()
            },
            ("stage", "task", "on_way_back"): self.env._("On the way back"),
        }

    @api.model
    def _act_labels(self):
        """Return what people do about desk work, in words."""
        acts = self.env["errand.desk.act"]._fields["act"]
        return dict(acts._description_selection(self.env))

    @api.model
    def _reasons(self):
        """Return a sentence for each reason code. Modules add their own."""
        return {
            "accident": self.env._("Accident"),
            "cancelled_by_customer": self.env._("Cancelled by the customer"),
            "cancelled_by_staff": self.env._("Cancelled for the customer"),
            "cancelled_by_us": self.env._("Cancelled on our side"),
            "courier_no_show": self.env._("The courier did not come"),
            "customer_unreachable": self.env._("Customer cannot be reached"),
            "hand_back_other": self.env._("Given back for another reason"),
            "no_show": self.env._("Did not come"),
            "nobody_at_pickup": self.env._("Nobody at the pick-up"),
            "nobody_there": self.env._("Nobody there"),
            "not_as_described": self.env._("Goods not as described"),
            "refused": self.env._("Not accepted"),
            "too_far": self.env._("Too far"),
            "undeliverable_other": self.env._("Another reason"),
            "wrong_address": self.env._("Wrong address"),
            "failed_by_staff": self.env._("Marked as failed by staff"),
            "not_paid_in_time": self.env._("Not paid in time"),
            "shown_to_staff": self.env._("Phone shown to staff"),
            "unassigned_by_staff": self.env._("Taken back by staff"),
            "wrong_code": self.env._("Wrong delivery code"),
        }
