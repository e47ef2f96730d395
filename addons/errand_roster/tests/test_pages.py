# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from unittest.mock import patch

import vobject

from odoo import http
from odoo.tests import HttpCase, tagged

from .common import ErrandRosterCommon

LOGIN, OTHER = "errand_courier", "errand_colleague"


@tagged("post_install", "-at_install")
class TestPages(ErrandRosterCommon, HttpCase):
    """R2.8: staff see and confirm shifts on their phone, swap them, ask to be away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.errand_rest_hours = 0
        tomorrow = cls._later(days=1).replace(minute=0, second=0, microsecond=0)
        cls.mine = cls._create_soon(cls.courier, tomorrow)
        cls.theirs = cls._create_soon(cls.colleague, tomorrow + timedelta(days=1))

    @classmethod
    def _create_soon(cls, worker, start, state="published"):
        shift = cls.env["errand.shift"].create(
            {
                "worker_id": worker.id,
                "start_at": start,
                "end_at": start + timedelta(hours=6),
            }
        )
        if state != "draft":
            shift._move_to(state, actor=cls.manager_actor)
        return shift

    def post(self, address, login=LOGIN, **values):
        """Send a form as somebody; return the answer without following it."""
        self.authenticate(login, login)
        values["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(f"/my/shifts{address}", data=values, allow_redirects=False)

    def page(self, login=LOGIN, address=""):
        self.authenticate(login, login)
        return self.url_open(f"/my/shifts{address}").text

    # === SHIFTS === #

    def test_people_see_their_own_published_shifts(self):
        """R2.8: no drafts, no colleague's."""
        self._create_soon(self.courier, self._later(days=9), state="draft")
        page = self.page()

        self.assertEqual(page.count("o_roster_card is-published"), 1)
        self.assertIn("West Lake", page)

    def test_who_is_not_of_the_staff_is_told(self):
        self.authenticate("errand_customer", "errand_customer")
        answer = self.url_open("/my/shifts")

        self.assertEqual(answer.status_code, 404)
        self.assertIn("for our staff", answer.text)
        for address in ("/confirm", "/absence", "/calendar", "/swaps/1", "/1/swap"):
            self.assertEqual(
                self.post(address, "errand_customer", answer="accept").status_code, 404
            )

    def test_strangers_sign_in_first(self):
        answer = self.url_open("/my/shifts", allow_redirects=False)

        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])

    def test_a_shift_is_confirmed_and_a_double_tap_is_one(self):
        for _tap in range(2):
            answer = self.post("/confirm", shift_id=self.mine.id, key="k1")
            self.assertEqual(answer.status_code, 303)

        self.assertEqual(self.mine.state, "confirmed")
        self.assertEqual(len(self.mine.event_ids), 2)

    def test_all_are_confirmed_at_once(self):
        more = self._create_soon(self.courier, self._later(days=5))

        self.post("/confirm", shift_id="all", key="k1")

        self.assertEqual((self.mine | more).mapped("state"), ["confirmed"] * 2)
        self.assertEqual(self.theirs.state, "published")

    def test_a_colleague_s_shift_is_not_there(self):
        """R2.8: another's, a draft, or garbage: the same answer."""
        draft = self._create_soon(self.courier, self._later(days=9), state="draft")
        for shift_id in (self.theirs.id, draft.id, 0, "x", "9" * 30, "-1", ""):
            answer = self.post("/confirm", shift_id=shift_id, key="k")
            self.assertEqual(answer.status_code, 404, shift_id)
        self.authenticate(LOGIN, LOGIN)
        for shift_id in (self.theirs.id, "x"):
            answer = self.url_open(f"/my/shifts/{shift_id}/swap")
            self.assertEqual(answer.status_code, 404)

    # === SWAPS === #

    def test_a_swap_from_the_question_to_the_approval(self):
        """R2.8: asked on one phone, accepted on another, approved by the manager."""
        page = self.page(address=f"/{self.mine.id}/swap")
        self.assertIn(f"swap-{self.theirs.id}", page)

        answer = self.post(f"/{self.mine.id}/swap", choice=f"swap-{self.theirs.id}")
        self.assertEqual(answer.status_code, 303)
        swap = self.env["errand.shift.swap"].search([("shift_id", "=", self.mine.id)])
        self.assertIn("wants to change", self.page(OTHER))
        self.post(f"/swaps/{swap.id}", OTHER, answer="accept", key="k")
        swap.with_user(self.manager).action_approve()

        self.assertEqual(self.mine.worker_id, self.colleague)
        self.assertEqual(self.theirs.worker_id, self.courier)

    def test_only_who_could_take_it_is_offered(self):
        """R2.8: a colleague who works then is not."""
        self._create_soon(self.colleague, self.mine.start_at)
        page = self.page(address=f"/{self.mine.id}/swap")

        self.assertNotIn(f"give-{self.colleague.id}", page)
        answer = self.post(f"/{self.mine.id}/swap", choice=f"give-{self.colleague.id}")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("choose somebody", answer.text)

    def test_garbage_as_a_choice_is_refused_in_words(self):
        for choice in ("", "give-", "give-x", "swap-999999999999", "all", "any-1"):
            answer = self.post(f"/{self.mine.id}/swap", choice=choice)
            self.assertEqual(answer.status_code, 422, choice)

    def test_an_open_request_is_seen_by_the_branch_and_taken_once(self):
        self.post(f"/{self.mine.id}/swap", choice="any")
        swap = self.env["errand.shift.swap"].search([("shift_id", "=", self.mine.id)])
        self.assertIn("gives a shift away", self.page(OTHER))
        third = self._create_portal_user("errand_third", "Thea Third")
        self._create_worker(third.partner_id, branch_id=self.branch.id)

        self.post(f"/swaps/{swap.id}", OTHER, answer="accept", key="a")
        late = self.post(f"/swaps/{swap.id}", "errand_third", answer="accept", key="b")

        self.assertEqual(swap.colleague_id, self.colleague)
        self.assertEqual(late.status_code, 404)

    def test_who_asked_takes_it_back_and_a_stranger_cannot(self):
        self.post(f"/{self.mine.id}/swap", choice=f"give-{self.colleague.id}")
        swap = self.env["errand.shift.swap"].search([("shift_id", "=", self.mine.id)])

        wrong = self.post(f"/swaps/{swap.id}", OTHER, answer="withdraw", key="a")
        self.assertEqual(wrong.status_code, 422)
        garbage = self.post(f"/swaps/{swap.id}", answer="approve", key="a")
        self.assertEqual(garbage.status_code, 404)
        self.post(f"/swaps/{swap.id}", answer="withdraw", key="b")

        self.assertEqual(swap.state, "cancelled")

    # === ABSENCES === #

    def test_people_ask_to_be_away_by_the_branch_s_days(self):
        """R2.8: whole days in Shanghai."""
        answer = self.post(
            "/absence", kind="holiday", day_from="2031-06-02", day_until="2031-06-03"
        )

        self.assertEqual(answer.status_code, 303)
        absence = self.env["errand.absence"].search(
            [("worker_id", "=", self.courier.id)]
        )
        self.assertEqual(
            (absence.start_at, absence.end_at), (self._at(0, 0), self._at(2, 0))
        )
        self.assertIn("Jun 2", self.page())
        self.post(f"/absence/{absence.id}", OTHER, key="a")
        self.assertEqual(absence.state, "requested")
        self.post(f"/absence/{absence.id}", key="a")
        self.assertEqual(absence.state, "cancelled")

    def test_garbage_as_days_is_refused_in_words(self):
        for first, last, kind in (
            ("", "", "holiday"),
            ("x", "y", "holiday"),
            ("2031-06-05", "2031-06-02", "holiday"),
            ("2031-06-02", "2039-06-02", "holiday"),
            ("2031-06-02", "2031-06-02", "party"),
            ("9999-12-31", "9999-12-31", "sick"),
            ("0001-01-01", "0001-01-01", "sick"),
        ):
            answer = self.post("/absence", kind=kind, day_from=first, day_until=last)
            self.assertEqual(answer.status_code, 422, first)
        self.assertFalse(
            self.env["errand.absence"].search([("worker_id", "=", self.courier.id)])
        )

    def test_letters_that_no_database_takes_are_left_out(self):
        """R2.8: NUL in a key or a note is no fault of the server."""
        answer = self.post("/confirm", shift_id=self.mine.id, key="a\x00b")
        self.assertEqual(answer.status_code, 303)
        answer = self.post(
            "/absence", kind="sick", day_from="2031-06-02", note="Fl\x00u"
        )
        self.assertEqual(answer.status_code, 303)
        absence = self.env["errand.absence"].search(
            [("worker_id", "=", self.courier.id)]
        )
        self.assertEqual(absence.note, "Flu")
        answer = self.post(f"/absence/{absence.id}", key="\x00")
        self.assertEqual(answer.status_code, 303)

    # === CALENDAR === #

    def ics(self, address):
        self.authenticate(None, None)
        return self.url_open(address)

    def test_the_address_opens_one_person_s_shifts(self):
        """R2.8: revocable; a new one shuts the old one."""
        self.post("/calendar", action="open")
        address = f"/roster/{self.courier._calendar_token()}.ics"

        answer = self.ics(address)
        found = vobject.readOne(answer.text)

        self.assertTrue(answer.headers["Content-Type"].startswith("text/calendar"))
        self.assertEqual(len(found.vevent_list), 1)
        self.assertIn("West Lake", found.vevent.summary.value)
        self.post("/calendar", action="open")
        self.assertEqual(self.ics(address).status_code, 404)
        renewed = f"/roster/{self.courier._calendar_token()}.ics"
        self.assertEqual(self.ics(renewed).status_code, 200)
        self.post("/calendar", action="close")
        self.assertEqual(self.ics(renewed).status_code, 404)

    def test_a_cancelled_shift_is_told_and_a_draft_never_was(self):
        """R2.8: the same event, cancelled, with a higher number."""
        self.courier._open_calendar()
        address = f"/roster/{self.courier._calendar_token()}.ics"
        before = vobject.readOne(self.ics(address).text).vevent
        draft = self._create_soon(self.courier, self._later(days=9), state="draft")
        draft._move_to("cancelled", actor=self.manager_actor)
        with patch.object(self.env.cr, "now", lambda: self._later(minutes=5)):
            self.mine._move_to("cancelled", actor=self.manager_actor)
            self.env.flush_all()

        after = vobject.readOne(self.ics(address).text)

        self.assertEqual(len(after.vevent_list), 1)
        self.assertEqual(after.vevent.status.value, "CANCELLED")
        self.assertEqual(after.vevent.uid.value, before.uid.value)
        self.assertGreater(int(after.vevent.sequence.value), int(before.sequence.value))

    def test_wrong_addresses_open_nothing(self):
        self.courier._open_calendar()
        token = self.courier._calendar_token()
        head, _dash, signature = token.partition("-")
        for wrong in (
            f"{head}-{signature[:-1]}0x",
            f"{head}-",
            f"{self.colleague.id:x}-{signature}",
            "zz-1",
            "é-é",
            "f" * 400,
            f"{2**40:x}-{signature}",
        ):
            self.assertEqual(self.ics(f"/roster/{wrong}.ics").status_code, 404, wrong)

    def test_guessing_is_stopped(self):
        """R2.8: after twenty wrong addresses one has to wait."""
        limits = type(self.env["errand.rate.limit"])
        with patch.object(limits, "_is_allowed", lambda *args: False):
            self.assertEqual(self.ics("/roster/1-1.ics").status_code, 429)

    def test_the_download_is_one_s_own(self):
        self.authenticate(LOGIN, LOGIN)
        answer = self.url_open("/my/shifts.ics")
        self.assertEqual(len(vobject.readOne(answer.text).vevent_list), 1)
        self.authenticate("errand_customer", "errand_customer")
        self.assertEqual(self.url_open("/my/shifts.ics").status_code, 404)

    def test_what_we_hold_is_in_the_copy_and_erased(self):
        """R0.10: shifts, absences and points of a person; the calendar shuts."""
        self._grant(3)
        self.post(
            "/absence",
            kind="sick",
            day_from="2031-06-02",
            day_until="2031-06-02",
            note="Flu",
        )
        self.courier._open_calendar()
        partner = self.courier.partner_id

        data = partner._errand_data()
        self.assertEqual(data["Absences"][0]["note"], "Flu")
        self.assertEqual(len(data["Shifts"]), 1)
        self.assertEqual(data["Points"][0]["points"], 3)
        partner._errand_erase()

        self.assertFalse(partner._errand_data()["Absences"][0]["note"])
        self.assertFalse(self.courier._calendar_token())
