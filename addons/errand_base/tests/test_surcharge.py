# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import BINJIANG, ErrandCommon


@tagged("post_install", "-at_install")
class TestSurcharge(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.professional = cls.price_rules[1]

    def _create_surcharge(self, **values):
        return self.env["errand.surcharge"].create(
            {
                "name": "Heavy rain",
                "kind": "weather",
                "company_id": self.company.id,
                "percent": 20,
                "reason": "Rain warning",
                **values,
            }
        )

    def _create_band(self, **values):
        return self.env["errand.price.band"].create(
            {"rule_id": self.professional.id, "percent": 30, **values}
        )

    def _labels(self, **values):
        quote = self._create_professional_order(**values).quote_id
        return [line["label"] for line in quote._described_lines()]

    # === SWITCHES === #

    def test_staff_switch_it_on_for_some_hours(self):
        """R0.4: one click; it ends by itself, and the log says who and why."""
        rain = self._create_surcharge(hours=2)
        self.assertNotIn("Heavy rain", self._labels())

        rain.with_user(self.dispatcher).action_switch_on()

        self.assertTrue(rain.is_on)
        self.assertIn("Heavy rain", self._labels())
        note = rain.message_ids[0]
        self.assertEqual(note.author_id, self.dispatcher.partner_id)
        self.assertIn("Rain warning", note.body)
        with freeze_time(self._later(hours=2, minutes=1)):
            rain.invalidate_recordset(["is_on"])
            self.assertFalse(rain.is_on)
            self.assertNotIn("Heavy rain", self._labels())

    def test_switched_off(self):
        """R0.4: off at once, for prices that are made from then on."""
        rain = self._create_surcharge()
        rain.with_user(self.dispatcher).action_switch_on()
        order = self._create_professional_order()

        rain.with_user(self.dispatcher).action_switch_off()

        self.assertFalse(rain.is_on)
        self.assertNotIn("Heavy rain", self._labels())
        order.with_user(self.dispatcher).action_place()
        self.assertEqual(order.fee, order.quote_id.amount)

    def test_it_needs_a_reason(self):
        """R5.3: why it was switched on is kept."""
        rain = self._create_surcharge(reason=" ")

        with self.assertRaisesRegex(UserError, "Please write why"):
            rain.with_user(self.dispatcher).action_switch_on()

    def test_managers_switch_for_their_own_branches(self):
        """R2.10: a branch manager does not raise the prices of others."""
        own = self._create_surcharge(branch_ids=[Command.set(self.branch.ids)])
        everywhere = self._create_surcharge(name="Storm")

        own.with_user(self.manager).action_switch_on()
        self.assertTrue(own.is_on)
        with self.assertRaisesRegex(AccessError, "concerns other branches"):
            everywhere.with_user(self.manager).action_switch_on()
        with self.assertRaises(AccessError):
            own.with_user(self.clerk).action_switch_off()
        with self.assertRaises(AccessError):
            own.with_user(self.manager).percent = 400

    def test_holidays_are_not_switched(self):
        """R0.4: a holiday holds on its days."""
        day = date(2026, 10, 1)
        holiday = self._create_surcharge(kind="holiday", day_from=day, day_until=day)

        with self.assertRaisesRegex(UserError, "holds on its days"):
            holiday.with_user(self.dispatcher).action_switch_on()

    def test_other_companies_do_not_see_it(self):
        """R2.10: neither in lists nor in prices."""
        other = self._create_cny_company("Other Errands")
        foreign = self._create_surcharge(company_id=other.id)
        foreign.action_switch_on()

        self.assertNotIn("Heavy rain", self._labels())
        seen = self.env["errand.surcharge"].with_user(self.dispatcher).search([])
        self.assertNotIn(foreign, seen)

    # === SCOPE === #

    def test_scope(self):
        """R0.4: branch, category and class decide for whom it holds."""
        other = self._create_branch(BINJIANG, name="Binjiang")
        another = self._create_category(name="Another")
        ours = [
            self._create_surcharge(name="All"),
            self._create_surcharge(name="B", branch_ids=[Command.set(self.branch.ids)]),
            self._create_surcharge(
                name="C", category_ids=[Command.set(self.category.ids)]
            ),
            self._create_surcharge(name="P", service_class="professional"),
        ]
        theirs = [
            self._create_surcharge(name="-B", branch_ids=[Command.set(other.ids)]),
            self._create_surcharge(name="-C", category_ids=[Command.set(another.ids)]),
            self._create_surcharge(name="-P", service_class="ordinary"),
        ]
        for one in (*ours, *theirs):
            one.action_switch_on()

        self.assertEqual(self._labels()[2:], [one.name for one in ours])

    def test_holiday_is_the_branch_s_day(self):
        """R0.4: October 1st begins in Hangzhou while it is still September in UTC."""
        day = date(2026, 10, 1)
        self._create_surcharge(
            name="National Day", kind="holiday", day_from=day, day_until=day
        )
        cases = [
            (datetime(2026, 9, 30, 15, 59), False),
            (datetime(2026, 9, 30, 16, 0), True),
            (datetime(2026, 10, 1, 15, 59), True),
            (datetime(2026, 10, 1, 16, 0), False),
        ]
        for moment, expected in cases:
            with freeze_time(moment):
                self.assertEqual("National Day" in self._labels(), expected, moment)

    # === TIMES OF DAY === #

    def test_wanted_slot_decides(self):
        """R0.4: ordered at noon for the night, priced as at night; and its clock."""
        self._create_band()
        night = datetime(2026, 5, 2, 15, 0)  # 23:00 in Hangzhou
        with freeze_time(datetime(2026, 5, 2, 4, 0)):
            now = self._labels()
            later = self._labels(
                wanted_from=night, wanted_until=datetime(2026, 5, 2, 16, 0)
            )
            self.branch.tz = "Europe/London"
            abroad = self._labels(
                wanted_from=night, wanted_until=datetime(2026, 5, 2, 16, 0)
            )

        self.assertNotIn("Night 22:00–06:00", now)
        self.assertIn("Night 22:00–06:00", later)
        self.assertNotIn("Night 22:00–06:00", abroad)

    def test_bands_are_of_their_rule(self):
        """R0.4: they are copied with it, and checked."""
        band = self._create_band()
        copied = self.professional.copy({"category_id": self.category.id}).band_ids
        self.assertEqual(copied.hour_from, 22)

        with self.assertRaisesRegex(ValidationError, "at least one weekday"):
            band.write(dict.fromkeys(("monday", "tuesday", "wednesday"), False))
            band.write(
                dict.fromkeys(("thursday", "friday", "saturday", "sunday"), False)
            )

    @mute_logger("odoo.sql_db")
    def test_numbers_are_sane(self):
        """R0.4: no negative surcharge, no hour 25, no holiday without days."""
        cases = [
            lambda: self._create_surcharge(percent=-1),
            lambda: self._create_surcharge(hours=0),
            lambda: self._create_surcharge(kind="holiday"),
            lambda: self._create_band(hour_from=25),
            lambda: self._create_band(percent=501),
            lambda: self.professional.write({"kg_step": 0}),
            lambda: self.professional.write({"maximum_fee": 1}),
        ]
        for case in cases:
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                case()
                self.env.flush_all()
            self.env.invalidate_all()
