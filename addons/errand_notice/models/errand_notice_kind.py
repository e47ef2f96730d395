# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from typing import NamedTuple

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..engine import placeholders
from ..engine.channels import INAPP, MAIL, PUSH, SMS

#: Who may be told the code that proves a delivery: never the courier.
CODE_AUDIENCES = ("customer", "recipient")


class Kind(NamedTuple):
    """What whoever tells news must know of a kind."""

    id: int
    audience: str
    channels: frozenset
    waits: bool


class ErrandNoticeKind(models.Model):
    """What is said to whom when something happens, and over which channels."""

    _name = "errand.notice.kind"
    _description = "Kind of Notice"
    _inherit = ["errand.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char("When", required=True, translate=True)
    code = fields.Char(
        required=True, readonly=True, copy=False, help="How the program calls it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    audience = fields.Selection(
        [
            ("customer", "Customer"),
            ("recipient", "Recipient"),
            ("courier", "Worker"),
            ("staff", "Branch Managers"),
        ],
        required=True,
        readonly=True,
        default="customer",
    )
    use_sms = fields.Boolean("SMS")
    use_mail = fields.Boolean("Mail")
    use_inapp = fields.Boolean("In the App")
    use_push = fields.Boolean(
        "Push",
        help="On devices that the person allowed. Never alone: without another channel "
        "the message also shows in the app, or goes by mail or SMS.",
    )
    waits = fields.Boolean(
        "May Wait",
        help="SMS and pushes of this kind are not sent in the quiet hours, but after.",
    )
    title = fields.Char(required=True, translate=True)
    body = fields.Text(
        "Text", required=True, translate=True, help="In the app, in pushes and mails."
    )
    sms_text = fields.Text(
        "SMS Text", translate=True, help="Empty: the title and the text."
    )
    mail_template_id = fields.Many2one(
        "mail.template",
        domain=[("model", "=", "errand.notice")],
        ondelete="restrict",
        help="Empty: a plain mail with the title and the text.",
    )
    placeholder_help = fields.Html("Placeholders", compute="_compute_placeholder_help")
    sms_preview = fields.Text("SMS, for Example", compute="_compute_previews")
    body_preview = fields.Text("Text, for Example", compute="_compute_previews")

    _code_unique = models.UniqueIndex("(code)", "This code is used already.")

    # === CONSTRAINTS === #

    @api.constrains("title", "body", "sms_text", "audience")
    def _check_placeholders(self):
        for kind in self:
            known = set(kind._placeholders())
            for text in (kind.title, kind.body, kind.sms_text):
                unknown = placeholders.names(text) - known
                if unknown or not placeholders.is_whole(text):
                    raise ValidationError(
                        self.env._(
                            "“%(text)s” has a placeholder that is not known here. "
                            "These are: %(known)s",
                            text=text,
                            known=", ".join(f"{{{{ {name} }}}}" for name in known),
                        )
                    )

    # === CACHE === #

    @api.model
    @ormcache()
    def _by_code(self):
        """Return every active kind: dict of code to ``Kind``."""
        return {
            kind.code: Kind(
                kind.id, kind.audience, frozenset(kind._channels()), kind.waits
            )
            for kind in self.sudo().search([])  # the same for whoever is first
        }

    # === COMPUTE === #

    @api.depends("audience")
    def _compute_placeholder_help(self):
        for kind in self:
            lines = [
                Markup("<code>{{{{ %s }}}}</code> %s") % (name, meaning)
                for name, meaning in kind._placeholders().items()
            ]
            kind.placeholder_help = Markup("<br/>").join(lines)

    @api.depends("title", "body", "sms_text", "audience")
    @api.depends_context("lang")
    def _compute_previews(self):
        for kind in self:
            values = kind._example_values()
            kind.sms_preview = kind._sms_text(values)
            kind.body_preview = "\n".join(kind._title_and_body(values))

    # === TEXTS === #

    def _placeholders(self):
        """Return the placeholders that this kind may use, with their meaning.

        Modules that tell of something of their own add theirs, and fill them in
        ``errand.notice._values``.
        """
        known = {
            "order": self.env._("number of the order"),
            "category": self.env._("kind of errand"),
            "company": self.env._("name of your company"),
            "link": self.env._("page that shows how the errand goes"),
        }
        if self.audience in CODE_AUDIENCES:
            # Whoever holds this link sees the delivery code.
            known["token"] = self.env._("last part of that page's address")
            known["code"] = self.env._("delivery code, or one-time code")
        return known

    def _example_values(self):
        return {
            "order": "ER00042",
            "category": self.env._("Deliver something"),
            "company": self.env.company.name,
            "link": "https://errand.example.com/t/2a-0123456789abcdef",
            "token": "2a-0123456789abcdef",
            "code": "123456",
        }

    def _sms_text(self, values):
        """Return the text of an SMS, in the language of the context."""
        self.ensure_one()
        text = self.sms_text or "\n".join((self.title, self.body))
        return placeholders.fill(text, values)

    def _title_and_body(self, values):
        """Return (title, body), in the language of the context."""
        self.ensure_one()
        return (
            placeholders.fill(self.title, values),
            placeholders.fill(self.body, values),
        )

    def _channels(self):
        """Return the channels that staff chose for this kind, as a set."""
        self.ensure_one()
        switches = {
            SMS: self.use_sms,
            MAIL: self.use_mail,
            INAPP: self.use_inapp,
            PUSH: self.use_push,
        }
        return {channel for channel, is_on in switches.items() if is_on}
