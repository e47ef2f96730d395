# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.errand_base.tests.common import ErrandCommon
from odoo.addons.queue_job.tests.common import trap_jobs

from ..clients import push
from ..models import errand_notice_push


class ErrandNoticeCommon(ErrandCommon):
    """People who can be reached in every way, and nothing that leaves the house."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.partner_id.write(
            {"phone": "+8613700000001", "email": "tessa@example.com"}
        )
        cls.courier_user.partner_id.write(
            {"phone": "+8613700000002", "email": "carl@example.com"}
        )
        cls.notices = cls.env["errand.notice"]

    def _told(self, order, audience=None, code=None):
        """Return the notices of an order, the newest last."""
        domain = [("order_id", "=", order.id)]
        if code:
            domain.append(("kind_id.code", "=", code))
        found = self.notices.search(domain, order="id")
        return found.filtered(lambda n: not audience or n.audience == audience)

    def _codes(self, order, audience):
        """Return the codes of what was told, once each, in their order."""
        codes = self._told(order, audience).mapped("kind_id.code")
        return list(dict.fromkeys(codes))

    def _kind(self, code="customer_grabbed", **values):
        kind = self.env["errand.notice.kind"].search([("code", "=", code)])
        if values:
            kind.write(values)
        return kind

    def _only(self, code, *channels):
        """Let a kind use only these channels."""
        names = ("sms", "mail", "inapp", "push")
        return self._kind(code, **{f"use_{name}": name in channels for name in names})

    def _tell(self, code="customer_failed", occasion="test", order=None):
        order = order or self._create_order()
        with trap_jobs():
            return order._notify(code, occasion)

    def _create_device(self, partner=None, number=1):
        partner = partner or self.customer.partner_id
        return self.env["errand.push.device"].create(
            {
                "partner_id": partner.id,
                "endpoint": f"https://fcm.googleapis.com/fcm/send/made-up-{number}",
                "subscription_keys": "{}",
            }
        )

    def _push_answers(self, *answers):
        """Let the push service answer, one answer after the other."""
        return patch.object(
            errand_notice_push.push, "push", side_effect=list(answers), autospec=True
        )

    def _log(self):
        return self.env["errand.sms.log"].search([], order="id")


GONE, SENT, BUSY, REFUSED = push.GONE, push.SENT, push.BUSY, push.REFUSED
