# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal
from random import Random

from odoo.tests import BaseCase

from ..engine.pricing import Tariff, price, round_to, split, total

STEPS = [Decimal("0.01"), Decimal("0.05"), Decimal(1), Decimal("0.001")]


def random_tariff(random):
    def amount(highest):
        return Decimal(random.randrange(highest * 1000)) / 1000

    return Tariff(
        base=amount(30),
        included_km=amount(5),
        per_km=random.choice([Decimal(0), amount(6)]),
        minimum=amount(20),
        rounding=random.choice(STEPS),
    )


class TestPricing(BaseCase):
    def test_fee_is_base_and_further_kilometres(self):
        """R0.4: the platform prices from distance, and shows how."""
        tariff = Tariff(Decimal(6), Decimal(1), Decimal(2), Decimal(5), Decimal("0.01"))

        lines = price(tariff, Decimal("3.50"))

        self.assertEqual(
            [(line.code, line.quantity, line.amount) for line in lines],
            [
                ("base", 0, Decimal("6.00")),
                ("distance", Decimal("2.50"), Decimal("5.00")),
            ],
        )

    def test_lines_add_up_and_are_rounded(self):
        """R0.4: 5,000 tariffs: every line is a multiple of the step, none negative."""
        random = Random(4)
        for _trial in range(5000):
            tariff = random_tariff(random)
            lines = price(tariff, Decimal(random.randrange(30000)) / 1000)

            for line in lines:
                self.assertEqual(line.amount % tariff.rounding, 0)
                self.assertGreaterEqual(line.amount, 0)
            self.assertEqual(total(lines), sum(line.amount for line in lines))

    def test_fee_is_never_under_the_minimum(self):
        """R0.4: the lowest fee holds; it is a line only where it is needed."""
        random = Random(5)
        for _trial in range(5000):
            tariff = random_tariff(random)
            lines = price(tariff, Decimal(random.randrange(30000)) / 1000)

            minimum = round_to(tariff.minimum, tariff.rounding)
            self.assertGreaterEqual(total(lines), minimum)
            if "minimum" in [line.code for line in lines]:
                self.assertEqual(total(lines), minimum)

    def test_further_is_never_cheaper(self):
        """R0.4: the fee grows with the distance."""
        random = Random(6)
        for _trial in range(2000):
            tariff = random_tariff(random)
            near, far = sorted(Decimal(random.randrange(30000)) / 1000 for _i in "ab")

            self.assertLessEqual(total(price(tariff, near)), total(price(tariff, far)))

    def test_rounding_is_half_up(self):
        """R0.4: shops round half up, whatever the step."""
        cases = [
            ("0.005", "0.01", "0.01"),
            ("2.675", "0.01", "2.68"),
            ("2.4749", "0.05", "2.45"),
            ("2.475", "0.05", "2.50"),
            ("0.5", "1", "1"),
            ("1.5", "1", "2"),
        ]
        for amount, step, expected in cases:
            self.assertEqual(
                round_to(Decimal(amount), Decimal(step)), Decimal(expected)
            )

    def test_shares_are_the_whole_fee(self):
        """R0.12: courier's share and commission are the fee, to the last cent."""
        random = Random(12)
        for _trial in range(5000):
            step = random.choice(STEPS)
            amount = round_to(Decimal(random.randrange(100000)) / 1000, step)
            percent = Decimal(random.randrange(10001)) / 100

            share, rest = split(amount, percent, step)

            self.assertEqual(share + rest, amount)
            self.assertGreaterEqual(min(share, rest), 0)
            self.assertEqual(rest % step, 0)
