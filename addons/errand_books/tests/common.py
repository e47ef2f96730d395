# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command

from odoo.addons.errand_account.tests.common import ErrandAccountCommon


class ErrandBooksCommon(ErrandAccountCommon):
    """Orders whose ledger is posted to books with a tax."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        account = cls.env["account.account"].search(
            [
                ("account_type", "=", "liability_current"),
                ("company_ids", "in", cls.company.ids),
            ],
            limit=1,
        )
        tags = cls.env["account.account.tag"].create(
            [
                {"name": name, "applicability": "taxes"}
                for name in ("commission base", "commission tax")
            ]
        )
        cls.base_tag, cls.tax_tag = tags
        lines = [
            Command.create(
                {"repartition_type": "base", "tag_ids": [Command.set(tags[0].ids)]}
            ),
            Command.create(
                {
                    "repartition_type": "tax",
                    "account_id": account.id,
                    "tag_ids": [Command.set(tags[1].ids)],
                }
            ),
        ]
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "6% test",
                "amount": 6,
                "type_tax_use": "sale",
                "company_id": cls.company.id,
                "country_id": cls.company.account_fiscal_country_id.id,
                "invoice_repartition_line_ids": lines,
                "refund_repartition_line_ids": lines,
            }
        )
        cls.company.errand_commission_tax_id = cls.tax
        cls.postings = cls.env["errand.posting"]

    def _deliver(self, order, worker=None):
        """Let a courier deliver a paid order, without the customer's word yet."""
        task, actor = self._carry_to_the_door(order, worker)
        task._deliver(actor, "test-deliver")

    def _deliver_and_confirm(self, worker=None, **values):
        """Return an order that is paid, delivered and confirmed."""
        order, _payment = self._create_paid_order(**values)
        self._deliver(order, worker)
        order._confirm(order._staff_actor())
        return order

    def _post(self):
        """Post what waits; return the links of it."""
        before = self.env["errand.posting.link"].search([])
        self.postings._post_company(self.company)
        return self.env["errand.posting.link"].search([]) - before

    def _book(self, key):
        """Return the balance of a ledger account's book account."""
        account = self.env["errand.book.account"]._account(self.company, key)
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return round(sum(lines.mapped("balance")), 2)

    def _open_escrow(self):
        """Return the lines that are open on the escrow account."""
        account = self.env["errand.book.account"]._account(self.company, "escrow")
        return self.env["account.move.line"].search(
            [
                ("account_id", "=", account.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ]
        )
