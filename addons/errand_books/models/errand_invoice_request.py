# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

#: Longest texts that a customer may ask to have on an invoice.
LIMITS = {"title": 100, "tax_number": 30, "address": 200, "email": 100}


class ErrandInvoiceRequest(models.Model):
    """A customer asks for an invoice (fapiao) of a delivered errand.

    Title, tax number and address live in a contact of the customer alone, as Odoo's
    invoices need them; it can be erased until the invoice is made. The platform is
    an agent: the invoice shows the courier's service, passed on, and the platform's
    own with its tax. A second move takes both back out of the books, because the
    ledger has posted them already: income and tax are counted once
    (docs/architecture.md).
    """

    _name = "errand.invoice.request"
    _description = "Invoice Request"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one(
        "errand.order", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="order_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", string="Invoice To", readonly=True, ondelete="restrict"
    )
    title = fields.Char(related="partner_id.name")
    is_company = fields.Boolean(related="partner_id.is_company")
    vat = fields.Char(related="partner_id.vat", string="Tax Number")
    address = fields.Char(related="partner_id.street")
    email = fields.Char(related="partner_id.email")
    amount = fields.Monetary(
        compute="_compute_amount", help="The fee less what was given back."
    )
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)
    settlement_move_id = fields.Many2one(
        "account.move", string="Counter-Entry", readonly=True
    )
    payment_state = fields.Selection(related="move_id.payment_state")
    state = fields.Selection(
        [("requested", "Requested"), ("invoiced", "Invoiced"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="requested",
        index=True,
        tracking=True,
    )
    is_outdated = fields.Boolean(
        compute="_compute_amount",
        help="Money was given back after the invoice: it needs a credit note.",
    )

    _one_for_order = models.UniqueIndex(
        "(order_id)", "An invoice was asked for already."
    )

    @api.depends("order_id", "move_id.amount_total")
    def _compute_amount(self):
        for request in self:
            amount, _own = request.order_id._invoice_amounts()
            request.amount = amount
            invoiced = request.move_id.amount_total
            request.is_outdated = bool(
                request.move_id
                and request.currency_id.compare_amounts(invoiced, amount)
            )

    # === ASKING === #

    @api.model
    def _request(self, order, is_company, title, tax_number, address, email):
        """Note what the customer wants on the invoice; again until it is made.

        :param order: the customer's own, as superuser
        :raise UserError: nothing to invoice, or a text is missing
        """
        order._lock_for_move(contest=False)
        known = self.sudo().search([("order_id", "=", order.id)])
        if known.state == "invoiced":
            raise UserError(self.env._("The invoice was made already."))
        if not order._can_be_invoiced():
            raise UserError(
                self.env._("An invoice can be asked for once the errand is delivered.")
            )
        if not title or (is_company and not tax_number):
            raise UserError(
                self.env._("Please write the title, and the tax number of a company.")
            )
        values = {
            "name": title,
            "is_company": is_company,
            "vat": tax_number if is_company else False,
            "street": address,
            "email": email,
        }
        if known:
            known.partner_id.write(values)
            known.state = "requested"
            return known
        partner = self.env["res.partner"].sudo()  # customers have no rights on it
        return self.sudo().create(
            {
                "order_id": order.id,
                "partner_id": partner.create(
                    {**values, "type": "invoice", "company_id": order.company_id.id}
                ).id,
            }
        )

    # === ACTIONS === #

    def action_invoice(self):
        """Make and post the invoices that were asked for."""
        self.check_access("read")
        # Finance of the errands need not be an accountant of the company.
        for request in self.sudo().filtered(lambda one: one.state == "requested"):
            request._invoice()

    def action_refuse(self):
        """Say that there will be no invoice; the customer may ask again."""
        self.check_access("read")
        asked = self.filtered(lambda request: request.state == "requested")
        asked.sudo().write({"state": "refused"})

    def action_erase(self):
        """Erase what the customer wrote, where no invoice needs it."""
        self.check_access("read")
        if any(request.move_id for request in self):
            raise UserError(
                self.env._("An invoice must be kept as long as the law says.")
            )
        self.sudo().partner_id.write(
            {
                "name": self.env._("Erased"),
                "vat": False,
                "street": False,
                "email": False,
            }
        )
        self.sudo().write({"state": "refused"})

    # === INVOICE === #

    def _invoice(self):
        """Make the invoice, and the move that takes its income back."""
        self.ensure_one()
        self.order_id._lock_for_move(contest=False)
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset()
        if self.state != "requested":
            return
        whole, own = self.order_id._invoice_amounts()
        if not whole:
            raise UserError(self.env._("There is nothing left to invoice."))
        invoice = self._create_invoice(whole, own)
        settlement = self._create_settlement(invoice)
        self.write(
            {
                "move_id": invoice.id,
                "settlement_move_id": settlement.id,
                "state": "invoiced",
            }
        )

    def _create_invoice(self, whole, own):
        company = self.company_id
        books = self.env["errand.book.account"]
        moves = self.env["account.move"].with_company(company)
        number = self.order_id.name
        lines = [
            (self.env._("Errand %s: courier's service", number), "courier_pending"),
            (self.env._("Errand %s: platform's service", number), "commission"),
        ]
        invoice = moves.create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner_id.id,
                "invoice_date": fields.Date.context_today(self),
                "currency_id": self.currency_id.id,
                "invoice_origin": number,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    fields.Command.create(
                        {
                            "name": label,
                            "account_id": books._account(company, key).id,
                            "quantity": 1,
                            "price_unit": 0,
                            "tax_ids": [fields.Command.clear()],
                        }
                    )
                    for label, key in lines
                ],
            }
        )
        passed_on, service = invoice.invoice_line_ids
        self._price_service(service, own)
        # What tax rounds away stays in the part that bears none.
        passed_on.price_unit = whole - service.price_total
        if not passed_on.price_unit:
            passed_on.unlink()
        elif not service.price_total:
            service.unlink()
        invoice.action_post()
        return invoice

    def _price_service(self, line, own):
        """Set the platform's part, its tax as the ledger booked it."""
        tax = self.order_id._commission_tax()
        if not tax:
            line.price_unit = own
            return
        details = tax._get_tax_details(
            own,
            1.0,
            precision_rounding=self.currency_id.rounding,
            special_mode="total_included",
        )
        net = self.currency_id.round(details["total_excluded"])
        line.tax_ids = tax
        line.price_unit = own if tax.price_include else net

    def _create_settlement(self, invoice):
        """Return the move that mirrors the invoice and pays it.

        The customer paid up front, and the ledger's summaries carry the income.
        """
        lines = [
            {
                "name": line.name,
                "account_id": line.account_id.id,
                "partner_id": line.partner_id.id,
                "currency_id": line.currency_id.id,
                "amount_currency": -line.amount_currency,
                "balance": -line.balance,
                "tax_ids": [fields.Command.set(line.tax_ids.ids)],
                "tax_tag_ids": [fields.Command.set(line.tax_tag_ids.ids)],
                "tax_repartition_line_id": line.tax_repartition_line_id.id,
                "display_type": line.display_type,
            }
            for line in invoice.line_ids
        ]
        settlement = (
            self.env["account.move"]
            .with_context(skip_invoice_sync=True, skip_invoice_line_sync=True)
            .create(
                {
                    "journal_id": self.company_id._get_errand_journal().id,
                    "date": invoice.date,
                    "ref": self.env._("%s was paid up front", invoice.name),
                    "line_ids": [fields.Command.create(line) for line in lines],
                }
            )
        )
        settlement.action_post()
        receivable = (invoice | settlement).line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        receivable.filtered(lambda line: not line.reconciled).reconcile()
        return settlement
