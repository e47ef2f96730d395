# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase
from odoo.tools import mute_logger

from odoo.addons.mail.tools.jwt import generate_vapid_keys

from ..clients.push import (
    BUSY,
    GONE,
    REFUSED,
    SENT,
    Vapid,
    is_allowed_endpoint,
    push,
)
from .push_service import PushService


class TestPushClient(BaseCase):
    """Against a push service that decrypts what it gets."""

    def setUp(self):
        super().setUp()
        private_key, public_key = generate_vapid_keys()
        self.vapid = Vapid(public_key, private_key, "https://errand.example.com")
        self.service = self.enterContext(PushService(public_key))
        self.device = self.service.subscribe()

    def _push(self, payload=None, vapid=None, endpoint=None):
        return push(
            endpoint or self.service.endpoint(self.device),
            self.device.keys,
            payload or {"title": "Picked up"},
            vapid or self.vapid,
        )

    def test_the_browser_reads_what_was_sent(self):
        """R2.9: Encrypted to the device alone, signed by the server."""
        payload = {"title": "已取货", "body": "ER00042", "url": "/my/errands/42"}

        self.assertEqual(self._push(payload), SENT)
        self.assertEqual(self.service.received, [payload])

    @mute_logger("odoo.addons.mail.tools.web_push")
    def test_a_wrong_signature_is_refused(self):
        other, _public = generate_vapid_keys()

        self.assertEqual(
            self._push(vapid=self.vapid._replace(private_key=other)), REFUSED
        )
        self.assertFalse(self.service.received)

    @mute_logger("odoo.addons.mail.tools.web_push")
    def test_a_subscription_that_ended_is_gone(self):
        for status in (404, 410):
            self.service.statuses = [status]
            self.assertEqual(self._push(), GONE)
        self.assertEqual(self._push(endpoint=f"{self.service.origin}/unknown"), GONE)

    @mute_logger("odoo.addons.mail.tools.web_push")
    def test_a_service_in_trouble_is_busy(self):
        for status in (429, 500, 503, "cut"):
            self.service.statuses = [status]
            self.assertEqual(self._push(), BUSY)

    def test_a_service_that_is_not_there_is_busy(self):
        self.assertEqual(self._push(endpoint="http://127.0.0.1:1/push"), BUSY)

    def test_nobody_is_led_elsewhere(self):
        """A push service never redirects; whoever does is not one."""
        self.service.statuses = [307]

        self.assertEqual(self._push(), REFUSED)

    def test_only_push_services_are_asked(self):
        """The server posts to no address that a visitor makes up."""
        for endpoint in (
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/abc",
        ):
            self.assertTrue(is_allowed_endpoint(endpoint), endpoint)
        for endpoint in (
            "http://fcm.googleapis.com/abc",
            "https://fcm.googleapis.com:8069/abc",
            "https://fcm.googleapis.com@127.0.0.1/abc",
            "https://evil-fcm.googleapis.com.example.com/abc",
            "https://evilpush.apple.com.cn/",
            "https://127.0.0.1/abc",
            "http://[::1",
            "",
        ):
            self.assertFalse(is_allowed_endpoint(endpoint), endpoint)
        origin = "https://push.example.com"
        self.assertTrue(is_allowed_endpoint(f"{origin}/abc", [origin]))
