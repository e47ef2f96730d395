# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools import secret

SHOWN_DIGITS = 4
NAME_LIMIT = 60
ACCOUNT_LENGTHS = (5, 40)


class ErrandPayee(models.Model):
    """Where a courier wants to be paid: the holder, and an account of a bank or app.

    Personal data: number and holder are encrypted, screens show the mask. A payout
    keeps the payee it was asked with; another account is another payee.
    """

    _name = "errand.payee"
    _description = "Account of a Courier"
    _order = "id desc"

    worker_id = fields.Many2one(
        "errand.worker", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="worker_id.company_id", store=True, precompute=True
    )
    way = fields.Selection(
        [("bank", "Bank"), ("alipay", "Alipay"), ("wechat", "WeChat Pay")],
        required=True,
        readonly=True,
    )
    holder_encrypted = fields.Char(groups=fields.NO_ACCESS, copy=False)
    account_encrypted = fields.Char(groups=fields.NO_ACCESS, copy=False)
    holder_masked = fields.Char("Holder", readonly=True)
    account_masked = fields.Char("Account", readonly=True)
    account_digest = fields.Char(groups=fields.NO_ACCESS, index=True, copy=False)

    @api.depends("way", "account_masked", "holder_masked")
    def _compute_display_name(self):
        labels = dict(self._fields["way"]._description_selection(self.env))
        for payee in self:
            payee.display_name = " ".join(
                filter(None, (labels.get(payee.way), payee.account_masked))
            )

    @api.model
    def _of(self, worker, way, holder, account):
        """Return the payee of these words, made when it is new.

        :raise UserError: a word is missing, or too long
        """
        holder, account = (holder or "").strip(), "".join((account or "").split())
        shortest, longest = ACCOUNT_LENGTHS
        if way not in self._fields["way"].get_values(self.env):
            raise UserError(self.env._("Choose how you want to be paid."))
        if not 0 < len(holder) <= NAME_LIMIT:
            raise UserError(self.env._("Write the name of the account's holder."))
        if not shortest <= len(account) <= longest:
            raise UserError(self.env._("This account number is not complete."))
        payees_sudo = self.sudo()  # couriers have no rights on it
        digest = secret.digest("payee", f"{worker.id}:{way}:{holder}:{account}")
        return payees_sudo.search([("account_digest", "=", digest)]) or (
            payees_sudo.create(
                {
                    "worker_id": worker.id,
                    "way": way,
                    "holder_encrypted": secret.encrypt(holder),
                    "account_encrypted": secret.encrypt(account),
                    "holder_masked": f"{holder[:1]}**",
                    "account_masked": f"**** {account[-SHOWN_DIGITS:]}",
                    "account_digest": digest,
                }
            )
        )

    def _reveal(self):
        """Return (holder, account) in full. Whoever asks logs the look."""
        self.ensure_one()
        payee_sudo = self.sudo()  # readable for nobody; the caller checked who looks
        if not payee_sudo.account_encrypted:
            raise UserError(self.env._("This account was erased."))
        return (
            secret.decrypt(payee_sudo.holder_encrypted),
            secret.decrypt(payee_sudo.account_encrypted),
        )

    def _erase(self):
        """Forget holder and number, when a person leaves."""
        self.sudo().write(
            dict.fromkeys(
                (
                    "holder_encrypted",
                    "account_encrypted",
                    "holder_masked",
                    "account_masked",
                    "account_digest",
                ),
                False,
            )
        )
