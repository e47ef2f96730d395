# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.errand_base.exceptions import KeyReused
from odoo.addons.errand_base.tests.common import BINJIANG, WEST_LAKE
from odoo.addons.errand_board.models import errand_board_hand
from odoo.addons.errand_dispatch.tests.common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestBoardHand(ErrandDispatchCommon):
    """Dispatchers give and take from the board."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.task = cls._create_open_task()

    def setUp(self):
        super().setUp()
        # A decision opens a cursor of its own: here it joins the test's transaction.
        self.enterContext(self.enter_registry_test_mode())

    def _assign(self, worker=None, key="key-00001", user=None, **options):
        self.env.flush_all()
        board = self.env["errand.board"].with_user(user or self.dispatcher)
        worker = worker or self.courier
        answer = board.assign(self.task.id, worker.id, key, **options)
        self.env.invalidate_all()
        return answer["result"], answer["message"]

    def _unassign(self, reason, key="key-00009", **options):
        self.env.flush_all()
        board = self.env["errand.board"].with_user(self.dispatcher)
        answer = board.unassign(self.task.id, key, reason, **options)
        self.env.invalidate_all()
        return answer["result"], answer["message"]

    def test_the_same_drag_has_the_same_answer(self):
        """R0.8: sent twice, it is one."""
        for _try in range(2):
            self.assertEqual(self._assign(seen=False), ("done", ""))

        self.assertEqual(self.task.worker_id, self.courier)
        self.assertEqual(len(self.task.assignment_ids), 1)
        with self.assertRaises(KeyReused):
            self._assign(self._create_worker())

    def test_second_dispatcher_is_told_who_has_it(self):
        """R0.8: what was given meanwhile is not taken away by an old screen."""
        self._assign(seen=False)
        second = self._put_on_duty(self._create_worker())

        self.assertEqual(
            self._assign(second, "key-00002", self.admin, seen=False),
            ("lost", "Already taken by Carl Carrier."),
        )
        self.assertEqual(
            self._assign(second, "key-00003", self.admin, seen=self.courier.id),
            ("done", ""),
        )

    def test_objection_asks_for_a_reason_and_changes_nothing(self):
        """R2.11: then the same with a reason is done."""
        self.courier._go_off_duty()

        self.assertEqual(self._assign(), ("reason", "Is off duty."))
        self.assertEqual(self.task.state, "open")
        done = self._assign(key="key-00002", reason="agreed_by_phone")
        self.assertEqual(done, ("done", ""))

    def test_refusal_leaves_the_holder_alone(self):
        """R2.11: wholly or not at all."""
        self._assign()
        second = self._create_worker(verification="pending")

        self.assertEqual(
            self._assign(second, "key-00002", reason="nobody_else"),
            ("refused", "This person is not approved to work."),
        )
        self.assertEqual(self.task.worker_id, self.courier)

    def test_task_is_taken_back(self):
        """R2.11: with a reason; who sees an old screen takes nothing."""
        self._assign()
        second = self._put_on_duty(self._create_worker())

        self.assertEqual(self._unassign("")[0], "reason")
        self.assertEqual(
            self._unassign("courier_cannot", "key-00010", seen=second.id),
            ("lost", "Already taken by Carl Carrier."),
        )
        done = self._unassign("courier_cannot", "key-00011", seen=self.courier.id)
        self.assertEqual(done, ("done", ""))
        self.assertEqual(self.task.state, "open")

    def test_manager_gives_to_own_and_free_couriers(self):
        """R2.11, R2.10: couriers of other branches are not theirs to send."""
        other = self._create_branch(name="Binjiang")
        theirs = self._put_on_duty(self._create_worker(branch_id=other.id))

        with self.assertRaises(AccessError):
            self._assign(theirs, user=self.manager)
        self.assertEqual(self._assign(user=self.manager), ("done", ""))

    def test_nonsense_is_refused_in_words(self):
        """R2.11: a program may send anything."""
        board = self.env["errand.board"].with_user(self.dispatcher)
        for task, worker, key in (
            ("x", self.courier.id, "key-00001"),
            (self.task.id, None, "key-00001"),
            (self.task.id, True, "key-00001"),
            (self.task.id, 2**40, "key-00001"),
            (self.task.id, self.courier.id, "short"),
            (self.task.id, self.courier.id, 7),
        ):
            with self.assertRaises(UserError):
                board.assign(task, worker, key)
        for seen in ("x", -1, [1]):
            with self.assertRaises(UserError):
                board.assign(self.task.id, self.courier.id, "key-00001", seen=seen)
        with self.assertRaises(UserError):
            board.candidates(2**31 - 1)

    def test_list_shows_who_fits_first_and_why_others_do_not(self):
        """R2.11: by duty, objections and distance; found by name."""
        near = self._put_on_duty(self._create_worker())
        far = self._put_on_duty(
            self._create_worker(self._create_partner(name="Fay Faraway")), BINJIANG
        )
        away = self._create_worker(self._create_partner(name="Ada Away"))
        board = self.env["errand.board"].with_user(self.dispatcher)

        found = board.candidates(self.task.id)

        self.assertIsNone(found["refusal"])
        ids = [one["id"] for one in found["people"]]
        self.assertEqual(set(ids[:2]), {self.courier.id, near.id})
        self.assertEqual(ids[2:4], [far.id, away.id])
        self.assertEqual(found["people"][2]["objections"], ["Is out of range."])
        self.assertEqual(found["people"][0]["km"], 0.0)
        [one] = board.candidates(self.task.id, "faraway")["people"]
        self.assertEqual(one["id"], far.id)
        self.assertFalse(board.candidates(self.task.id, "nobody\x00")["people"])

    def test_the_nearest_free_courier_is_found_among_many_on_duty(self):
        """R2.11: whoever is far fills no place that somebody near and free has."""
        self.patch(errand_board_hand, "SHOWN", 2)
        self.patch(errand_board_hand, "LOOKED_AT", 3)
        for number in range(3):
            name = f"Aaron Always First {number}"
            partner = self._create_partner(name=name)
            self._put_on_duty(self._create_worker(partner), BINJIANG)
        other = self._create_branch(name="Binjiang")
        places = {"Nearest": WEST_LAKE, "Further": (30.2610, WEST_LAKE[1])}
        near = {
            name: self._put_on_duty(
                self._create_worker(
                    self._create_partner(name=f"Zoe {name}"), branch_id=other.id
                ),
                place,
            )
            for name, place in places.items()
        }
        self.courier._go_off_duty()
        board = self.env["errand.board"].with_user(self.dispatcher)

        found = board.candidates(self.task.id)

        ids = [one["id"] for one in found["people"]]
        self.assertEqual(ids, [near["Nearest"].id, near["Further"].id])
        self.assertTrue(found["more"])

    def test_a_manager_is_shown_none_but_their_own_couriers(self):
        """R2.11: those of another branch who are nearer are not named."""
        other = self._create_branch(name="Binjiang")
        stranger = self._put_on_duty(self._create_worker(branch_id=other.id))
        self.branch.manager_id = self.manager
        board = self.env["errand.board"].with_user(self.manager)

        ids = [one["id"] for one in board.candidates(self.task.id)["people"]]

        self.assertIn(self.courier.id, ids)
        self.assertNotIn(stranger.id, ids)

    def test_desk_work_goes_to_clerks_of_its_branch(self):
        """R2.1, R2.11: not to couriers, nor to clerks of other branches."""
        order = self._create_order(placed=True)
        self.task = self.env["errand.task"].create(
            {"order_id": order.id, "kind": "handle"}
        )
        self.task._move_to("open", opened_at=order.create_date)
        clerk = self._create_worker(
            self.clerk.partner_id, is_courier=False, is_clerk=True
        )
        other = self._create_branch(name="Binjiang")
        stranger = self._create_worker(
            is_courier=False, is_clerk=True, branch_id=other.id
        )

        words = ("refused", "Work at the desk is for clerks of its branch.")
        self.assertEqual(self._assign(self.courier), words)
        self.assertEqual(self._assign(stranger, "key-00002"), words)
        self.assertEqual(self._assign(clerk, "key-00003"), ("done", ""))
