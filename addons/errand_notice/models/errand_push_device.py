# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.mail.tools.jwt import base64_decode_with_padding

from ..clients.push import Vapid, is_allowed_endpoint

#: How many devices one person may have; the oldest makes room.
DEVICE_LIMIT = 10
ENDPOINT_LIMIT = 1000
#: Bytes of an uncompressed P-256 point, and of the authentication secret (RFC 8291).
KEY_SIZES = {"p256dh": 65, "auth": 16}


class ErrandPushDevice(models.Model):
    """A browser on which a person wants to be told.

    Not Odoo's ``mail.push.device``: every message of Odoo goes to those, in words that
    customers must not see. The keys that sign pushes are the same.
    """

    _name = "errand.push.device"
    _description = "Device That Takes Pushes"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    endpoint = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    # What encrypts to this browser alone: worthless without its private key.
    subscription_keys = fields.Char(
        required=True, readonly=True, groups=fields.NO_ACCESS
    )

    _endpoint_unique = models.UniqueIndex("(endpoint)", "This device is known already.")

    @api.model
    def _subscribe(self, endpoint, keys):
        """Let the signed-in person be told on this device; on no other's any more.

        :param keys: dict of ``p256dh`` and ``auth``, as the browser gave them
        :raise UserError: not what a browser sends
        """
        if not self._is_subscription(endpoint, keys):
            raise UserError(self.env._("This browser cannot take messages from here."))
        partner = self.env.user.partner_id
        devices_sudo = self.sudo()  # people have no rights on devices, but on theirs
        values = {
            "partner_id": partner.id,
            "subscription_keys": json.dumps({name: keys[name] for name in KEY_SIZES}),
        }
        known = devices_sudo.search([("endpoint", "=", endpoint)])
        if known:
            # Somebody else signed in here: what is theirs is theirs alone.
            known.write(values)
        else:
            devices_sudo.create({**values, "endpoint": endpoint})
        own = devices_sudo.search([("partner_id", "=", partner.id)])
        own[DEVICE_LIMIT:].unlink()

    @api.model
    def _unsubscribe(self, endpoint):
        """Tell nobody on this device any more. Whoever knows the address holds it."""
        # People have no rights on devices.
        self.sudo().search([("endpoint", "=", endpoint)]).unlink()

    @api.model
    def _is_subscription(self, endpoint, keys):
        """Tell whether this is what a browser gives for a push service we know."""
        if not isinstance(endpoint, str) or not isinstance(keys, dict):
            return False
        if len(endpoint) > ENDPOINT_LIMIT:
            return False
        if not is_allowed_endpoint(endpoint, self._more_origins()):
            return False
        return all(
            self._is_key(keys.get(name), size) for name, size in KEY_SIZES.items()
        )

    @api.model
    def _is_key(self, text, size):
        if not isinstance(text, str) or len(text) > 2 * size:
            return False
        try:
            return len(base64_decode_with_padding(text)) == size
        except ValueError:
            return False

    @api.model
    def _more_origins(self):
        """Return the push services that the administrator allows beside the known."""
        # A setting for everybody who subscribes.
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("errand_notice.push_origins", "").split()

    def _keys(self):
        self.ensure_one()
        return json.loads(self.subscription_keys)

    @api.model
    def _public_key(self):
        """Return what a browser needs to subscribe, made at the first call."""
        return self.env["mail.push.device"].get_web_push_vapid_public_key()

    @api.model
    def _vapid(self):
        """Return the keys of this server, for jobs."""
        public_key = self._public_key()
        parameters = self.env["ir.config_parameter"].sudo()  # nobody reads the key
        return Vapid(
            public_key,
            parameters.get_param("mail.web_push_vapid_private_key"),
            self.get_base_url(),
        )
