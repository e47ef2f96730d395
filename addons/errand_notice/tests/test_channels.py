# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from itertools import combinations

from odoo.tests import BaseCase

from ..engine.channels import CHANNELS, INAPP, MAIL, PUSH, SMS, chosen, instead_of_push


def subsets():
    return [set(some) for size in range(5) for some in combinations(CHANNELS, size)]


class TestChannels(BaseCase):
    def test_a_push_is_never_alone(self):
        """R2.9: Whatever staff choose, a push has another channel beside it, or the
        person cannot be reached otherwise."""
        for wanted in subsets():
            for reachable in subsets():
                channels = chosen(wanted, reachable)
                if PUSH in channels:
                    others = reachable - {PUSH}
                    self.assertTrue(channels - {PUSH} or not others)

    def test_nobody_is_told_over_a_channel_that_does_not_reach_them(self):
        """R2.9: What is chosen reaches the person."""
        for wanted in subsets():
            for reachable in subsets():
                self.assertLessEqual(chosen(wanted, reachable), reachable)

    def test_a_kind_without_push_keeps_to_its_channels(self):
        """R2.9: Only a push is given company."""
        self.assertEqual(chosen({SMS}, {MAIL, INAPP}), set())
        self.assertEqual(chosen({SMS, MAIL}, {SMS, MAIL, INAPP}), {SMS, MAIL})

    def test_without_a_device_something_else_is_told(self):
        """R2.9: A push to nobody is a message in the app, else a mail, else an SMS."""
        self.assertEqual(chosen({PUSH}, {INAPP, MAIL, SMS}), {INAPP})
        self.assertEqual(chosen({PUSH}, {MAIL, SMS}), {MAIL})
        self.assertEqual(chosen({PUSH}, {SMS}), {SMS})

    def test_a_push_that_failed_is_replaced_by_a_mail(self):
        """R2.9: Whoever relies on pushes does not look into the app."""
        self.assertEqual(instead_of_push({INAPP}, {INAPP, MAIL, SMS}), {MAIL})
        self.assertEqual(instead_of_push({INAPP}, {INAPP, SMS}), {SMS})
        self.assertEqual(instead_of_push(set(), {INAPP}), {INAPP})
        self.assertEqual(instead_of_push({SMS}, {INAPP, MAIL, SMS}), set())
