# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from ..engine.actor import CUSTOMER, Actor
from ..exceptions import KeyReused
from .common import ErrandCommon


class TestErrandRequest(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.requests = cls.env["errand.request"]
        cls.actor = Actor(CUSTOMER, user_id=cls.customer.id)

    def setUp(self):
        super().setUp()
        self.runs = []

    def _ask(self, actor=None, action="post", key="k1", payload=None):
        def work():
            self.runs.append(key)
            return {"run": len(self.runs)}

        # As the customer: nobody needs rights on the table.
        return self.requests.with_user(self.customer)._answer_once(
            actor or self.actor, action, key, payload or {"fee": 8}, work
        )

    def test_same_key_gives_the_same_answer_and_runs_once(self):
        """R0.8: a repeated tap or a retried request does its work once."""
        first = self._ask()
        second = self._ask()

        self.assertEqual(first, second)
        self.assertEqual(self.runs, ["k1"])

    def test_order_of_the_payload_does_not_matter(self):
        """R0.8: the payload is compared by value."""
        self._ask(payload={"a": 1, "b": 2})

        self.assertEqual(self._ask(payload={"b": 2, "a": 1}), {"run": 1})

    def test_key_with_another_payload_is_refused(self):
        """R0.8: a key stands for one request."""
        self._ask()

        with self.assertRaisesRegex(KeyReused, "already used for something else"):
            self._ask(payload={"fee": 9})

    def test_actors_and_actions_do_not_share_keys(self):
        """R0.8: two people may choose the same key, one may use it for two things."""
        self._ask()
        self._ask(actor=Actor(CUSTOMER, user_id=self.courier_user.id))
        self._ask(action="cancel")

        self.assertEqual(len(self.runs), 3)

    def test_answers_are_kept_for_a_week(self):
        """R0.8: after seven days a key is free again."""
        self._ask()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE errand_request SET create_date = now() - interval '8 days'"
        )
        self.env.invalidate_all()

        self.requests._gc_answered()

        self.assertFalse(self.requests.search([("actor", "ilike", self.customer.id)]))
