# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re

from odoo import api, fields, models
from odoo.exceptions import UserError

#: A name in the domain name system (RFC 1035, 2.3.1), with an optional port.
HOST = re.compile(
    r"(?=.{1,253}(:|$))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    r"(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+(:\d{1,5})?"
)


class ErrandSiteWizard(models.TransientModel):
    """Asks for the address of a branch's new site, and makes the site."""

    _name = "errand.site.wizard"
    _description = "New Site Of A Branch"

    branch_id = fields.Many2one("errand.branch", required=True, readonly=True)
    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, required=True
    )
    is_secure = fields.Boolean(
        "HTTPS", compute="_compute_host", store=True, readonly=False
    )
    host = fields.Char(
        "Address",
        compute="_compute_host",
        store=True,
        readonly=False,
        required=True,
        help="The domain, such as west.example.com. It must lead to this server.",
    )

    @api.depends("branch_id")
    def _compute_name(self):
        for wizard in self:
            wizard.name = wizard.branch_id.name

    @api.depends("branch_id")
    def _compute_host(self):
        for wizard in self:
            main_site = wizard.branch_id._main_site()
            parent = main_site._errand_host().removeprefix("www.") if main_site else ""
            word = re.search(r"[a-z0-9]+", (wizard.branch_id.name or "").lower())
            label = word[0] if word else f"branch-{wizard.branch_id.id}"
            wizard.host = f"{label}.{parent}" if parent else False
            wizard.is_secure = not (main_site.domain or "").startswith("http:")

    def action_create(self):
        """Make the site, with the menus of new sites and the main site's languages.

        :raise UserError: the address is none, or is in use
        """
        self.ensure_one()
        branch = self.branch_id
        branch.check_access("write")
        if branch.website_id:
            raise UserError(self.env._("This branch has a site already."))
        branch._create_site(self.name, self._checked_domain())
        return {"type": "ir.actions.act_window_close"}

    def _checked_domain(self):
        host = (self.host or "").strip().lower()
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = ""
        if not HOST.fullmatch(host):
            raise UserError(
                self.env._(
                    "%s is not an address. Write a domain such as west.example.com.",
                    self.host,
                )
            )
        name = host.partition(":")[0]
        for site in self.env["website"].sudo().search([("domain", "!=", False)]):
            if site._errand_host() == name:
                raise UserError(
                    self.env._(
                        "The site %(site)s has this address already. Choose another.",
                        site=site.name,
                    )
                )
        return f"{'https' if self.is_secure else 'http'}://{host}"
