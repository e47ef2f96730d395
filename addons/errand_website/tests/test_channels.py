# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from odoo.addons.errand_base.tests.common import ErrandCommon
from odoo.addons.http_routing.tests.common import MockRequest


@tagged("post_install", "-at_install")
class TestChannels(ErrandCommon):
    """Who hears of an order over the bus (R0.9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(placed=True)
        cls.other = cls._create_portal_user("errand_other", "Olga Other")

    def _heard(self, user, *channels):
        """Return the orders that a browser of ``user`` hears of."""
        env = self.env(user=user)
        with MockRequest(env) as request:
            request.session.uid = None if user._is_public() else user.id
            built = env["ir.websocket"]._build_bus_channel_list(list(channels))
        strings = [channel for channel in built if isinstance(channel, str)]
        self.assertFalse([text for text in strings if text.startswith("errand_")])
        orders = [
            channel
            for channel in built
            if getattr(channel, "_name", "") == "errand.order"
        ]
        return self.env["errand.order"].union(*orders)

    def test_customer_hears_of_their_own_order(self):
        """R0.9: the live page of the customer."""
        heard = self._heard(self.customer, f"errand_order_{self.order.id}")

        self.assertEqual(heard, self.order)

    def test_nobody_else_does(self):
        """R0.9: a number is no right."""
        public = self.env.ref("base.public_user")
        for user in (self.other, self.courier_user, public):
            with self.subTest(user=user.login):
                heard = self._heard(user, f"errand_order_{self.order.id}")
                self.assertFalse(heard)

    def test_whoever_has_the_link_hears_of_it(self):
        """R0.9: the recipient's page needs no account."""
        token = self.env["errand.public.link"]._token_for(self.order, "follow")
        public = self.env.ref("base.public_user")

        self.assertEqual(self._heard(public, f"errand_follow_{token}"), self.order)
        self.assertFalse(self._heard(public, f"errand_follow_{token}0"))

    def test_garbage_is_heard_of_nowhere(self):
        """R0.9: whatever a browser sends."""
        channels = (
            "errand_order_",
            "errand_order_x",
            "errand_order_-1",
            "errand_order_" + "9" * 40,
            "errand_follow_",
            "errand_follow_" + "-" * 400,
        )

        self.assertFalse(self._heard(self.customer, *channels))
