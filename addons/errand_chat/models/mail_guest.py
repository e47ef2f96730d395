# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import UserError


class MailGuest(models.Model):
    """A recipient without an account, bound to the link that let them in."""

    _inherit = "mail.guest"

    errand_link_id = fields.Many2one(
        "errand.public.link", readonly=True, index="btree_not_null", ondelete="cascade"
    )

    _errand_link_unique = models.UniqueIndex(
        "(errand_link_id) WHERE errand_link_id IS NOT NULL"
    )

    def _get_guest_from_token(self, token=""):
        """Override of ``mail``: a recipient's cookie ends with the link.

        Pages, files and the websocket all learn here who a guest is.
        """
        guest = super()._get_guest_from_token(token)
        link = guest.sudo().errand_link_id  # guests have no rights on links
        if link and link.expires_at < fields.Datetime.now():
            return self.env["mail.guest"]
        return guest

    def _update_name(self, name):
        """Override of ``mail``: nobody calls themselves "Support" here."""
        if self.sudo().errand_link_id:
            raise UserError(self.env._("Your name cannot be changed here."))
        return super()._update_name(name)
