# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import io
import json
import zipfile
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.errand_base.tools import secret
from odoo.addons.queue_job.job import identity_exact

KEEP_HOURS = 48


class ErrandExport(models.Model):
    """A copy of a member's data, made by a job, kept sealed for two days."""

    _name = "errand.export"
    _description = "Copy Of A Member's Data"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    sealed = fields.Binary(readonly=True, groups=fields.NO_ACCESS)
    made_at = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(required=True, readonly=True)

    @api.model
    def _order_for(self, user):
        """Let a job make a copy for this user; return it, as superuser."""
        export = self.sudo().create(  # members have no rights on copies
            {
                "partner_id": user.partner_id.id,
                "user_id": user.id,
                "expires_at": fields.Datetime.now() + timedelta(hours=KEEP_HOURS),
            }
        )
        export.with_delay(identity_key=identity_exact)._make()
        return export

    @api.model
    def _of(self, user):
        """Return the copies that this user may download, the newest first."""
        return self.sudo().search(  # members have no rights on copies
            [("user_id", "=", user.id), ("expires_at", ">", fields.Datetime.now())]
        )

    def _make(self):
        """Job: gather the data, and seal it. Safe to run twice."""
        self.ensure_one()
        if self.made_at:
            return
        lang = self.user_id.lang or self.env.lang
        data = self.partner_id.with_context(lang=lang)._errand_data()
        packed = self.with_context(lang=lang)._pack(data)
        token = secret.encrypt(base64.b64encode(packed).decode())
        self.write(
            {
                "sealed": base64.b64encode(token.encode()),
                "made_at": fields.Datetime.now(),
            }
        )

    def _pack(self, data):
        """Return a ZIP with the data for machines (JSON) and for people (HTML)."""
        page = self.env["ir.qweb"]._render(
            "errand_member.export_page",
            {"sections": data, "company": self.user_id.company_id},
        )
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str)
            )
            archive.writestr("data.html", str(page))
        return packed.getvalue()

    def _open(self):
        """Return the ZIP as bytes."""
        self.ensure_one()
        token = base64.b64decode(self.sealed).decode()
        return base64.b64decode(secret.decrypt(token))

    @api.autovacuum
    def _gc_exports(self):
        self.search([("expires_at", "<", fields.Datetime.now())], limit=1000).unlink()
