# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ErrandNoticeCommon
from .push_service import PushService


@tagged("post_install", "-at_install")
class TestPush(ErrandNoticeCommon, HttpCase):
    def setUp(self):
        super().setUp()
        key = self.env["errand.push.device"]._public_key()
        self.service = self.enterContext(PushService(key))
        self.env["ir.config_parameter"].set_param(
            "errand_notice.push_origins", self.service.origin
        )
        self.device = self.service.subscribe()
        self.endpoint = self.service.endpoint(self.device)

    def _ask(self, route, user=None, **params):
        user = user or self.customer
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(f"/errand/push/{route}", params)

    def _subscribe(self, user=None):
        return self._ask(
            "subscribe", user, endpoint=self.endpoint, keys=self.device.keys
        )

    def _devices(self, user=None):
        user = user or self.customer
        return self.env["errand.push.device"].search(
            [("partner_id", "=", user.partner_id.id)]
        )

    def test_a_customer_is_told_on_a_device_they_chose(self):
        """R2.9: Subscribed, pushed, decrypted by the browser."""
        self._subscribe()
        notice = self._tell("customer_grabbed").filtered(lambda n: n.channel == "push")

        notice._deliver()

        self.assertEqual(notice.state, "sent")
        received = self.service.received[0]
        self.assertEqual(received["title"], "A courier took your errand")
        self.assertIn(f"/my/errands/{notice.order_id.id}", received["url"])

    @mute_logger("odoo.addons.mail.tools.web_push")
    def test_a_device_that_is_gone_is_forgotten(self):
        """R2.9: 404 and 410 remove the device."""
        self._subscribe()
        notice = self._tell("customer_failed").filtered(lambda n: n.channel == "push")
        self.service.statuses = [410]

        notice._deliver()

        self.assertFalse(self._devices())
        self.assertEqual(notice.state, "failed")

    def test_the_key_is_the_servers(self):
        self.assertEqual(self._ask("key")["key"], self.service.public_key)

    def test_subscribing_twice_is_one_device(self):
        self._subscribe()
        self._subscribe()

        self.assertEqual(len(self._devices()), 1)

    def test_who_signs_in_next_gets_the_device(self):
        """R0.10: Nobody reads another's news on a shared phone."""
        self._subscribe()

        self._subscribe(self.courier_user)

        self.assertFalse(self._devices())
        self.assertTrue(self._devices(self.courier_user))

    def test_unsubscribing_forgets_the_device(self):
        self._subscribe()

        self._ask("unsubscribe", endpoint=self.endpoint)

        self.assertFalse(self._devices())

    @mute_logger("odoo.http")
    def test_no_other_address_can_be_subscribed(self):
        """The server is not made to post to addresses of its own network."""
        for endpoint in ("http://127.0.0.1:8069/x", "https://10.0.0.1/", "", None, 7):
            with self.assertRaisesRegex(Exception, "UserError"):
                self._ask("subscribe", endpoint=endpoint, keys=self.device.keys)

    @mute_logger("odoo.http")
    def test_keys_that_no_browser_makes_are_refused(self):
        good = self.device.keys
        for keys in (
            None,
            [],
            {},
            {**good, "auth": "x"},
            {**good, "p256dh": "é" * 87},
            {**good, "auth": {}},
            {**good, "p256dh": "A" * 5000},
        ):
            with self.assertRaisesRegex(Exception, "UserError"):
                self._ask("subscribe", endpoint=self.endpoint, keys=keys)

    def test_a_person_has_so_many_devices(self):
        for _number in range(12):
            self.device = self.service.subscribe()
            self.endpoint = self.service.endpoint(self.device)
            self.env["errand.push.device"].with_user(self.customer)._subscribe(
                self.endpoint, self.device.keys
            )

        self.assertEqual(len(self._devices()), 10)

    def test_the_service_worker_may_serve_the_whole_site(self):
        """R2.9: Our own service worker, for all pages, newest at every visit."""
        answer = self.url_open("/errand/service_worker.js")

        self.assertEqual(answer.headers["Service-Worker-Allowed"], "/")
        self.assertIn("no-cache", answer.headers["Cache-Control"])
        self.assertIn("text/javascript", answer.headers["Content-Type"])
        self.assertIn("push_worker.js", answer.text)
        self.assertEqual(
            self.url_open("/errand_notice/static/src/push/push_worker.js").status_code,
            200,
        )

    def test_the_offline_page_is_about_nobody(self):
        self.authenticate(self.customer.login, self.customer.login)

        page = self.url_open("/errand/offline").text

        self.assertIn("No connection", page)
        self.assertNotIn("Tessa", page)
        self.assertNotIn("csrf", page)
