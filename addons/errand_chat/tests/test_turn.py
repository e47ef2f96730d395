# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import hashlib
import hmac
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..models import mail_ice_server
from .common import ErrandChatCommon

SETTINGS = {"secret": "made-up", "uris": "turn:turn.example:3478, turns:turn.example"}


@tagged("post_install", "-at_install")
class TestTurnCredential(BaseCase):
    def test_the_credential_is_what_a_turn_server_computes(self):
        """R0.10: draft-uberti-behave-turn-rest-00, section 2.2."""
        name, credential = mail_ice_server.turn_credential("made-up", "u7", 1000)

        self.assertEqual(name, f"{1000 + mail_ice_server.TURN_SECONDS}:u7")
        digest = hmac.new(b"made-up", name.encode(), hashlib.sha1).digest()
        self.assertEqual(base64.b64decode(credential), digest)


@tagged("post_install", "-at_install")
class TestTurn(ErrandChatCommon):
    """R0.10: calls between phones behind walls."""

    def _servers(self, user, settings=None):
        settings = SETTINGS if settings is None else settings
        with patch.object(mail_ice_server, "turn_setting", settings.get):
            return self.env["mail.ice.server"].with_user(user)._get_ice_servers()

    def test_a_call_gets_the_relay_with_a_credential_that_ends(self):
        """R0.10: nothing that lasts is handed out."""
        relay = self._servers(self.customer)[0]

        self.assertEqual(
            relay["urls"], ["turn:turn.example:3478", "turns:turn.example"]
        )
        self.assertRegex(relay["username"], rf"^\d+:u{self.customer.id}$")
        self.assertNotIn("made-up", str(relay))

    def test_without_settings_there_is_no_relay(self):
        """R0.10: calls then work where the networks let them through."""
        servers = self._servers(self.customer, {})

        self.assertFalse([one for one in servers if "credential" in one])

    def test_passwords_that_last_are_for_staff_only(self):
        """R0.10: what is typed into Odoo's own list does not reach a guest."""
        self.env["mail.ice.server"].search([]).unlink()
        self.env["mail.ice.server"].create(
            {
                "server_type": "turn",
                "uri": "old.example",
                "username": "shop",
                "credential": "forever",
            }
        )

        self.assertNotIn("forever", str(self._servers(self.customer)))
        self.assertIn("forever", str(self._servers(self.dispatcher)))
