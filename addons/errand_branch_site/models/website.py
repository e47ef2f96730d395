# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from urllib.parse import urlsplit, urlunsplit

from odoo import fields, models
from odoo.http import request


class Website(models.Model):
    """The main site of a company, or the site of a branch."""

    _inherit = "website"

    errand_branch_ids = fields.One2many("errand.branch", "website_id", "Branch")

    def _errand_branch(self):
        """Return the branch (as superuser) whose site this is, or an empty one."""
        self.ensure_one()
        branches = self.env["errand.branch"].sudo()  # anyone may know
        return branches.browse(branches._branch_ids_by_site().get(self.id))

    def _errand_main_site(self):
        """Return the site of this one's company that is no branch's, the first one."""
        self.ensure_one()
        of_branches = self.env["errand.branch"]._branch_ids_by_site()
        sites = self.sudo().search([("company_id", "=", self.company_id.id)])
        return sites.filtered(lambda site: site.id not in of_branches)[:1]

    def _errand_url(self, path="/"):
        """Return the full address of a page of this site, as this visitor reaches it.

        A domain is kept without a port where the server has none of its own: then the
        request's port goes on.
        """
        self.ensure_one()
        base = urlsplit(self.get_base_url())
        asked = urlsplit(request.httprequest.url_root) if request else base
        netloc = base.netloc
        if base.port is None and asked.port and base.scheme == asked.scheme:
            netloc = f"{netloc}:{asked.port}"
        return urlunsplit((base.scheme, netloc, self._errand_in_language(path), "", ""))

    def _errand_in_language(self, path):
        """Return the path with the visitor's language, where this site speaks it."""
        lang = getattr(request, "lang", None) if request else None
        if not lang or lang.code == self.default_lang_id.code:
            return path
        if lang.code not in self.language_ids.mapped("code"):
            return path
        return f"/{lang.url_code}{path}".rstrip("/")

    def _errand_host(self):
        """Return the bare host name in the site's domain, or an empty text."""
        self.ensure_one()
        return (urlsplit(self.domain_punycode or "").hostname or "").lower()
