# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.errand_base.engine.geo import Point

from ..engine.front_door import Site


def _clock(hour):
    """Return hours since midnight as "09:30"."""
    return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"


class ErrandBranch(models.Model):
    """A branch may have a site of its own, on the same server (R2.6)."""

    _inherit = "errand.branch"

    website_id = fields.Many2one(
        "website",
        string="Own Site",
        copy=False,
        groups="errand_base.group_admin",
        index="btree_not_null",
        ondelete="set null",
        domain="[('company_id', '=', company_id)]",
        check_company=True,
        help="Orders that are placed on this site belong to the branch.",
    )
    site_domain = fields.Char("Address of the Site", related="website_id.domain")

    _website_unique = models.UniqueIndex(
        "(website_id) WHERE website_id IS NOT NULL",
        "This site belongs to another branch already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the list of sites is remembered."""
        branches = super().create(vals_list)
        self._forget_sites()
        return branches

    def write(self, vals):
        """Override: as above."""
        result = super().write(vals)
        if {"website_id", "active", "latitude", "longitude", "company_id"} & set(vals):
            self._forget_sites()
        return result

    def unlink(self):
        """Override: as above."""
        self._forget_sites()
        return super().unlink()

    def _forget_sites(self):
        self.env.registry.clear_cache()

    @api.model
    def _of_site(self, site=None):
        """Override: the branch whose site this request came to, if any.

        :param site: the website of an order that nobody sends from it just now
        """
        website = site or self.env["website"].get_current_website(fallback=False)
        branch_id = self._branch_ids_by_site().get(website.id)
        # Anyone may know whose site they are on.
        return self.sudo().browse(branch_id)

    @api.model
    @ormcache()
    def _branch_ids_by_site(self):
        """Return a dict of website id to the id of its branch."""
        branches = self.sudo().search([("website_id", "!=", False)])
        return {branch.website_id.id: branch.id for branch in branches}

    @api.model
    @ormcache("company_id")
    def _sites_of(self, company_id):
        """Return the ``Site`` of each branch that visitors may be led to."""
        branches = self.sudo().search(
            [
                ("company_id", "=", company_id),
                ("website_id.domain", "not in", [False, ""]),
            ]
        )
        return tuple(
            Site(branch.id, Point(branch.latitude, branch.longitude))
            for branch in branches
        )

    # === PAGES === #

    def _hours_texts(self):
        """Return the week's opening hours as a list of (day, hours), both words.

        Empty for a branch that is always open, and for one whose hours differ from
        week to week.
        """
        self.ensure_one()
        calendar = self.calendar_id
        if not calendar or calendar.two_weeks_calendar:
            return []
        days = dict(
            self.env["resource.calendar.attendance"]
            ._fields["dayofweek"]
            ._description_selection(self.env)
        )
        hours = {}
        for line in calendar.attendance_ids.sorted("hour_from"):
            if line.day_period != "lunch" and not line.display_type:
                span = f"{_clock(line.hour_from)}–{_clock(line.hour_to)}"
                hours.setdefault(line.dayofweek, []).append(span)
        return [
            (days[day], ", ".join(hours.get(day, [])) or self.env._("Closed"))
            for day in days
        ]

    # === MAKING A SITE === #

    def _main_site(self):
        """Return the company's site that belongs to no branch, the first one."""
        self.ensure_one()
        # Everybody may know the sites, and who makes one need not design websites.
        sites = (
            self.env["website"].sudo().search([("company_id", "=", self.company_id.id)])
        )
        return sites.filtered(lambda site: not site.errand_branch_ids)[:1]

    def _create_site(self, name, domain):
        """Make the branch's site, with the look and the languages of the main one.

        :param domain: with its scheme, such as "https://west.example.com"
        """
        self.ensure_one()
        values = {"name": name, "domain": domain, "company_id": self.company_id.id}
        main_site = self._main_site()
        if main_site:
            values.update(
                language_ids=[fields.Command.set(main_site.language_ids.ids)],
                default_lang_id=main_site.default_lang_id.id,
                cookies_bar=main_site.cookies_bar,
                logo=main_site.logo,
                favicon=main_site.favicon,
            )
        self.website_id = self.env["website"].sudo().create(values)  # as above

    def action_create_site(self):
        """Ask for the address of a new site."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "errand.site.wizard",
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Create the Branch's Site"),
            "context": {"default_branch_id": self.id},
        }

    def action_open_site(self):
        """Show the site in another window of the browser."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self.website_id.get_base_url(),
            "target": "new",
        }
