# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import consteq

from ..tools import secret
from ..tools.number import is_id


class ErrandPublicLink(models.Model):
    """A link that opens one thing to whoever holds it, until a moment (design 9).

    The token is the record's id and an HMAC of its nonce: nothing in the database
    opens anything.
    """

    _name = "errand.public.link"
    _description = "Public Link"
    _order = "id desc"
    _rec_name = "purpose"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id")
    purpose = fields.Selection([("follow", "Follow")], required=True, readonly=True)
    nonce = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_hex(8),
    )
    expires_at = fields.Datetime(required=True)

    _one_of_purpose = models.UniqueIndex("(order_id, purpose)")

    @api.model
    def _token_for(self, order, purpose, days=14):
        """Return the token of the order's link, made at the first call."""
        links_sudo = self.sudo()  # whoever may share an order makes its link
        link = links_sudo.search(
            [("order_id", "=", order.id), ("purpose", "=", purpose)]
        ) or links_sudo.create(
            {
                "order_id": order.id,
                "purpose": purpose,
                "expires_at": fields.Datetime.now() + timedelta(days=days),
            }
        )
        return link._token()

    def _token(self):
        self.ensure_one()
        return f"{self.id:x}-{self._signature()}"

    def _signature(self):
        message = f"{self.id}:{self.purpose}:{self.sudo().nonce}"
        return secret.digest("public link", message)[:32]

    @api.model
    def _order_of(self, token, purpose):
        """Return the order (as superuser) that a token opens, or an empty one."""
        return self._of_token(token, purpose).order_id

    @api.model
    def _of_token(self, token, purpose):
        """Return the link (as superuser) that a token belongs to, or an empty one."""
        none = self.sudo().browse()
        head, _dash, signature = str(token or "").partition("-")
        try:
            link_id = int(head, 16)
        except ValueError:
            return none
        if not is_id(link_id):
            return none
        link = self.sudo().browse(link_id).exists()
        # As bytes: letters outside ASCII cannot be compared as text.
        given = signature.encode(errors="replace")
        if not link or not consteq(link._signature().encode(), given):
            return none
        if link.purpose != purpose or link.expires_at < fields.Datetime.now():
            return none
        return link
