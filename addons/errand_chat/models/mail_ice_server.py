# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import hashlib
import hmac
import os
import time

from odoo import models
from odoo.tools import config

#: How long a credential lives, in seconds: longer than a call about an errand.
TURN_SECONDS = 4 * 3600


def turn_setting(name):
    """Return ``errand_turn_<name>`` of the configuration file or environment."""
    return config.get(f"errand_turn_{name}") or os.environ.get(
        f"ERRAND_TURN_{name.upper()}", ""
    )


def turn_credential(secret, subject, now):
    """Return (username, credential) for a TURN server with a shared secret.

    "A REST API For Access To TURN Services", draft-uberti-behave-turn-rest-00,
    section 2.2; coturn's ``use-auth-secret``: the name is the UNIX time at which it
    ends and any id, the password the base64 of HMAC-SHA1 over it.
    """
    username = f"{int(now) + TURN_SECONDS}:{subject}"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(digest).decode()


class MailIceServer(models.Model):
    """How two phones behind walls reach one another."""

    _inherit = "mail.ice.server"

    def _get_ice_servers(self):
        """Override of ``mail``: our relay, with a credential that ends by itself."""
        return [*self._errand_turn_servers(), *super()._get_ice_servers()][:5]

    def _get_local_ice_servers(self):
        """Override of ``mail``: passwords that last are not for guests."""
        servers = super()._get_local_ice_servers()
        if self.env.user._is_internal():
            return servers
        return [server for server in servers if not server.get("credential")]

    def _errand_turn_servers(self):
        secret, uris = turn_setting("secret"), turn_setting("uris")
        if not secret or not uris:
            return []
        guest = self.env["mail.guest"]._get_guest_from_context()
        subject = f"g{guest.id}" if guest else f"u{self.env.uid}"
        username, credential = turn_credential(secret, subject, time.time())
        urls = [uri.strip() for uri in uris.split(",") if uri.strip()]
        return [{"urls": urls, "username": username, "credential": credential}]
