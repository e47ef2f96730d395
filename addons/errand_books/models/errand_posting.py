# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.queue_job.job import identity_exact

#: Entries that one transaction posts.
BATCH_SIZE = 5000
#: Names our advisory lock among those of others; the company is its second half.
LOCK_SPACE = 190120


class ErrandPosting(models.Model):
    """Ledger entries of one day, summarised into one journal entry (R0.12)."""

    _name = "errand.posting"
    _description = "Posting to the Books"
    _order = "id desc"
    _rec_name = "day"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True, help="Day of the entries.")
    move_id = fields.Many2one(
        "account.move",
        string="Journal Entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_date_moved = fields.Boolean(
        "Later Date",
        readonly=True,
        help="The books of that day are locked: it was posted on the first open day.",
    )
    link_ids = fields.One2many("errand.posting.link", "posting_id", readonly=True)
    entry_count = fields.Integer("Entries", readonly=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was posted cannot be taken back."))

    # === RUNNING === #

    @api.model
    def _cron_post(self):
        """Give each company that has something to post a job of its own."""
        companies = self.env["errand.ledger.entry"]._read_group(
            [("posting_link_ids", "=", False)], ["company_id"]
        )
        for (company,) in companies:
            self.with_delay(identity_key=identity_exact)._post_company(company)

    @api.model
    def _post_company(self, company):
        """Post one batch of the company; another job goes on with what is left.

        Safe to repeat and to kill: links and moves are one transaction, and each
        entry is linked once.
        """
        posted = self._post_batch(company)
        if posted == BATCH_SIZE:
            self.with_delay(identity_key=identity_exact)._post_company(company)
        return posted

    def action_post_now(self):
        """Post what waits, for the companies that are shown."""
        self.check_access("read")
        count = 0
        for company in self.env.companies:
            count += self._post_company(company)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if count else "info",
                "message": self.env._("Ledger entries posted: %s", count),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_entries(self):
        """Show the ledger lines behind a journal entry."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_account.errand_ledger_line_action"
        )
        action["domain"] = [("entry_id.posting_link_ids.posting_id", "=", self.id)]
        action["context"] = {}
        return action

    @api.model
    def _post_batch(self, company):
        """Post up to BATCH_SIZE entries of a company.

        :return: how many; 0 when nothing waits or another process is at it
        """
        books = self.sudo().with_company(company)  # a job's work, asked for by finance
        [(is_ours,)] = self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", LOCK_SPACE, company.id)
        )
        if not is_ours:
            return 0
        self.env.flush_all()
        waiting = books._waiting_entries(company)
        groups = {}
        for entry_id, currency_id, day in waiting:
            groups.setdefault((currency_id, day), []).append(entry_id)
        for (currency_id, day), entry_ids in groups.items():
            books._post_day(company, currency_id, day, entry_ids)
        return len(waiting)

    def _waiting_entries(self, company):
        """Return (entry id, currency id, day on the company's clock) not yet posted."""
        zone = company.partner_id.tz or "UTC"
        return self.env.execute_query(
            SQL(
                """
                SELECT entry.id, entry.currency_id,
                       (entry.at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date
                  FROM errand_ledger_entry entry
             LEFT JOIN errand_posting_link link ON link.entry_id = entry.id
                 WHERE link.id IS NULL AND entry.company_id = %s
              ORDER BY entry.id
                 LIMIT %s
                """,
                zone,
                company.id,
                BATCH_SIZE,
            )
        )
