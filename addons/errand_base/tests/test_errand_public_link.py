# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError

from .common import ErrandCommon


class TestErrandPublicLink(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.links = cls.env["errand.public.link"]
        cls.order = cls._create_order()
        cls.token = cls.links.with_user(cls.customer)._token_for(cls.order, "follow")

    def _order_of(self, token, purpose="follow"):
        public = self.env.ref("base.public_user")
        return self.links.with_user(public)._order_of(token, purpose)

    def test_a_token_opens_its_order(self):
        """R0.9: the recipient follows by link without an account."""
        self.assertEqual(self._order_of(self.token), self.order)

    def test_a_token_is_made_once(self):
        """R0.9: sharing twice shares the same link."""
        self.assertEqual(self.links._token_for(self.order, "follow"), self.token)

    def test_wrong_tokens_open_nothing(self):
        """R0.9: guessed, damaged and foreign tokens are worth nothing."""
        other = self._create_order()
        head, signature = self.links._token_for(other, "follow").split("-")
        own_head, own_signature = self.token.split("-")
        wrong = [
            None,
            "",
            "-",
            "1",
            "zz-zz",
            "-1-00",
            "ffffffffffff-00",
            self.token[:-1],
            self.token + "0",
            f"{head}-{own_signature}",
            f"{own_head}-{signature}",
            "é" * 40,
            f"{own_head}-{'é' * 32}",
        ]
        for token in wrong:
            with self.subTest(token=token):
                self.assertFalse(self._order_of(token))

    def test_a_token_opens_one_thing(self):
        """R0.9: a link to follow is no link for something else."""
        self.assertFalse(self._order_of(self.token, "rate"))

    def test_a_token_runs_out(self):
        """R0.9: links do not live for ever."""
        link = self.links.search([("order_id", "=", self.order.id)])
        link.expires_at = self._later(seconds=-1)

        self.assertFalse(self._order_of(self.token))

    def test_a_new_nonce_kills_the_old_token(self):
        """R0.9: a link that went astray can be replaced."""
        link = self.links.search([("order_id", "=", self.order.id)])
        link.sudo().nonce = "another"

        self.assertFalse(self._order_of(self.token))
        self.assertEqual(self._order_of(link._token()), self.order)

    def test_the_database_holds_no_token(self):
        """R0.9: a dump of the table opens nothing, its nonce is hidden."""
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM errand_public_link")
        signature = self.token.split("-")[1]

        self.assertNotIn(signature, str(self.env.cr.fetchall()))
        link = self.links.search([("order_id", "=", self.order.id)])
        with self.assertRaises(AccessError):
            link.with_user(self.dispatcher).read(["nonce"])
