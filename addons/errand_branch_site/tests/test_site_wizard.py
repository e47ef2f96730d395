# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import MAIN, BranchSiteCommon


@tagged("post_install", "-at_install")
class TestSiteWizard(BranchSiteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bare = cls._create_branch(name="River Branch")

    def _wizard(self, user=None, **values):
        action = self.bare.with_user(user or self.admin).action_create_site()
        form = Form(
            self.env[action["res_model"]]
            .with_user(user or self.admin)
            .with_context(**action["context"])
        )
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_administrator_creates_a_site_with_menus(self):
        """R2.6: address and name are proposed; languages are the main site's."""
        chinese = self.env["res.lang"]._activate_lang("zh_CN")
        self.main.language_ids |= chinese
        wizard = self._wizard()
        self.assertEqual(wizard.host, f"river.{MAIN}")

        wizard.action_create()

        site = self.bare.website_id
        self.assertEqual(site.name, "River Branch")
        self.assertEqual(site.domain, f"http://river.{MAIN}")
        self.assertEqual(site.company_id, self.company)
        self.assertEqual(site.language_ids, self.main.language_ids)
        self.assertIn("/errand", site.menu_id.child_id.mapped("url"))
        page = self._open(host=f"river.{MAIN}").text
        self.assertIn("River Branch", page)
        self.assertIn("Post an errand", page)

    def test_wrong_addresses_are_refused(self):
        """R2.6: with words that say what to write."""
        for host in (
            "",
            "river",
            "-river.example.com",
            "river..example.com",
            "river.example.com/path",
            "river example.com",
            "http://river.example.com",
            "a" * 64 + ".example.com",
            "river.example.com:123456",
        ):
            with self.subTest(host=host), self.assertRaises(UserError):
                self._wizard(host=host).action_create()
        self.assertFalse(self.bare.website_id)

    def test_address_in_use_is_refused(self):
        """R2.6: two sites cannot share a name."""
        with self.assertRaisesRegex(UserError, "has this address already"):
            self._wizard(host=f"WEST.{MAIN}").action_create()

    def test_chinese_domain_is_accepted(self):
        """R2.6: kept as the name system has it."""
        self._wizard(host="西湖.example.com", is_secure=True).action_create()

        self.assertEqual(self.bare.website_id.domain, "https://xn--n7w729c.example.com")

    def test_second_site_is_refused(self):
        """R2.6: also when the wizard was opened twice."""
        first, second = self._wizard(), self._wizard(host=f"second.{MAIN}")
        first.action_create()

        with self.assertRaisesRegex(UserError, "has a site already"):
            second.action_create()

    @mute_logger("odoo.sql_db")
    def test_site_belongs_to_one_branch(self):
        """R2.1: an order on it belongs to exactly one."""
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.bare.website_id = self.site

    def test_manager_cannot_give_sites(self):
        """R2.10: a site decides whose orders are whose."""
        with self.assertRaises(AccessError):
            self._wizard(user=self.manager)
        with self.assertRaises(AccessError):
            self.branch.with_user(self.manager).website_id = self.main
        seen = self.branch.with_user(self.manager).site_domain
        self.assertEqual(seen, self.site.domain)

    def test_order_belongs_to_the_branch_of_its_site(self):
        """R2.1: which branch a website stands for."""
        self.assertEqual(self.site._errand_branch(), self.branch)
        self.assertFalse(self.main._errand_branch())
        self.assertEqual(self.site._errand_main_site(), self.main)
