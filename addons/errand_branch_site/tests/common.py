# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import HttpCase
from odoo.tools import config

from odoo.addons.errand_base.tests.common import ErrandCommon

MAIN = "errand.localhost"
HANGZHOU = "202.101.172.35"


class BranchSiteCommon(ErrandCommon, HttpCase):
    """A main site and the sites of branches, seen from any address in the world."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Others that the database has would answer to unknown hosts.
        cls.env["errand.branch"].search([("website_id", "!=", False)]).website_id = None
        cls.main = cls.env["website"].get_current_website()
        cls.main.write({"company_id": cls.company.id, "domain": f"http://{MAIN}"})
        cls.company.errand_site_manner = "lead"
        cls.branch.write({"latitude": 30.27, "longitude": 120.15})
        cls.site = cls._create_site(cls.branch, "west")

    @classmethod
    def _create_site(cls, branch, label):
        site = cls.env["website"].create(
            {
                "name": branch.name,
                "company_id": branch.company_id.id,
                "domain": f"http://{label}.{MAIN}",
            }
        )
        branch.website_id = site
        return site

    def setUp(self):
        super().setUp()
        self.patch(config, "options", config.options.new_child({"proxy_mode": True}))

    def _open(
        self,
        path="/",
        address=HANGZHOU,
        host=MAIN,
        follow=False,
        choice=None,
        **headers,
    ):
        """Open a page as our proxy would ask for it.

        :param choice: what the visitor's cookie says; none of an earlier answer counts
        """
        self.opener.cookies.pop("errand_branch", None)
        return self.url_open(
            path,
            allow_redirects=follow,
            cookies={"errand_branch": choice} if choice else None,
            headers={
                "X-Forwarded-For": address,
                "X-Forwarded-Host": host,
                "X-Forwarded-Proto": "http",
                "User-Agent": "Mozilla/5.0 (a visitor's)",
                **headers,
            },
        )
