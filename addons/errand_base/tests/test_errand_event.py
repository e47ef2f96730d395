# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError

from .common import ErrandCommon


class TestErrandEvent(ErrandCommon):
    def test_the_log_is_append_only(self):
        """R0.9: nobody changes or deletes what happened, not even the system."""
        events = self._create_order(placed=True).event_ids
        self.assertTrue(events)

        with self.assertRaisesRegex(UserError, "The event log cannot be changed."):
            events.sudo().write({"reason": "nothing"})
        with self.assertRaisesRegex(UserError, "The event log cannot be deleted."):
            events.sudo().unlink()

    def test_nobody_writes_the_log_by_hand(self):
        """R0.9: events come from moves, not from users."""
        order = self._create_order(placed=True)
        values = order.event_ids[0].copy_data()[0]
        for user in (self.clerk, self.dispatcher, self.finance, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["errand.event"].with_user(user).create(values)

    def test_the_log_holds_no_personal_data(self):
        """R0.10: ids and codes only, so that a person can be erased."""
        order = self._create_task("done").order_id
        order.with_user(self.clerk).action_show_dropoff_phone()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT to_jsonb(errand_event) FROM errand_event WHERE order_id = %s",
            [order.id],
        )
        text = str(self.env.cr.fetchall())

        for secret in ("Rita", "Tessa", "Carl", "5678", "Wulin"):
            self.assertNotIn(secret, text)

    def test_unknown_states_are_still_readable(self):
        """R5.3: a state that a module added and took away is shown as it is."""
        order = self._create_order()
        event = self.env["errand.event"]._log(
            order, "stage", self.staff_actor, to_state="somewhere", reason="because"
        )

        self.assertEqual(event.label, "Stage reached: somewhere")
        self.assertEqual(event.why, "because")
