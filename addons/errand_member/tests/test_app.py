# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import ErrandMemberCommon

MANIFEST = "/errand/app.webmanifest"


@tagged("post_install", "-at_install")
class TestApp(ErrandMemberCommon):
    """One app under one icon (R0.14)."""

    def test_both_faces_have_the_same_manifest(self):
        """R0.14: The courier's side is no second app."""
        for url in ("/errand", "/errand/home"):
            self.assertIn(f'rel="manifest" href="{MANIFEST}"', self.url_open(url).text)
        self._sign_in(self.courier_user)
        shell = self.url_open("/courier").text
        self.assertIn(f'rel="manifest" href="{MANIFEST}"', shell)
        self.assertNotIn("/courier/manifest.webmanifest", shell)
        self.assertIn("/errand/home", shell)

    def test_manifest_can_be_installed(self):
        """R0.14: What browsers ask of an app; its icons are there."""
        answer = self.url_open(MANIFEST)
        manifest = answer.json()

        self.assertEqual(answer.headers["Content-Type"], "application/manifest+json")
        self.assertEqual(manifest["scope"], "/")
        self.assertEqual(manifest["start_url"], "/errand/home")
        self.assertEqual(manifest["display"], "standalone")
        self.assertEqual(manifest["name"], self.company.name)
        sizes = {icon["sizes"] for icon in manifest["icons"]}
        self.assertEqual(sizes, {"192x192", "512x512"})
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).status_code, 200)

    def test_home_is_for_everybody(self):
        page = self.url_open("/errand/home").text

        self.assertIn("/errand/phone?redirect=/errand/home", page)
        self.assertIn("Become a courier", page)

    def test_home_of_a_courier_leads_to_the_errands(self):
        self._sign_in(self.courier_user)

        page = self.url_open("/errand/home").text

        self.assertIn("Take errands", page)
        self.assertNotIn("Become a courier", page)
        self.assertNotIn("Sign in with your phone", page)

    def test_bar_says_where_one_is(self):
        self._sign_in(self.customer)
        page = self.url_open("/my/errands").text

        bar = page[page.index("o_errand_bar") :]
        current = bar[: bar.index("aria-current")]
        self.assertTrue(current.rindex("/my/errands") > current.rindex('"/errand"'))
