# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from ..engine.actor import COURIER, CUSTOMER, STAFF, SYSTEM, Actor
from ..exceptions import MoveRefused


class MovesByTheTable:
    """Tests of a model that changes its state by a table: beside ``ErrandCommon``."""

    #: Whose states these are.
    model = None

    def _in_state(self, state):
        """Return a record in a state that its doors lead to."""
        raise NotImplementedError

    def _states(self):
        return set(dict(self.env[self.model]._fields["state"].selection))

    def test_every_state_but_the_first_can_be_entered(self):
        """R0.9: the table names every state."""
        model = self.env[self.model]
        first = model.default_get(["state"])["state"]

        self.assertEqual(set(model._transitions()), self._states() - {first})

    def test_states_are_entered_only_from_the_table(self):
        """R0.9: every pair of states that the table does not name is refused."""
        transitions = self.env[self.model]._transitions()
        for source in self._states():
            record = self._in_state(source)
            self.assertEqual(record.state, source)
            for target, transition in transitions.items():
                if target == source or source in transition.sources:
                    continue
                with (
                    self.subTest(source=source, target=target),
                    self.assertRaises(MoveRefused),
                ):
                    record._move_to(target, actor=self.staff_actor, key="x")
                self.assertEqual(record.state, source)

    def test_roles_that_may_not_move_are_refused(self):
        """R0.9: who is not named for a move does not make it."""
        for target, transition in self.env[self.model]._transitions().items():
            record = self._in_state(min(transition.sources))
            for role in {SYSTEM, CUSTOMER, COURIER, STAFF} - transition.roles:
                with (
                    self.subTest(target=target, role=role),
                    self.assertRaisesRegex(MoveRefused, "cannot become"),
                ):
                    record._move_to(target, actor=Actor(role, user_id=1), key="k")
