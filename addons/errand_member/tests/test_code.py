# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.errand_code import ErrandCode
from .common import ADDRESS, NUMBER, OTHER_NUMBER, ErrandMemberCommon

SEND = ErrandCode._send_code


@tagged("post_install", "-at_install")
class TestOneTimeCode(ErrandMemberCommon):
    """Codes: hashed, limited, expiring, used once (R1.1)."""

    def _try(self, code_id, typed, number=NUMBER, purpose="sign_in"):
        return self.codes._try_code(code_id, purpose, number, typed)

    def test_right_code_is_right_once(self):
        """R1.1: A code that was used opens nothing any more."""
        code_id = self._ask()

        self.assertEqual(self._try(code_id, self.code), "right")
        self.assertEqual(self._try(code_id, self.code), "dead")

    def test_spaces_in_a_code_do_not_matter(self):
        code_id = self._ask()

        self.assertEqual(
            self._try(code_id, f" {self.code[:3]} {self.code[3:]}"), "right"
        )

    def test_fifth_wrong_code_is_the_last(self):
        """R1.1: Five tries, then even the right code is dead."""
        code_id = self._ask()

        told = [self._try(code_id, self.wrong_code) for _try in range(5)]

        self.assertEqual(told, ["wrong"] * 4 + ["dead"])
        self.assertEqual(self._try(code_id, self.code), "dead")

    def test_code_expires(self):
        code_id = self._ask()
        self.codes.browse(code_id).expires_at = fields.Datetime.now() - timedelta(
            seconds=1
        )
        self.env.flush_all()

        self.assertEqual(self._try(code_id, self.code), "dead")

    def test_only_the_newest_code_counts(self):
        first_id, first = self._ask(), self.code
        second_id = self._ask()

        self.assertEqual(self._try(first_id, first), "dead")
        self.assertEqual(self._try(second_id, self.code), "right")

    def test_code_is_of_one_number_and_purpose(self):
        code_id = self._ask()

        self.assertEqual(self._try(code_id, self.code, number=OTHER_NUMBER), "dead")
        self.assertEqual(self._try(code_id, self.code, purpose="bind"), "dead")
        self.assertEqual(self._try(None, self.code), "dead")

    def test_code_is_of_who_asked(self):
        """A code that somebody else was sent binds nothing."""
        self._forget_uses()
        asked = self.codes.with_user(self.customer)
        code_id = asked._ask("bind", NUMBER, ADDRESS, self.company)

        other = self.codes.with_user(self.other)
        self.assertEqual(other._try_code(code_id, "bind", NUMBER, self.code), "dead")

    def test_database_holds_neither_code_nor_number(self):
        """R1.1, R0.10: A dump reveals nothing."""
        code_id = self._ask()
        self.env.flush_all()

        self.env.cr.execute(
            "SELECT row_to_json(c)::text FROM errand_code c WHERE id = %s", (code_id,)
        )
        row = self.env.cr.fetchone()[0]
        self.assertNotIn(NUMBER[-8:], row)
        self.assertNotIn(f'"{self.code}"', row)

    def test_nobody_reads_codes(self):
        code_id = self._ask()
        for user in (self.customer, self.dispatcher, self.admin):
            with self.assertRaises(AccessError):
                self.codes.with_user(user).browse(code_id).read(["purpose"])

    # === LIMITS === #

    def test_two_codes_have_a_minute_between_them(self):
        self._ask()

        with self.assertRaisesRegex(UserError, "wait a minute"):
            self.codes._ask("sign_in", NUMBER, ADDRESS, self.company)

        self.assertEqual(len(self.sent), 1)

    def _ask_often(self, times, number=None, address=None):
        limits = self.env["errand.rate.limit"]
        for index in range(times):
            limits.search([("scope", "=", "member.code.pause")]).unlink()
            self.codes._ask(
                "sign_in",
                number or f"+86139000{index:05}",
                address or f"192.0.2.{index}",
                self.company,
            )
        limits.search([("scope", "=", "member.code.pause")]).unlink()

    def test_a_number_gets_five_an_hour(self):
        """R1.1: Nobody's phone is flooded, whatever the address."""
        self._forget_uses()
        self._ask_often(5, number=NUMBER)

        with self.assertRaisesRegex(UserError, "in an hour"):
            self.codes._ask("sign_in", NUMBER, "192.0.2.99", self.company)

    def test_an_address_gets_thirty_an_hour(self):
        self._forget_uses()
        self._ask_often(30, address=ADDRESS)

        with self.assertRaisesRegex(UserError, "in an hour"):
            self.codes._ask("sign_in", NUMBER, ADDRESS, self.company)

    def test_all_together_have_a_limit(self):
        """R1.1: The shop's SMS account is not emptied."""
        self._forget_uses()
        self.env["ir.config_parameter"].set_param("errand_member.codes_per_hour", "3")
        self._ask_often(3)

        with self.assertRaisesRegex(UserError, "in an hour"):
            self.codes._ask("sign_in", NUMBER, ADDRESS, self.company)

    # === SENDING === #

    def test_code_goes_out_by_a_sealed_job(self):
        """R1.1: The queue shows neither number nor code; the SMS has both."""
        with patch.object(ErrandCode, "_send_code", SEND), trap_jobs() as trap:
            self._forget_uses()
            self.codes._ask("sign_in", NUMBER, ADDRESS, self.company)

        trap.assert_jobs_count(1)
        sealed = trap.enqueued_jobs[0].args
        self.assertNotIn(NUMBER[-6:], str(sealed))
        self.env["errand.notice"]._send_sealed(*sealed)
        log = self.env["errand.sms.log"].search([], limit=1)
        self.assertRegex(log.text, r"\b\d{6}\b")
        self.assertEqual(log.number_masked, "+86139****4321")
