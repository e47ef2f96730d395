# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.models.errand_branch_choice import BranchWish

from .cities import CITIES
from .common import HANGZHOU, MAIN, BranchSiteCommon

WEST = f"http://west.{MAIN}/"
HANGZHOU_6 = "2400:3200::1"
BEIJING = "166.111.8.28"


@tagged("post_install", "-at_install")
class TestFrontPage(BranchSiteCommon):
    """Real requests for the main site's front page, from real addresses."""

    def _led_to(self, *args, **kwargs):
        response = self._open(*args, **kwargs)
        if response.status_code == 200:
            return None
        self.assertEqual(response.status_code, 302)
        return response.headers["Location"]

    # === WHO IS LED === #

    def test_visitors_of_many_cities_are_led_to_their_branch(self):
        """R2.6: from IPv4 and IPv6 addresses of two dozen cities."""
        self.branch.active = False
        for number, (city, known) in enumerate(CITIES.items()):
            place = {"latitude": known[0], "longitude": known[1]}
            self._create_site(self._create_branch(name=city, **place), f"city{number}")

        for number, (city, known) in enumerate(CITIES.items()):
            for address in known[2:]:
                with self.subTest(city=city, address=address):
                    led_to = self._led_to(address=address)
                    self.assertEqual(led_to, f"http://city{number}.{MAIN}/")

    def test_these_are_never_led(self):
        """R2.6: private, unknown and far addresses, robots, deep links, HEAD."""
        for values in (
            {"address": "127.0.0.1"},
            {"address": "192.168.7.7"},
            {"address": "fd00::1"},
            {"address": "not-an-address"},
            {"address": ""},
            {"address": BEIJING},
            {"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
            {"User-Agent": "Baiduspider/2.0"},
            {"path": "/?utm_source=letter"},
            {"path": "/errand"},
            {"path": "/errand/branches"},
            {"host": f"west.{MAIN}"},
        ):
            with self.subTest(**values):
                self.assertIsNone(self._led_to(**values))

    def test_signed_in_customer_stays(self):
        """R2.6: they know where they are."""
        self.authenticate(self.customer.login, self.customer.login)

        self.assertIsNone(self._led_to())

    def test_site_without_branches_is_left_alone(self):
        """R2.6: a website of another company leads nobody."""
        other = self._create_cny_company("Other Errands")
        self.main.company_id = other

        self.assertIsNone(self._led_to())

    def test_manner_is_a_setting(self):
        """R2.6: leave them, offer, or lead."""
        for manner in ("off", "offer"):
            self.company.errand_site_manner = manner
            with self.subTest(manner=manner):
                self.assertIsNone(self._led_to())

    def test_archived_branch_is_not_led_to(self):
        """R2.6: at once, though the list of sites is remembered."""
        self.assertEqual(self._led_to(), WEST)

        self.branch.active = False
        self.assertIsNone(self._led_to())

    def test_new_domain_counts_at_once(self):
        """R2.6: a site that moved is led to at its new address."""
        self.assertEqual(self._led_to(), WEST)

        self.site.domain = f"http://lake.{MAIN}"
        self.assertEqual(self._led_to(), f"http://lake.{MAIN}/")

    # === SPOOFED HEADERS === #

    def test_only_the_last_address_of_the_proxy_counts(self):
        """R2.6: what a visitor writes into the header stands before it."""
        self.assertIsNone(self._led_to(address=f"{HANGZHOU}, {BEIJING}"))
        self.assertEqual(self._led_to(address=f"{BEIJING}, {HANGZHOU}"), WEST)

    def test_headers_without_a_proxy_count_for_nothing(self):
        """R2.6: a server that is reached directly believes nobody."""
        from odoo.tools import config

        self.patch(config, "options", config.options.new_child({"proxy_mode": False}))
        self.main.domain = False  # the host is that of the test

        self.assertIsNone(self._led_to())
        for header in ("X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP"):
            with self.subTest(header=header):
                self.assertIsNone(self._led_to(**{header: f"for={HANGZHOU}"}))

    # === ONCE, AND A CHOICE === #

    def test_visitor_is_led_once(self):
        """R2.6: who opens the main site again stays there."""
        response = self._open()
        cookie = response.headers["Set-Cookie"]

        self.assertIn(f"errand_branch=auto-{self.branch.id}", cookie)
        self.assertRegex(cookie, f"Domain={re.escape(MAIN)}(;|$)")
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        again = self._led_to(choice=f"auto-{self.branch.id}")
        self.assertIsNone(again)

    def test_choice_is_kept_for_all_sites(self):
        """R2.6: made on one site, it counts on the main one."""
        token = self._token(f"west.{MAIN}")
        response = self._choose(f"west.{MAIN}", token, self.branch.id)

        self.assertEqual(response.headers["Location"], WEST)
        cookie = response.headers["Set-Cookie"]
        self.assertIn(f"errand_branch={self.branch.id};", cookie)
        self.assertRegex(cookie, f"Domain={re.escape(MAIN)}(;|$)")
        chosen = self._led_to(address="127.0.0.1", choice=f"{self.branch.id}")
        self.assertEqual(chosen, WEST)

    def test_visitor_may_stay_on_the_main_site(self):
        """R2.6: and is not led again."""
        response = self._choose(MAIN, self._token(MAIN), "")

        self.assertEqual(response.headers["Location"], f"http://{MAIN}/")
        self.assertIn("errand_branch=main;", response.headers["Set-Cookie"])
        self.assertIsNone(self._led_to(choice="main"))

    def test_staying_on_a_main_site_without_a_domain_keeps_the_address(self):
        """R2.6: nobody is sent to the address that the server calls its own."""
        self.main.domain = False
        response = self._choose("shop.example", self._token("shop.example"), "")

        self.assertEqual(response.headers["Location"], "/")

    def test_cookie_of_an_unrelated_domain_is_kept_by_its_host(self):
        """R2.6: a cookie is never set for a domain that is not ours."""
        self.main.domain = "https://shop.example"
        response = self._open("/", host=f"west.{MAIN}")
        self.assertEqual(response.status_code, 200)

        chosen = self._choose(
            f"west.{MAIN}", self._token(f"west.{MAIN}"), self.branch.id
        )
        self.assertNotIn("Domain=", chosen.headers["Set-Cookie"])

    def test_branch_of_another_company_cannot_be_chosen(self):
        """R2.6: nor one without a site, nor garbage."""
        other = self._create_branch(
            name="Elsewhere", company_id=self._create_cny_company("Other").id
        )
        self._create_site(other, "elsewhere")
        bare = self._create_branch(name="Bare")
        token = self._token(MAIN)

        for branch_id in (other.id, bare.id, 0, -1, "x", "9" * 30, "1 OR 1=1"):
            with self.subTest(branch_id=branch_id):
                response = self._choose(MAIN, token, branch_id)
                self.assertEqual(response.status_code, 404)

    @mute_logger("odoo.http")
    def test_choice_needs_our_own_form(self):
        """R2.6: another site cannot choose for the visitor."""
        response = self._choose(MAIN, "forged", self.branch.id)

        self.assertEqual(response.status_code, 400)

    def _token(self, host):
        page = self._open("/errand/branches", host=host).text
        return re.search(r'name="csrf_token" value="(\w+)"', page)[1]

    def _choose(self, host, token, branch_id):
        return self.url_open(
            "/errand/branches/choose",
            data={"csrf_token": token, "branch_id": branch_id},
            allow_redirects=False,
            headers={"X-Forwarded-For": HANGZHOU, "X-Forwarded-Host": host},
        )

    # === LANGUAGE === #

    def test_visitor_is_led_in_their_language(self):
        """R2.6: from the Chinese front page to the Chinese one."""
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        (self.main | self.site).language_ids |= chinese

        self.assertEqual(self._led_to(f"/{chinese.url_code}"), f"{WEST}zh_CN")

    def test_language_that_the_branch_does_not_speak_is_left(self):
        """R2.6: its front page is there in its own."""
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        self.main.language_ids |= chinese
        self.site.language_ids = self.site.default_lang_id

        self.assertEqual(self._led_to(f"/{chinese.url_code}"), WEST)

    # === PAGE CACHE === #

    def test_page_cache_answers_nobody_who_is_to_be_led(self):
        """R2.6: the page cache and its visitors do not meet, in either order."""
        self.assertIsNone(self._led_to(address="127.0.0.1"))
        self.assertIsNone(self._led_to(address="127.0.0.1"))
        self.assertEqual(self._led_to(), WEST)
        self.assertIsNone(self._led_to(address=BEIJING))

    def test_page_cache_keeps_no_ones_branch(self):
        """R2.6: the page that everybody gets names no branch and no city."""
        self.company.errand_site_manner = "offer"
        for _time in range(2):
            page = self._open().text
            self.assertIn("o_errand_near", page)
            self.assertNotIn(self.branch.name, page)

    def test_no_cache_on_the_way_keeps_the_answer(self):
        """R2.6: it is for one visitor."""
        self.assertEqual(self._open().headers["Cache-Control"], "no-store")
        near = self._open("/errand/branches/near")
        self.assertEqual(near.headers["Cache-Control"], "no-store")

    # === CANONICAL, SITEMAP === #

    def test_canonical_names_each_sites_own_page(self):
        """R2.6: canonical: the main front page is the main one's, for robots too."""
        for host in (MAIN, f"west.{MAIN}"):
            page = self._open(host=host, address="127.0.0.1").text
            canonical = re.search(r'<link rel="canonical" href="([^"]+)"', page)[1]
            with self.subTest(host=host):
                self.assertEqual(canonical, f"http://{host}/")

    def test_sitemap_lists_pages_and_no_ways_between_sites(self):
        """R2.6: sitemap: the list of branches, on each site under its own name."""
        for host in (MAIN, f"west.{MAIN}"):
            sitemap = self._open("/sitemap.xml", host=host).text
            with self.subTest(host=host):
                self.assertIn(f"<loc>http://{host}/errand/branches</loc>", sitemap)
                for part in ("choose", "near", "arrive"):
                    self.assertNotIn(f"branches/{part}", sitemap)
                    self.assertNotIn(f"errand/{part}", sitemap)

    # === THE OFFER === #

    def test_front_page_offers_the_nearest_branch(self):
        """R2.6: by script, so that the page stays the same for all."""
        self.company.errand_site_manner = "offer"

        self.assertEqual(
            self._open("/errand/branches/near").json(),
            {
                "branch_id": self.branch.id,
                "name": self.branch.name,
                "city": "Hangzhou",
            },
        )

    def test_nothing_is_offered_to_these(self):
        """R2.6: as for leading."""
        for values in (
            {"address": "127.0.0.1"},
            {"address": BEIJING},
            {"host": f"west.{MAIN}"},
            {"User-Agent": "Googlebot/2.1"},
            {"choice": "main"},
            {"choice": str(self.branch.id)},
        ):
            with self.subTest(**values):
                self.assertEqual(
                    self._open("/errand/branches/near", **values).json(), {}
                )

    def test_offers_are_limited(self):
        """R2.6: each costs the database a row."""
        statuses = {
            self._open("/errand/branches/near", address=BEIJING).status_code
            for _time in range(61)
        }
        self.assertEqual(statuses, {200, 429})

    # === PAGES === #

    def test_branches_are_listed_nearest_first(self):
        """R2.6: with where you seem to be, and whose data says so."""
        far = self._create_branch(name="Far Branch", latitude=39.9, longitude=116.4)
        far.sequence = 1
        self.branch.sequence = 2

        page = self._open("/errand/branches").text
        self.assertLess(page.index(self.branch.name), page.index("Far Branch"))
        self.assertIn("Hangzhou", page)
        self.assertIn("https://db-ip.com", page)

        page = self._open("/errand/branches", address="127.0.0.1").text
        self.assertLess(page.index("Far Branch"), page.index(self.branch.name))
        self.assertNotIn("You seem to be", page)

    def test_site_of_a_branch_says_whose_it_is(self):
        """R2.6: on every page, with the way to choose another."""
        for path in ("/", "/errand"):
            page = self._open(path, host=f"west.{MAIN}").text
            with self.subTest(path=path):
                self.assertIn("o_errand_site_bar", page)
                self.assertIn('href="/errand/branches"', page)
        self.assertNotIn("o_errand_site_bar", self._open("/errand").text)

    # === ORDERS === #

    def test_order_from_a_branchs_site_belongs_to_it(self):
        """R2.1: though another branch is nearer; the reason is told."""
        near = self._create_branch(name="Near", latitude=30.2741, longitude=120.1636)
        wish = BranchWish(point=Point(30.2741, 120.1636))
        branches = self.env["errand.branch"]

        self.assertEqual(branches._choose(self.company, wish), (near, "nearest"))
        on_site = branches.with_context(website_id=self.site.id)
        self.assertEqual(on_site._choose(self.company, wish), (self.branch, "site"))
