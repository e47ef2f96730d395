# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import HANGZHOU, MAIN, BranchSiteCommon

WEST = f"west.{MAIN}"


@tagged("post_install", "-at_install")
class TestHandover(BranchSiteCommon):
    """A signed-in customer goes from site to site."""

    def setUp(self):
        super().setUp()
        self.customer.company_ids |= self.company

    def _choose(self, user=None):
        """Return where the form leads a user who presses "Choose" on the main site."""
        if user:
            self.authenticate(user.login, user.login)
        page = self._open("/errand/branches").text
        token = re.search(r'name="csrf_token" value="(\w+)"', page)[1]
        response = self.url_open(
            "/errand/branches/choose",
            data={"csrf_token": token, "branch_id": self.branch.id},
            allow_redirects=False,
            headers={
                "X-Forwarded-For": HANGZHOU,
                "X-Forwarded-Host": MAIN,
                "User-Agent": "Mozilla/5.0 (a visitor's)",
            },
        )
        self.assertEqual(response.status_code, 303)
        return response.headers["Location"]

    def _arrive(self, url, **headers):
        """Follow the link in a browser that has no session; return who is signed in."""
        self.authenticate(None, None)
        path = url.removeprefix(f"http://{WEST}")
        response = self._open(path, host=WEST, **headers)
        self.assertEqual(response.status_code, 303)
        self.assertEqual(response.headers["Location"], "/")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        return self._who()

    def _who(self):
        page = self._open("/my/errands", host=WEST)
        return self.customer if page.status_code == 200 else None

    def test_customer_stays_signed_in(self):
        """R2.6: the signed link keeps who was signed in."""
        self.assertEqual(self._arrive(self._choose(self.customer)), self.customer)

    def test_link_is_good_once(self):
        """R2.6: from the history or a log it opens nothing."""
        url = self._choose(self.customer)

        self.assertTrue(self._arrive(url))
        self.assertFalse(self._arrive(url))

    def test_link_is_good_for_a_minute(self):
        """R2.6: a forgotten one opens nothing."""
        url = self._choose(self.customer)
        handover = self.env["errand.handover"].search([])
        handover.expires_at = fields.Datetime.now() - timedelta(seconds=1)

        self.assertFalse(self._arrive(url))
        self.env["errand.handover"]._gc_expired()
        self.assertFalse(handover.exists())

    def test_link_is_bound_to_its_browser(self):
        """R2.6: sent to somebody else, or stolen, it opens nothing."""
        self.assertFalse(
            self._arrive(self._choose(self.customer), **{"User-Agent": "Another/1.0"})
        )
        self.assertFalse(
            self._arrive(self._choose(self.customer), address="166.111.8.28")
        )

    def test_link_is_bound_to_its_site(self):
        """R2.6: it leads to one site."""
        url = self._choose(self.customer)
        other = self._create_site(self._create_branch(name="East"), "east")

        self.authenticate(None, None)
        path = url.removeprefix(f"http://{WEST}")
        self._open(path, host=other._errand_host())
        self.assertFalse(self._who())

    def test_forged_links_open_nothing(self):
        """R2.6: whatever stands for the token."""
        url = self._choose(self.customer)
        head, _dash, signature = url.partition("token=")[2].partition("-")
        for token in (
            "",
            "-",
            head,
            f"{head}-",
            f"{head}-{'0' * 64}",
            f"{int(head, 16) + 1:x}-{signature}",
            f"-{head}-{signature}",
            f"{'f' * 40}-{signature}",
            "%00-%00",
            "%E4%B8%AD-%E6%96%87",
        ):
            with self.subTest(token=token):
                self.assertFalse(
                    self._arrive(f"http://{WEST}/errand/arrive?token={token}")
                )
        self.assertTrue(self._arrive(url))

    def test_nobody_is_put_into_anothers_account(self):
        """R2.6: who is signed in stays who they are."""
        url = self._choose(self.customer)
        other = self._create_portal_user("errand_site_other", "Olga Other")
        self.authenticate(other.login, other.login)

        self._open(url.removeprefix(f"http://{WEST}"), host=WEST)
        self.assertIn("Olga Other", self._open("/my", host=WEST, follow=True).text)

    def test_guest_and_staff_get_a_plain_link(self):
        """R2.6: staff sign in with their password each time."""
        self.assertEqual(self._choose(), f"http://{WEST}/")
        self.assertEqual(self._choose(self.clerk), f"http://{WEST}/")

    def test_account_of_one_site_stays_there(self):
        """R2.6: where a shop has accounts for each site."""
        self.customer.website_id = self.main

        self.assertEqual(self._choose(self.customer), f"http://{WEST}/")

    def test_archived_account_is_not_signed_in(self):
        """R2.6: between the two requests."""
        url = self._choose(self.customer)
        self.customer.active = False

        self.assertFalse(self._arrive(url))

    def test_nothing_of_the_link_lies_in_the_database(self):
        """R2.6, design 9: a copy of the database opens no account."""
        url = self._choose(self.customer)
        signature = url.rpartition("-")[2]

        [row] = self.env.execute_query(
            self._sql("SELECT row_to_json(h)::text FROM errand_handover h")
        )
        self.assertNotIn(signature, row[0])

    @staticmethod
    def _sql(text):
        from odoo.tools import SQL

        return SQL(text)  # pylint: disable=sql-injection
