# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import consteq

from odoo.addons.errand_base.tools import secret
from odoo.addons.errand_base.tools.number import is_id

LIFETIME = timedelta(seconds=60)


class ErrandHandover(models.Model):
    """A signed-in customer goes from one of our sites to another, and stays signed in.

    Browsers keep a session for one host. The link holds the record's id and an HMAC
    over the user, the site it leads to, the browser and a nonce: it is good once, for
    a minute, there, in the browser that asked for it.
    """

    _name = "errand.handover"
    _description = "Handover Between Sites"
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    website_id = fields.Many2one(
        "website", required=True, readonly=True, ondelete="cascade"
    )
    nonce = fields.Char(
        required=True,
        readonly=True,
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_hex(16),
    )
    expires_at = fields.Datetime(
        required=True,
        readonly=True,
        index=True,
        default=lambda self: fields.Datetime.now() + LIFETIME,
    )

    @api.model
    def _is_fit(self, user, website):
        """Tell whether this user may be handed over to that site.

        Customers and couriers alone: staff sign in with their password each time.
        """
        return (
            user._is_portal()
            and user.website_id in (website, website.browse())
            and website.company_id in user.company_ids
        )

    @api.model
    def _token_for(self, user, website, browser):
        """Return a fresh token.

        :param browser: text that tells this visitor's browser from others
        """
        handover = self.sudo().create({"user_id": user.id, "website_id": website.id})
        return f"{handover.id:x}-{handover._signature(browser)}"

    def _signature(self, browser):
        browser_hash = hashlib.sha256(browser.encode()).hexdigest()
        message = (
            f"{self.id}:{self.user_id.id}:{self.website_id.id}"
            f":{self.sudo().nonce}:{browser_hash}"
        )
        return secret.digest("handover", message)

    @api.model
    def _user_of(self, token, website, browser):
        """Return the user of a token that is good here and now, an empty one if not.

        The token stays good: ``_redeem`` uses it up.
        """
        handover = self._of_token(token)
        if not handover or handover.website_id != website:
            return self.env["res.users"]
        _head, _dash, given = token.partition("-")
        if not consteq(handover._signature(browser), given):
            return self.env["res.users"]
        if not self._is_fit(handover.user_id, website):
            return self.env["res.users"]
        return handover.user_id

    @api.model
    def _of_token(self, token):
        none = self.sudo().browse()
        head, _dash, signature = str(token or "").partition("-")
        if not signature.isascii() or len(head) > 8:
            return none
        try:
            handover_id = int(head, 16)
        except ValueError:
            return none
        if not is_id(handover_id):
            return none
        handover = self.sudo().browse(handover_id).exists()
        if not handover or handover.expires_at < fields.Datetime.now():
            return none
        return handover

    @api.model
    def _redeem(self, token, user):
        """Use the token up; False when it was used, or is not this user's."""
        handover = self._of_token(token)
        if not handover or handover.user_id != user:
            return False
        # Who comes second finds the row locked or gone.
        locked = handover.try_lock_for_update()
        locked.unlink()
        return bool(locked)

    @api.autovacuum
    def _gc_expired(self):
        self.search([("expires_at", "<", fields.Datetime.now())], limit=10000).unlink()
