# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
import re

from odoo.tests import HttpCase, tagged

from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestCourierApp(ErrandDispatchCommon, HttpCase):
    """The shell: what a phone keeps belongs to nobody."""

    def _open(self, login="errand_courier"):
        self.authenticate(login, login)
        return self.url_open("/courier")

    def test_stranger_is_led_to_the_login_and_back(self):
        """R0.14: Whoever is not signed in signs in, and comes back."""
        response = self.url_open("/courier", allow_redirects=False)

        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
        self.assertIn("redirect=%2Fcourier", response.headers["Location"])

    def test_shell_names_nobody(self):
        """R0.10, R0.14: The page that a phone keeps tells nothing of a person."""
        self.courier_user.partner_id.email = "carl.carrier@example.com"

        response = self._open()

        self.assertEqual(response.status_code, 200)
        for secret in ("Carl Carrier", "errand_courier", "carl.carrier", "csrf_token"):
            self.assertNotIn(secret, response.text.replace("assets_courier", ""))

    def test_shell_is_the_same_for_each_courier(self):
        """R0.14: A kept page serves whoever signs in next."""
        self._create_portal_user("errand_courier_2", "Cora Carrier")

        self.assertEqual(self._open().text, self._open("errand_courier_2").text)

    def test_shell_carries_the_map_settings(self):
        """R0.9: Staff choose whose map is shown; markup in it stays text."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("errand.map_tile_url", "https://tiles.example/{z}/{x}/{y}")
        parameters.set_param("errand.map_attribution", "</script><b>Example</b>")

        page = self._open().text

        self.assertIn("https://tiles.example/{z}/{x}/{y}", page)
        self.assertNotIn("</script><b>", page)

    def test_manifest_makes_it_installable(self):
        """R0.14: Name, scope, colours and icons that exist."""
        response = self.url_open("/courier/manifest.webmanifest")
        manifest = response.json()

        self.assertEqual(
            response.headers["Content-Type"].split(";")[0], "application/manifest+json"
        )
        self.assertEqual(manifest["start_url"], "/courier")
        self.assertEqual(manifest["scope"], "/courier")
        self.assertEqual(manifest["display"], "standalone")
        sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
        self.assertEqual(
            sizes, {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
        )
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).status_code, 200)

    def test_service_worker_keeps_the_bundle_of_the_page(self):
        """R0.9: The app opens offline with the very files that the page asks for."""
        response = self.url_open("/courier/service-worker.js")
        shell = json.loads(
            re.match(r"self\.COURIER_SHELL = (.*);\n", response.text).group(1)
        )
        page = self._open().text

        self.assertEqual(response.headers["Service-Worker-Allowed"], "/courier")
        self.assertIn("javascript", response.headers["Content-Type"])
        asked = set(re.findall(r'"(/web/assets/[^"]+)"', page))
        self.assertTrue(asked)
        self.assertLessEqual(asked, set(shell["files"]))
        for file in shell["files"]:
            self.assertEqual(self.url_open(file).status_code, 200, file)

    def test_service_worker_keeps_no_answer_about_a_person(self):
        """R0.10: Only the page, its bundle and fixed files are kept."""
        worker = self.url_open("/courier/service-worker.js").text

        for route in ("state", "pool", "job", "file", "position"):
            self.assertNotIn(f"/courier/{route}", worker)

    def test_service_worker_shows_pushes(self):
        """R2.9: The courier is told on the phone, also when the app is closed."""
        worker = self.url_open("/courier/service-worker.js").text

        shared = "/errand_notice/static/src/push/push_worker.js"
        self.assertIn(f'importScripts("{shared}")', worker)
        self.assertIn("notificationclick", self.url_open(shared).text)

    def test_texts_of_the_app_alone_are_sent(self):
        """R5.5: A portal login gets the texts of this app, in its language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.authenticate("errand_courier", "errand_courier")

        texts = self.url_open("/courier/translations?lang=zh_CN").json()
        again = self.url_open(
            f"/courier/translations?lang=zh_CN&hash={texts['hash']}"
        ).json()

        modules = set(texts["modules"])
        self.assertLessEqual({"errand_dispatch", "bus"}, modules)
        others = modules - {"bus"}
        self.assertTrue(all(name.startswith("errand_") for name in others), others)
        self.assertEqual(texts["lang_parameters"]["code"], "zh_CN")
        self.assertNotIn("modules", again)

    def test_page_speaks_the_courier_s_language(self):
        """R5.5: The page says which texts it wants."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.courier_user.lang = "zh_CN"

        page = self._open().text

        self.assertIn('lang="zh-CN"', page)
        self.assertIn('"lang": "zh_CN"', page)
