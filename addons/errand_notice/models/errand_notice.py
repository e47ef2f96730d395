# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..engine.channels import INAPP

#: How long a notice is kept.
KEEP_DAYS = 90
#: How many notices the page of a person shows.
PAGE_SIZE = 20


class ErrandNotice(models.Model):
    """One message to one person over one channel, mostly about an order.

    Holds ids and times, no number and no text: those are looked up when it is sent.
    """

    _name = "errand.notice"
    _description = "Notice"
    _order = "id desc"
    _rec_name = "kind_id"

    kind_id = fields.Many2one(
        "errand.notice.kind",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    audience = fields.Selection(related="kind_id.audience", string="To")
    order_id = fields.Many2one(
        "errand.order", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    task_id = fields.Many2one(
        "errand.task", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    branch_id = fields.Many2one(
        "errand.branch",
        compute="_compute_branch_id",
        store=True,
        readonly=False,
        copy=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Whose staff sees it: the order's branch, or the one that it is about.",
    )
    #: What fills placeholders beside the order: ids and times, never names or numbers.
    facts = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    contact_id = fields.Many2one(
        "errand.contact",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The recipient, who has no account.",
    )
    channel = fields.Selection(
        [("sms", "SMS"), ("mail", "Mail"), ("inapp", "In the App"), ("push", "Push")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("queued", "Waiting"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("skipped", "Skipped"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default="queued",
        index=True,
    )
    reason = fields.Selection(
        [
            ("unreachable", "There is no way to reach this person"),
            ("no_number", "There is no phone number"),
            ("no_device", "No device of this person takes pushes any more"),
            ("sms", "The SMS was refused"),
            ("mail", "The mail could not be sent"),
            ("push", "The push service does not answer"),
            ("late", "It was too late to send this"),
        ],
        readonly=True,
        copy=False,
    )
    failure = fields.Char(
        readonly=True, copy=False, help="What a provider or mail server said."
    )
    why_not = fields.Char(compute="_compute_why_not")
    tries = fields.Integer(readonly=True, copy=False)
    try_at = fields.Datetime(
        "Next Try At", readonly=True, copy=False, default=fields.Datetime.now
    )
    sent_at = fields.Datetime(readonly=True, copy=False)
    read_at = fields.Datetime(readonly=True, copy=False)
    key = fields.Char(required=True, readonly=True, copy=False)
    # What the templates of mails say; hidden, because it may hold a code.
    lang = fields.Char(compute="_compute_texts", groups=fields.NO_ACCESS)
    title = fields.Char(compute="_compute_texts", groups=fields.NO_ACCESS)
    body = fields.Text(compute="_compute_texts", groups=fields.NO_ACCESS)
    link = fields.Char(compute="_compute_texts", groups=fields.NO_ACCESS)

    _key_unique = models.UniqueIndex("(key)", "This was told already.")
    _due_idx = models.Index("(try_at) WHERE state = 'queued'")
    _inbox_idx = models.Index("(partner_id, id) WHERE channel = 'inapp'")

    # === COMPUTE === #

    @api.depends("order_id.branch_id")
    def _compute_branch_id(self):
        for notice in self:
            # Without an order it stays as it was told.
            notice.branch_id = notice.order_id.branch_id or notice.branch_id

    @api.depends("reason", "failure")
    @api.depends_context("lang")
    def _compute_why_not(self):
        labels = dict(self._fields["reason"]._description_selection(self.env))
        for notice in self:
            words = (labels.get(notice.reason), notice.failure)
            notice.why_not = ": ".join(filter(None, words))

    @api.depends("kind_id", "order_id", "task_id", "partner_id")
    def _compute_texts(self):
        for notice in self:
            notice.lang = notice._lang()
            values = notice._values()
            kind = notice.kind_id.with_context(lang=notice.lang)
            notice.title, notice.body = kind._title_and_body(values)
            notice.link = values["link"]

    def _lang(self):
        """Return the language of the person; a recipient's is the customer's."""
        self.ensure_one()
        partner = self.partner_id or self.order_id.partner_id
        installed = dict(self.env["res.lang"].get_installed())
        return partner.lang if partner.lang in installed else "en_US"

    def _values(self):
        """Return what fills the placeholders. Modules add theirs."""
        self.ensure_one()
        order = self.order_id
        values = {
            "order": order.name,
            "category": order.category_id.with_context(lang=self._lang()).name,
            "company": self.company_id.name,
            "link": self._link(),
        }
        if "code" in self.kind_id._placeholders():
            values["token"] = values["link"].rpartition("/")[2]
            task = self.task_id or order._code_task()
            values["code"] = task._delivery_code() if task else ""
        return values

    def _link(self):
        """Return the address of the page that this is about.

        Modules that tell of something without an order override it.
        """
        self.ensure_one()
        if self.order_id:
            return self.order_id._notice_link(self.audience)
        return f"{self.get_base_url()}/my"

    # === INBOX === #

    @api.model
    def _inbox_domain(self):
        """Return what the signed-in person was told in the app."""
        return (
            Domain("partner_id", "=", self.env.user.partner_id.id)
            & Domain("channel", "=", INAPP)
            & Domain("state", "=", "sent")
        )

    @api.model
    def _inbox(self, before=None):
        """Return the signed-in person's notices, newest first: a whitelist.

        :param before: id; only older ones
        :return: dict of ``notices`` (id, title, text, order id, link, at, is_read),
            ``unread`` and ``has_more``
        """
        notices_sudo = self.sudo()  # people have no rights on notices, but on these
        domain = self._inbox_domain()
        page = domain & Domain("id", "<", before) if before else domain
        found = notices_sudo.search(page, limit=PAGE_SIZE + 1)
        return {
            "notices": [notice._inbox_line() for notice in found[:PAGE_SIZE]],
            "unread": self._unread_count(),
            "has_more": len(found) > PAGE_SIZE,
        }

    def _inbox_line(self):
        self.ensure_one()
        return {
            "id": self.id,
            "order_id": self.order_id.id,
            "title": self.title,
            "text": self.body,
            "link": self.link,
            "at": fields.Datetime.to_string(self.sent_at),
            "is_read": bool(self.read_at),
        }

    @api.model
    def _unread_count(self):
        """Return how many of the signed-in person's notices they have not read."""
        unread = self._inbox_domain() & Domain("read_at", "=", False)
        # People have no rights on notices, but may read their own.
        return self.sudo().search_count(unread)

    @api.model
    def _open_own(self, notice_id):
        """Mark one of the signed-in person's notices as read; return its line.

        :return: as ``_inbox`` has it; None when it is not theirs
        """
        own = self._inbox_domain() & Domain("id", "=", notice_id)
        notice_sudo = self.sudo().search(own)  # as above
        if not notice_sudo:
            return None
        self._mark_read(notice_sudo.ids)
        return notice_sudo._inbox_line()

    @api.model
    def _mark_read(self, ids=None):
        """Mark the signed-in person's notices as read; all of them without ids."""
        domain = self._inbox_domain() & Domain("read_at", "=", False)
        if ids is not None:
            domain &= Domain("id", "in", ids)
        # People have no rights on notices, but may read their own.
        self.sudo().search(domain).write({"read_at": fields.Datetime.now()})

    # === ACTIONS === #

    def action_resend(self):
        """Send these again, whether they failed or were skipped; not what was sent.

        :raise AccessError: not for this person
        """
        self.check_access("read")
        if not self.env.user.has_group("errand_base.group_clerk"):
            raise AccessError(self.env._("Only staff can send notices again."))
        again = self.filtered(
            lambda notice: (
                notice.state in ("failed", "skipped")
                and (notice.partner_id or notice.contact_id)
            )
        )
        # Nobody writes notices directly; sending again was checked above.
        again_sudo = again.sudo()
        now = fields.Datetime.now()
        again_sudo.write(
            {
                "state": "queued",
                "reason": False,
                "failure": False,
                "tries": 0,
                "try_at": now,
            }
        )
        again_sudo._queue()
        return self._resent_message(again, self - again)

    def _resent_message(self, again, left):
        """Say what becomes of notices that are sent again, and of the others."""
        message = self.env._("%s are being sent again.", len(again))
        if not again:
            message = self.env._("There was nothing to send again.")
        if left:
            message += " " + self.env._(
                "%s were left alone: sent already, or on their way.", len(left)
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if again else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_order(self):
        """Show the order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "errand.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    @api.autovacuum
    def _gc_notices(self):
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        self.search([("create_date", "<", limit)], limit=100000).unlink()
