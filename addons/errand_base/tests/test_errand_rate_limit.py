# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ErrandCommon


class TestErrandRateLimit(ErrandCommon):
    def _use(self, subject="203.0.113.7", scope="follow", limit=3, seconds=60):
        with self.enter_registry_test_mode():
            limits = self.env["errand.rate.limit"].with_user(self.customer)
            return limits._is_allowed(scope, subject, limit, seconds)

    def test_the_limit_holds(self):
        """R0.9: a public page may be asked only so often."""
        self.assertEqual([self._use() for _use in range(5)], [True] * 3 + [False] * 2)

    def test_subjects_and_scopes_are_counted_apart(self):
        """R0.9: one visitor does not use up another's tries."""
        for _use in range(3):
            self._use()

        self.assertTrue(self._use(subject="203.0.113.8"))
        self.assertTrue(self._use(scope="code"))

    def test_uses_are_forgotten_when_time_has_passed(self):
        """R0.9: whoever waits may ask again."""
        for _use in range(3):
            self._use()
        self.env.cr.execute(
            "UPDATE errand_rate_limit SET create_date = create_date - interval '2 min'"
        )
        self.env.invalidate_all()

        self.assertTrue(self._use())

    def test_old_uses_are_removed(self):
        """R0.9: the table stays small, and keeps no addresses for long."""
        self._use()
        self.env.cr.execute(
            "UPDATE errand_rate_limit SET create_date = create_date - interval '2 days'"
        )
        self.env.invalidate_all()

        self.env["errand.rate.limit"]._gc_uses()

        self.assertFalse(
            self.env["errand.rate.limit"].search([("subject", "=", "203.0.113.7")])
        )
