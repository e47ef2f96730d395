# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.errand_base.tools import secret
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

DIGITS = 6
VALID_MINUTES = 5
TRIES = 5
#: A right code lets its browser in only at once.
REDEEM_SECONDS = 60
#: Seconds until another code may be sent to the same number.
PAUSE = 60
HOUR = 3600
#: Codes an hour: to one number, for one address, and in all. SMS cost money, and six
#: digits may be guessed only so often.
PER_NUMBER, PER_ADDRESS, IN_ALL = 5, 30, 2000
KEEP_DAYS = 1


class ErrandCode(models.Model):
    """A one-time code that was sent to a number: an HMAC, never the code itself.

    The same happens for a number that has an account and for one that has none, so
    asking for a code tells nobody which numbers are known.
    """

    _name = "errand.code"
    _description = "One-Time Code"
    _order = "id desc"
    _rec_name = "purpose"

    purpose = fields.Selection(
        [
            ("sign_in", "Sign in"),
            ("bind", "Bind a phone"),
            ("confirm", "Confirm who it is"),
        ],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users", readonly=True, ondelete="cascade", help="Who asked, if signed in."
    )
    phone_digest = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    code_digest = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    expires_at = fields.Datetime(required=True, readonly=True)
    tries = fields.Integer(readonly=True, default=0)
    used_at = fields.Datetime(readonly=True)
    redeemed_at = fields.Datetime(readonly=True)

    _number_idx = models.Index("(phone_digest, purpose)")

    # === ASKING === #

    @api.model
    def _ask(self, purpose, number, address, company):
        """Send a new code to a number; the ones before it stop working.

        :param number: E.164
        :param address: the network address of who asks
        :return: id of the code
        :raise UserError: too many codes
        """
        digest = self.env["errand.phone"]._digest_phone(number)
        self._check_limits(digest, address)
        asker = self.env.user

        def make(env):
            code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
            codes_sudo = env["errand.code"].sudo()  # nobody has rights on codes
            record = codes_sudo.create(
                {
                    "purpose": purpose,
                    "user_id": False if asker._is_public() else asker.id,
                    "phone_digest": digest,
                    "code_digest": self._digest_code(purpose, digest, code),
                    "expires_at": fields.Datetime.now()
                    + timedelta(minutes=VALID_MINUTES),
                }
            )
            record._send_code(number, code, company)
            return record.id

        return in_fresh_transaction(self.env, make)

    @api.model
    def _check_limits(self, digest, address):
        """Count one code, known number or not.

        :raise UserError: too many
        """
        limits = self.env["errand.rate.limit"]
        if not limits._is_allowed("member.code.pause", digest, 1, PAUSE):
            raise UserError(
                self.env._("We have just sent a code there. Please wait a minute.")
            )
        uses = [("number", digest, PER_NUMBER), ("address", address, PER_ADDRESS)]
        for scope, subject, limit in [*uses, ("all", "all", self._hourly_limit())]:
            if not limits._is_allowed(f"member.code.{scope}", subject, limit, HOUR):
                raise UserError(
                    self.env._("Too many codes were asked for. Try again in an hour.")
                )

    @api.model
    def _hourly_limit(self):
        # The figure is no secret.
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("errand_member.codes_per_hour") or IN_ALL)

    @api.model
    def _digest_code(self, purpose, phone_digest, code):
        return secret.digest("one-time-code", f"{purpose}:{phone_digest}:{code}")

    def _send_code(self, number, code, company):
        """Let a job send the code by SMS. Nothing of it is written down here."""
        notices = self.env["errand.notice"].sudo()  # who signs in has no rights
        notices._sms_later(company, number, "one_time_code", {"code": code})

    # === TRYING === #

    @api.model
    def _try_code(self, code_id, purpose, number, typed):
        """Return "right" once for the right code, else "wrong" or "dead".

        Counted in a transaction of its own: guessing is never free.

        :param code_id: what ``_ask`` returned to this browser
        :param typed: what was typed, any text
        """
        digest = self.env["errand.phone"]._digest_phone(number)
        told = "".join(character for character in typed[:40] if character.isdigit())
        user = self.env.user
        asker_id = None if user._is_public() else user.id
        given = self._digest_code(purpose, digest, told)

        def judge(env):
            # In one statement, so that guesses at the same time are all counted.
            alive = env.execute_query(
                SQL(
                    "UPDATE errand_code SET tries = tries + 1"
                    " WHERE id = %s AND purpose = %s AND phone_digest = %s"
                    " AND user_id IS NOT DISTINCT FROM %s"
                    " AND used_at IS NULL AND tries < %s AND expires_at > %s"
                    " AND id = (SELECT max(id) FROM errand_code"
                    " WHERE phone_digest = %s AND purpose = %s)"
                    " RETURNING code_digest, tries",
                    code_id,
                    purpose,
                    digest,
                    asker_id,
                    TRIES,
                    fields.Datetime.now(),
                    digest,
                    purpose,
                )
            )
            if not alive:
                return "dead"
            expected, tries = alive[0]
            if hmac.compare_digest(expected, given):
                # Nobody has rights on codes.
                code = env["errand.code"].sudo().browse(code_id)
                code.used_at = fields.Datetime.now()
                return "right"
            return "wrong" if tries < TRIES else "dead"

        return in_fresh_transaction(self.env, judge)

    @api.model
    def _redeem(self, code_id, user):
        """Tell whether a code that was just right opens this user's account, once."""
        phone = user.partner_id._errand_phone()
        since = fields.Datetime.now() - timedelta(seconds=REDEEM_SECONDS)
        code = self.sudo().search(  # nobody has rights on codes
            [
                ("id", "=", code_id),
                ("purpose", "=", "sign_in"),
                ("phone_digest", "=", phone.phone_digest),
                ("used_at", ">=", since),
                ("redeemed_at", "=", False),
            ]
        )
        if not phone or not code:
            return False
        code.redeemed_at = fields.Datetime.now()
        return True

    @api.autovacuum
    def _gc_codes(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([("create_date", "<", limit)], limit=100000).unlink()
