# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from secrets import token_hex

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction


class ErrandPhone(models.Model):
    """The phone that proves who a member is: one number, one account (R1.1)."""

    _name = "errand.phone"
    _description = "Bound Phone"
    _inherit = ["errand.phone.mixin"]
    _rec_name = "phone_masked"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Member",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    bound_at = fields.Datetime(required=True, readonly=True)

    _number_unique = models.UniqueIndex(
        "(phone_digest)", "This number belongs to another account."
    )
    _partner_unique = models.UniqueIndex(
        "(partner_id)", "This account has a phone already."
    )

    @api.model
    def _of_number(self, number):
        """Return the binding of a number in E.164, as superuser."""
        # Finding by a number that somebody has proven to be theirs.
        return self.sudo().search([("phone_digest", "=", self._digest_phone(number))])

    # === ACCOUNTS === #

    @api.model
    def _account_of(self, number):
        """Return a number's account, made now if there is none (R1.1).

        In a transaction of its own: of two sign-ups at once with one number, the
        second runs again and finds the account of the first.

        :param number: E.164, proven by a code
        :return: login, and whether the account is new
        :raise UserError: the account is closed, or this website takes no new members
        """

        def find_or_make(env):
            phones = env["errand.phone"]
            known = phones._of_number(number)
            user = known.partner_id.user_ids[:1] or (
                env["res.users"] if known else phones._sign_up(number)
            )
            if not user:
                raise UserError(
                    env._("This account is closed. Please ask our support.")
                )
            return user.login, not known

        return in_fresh_transaction(self.env, find_or_make)

    @api.model
    def _sign_up(self, number):
        """Make an account for a new number; the number is in neither login nor name.

        :raise UserError: sign-up is not free on this website
        """
        users_sudo = self.env["res.users"].sudo()  # a visitor makes an account
        if users_sudo._get_signup_invitation_scope() != "b2c":
            raise UserError(
                self.env._("There is no account for this number. Please ask us.")
            )
        lang = self.env.context.get("lang")
        installed = dict(self.env["res.lang"].get_installed())
        user = users_sudo._signup_create_user(
            {
                "login": f"phone-{token_hex(8)}",
                "name": self._first_name(),
                **({"lang": lang} if lang in installed else {}),
            }
        )
        self._bind(user.partner_id, number)
        return user

    @api.model
    def _first_name(self):
        """Return what a member is called before they say their name."""
        return self.env._("New member")

    # === BINDING === #

    @api.model
    def _bind(self, partner, number):
        """Give a partner this number, in the place of the one before.

        :param number: E.164, proven by a code
        :raise UserError: it belongs to another account
        """
        holder = self._of_number(number)
        if holder and holder.partner_id != partner:
            raise UserError(self.env._("This number belongs to another account."))
        values = {"phone": number, "bound_at": fields.Datetime.now()}
        own = partner._errand_phone()
        if own:
            own.write(values)
        else:
            self.sudo().create({"partner_id": partner.id, **values})

    @api.model
    def _bind_once(self, partner, number):
        """Bind in a transaction of its own: of two accounts, one gets the number."""

        def bind(env):
            env["errand.phone"]._bind(env["res.partner"].browse(partner.id), number)

        in_fresh_transaction(self.env, bind)
