# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

from ..clients import push
from ..engine.channels import CHANNELS, instead_of_push


class ErrandNotice(models.Model):
    """Pushes to the devices that a person allowed."""

    _inherit = "errand.notice"

    def _send_push(self):
        """Push to every device of the person; another channel when none got it."""
        vapid = self.env["errand.push.device"]._vapid()
        payload = self._push_payload()
        answers = {
            device: push.push(device.endpoint, device._keys(), payload, vapid)
            for device in self.partner_id.errand_push_device_ids
        }
        for device, answer in answers.items():
            if answer == push.GONE:
                device.unlink()
        if push.SENT in answers.values():
            self._sent()
        elif push.BUSY in answers.values():
            if not self._later("push"):
                self._tell_otherwise()
        else:
            self._fail("no_device")
            self._tell_otherwise()

    def _push_payload(self):
        """Return what the service worker shows: no name, no number, no code."""
        return {
            "title": self.title,
            "body": self.body,
            "url": self.link,
            # News of an order replaces what was said of it before.
            "tag": f"errand-{self.order_id.id or f'notice-{self.id}'}",
            "lang": self.lang.replace("_", "-"),
        }

    def _tell_otherwise(self):
        """Tell the person over another channel: a push is never the only alert."""
        base = self.key.rpartition(":")[0]
        siblings = self.search(
            [
                ("key", "in", [f"{base}:{channel}" for channel in CHANNELS]),
                ("state", "in", ("queued", "sent")),
            ]
        )
        channels = instead_of_push(
            siblings.mapped("channel"),
            self._reachable(self.partner_id, self.contact_id) - {"push"},
        )
        for channel in channels:
            other = self.copy({"channel": channel, "key": f"{base}:{channel}"})
            other._queue()
