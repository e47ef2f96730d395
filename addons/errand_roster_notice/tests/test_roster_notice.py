# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.errand_roster.tests.common import ErrandRosterCommon
from odoo.addons.queue_job.tests.common import trap_jobs

#: In Hangzhou half past eleven at night, on the eve of the first shift and long before.
EVE, LONG_BEFORE = "2031-06-01 15:30:00", "2031-05-01 15:30:00"


@tagged("post_install", "-at_install")
class TestRosterNotice(ErrandRosterCommon, HttpCase):
    """R2.8, R2.9: the roster is told by every channel, and never by mail beside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"errand_quiet_from": 22, "errand_quiet_until": 8})
        cls.branch.manager_id = cls.manager
        for number, user in enumerate((cls.courier_user, cls.colleague_user)):
            user.partner_id.write(
                {"phone": f"+861370000000{number}", "email": f"w{number}@example.com"}
            )

    def _notices(self, code, partner=None):
        domain = [("kind_id.code", "=", code)]
        if partner:
            domain.append(("partner_id", "=", partner.id))
        return self.env["errand.notice"].search(domain, order="id")

    def _publish(self, shifts, moment=LONG_BEFORE):
        with freeze_time(moment), trap_jobs() as trap:
            shifts.with_user(self.manager).action_publish()
            trap.perform_enqueued_jobs()

    def _inbox(self, user):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request("/errand/notices", {})["notices"]

    def test_published_shifts_are_told_by_every_channel_of_their_kind(self):
        """R2.9: in the app, mail and SMS; a push where a device takes it."""
        shifts = self._create_shift() | self._create_shift(day=1)

        self._publish(shifts)

        told = self._notices("courier_shift_published")
        self.assertEqual(told.partner_id, self.courier.partner_id)
        self.assertEqual(sorted(told.mapped("channel")), ["inapp", "mail", "sms"])
        self.assertFalse(told.order_id)
        self.assertEqual(told.branch_id, self.branch)
        self.assertFalse(self._told(self.courier.partner_id))

    def test_people_read_their_shifts_in_the_app_in_their_language(self):
        """R2.9: it leads to "My shifts", and stays what it was when it was told."""
        self.courier_user.lang = "en_US"
        shift = self._create_shift()
        self._publish(shift)
        shift.start_at = self._at(0, 9)

        [line] = self._inbox(self.courier_user)

        self.assertEqual(line["title"], "Your shifts")
        self.assertIn("Mon, Jun 2, 08:00–16:00", line["text"])
        self.assertTrue(line["link"].endswith("/my/shifts"))
        self.assertFalse(line["order_id"])

    def test_chinese_people_are_told_in_chinese(self):
        """R5.5: kind, days and hours."""
        self._activate_chinese()
        self.courier_user.lang = "zh_CN"

        self._publish(self._create_shift())

        [line] = self._inbox(self.courier_user)
        self.assertIn("6月2日", line["text"])
        self.assertRegex(line["title"], "[\u4e00-\u9fff]")

    def _activate_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        addons = ["errand_notice", "errand_roster", "errand_roster_notice"]
        self.env["ir.module.module"]._load_module_terms(addons, ["zh_CN"])

    def test_a_roster_waits_for_the_morning_and_a_near_shift_does_not(self):
        """R2.9: quiet hours, by how soon the shift begins."""
        self._publish(self._create_shift(day=20), EVE)
        sms = self._notices("courier_shift_published").filtered(
            lambda notice: notice.channel == "sms"
        )
        self.assertEqual(sms.try_at, datetime(2031, 6, 2, 0, 0))

        shift = self._create_shift(state="confirmed")
        with freeze_time(EVE), trap_jobs():
            shift.with_user(self.manager).action_cancel()

        lost = self._notices("courier_shift_lost")
        self.assertEqual(set(lost.mapped("try_at")), {datetime.fromisoformat(EVE)})

    def test_a_job_that_runs_twice_tells_once(self):
        """R2.9: and the next change is told again."""
        shift = self._create_shift()
        with freeze_time(LONG_BEFORE), trap_jobs() as trap:
            shift.with_user(self.manager).action_publish()
            trap.perform_enqueued_jobs()
            trap.perform_enqueued_jobs()
        self.assertEqual(len(self._notices("courier_shift_published")), 3)

        for hour in (15, 16):
            with freeze_time(LONG_BEFORE), trap_jobs() as trap:
                shift.end_at = self._at(0, hour)
                trap.perform_enqueued_jobs()

        self.assertEqual(len(self._notices("courier_shift_changed")), 6)

    def test_a_swap_is_told_to_whose_turn_it_is(self):
        """R2.8: asked, accepted, approved; the manager finds where to decide."""
        shift = self._create_shift(state="confirmed")
        swap = self.env["errand.shift.swap"]._request(
            self.courier, shift, self.colleague
        )
        swap._accept(self.colleague, "yes")
        swap.with_user(self.manager).action_approve()

        asked = self._notices("courier_swap_asked")
        self.assertEqual(asked.partner_id, self.colleague.partner_id)
        self.assertIn("asks you to work on Mon, Jun 2", asked[0].sudo().body)
        waits = self._notices("staff_swap_waits")
        self.assertEqual(waits.partner_id, self.manager.partner_id)
        self.assertIn("errand_shift_swap_action", waits[0].sudo().link)
        self.assertIn("Cole League would take the shift of", waits[0].sudo().body)
        approved = self._notices("courier_swap_approved").partner_id
        self.assertEqual(approved, (self.courier | self.colleague).partner_id)

    def test_an_absence_is_asked_and_answered(self):
        """R2.8: the manager first, then the person."""
        span = (self._at(0, 0), self._at(2, 0))
        absence = self.env["errand.absence"]._request(
            self.courier, *span, "holiday", ""
        )
        absence.with_user(self.manager).action_approve()

        asked = self._notices("staff_absence_asked")
        self.assertEqual(asked.partner_id, self.manager.partner_id)
        answer = self._notices("courier_absence_approved")[0].sudo()
        self.assertEqual(answer.partner_id, self.courier.partner_id)
        self.assertIn("Mon, Jun 2 – Tue, Jun 3", answer.body)

    def test_the_sms_and_the_mail_are_sent_and_can_be_sent_again(self):
        """R2.9: with the outcome logged."""
        self._publish(self._create_shift())
        told = self._notices("courier_shift_published")
        sms = told.filtered(lambda notice: notice.channel == "sms")
        with freeze_time(LONG_BEFORE):
            sms._send_sms()
        self.assertEqual(sms.state, "sent")
        text = self.env["errand.sms.log"].search([], limit=1, order="id desc").text
        self.assertIn("/my/shifts", text)

        sms._fail("sms", "no credit")
        self.assertEqual(sms.why_not, "The SMS was refused: no credit")
        with trap_jobs() as trap:
            sms.with_user(self.manager).action_resend()

        trap.assert_jobs_count(1)
        self.assertEqual(sms.state, "queued")

    def test_only_their_manager_sees_what_people_are_told(self):
        """R2.10: no clerk, no other branch, no other company."""
        self._publish(self._create_shift())
        told = self._notices("courier_shift_published")
        far = self._create_branch(name="Far Away")
        other = self._create_staff("branch_manager", "Otto", branch=far, login="otto")
        far.manager_id = other
        company = self._create_cny_company("Errands of Suzhou")
        stranger = self._create_staff(
            "admin", "Stranger", branch=None, company=company, login="stranger"
        )

        def seen(user):
            return told.with_user(user).search([("id", "in", told.ids)])

        for user in (self.manager, self.dispatcher):
            self.assertEqual(len(seen(user)), len(told))
        for user in (self.clerk, other, stranger):
            self.assertFalse(seen(user))
        with self.assertRaises(AccessError):
            told[:1].with_user(self.courier_user).read(["state"])
        with self.assertRaises(AccessError):
            told[:1].with_user(self.admin).read(["facts"])

    def test_a_kind_that_is_switched_off_tells_nobody(self):
        """R2.9: staff decide; no mail of the roster comes instead."""
        self.env["errand.notice.kind"].search(
            [("code", "=", "courier_shift_published")]
        ).active = False

        self._publish(self._create_shift())

        self.assertFalse(self._notices("courier_shift_published"))
        self.assertFalse(self._told(self.courier.partner_id))

    def test_every_kind_can_be_previewed(self):
        """R2.9: staff see what their text becomes."""
        kinds = self.env["errand.notice.kind"].search([])
        for kind in kinds.filtered(lambda kind: kind._is_of_roster()):
            with self.subTest(kind=kind.code):
                self.assertNotIn("{{", kind.body_preview)
                self.assertNotIn("order", kind._placeholders())
                kind._check_placeholders()
