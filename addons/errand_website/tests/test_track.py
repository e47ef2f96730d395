# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.tests.common import WEST_LAKE, WULIN_SQUARE

from .common import ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestTrackPages(ErrandWebsiteCommon):
    """The courier on the map of customer and recipient (R0.9)."""

    def setUp(self):
        super().setUp()
        self.order, _payment = self._create_paid_order()
        self.task, self.actor = self.order.task_ids, self.courier._actor()
        self.task._assign(self.courier, self.actor, "grab-page")
        self._be_at(WEST_LAKE)
        self.token = self.env["errand.public.link"]._token_for(self.order, "follow")
        self.customer_url = f"/my/errands/{self.order.id}/track"
        self.recipient_url = f"/t/{self.token}/track"

    def _be_at(self, place, **ago):
        at = fields.Datetime.now() - timedelta(**ago)
        self.env["errand.position"]._report(self.courier, Point(*place), 12.0, at)

    def _ask(self, url):
        self.env.flush_all()
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        return response.json()

    def test_customer_gets_place_and_arrival_and_nothing_else(self):
        """R0.9: A whitelist, to the last key."""
        self._sign_in(self.customer)

        track = self._ask(self.customer_url)

        self.assertEqual(
            track.keys(), {"is_tracked", "live_s", "place", "lines", "hint"}
        )
        self.assertEqual(
            track["place"].keys(),
            {"latitude", "longitude", "accuracy_m", "age_s", "is_live"},
        )
        self.assertEqual(len(track["lines"]), 2)
        self.assertRegex(track["lines"][0]["text"], r"\d\d:\d\d – \d\d:\d\d")

    def test_recipient_sees_the_courier_after_the_pick_up(self):
        """R0.9: Before, a time and no place; the pick-up is no stop of theirs."""
        track = self._ask(self.recipient_url)
        self.assertIsNone(track["place"])
        self.assertIn("after the pick-up", track["hint"])
        self.assertEqual(len(track["lines"]), 1)

        self.task._pick_up(self.actor, "pick-up-page")
        self._be_at(WULIN_SQUARE)

        self.assertTrue(self._ask(self.recipient_url)["place"]["is_live"])

    def test_it_stops_at_once_when_the_task_is_not_held(self):
        """R0.9: Taken back, the pages show nobody."""
        self._sign_in(self.customer)
        self.task._unassign(self.staff_actor, None, "unassigned_by_staff")

        for url in (self.customer_url, self.recipient_url):
            self.assertEqual(self._ask(url), {"is_tracked": False})

    def test_nobody_else_sees_the_courier(self):
        """R0.9: A number is no right, a wrong link opens nothing."""
        self._sign_in(self.other)
        for url in (self.customer_url, "/my/errands/x/track", "/t/1-0/track"):
            self.assertEqual(self.url_open(url).status_code, 404, url)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(self.customer_url).url)

    def test_pages_open_with_the_map(self):
        """R0.9: The first look needs no second question."""
        self._sign_in(self.customer)
        for url in (f"/my/errands/{self.order.id}", f"/t/{self.token}"):
            page = self.url_open(url).text
            self.assertIn("o_errand_track", page)
            self.assertIn("is_tracked", page)

    def test_pages_in_another_language_stay_live(self):
        """R0.9, R5.5: What a page asks again answers at once, not by a redirection.

        A redirection is a lost login to the page, which then says it is not live.
        """
        language = self.env["res.lang"]._activate_lang("zh_CN")
        self.website.language_ids |= language
        self._sign_in(self.customer)
        for page in (f"/my/errands/{self.order.id}", f"/t/{self.token}"):
            html = self.url_open(f"/{language.url_code}{page}").text
            urls = re.findall(r'data-url="([^"]+)"', html)
            with self.subTest(page=page):
                self.assertEqual(
                    {url.rsplit("/")[-1] for url in urls}, {"live", "track"}
                )
                for url in urls:
                    answer = self.url_open(url, allow_redirects=False)
                    self.assertEqual(answer.status_code, 200, url)
