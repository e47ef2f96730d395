# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ErrandNoticeCommon


@tagged("post_install", "-at_install")
class TestInbox(ErrandNoticeCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.order = self._create_order()
        self._tell("customer_failed", "one", self.order)
        self._tell("customer_cancelled", "two", self.order)

    def _ask(self, url, user=None, **params):
        user = user or self.customer
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request(url, params)

    def test_a_person_reads_their_own_notices(self):
        """R2.9: In the app, newest first, with what is unread."""
        answer = self._ask("/errand/notices")

        titles = [line["title"] for line in answer["notices"]]
        self.assertEqual(
            titles, ["Your errand is cancelled", "Your errand could not be done"]
        )
        self.assertEqual(answer["unread"], 2)
        self.assertEqual(
            set(answer["notices"][0]),
            {"id", "order_id", "title", "text", "link", "at", "is_read"},
        )

    def test_nobody_reads_anothers(self):
        answer = self._ask("/errand/notices", self.courier_user)

        self.assertEqual(answer["notices"], [])

    def test_reading_marks_ones_own_only(self):
        """R2.9: An unread mark goes when it is read, by its person."""
        told = self._told(self.order).filtered(lambda n: n.channel == "inapp")

        self._ask("/errand/notices/read", self.courier_user, ids=told.ids)
        self.assertFalse(any(told.mapped("read_at")))
        answer = self._ask("/errand/notices/read", ids=told[:1].ids)

        self.assertEqual(answer["unread"], 1)

    def test_all_are_read_at_once(self):
        self.assertEqual(self._ask("/errand/notices/read")["unread"], 0)

    @mute_logger("odoo.http")
    def test_garbage_gets_a_clear_answer(self):
        for params in ({"ids": "1"}, {"ids": [0]}, {"ids": [True]}, {"ids": [{}]}):
            with self.assertRaisesRegex(Exception, "UserError"):
                self._ask("/errand/notices/read", **params)
        for before in ("x", -1, 2**40, True):
            with self.assertRaisesRegex(Exception, "UserError"):
                self._ask("/errand/notices", before=before)

    # === THE PAGE === #

    def test_the_page_shows_what_was_told_and_opens_it(self):
        """R2.9: in the app means that there is a place to read it."""
        self.authenticate(self.customer.login, self.customer.login)
        [newest, _older] = (
            self.env["errand.notice"].with_user(self.customer)._inbox()["notices"]
        )

        page = self.url_open("/my/notices").text
        answer = self.url_open(f"/my/notices/{newest['id']}", allow_redirects=False)

        self.assertIn("Your errand is cancelled", page)
        self.assertEqual(page.count("is-unread"), 2)
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/my/errands/{self.order.id}", answer.headers["Location"])
        self.assertEqual(self.url_open("/my/notices").text.count("is-unread"), 1)

    def test_nobody_opens_anothers(self):
        """R2.9: another's, none and garbage are the same answer."""
        told = self._told(self.order).filtered(lambda n: n.channel == "inapp")[:1]
        self.authenticate(self.courier_user.login, self.courier_user.login)

        with mute_logger("odoo.http"):
            for address in (told.id, 0, 2**40, "x", "-1"):
                with self.subTest(address=address):
                    answer = self.url_open(f"/my/notices/{address}")
                    self.assertEqual(answer.status_code, 404)
        self.assertFalse(told.read_at)
        self.assertIn("Nobody has told you", self.url_open("/my/notices").text)
        self.assertEqual(self.url_open("/my/notices?before=x").status_code, 200)
