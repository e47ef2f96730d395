# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo import api, fields, models
from odoo.tools import SQL

#: Rows that one question may name: a break shows itself in the first ones.
ROW_LIMIT = 200
#: How long money may be on its way before it is called stuck.
PATIENCE = "1 hour"


class ErrandLedgerCheck(models.Model):
    """The nightly look at what must hold of the money (R0.12, design 4)."""

    _name = "errand.ledger.check"
    _description = "Ledger Check"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "create_date"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        [("ok", "All Right"), ("trouble", "Trouble")],
        string="Result",
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("errand.ledger.check.line", "check_id", readonly=True)
    line_count = fields.Integer("Findings", readonly=True)

    # === RUNNING === #

    @api.model
    def _cron_check(self):
        """Check every company that has a ledger."""
        companies = self.env["errand.ledger.entry"]._read_group([], ["company_id"])
        for (company,) in companies:
            self._check(company)

    def action_check_now(self):
        """Check the companies that are shown, and open what was found."""
        self.check_access("read")
        checks = self.browse()
        for company in self.env.companies:
            checks |= self._check(company)
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_books.errand_ledger_check_action"
        )
        if len(checks) == 1:
            action.update(res_id=checks.id, views=[(False, "form")], view_mode="form")
        return action

    @api.model
    def _check(self, company):
        """Ask all questions of one company, and tell finance if one is answered badly.

        :return: the check with its findings
        """
        self.env.flush_all()
        findings = [
            {"kind": kind, **finding}
            for kind, query in self._questions(company).items()
            for finding in self._ask(query)
        ]
        check = self.sudo().create(  # written by the check, never by people
            {
                "company_id": company.id,
                "state": "trouble" if findings else "ok",
                "line_count": len(findings),
                "line_ids": [fields.Command.create(finding) for finding in findings],
            }
        )
        if findings:
            check._tell_finance()
        return check

    @api.model
    def _ask(self, query):
        rows = self.env.execute_query(SQL("%s LIMIT %s", query, ROW_LIMIT))
        names = ("reference", "order_id", "expected", "found")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _tell_finance(self):
        """Give everybody in finance of the company something to do."""
        self.ensure_one()
        group = self.env.ref("errand_base.group_finance")
        people = group.sudo().user_ids.filtered(  # finance, whoever runs the check
            lambda user: user.active and self.company_id in user.company_ids
        )
        for user in people:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=user.id,
                summary=self.with_context(lang=user.lang).env._(
                    "The ledger check found trouble: %s", self.line_count
                ),
            )

    # === QUESTIONS === #

    @api.model
    def _questions(self, company):
        """Return kind to a query of (reference, order, expected, found): what is off.

        Each is one statement over sets. Modules add theirs.
        """
        return {
            "unbalanced": self._query_unbalanced(company),
            "held": self._query_held(company),
            "over_refunded": self._query_over_refunded(company),
            "refund_open": self._query_refund_open(company),
            "not_posted": self._query_not_posted(company),
            "books": self._query_books(company),
            "books_tax": self._query_books_tax(company),
            "not_received": self._query_not_received(company),
            "refund_stuck": self._query_refund_stuck(company),
        }

    def _query_unbalanced(self, company):
        return SQL(
            """
            SELECT entry.key, entry.order_id, 0, COALESCE(SUM(line.amount), 0)
              FROM errand_ledger_entry entry
         LEFT JOIN errand_ledger_line line ON line.entry_id = entry.id
             WHERE entry.company_id = %s
          GROUP BY entry.id
            HAVING COALESCE(SUM(line.amount), 1) <> 0
            """,
            company.id,
        )

    def _query_held(self, company):
        return SQL(
            """
            SELECT orders.name || ' ' || line.account, orders.id, 0, SUM(line.amount)
              FROM errand_ledger_line line
              JOIN errand_order orders ON orders.id = line.order_id
             WHERE line.company_id = %s AND line.account = ANY(%s)
               AND orders.state IN ('done', 'failed', 'cancelled')
          GROUP BY orders.id, line.account
            HAVING SUM(line.amount) <> 0
            """,
            company.id,
            list(self.env["errand.order"]._held_accounts()),
        )

    def _query_over_refunded(self, company):
        return SQL(
            """
            SELECT orders.name, orders.id, receipt.amount, SUM(refund.amount)
              FROM errand_refund refund
              JOIN errand_receipt receipt ON receipt.id = refund.receipt_id
              JOIN errand_order orders ON orders.id = receipt.order_id
             WHERE receipt.company_id = %s
          GROUP BY receipt.id, orders.id
            HAVING SUM(refund.amount) > receipt.amount
            """,
            company.id,
        )

    def _query_refund_open(self, company):
        return SQL(
            """
            SELECT orders.name, orders.id, COALESCE(owed.amount, 0),
                   COALESCE(flying.amount, 0)
              FROM (SELECT order_id, -SUM(amount) AS amount FROM errand_ledger_line
                     WHERE company_id = %(company)s AND account = 'refund_in_flight'
                       AND order_id IS NOT NULL
                  GROUP BY order_id) flying
         FULL JOIN (SELECT order_id, SUM(amount) AS amount FROM errand_refund
                     WHERE company_id = %(company)s AND state <> 'done'
                  GROUP BY order_id) owed ON owed.order_id = flying.order_id
              JOIN errand_order orders
                ON orders.id = COALESCE(owed.order_id, flying.order_id)
             WHERE COALESCE(owed.amount, 0) <> COALESCE(flying.amount, 0)
            """,
            company=company.id,
        )

    def _query_not_posted(self, company):
        return SQL(
            """
            SELECT entry.key, entry.order_id, NULL::numeric, NULL::numeric
              FROM errand_ledger_entry entry
         LEFT JOIN errand_posting_link link ON link.entry_id = entry.id
             WHERE link.id IS NULL AND entry.company_id = %s
               AND entry.at < now() AT TIME ZONE 'UTC' - interval '26 hours'
            """,
            company.id,
        )

    def _query_not_received(self, company):
        return SQL(
            """
            SELECT tx.reference, tx.errand_order_id, tx.amount, 0
              FROM payment_transaction tx
         LEFT JOIN errand_receipt receipt ON receipt.transaction_id = tx.id
             WHERE tx.company_id = %s AND tx.errand_order_id IS NOT NULL
               AND tx.state = 'done' AND tx.operation <> 'refund'
               AND receipt.id IS NULL
               AND tx.last_state_change
                   < now() AT TIME ZONE 'UTC' - interval %s
            """,
            company.id,
            PATIENCE,
        )

    def _query_refund_stuck(self, company):
        return SQL(
            """
            SELECT orders.name, orders.id, refund.amount, 0
              FROM errand_refund refund
              JOIN errand_order orders ON orders.id = refund.order_id
             WHERE refund.company_id = %s
               AND (refund.state IN ('failed', 'unclear')
                    OR (refund.state IN ('queued', 'sent') AND refund.create_date
                        < now() AT TIME ZONE 'UTC' - interval %s))
            """,
            company.id,
            PATIENCE,
        )

    # === BOOKS === #

    def _query_moves(self, company):
        """Return the moves that carry the ledger: summaries, and payments linked."""
        return SQL(
            """
            SELECT posting.move_id FROM errand_posting posting
             WHERE posting.company_id = %(company)s AND posting.move_id IS NOT NULL
               AND posting.currency_id = %(currency)s
             UNION
            SELECT payment.move_id FROM errand_posting_link link
              JOIN errand_posting posting ON posting.id = link.posting_id
              JOIN account_payment payment ON payment.id = link.payment_id
             WHERE posting.company_id = %(company)s AND payment.move_id IS NOT NULL
               AND posting.currency_id = %(currency)s
            """,
            company=company.id,
            currency=company.currency_id.id,
        )

    def _query_books(self, company):
        """Compare each book account with what was posted of the ledger.

        What a payment carries stands on both sides of its account, and falls out.
        """
        kinds = self.env["errand.ledger.entry"]._fields["kind"].get_values(self.env)
        counters = {
            kind: self.env["errand.ledger.entry"]._counter_account(kind)
            for kind in kinds
        }
        return SQL(
            """
            SELECT account.name ->> 'en_US', NULL::integer,
                   COALESCE(ledger.amount, 0), COALESCE(books.amount, 0)
              FROM (SELECT item.account_id, SUM(item.balance) AS amount
                      FROM account_move_line item
                     WHERE item.move_id IN (%(moves)s)
                       AND item.parent_state = 'posted'
                       AND item.tax_repartition_line_id IS NULL
                       AND item.account_id IN (
                           SELECT account_id FROM errand_book_account
                            WHERE company_id = %(company)s)
                  GROUP BY item.account_id) books
         FULL JOIN (SELECT place.account_id, SUM(line.amount) AS amount
                      FROM errand_ledger_line line
                      JOIN errand_ledger_entry entry ON entry.id = line.entry_id
                      JOIN errand_posting_link link ON link.entry_id = entry.id
                 LEFT JOIN account_payment payment ON payment.id = link.payment_id
                      JOIN errand_book_account place
                        ON place.company_id = entry.company_id
                       AND place.key = CASE WHEN line.account = 'receipts'
                           THEN %(counters)s::jsonb ->> entry.kind
                           ELSE line.account END
                     WHERE entry.company_id = %(company)s
                       AND entry.currency_id = %(currency)s
                       AND NOT (line.account = 'receipts'
                                AND payment.move_id IS NOT NULL)
                       AND NOT (line.account = 'commission_tax'
                                AND entry.tax_id IS NOT NULL)
                  GROUP BY place.account_id) ledger
                ON ledger.account_id = books.account_id
              JOIN account_account account
                ON account.id = COALESCE(ledger.account_id, books.account_id)
             WHERE COALESCE(ledger.amount, 0) <> COALESCE(books.amount, 0)
            """,
            moves=self._query_moves(company),
            company=company.id,
            currency=company.currency_id.id,
            counters=json.dumps(counters),
        )

    def _query_books_tax(self, company):
        return SQL(
            """
            SELECT 'commission_tax', NULL::integer, ledger.amount, books.amount
              FROM (SELECT COALESCE(SUM(item.balance), 0) AS amount
                      FROM account_move_line item
                     WHERE item.move_id IN (%(moves)s)
                       AND item.parent_state = 'posted'
                       AND item.tax_repartition_line_id IS NOT NULL) books,
                   (SELECT COALESCE(SUM(line.amount), 0) AS amount
                      FROM errand_ledger_line line
                      JOIN errand_ledger_entry entry ON entry.id = line.entry_id
                      JOIN errand_posting_link link ON link.entry_id = entry.id
                     WHERE entry.company_id = %(company)s
                       AND entry.currency_id = %(currency)s
                       AND line.account = 'commission_tax'
                       AND entry.tax_id IS NOT NULL) ledger
             WHERE ledger.amount <> books.amount
            """,
            moves=self._query_moves(company),
            company=company.id,
            currency=company.currency_id.id,
        )
