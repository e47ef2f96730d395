# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .errand_book_account import PARTNER_TYPES

ENDED = ("done", "failed", "cancelled")


class ErrandPosting(models.Model):
    """How a day's entries become one journal entry, and what it reconciles."""

    _inherit = "errand.posting"

    def _post_day(self, company, currency_id, day, entry_ids):
        """Link these entries to one new posting, and book it."""
        posting = self.create(
            {
                "company_id": company.id,
                "currency_id": currency_id,
                "day": day,
                "entry_count": len(entry_ids),
            }
        )
        entries = self.env["errand.ledger.entry"].browse(entry_ids)
        payments = entries._payments()
        sums, carried = posting._summarise(entries, payments)
        posting.move_id = posting._create_move(sums)
        self.env["errand.posting.link"].create(
            [
                {
                    "entry_id": entry.id,
                    "posting_id": posting.id,
                    "payment_id": payments[entry.id].id
                    if entry.id in payments
                    else False,
                    "move_id": payments[entry.id].move_id.id
                    if entry.id in carried
                    else posting.move_id.id,
                }
                for entry in entries
            ]
        )
        posting._reconcile(entries, payments)
        return posting

    # === SUMS === #

    def _summarise(self, entries, payments):
        """Sum the entries' lines by where the books show them.

        :return: dict of (account, partner id, tax, whether it is the tax itself) to
            amount, and the ids of entries of which payments alone say everything
        """
        books = self.env["errand.book.account"]
        accounts = books._accounts(self.company_id)
        sums, carried = defaultdict(float), set()
        for entry_id, rows in self._read_lines(entries).items():
            own = defaultdict(float)
            for kind, key, partner_id, tax_id, amount in rows:
                target = key
                if key == "receipts":
                    target = entries._counter_account(kind)
                taxed = tax_id if key in ("commission", "commission_tax") else False
                account = accounts[target]
                tells_partner = account.account_type in PARTNER_TYPES
                place = (
                    account,
                    tells_partner and partner_id,
                    taxed,
                    bool(taxed) and key == "commission_tax",
                )
                own[place] += amount
            own = {
                place: amount
                for place, amount in own.items()
                if not self.currency_id.is_zero(amount)
            }
            for place, amount in own.items():
                sums[place] += amount
            if not own and entry_id in payments:
                carried.add(entry_id)
        rounded = {place: self.currency_id.round(sums[place]) for place in sums}
        return {place: value for place, value in rounded.items() if value}, carried

    def _read_lines(self, entries):
        """Return entry id to (kind, account, partner, tax, amount) of its lines."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.entry_id, entry.kind, line.account,
                       COALESCE(partner.commercial_partner_id, line.partner_id),
                       entry.tax_id, line.amount
                  FROM errand_ledger_line line
                  JOIN errand_ledger_entry entry ON entry.id = line.entry_id
             LEFT JOIN res_partner partner ON partner.id = line.partner_id
                 WHERE line.entry_id = ANY(%s)
                """,
                entries.ids,
            )
        )
        result = defaultdict(list)
        for entry_id, kind, account, partner_id, tax_id, amount in rows:
            result[entry_id].append((kind, account, partner_id, tax_id, float(amount)))
        return result

    # === MOVE === #

    def _create_move(self, sums):
        """Return the posted journal entry of these sums; empty when all is zero."""
        moves = self.env["account.move"]
        if not sums:
            return moves
        journal = self.company_id._get_errand_journal()
        date = self._open_date(journal, any(tax for _a, _p, tax, _is in sums))
        lines = [
            values
            for place, amount in sorted(
                sums.items(), key=lambda item: (item[0][0].code or "", item[0][1] or 0)
            )
            for values in self._prepare_line_values(place, amount)
        ]
        self._balance(lines, date)
        # The tax lines are given: Odoo is not to compute others from the base.
        move = moves.with_context(
            skip_invoice_sync=True, skip_invoice_line_sync=True
        ).create(
            {
                "journal_id": journal.id,
                "date": date,
                "ref": self.env._("Errands of %s", fields.Date.to_string(self.day)),
                "line_ids": [fields.Command.create(values) for values in lines],
            }
        )
        move.action_post()
        return move

    def _open_date(self, journal, has_tax):
        """Return the entries' day, or the first open one when the books are locked."""
        date, locks = self.day, True
        while locks:
            locks = self.company_id._get_violated_lock_dates(date, has_tax, journal)
            if locks:
                date = locks[-1][0] + timedelta(days=1)
        self.is_date_moved = date != self.day
        return date

    def _prepare_line_values(self, place, amount):
        account, partner_id, tax_id, is_tax = place
        values = {
            "account_id": account.id,
            "partner_id": partner_id,
            "name": account.name,
            "currency_id": self.currency_id.id,
            "amount_currency": amount,
        }
        if not tax_id:
            return [values]
        tax = self.env["account.tax"].browse(tax_id)
        # What the platform keeps is a sale; taken back it would be a refund.
        repartition = (
            tax.invoice_repartition_line_ids
            if amount < 0
            else tax.refund_repartition_line_ids
        )
        if not is_tax:
            base = repartition.filtered(lambda line: line.repartition_type == "base")
            return [
                {
                    **values,
                    "tax_ids": [fields.Command.set(tax.ids)],
                    "tax_tag_ids": [fields.Command.set(base.tag_ids.ids)],
                }
            ]
        return self._prepare_tax_lines(values, tax, repartition, amount)

    def _prepare_tax_lines(self, values, tax, repartition, amount):
        """Return a line for each share of a tax, as ``account`` divides it."""
        shares = repartition.filtered(lambda line: line.repartition_type == "tax")
        whole = sum(shares.mapped("factor_percent"))
        lines, left = [], amount
        for share in shares:
            part = self.currency_id.round(amount * share.factor_percent / whole)
            if share == shares[-1]:
                part = self.currency_id.round(left)
            left -= part
            lines.append(
                {
                    **values,
                    "name": tax.name,
                    "account_id": share.account_id.id or values["account_id"],
                    "amount_currency": part,
                    "tax_repartition_line_id": share.id,
                    "tax_tag_ids": [fields.Command.set(share.tag_ids.ids)],
                    "display_type": "tax",
                }
            )
        return lines

    def _balance(self, lines, date):
        """Add each line's balance in the company's currency; they sum to zero."""
        own = self.company_id.currency_id
        for values in lines:
            values["balance"] = self.currency_id._convert(
                values["amount_currency"], own, self.company_id, date
            )
        rest = own.round(sum(values["balance"] for values in lines))
        largest = max(lines, key=lambda values: abs(values["balance"]))
        largest["balance"] -= rest

    # === RECONCILING === #

    def _reconcile(self, entries, payments):
        """Close what belongs together. Modules add their accounts."""
        loose = self.env["account.payment"].union(
            *(
                payments[entry.id]
                for entry in entries
                if entry.id in payments and not entry.order_id
            )
        )
        self._reconcile_escrow(entries.order_id, loose)

    def _reconcile_escrow(self, orders, loose):
        """Set payments of ended orders off against what the batches released.

        :param loose: payments of no order, such as a wallet's: batches take all of it

        First against what took money out of escrow, then what is left of the batches
        among themselves: open orders' payments stay open.
        """
        ended = orders.filtered(lambda order: order.state in ENDED)
        account = self.env["errand.book.account"]._account(self.company_id, "escrow")
        paid = (ended.transaction_ids.payment_id | loose).move_id.line_ids
        batches = self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
                ("move_id", "in", self._search_moves()),
            ]
        )
        batches |= self.move_id.line_ids
        self._reconcile_lines(paid | batches.filtered("debit"), account)
        self._reconcile_lines(paid, account)
        self._reconcile_lines(batches, account)

    def _search_moves(self):
        return (
            self.env["errand.posting"]
            ._search([("company_id", "=", self.company_id.id)])
            .subselect("move_id")
        )

    def _reconcile_lines(self, lines, account):
        """Reconcile what is open among these lines on the account."""
        open_lines = lines.filtered(
            lambda line: (
                line.account_id == account
                and not line.reconciled
                and line.parent_state == "posted"
            )
        )
        if open_lines.filtered("debit") and open_lines.filtered("credit"):
            open_lines.reconcile()
