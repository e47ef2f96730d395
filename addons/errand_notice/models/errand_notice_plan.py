# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from typing import NamedTuple

from odoo import api, fields, models

from odoo.addons.errand_base.tools import bulk

from ..engine.channels import CHANNELS, INAPP, MAIL, PUSH, SMS, chosen
from ..engine.quiet import after_quiet


class News(NamedTuple):
    """Something that happened: to an order, or to a worker where there is none.

    ``occasion`` tells this time from others, such as ``task-7-3``: the same code,
    order and occasion are told once. ``worker`` is the person it is about. ``branch``
    is given where there is no order, ``facts`` (ids and times) where the order does not
    say it all. What ``is_urgent`` does not wait for the end of the quiet hours.
    """

    code: str
    order: models.BaseModel
    occasion: str
    task: models.BaseModel | None = None
    worker: models.BaseModel | None = None
    branch: models.BaseModel | None = None
    facts: dict | None = None
    is_urgent: bool = False

    @property
    def at_branch(self):
        """The branch whose staff sees this, as superuser; maybe none."""
        return (self.branch or self.order.branch_id).sudo()

    @property
    def company(self):
        """The company that tells it."""
        return (
            self.order.company_id
            or self.at_branch.company_id
            or self.worker.sudo().company_id
        )


class ErrandNotice(models.Model):
    """What is told to whom: written in the transaction of what happened."""

    _inherit = "errand.notice"

    @api.model
    def _tell(self, news):
        """Write what is to be told of these news, and let jobs send it.

        Nothing is told twice. What shows in the app is told at once.

        :param news: list of ``News``
        :return: the new notices, as superuser
        """
        # Told by moves of customers and couriers, who have no rights on notices.
        notices_sudo = self.sudo()
        kinds = notices_sudo._kinds_of({item.code for item in news})
        rows = [
            row
            for item in news
            if item.code in kinds
            for row in notices_sudo._prepare_rows(item, kinds[item.code])
        ]
        told = notices_sudo._insert(rows)
        queued = told.filtered(lambda notice: notice.state == "queued")
        for try_at, notices in queued.grouped("try_at").items():
            notices._queue(eta=try_at if try_at > fields.Datetime.now() else None)
        for notice in told.filtered(lambda notice: notice.channel == INAPP):
            notice._ring()
        return told

    @api.model
    def _kinds_of(self, codes):
        """Return the active kinds among these: dict of code to ``Kind``."""
        known = self.env["errand.notice.kind"]._by_code()
        return {code: known[code] for code in codes if code in known}

    # === WHO === #

    @api.model
    def _parties(self, audience, item):
        """Return who is told: a list of (partner, contact), one of them empty."""
        nobody = self.env["errand.contact"]
        if audience == "recipient":
            contact = item.order.sudo().dropoff_contact_id
            return [(self.env["res.partner"], contact)] if contact else []
        if audience == "customer":
            partners = item.order.partner_id
        elif audience == "courier":
            partners = item.worker.partner_id if item.worker else nobody.browse()
        else:
            branch = item.at_branch
            here = branch._managers() if branch else item.company._errand_dispatchers()
            partners = here.sudo().partner_id
        return [(partner, nobody) for partner in partners]

    @api.model
    def _reachable(self, partner, contact):
        """Return the channels on which a person can be reached at all, as a set."""
        partner.fetch(["email", "phone"])  # alone: partners are wide
        ways = {
            SMS: contact.phone_masked or partner.phone,
            MAIL: partner.email,
            INAPP: partner.user_ids,
            PUSH: partner.errand_push_device_ids,
        }
        return {channel for channel, way in ways.items() if way}

    # === ROWS === #

    @api.model
    def _prepare_rows(self, item, kind):
        """Return one dict for each person and channel of a ``Kind`` of news."""
        rows = []
        for partner, contact in self._parties(kind.audience, item):
            wanted = kind.channels
            channels = chosen(wanted, self._reachable(partner, contact))
            base = self._key_base(item, partner, contact)
            values = self._prepare_row(item, kind, partner, contact)
            if not channels and wanted:
                channel = sorted(wanted, key=CHANNELS.index)[0]
                rows.append(
                    values
                    | {"channel": channel, "key": f"{base}:{channel}"}
                    | {"state": "skipped", "reason": "unreachable"}
                )
            for channel in sorted(channels, key=CHANNELS.index):
                row = values | {"channel": channel, "key": f"{base}:{channel}"}
                if kind.waits and not item.is_urgent and channel in (SMS, PUSH):
                    row["try_at"] = self._after_quiet(item)
                if channel == INAPP:
                    row |= {"state": "sent", "sent_at": fields.Datetime.now()}
                rows.append(row)
        return rows

    @api.model
    def _prepare_row(self, item, kind, partner, contact):
        return {
            "kind_id": kind.id,
            "order_id": item.order.id or None,
            "task_id": item.task.id if item.task else None,
            "company_id": item.company.id,
            "branch_id": item.at_branch.id or None,
            "facts": item.facts or None,
            "partner_id": partner.id or None,
            "contact_id": contact.id or None,
            "state": "queued",
            "reason": None,
            "try_at": fields.Datetime.now(),
            "sent_at": None,
        }

    @api.model
    def _after_quiet(self, item):
        """Return when what may wait is sent: now, or when the quiet hours end."""
        company = item.company.sudo()  # told by whoever made the move
        return after_quiet(
            fields.Datetime.now(),
            item.at_branch.tz,
            company.errand_quiet_from,
            company.errand_quiet_until,
        )

    @api.model
    def _key_base(self, item, partner, contact):
        person = f"c{contact.id}" if contact else f"p{partner.id}"
        return f"{item.code}:{item.order.id or 0}:{item.occasion}:{person}"

    @api.model
    def _insert(self, rows):
        """Insert the rows whose key is new, in one statement; return them.

        Two transactions that tell the same at once: the second waits for the first,
        then is run again by its caller (serialization failure) and finds it told.
        """
        return bulk.insert(self, rows, unique="key")

    def _ring(self):
        """Tell the person's open pages; they ask for what they may see."""
        self.ensure_one()
        self.partner_id._bus_send(
            "errand/notice", {"id": self.id, "order_id": self.order_id.id}
        )
