# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandStatementWizard(models.TransientModel):
    """Choose the period of a courier's statement."""

    _name = "errand.statement.wizard"
    _description = "Statement of a Courier"

    worker_id = fields.Many2one("errand.worker", string="Courier", required=True)
    since = fields.Date("From", default=lambda self: fields.Date.today().replace(day=1))
    until = fields.Date("To", default=fields.Date.today)

    def action_pdf(self):
        """Print it."""
        self.env["errand.payout"].check_access("read")  # finance alone
        report = self.env.ref("errand_payout.action_report_statement")
        return report.report_action(
            self.worker_id,
            data={
                "since": fields.Date.to_string(self.since) or "",
                "until": fields.Date.to_string(self.until) or "",
            },
        )

    def action_sheet(self):
        """Download it as a spreadsheet."""
        since = fields.Date.to_string(self.since) or ""
        until = fields.Date.to_string(self.until) or ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/errand/statement/{self.worker_id.id}.xlsx"
            f"?since={since}&until={until}",
            "target": "self",
        }
