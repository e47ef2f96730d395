# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command
from odoo.exceptions import AccessError, ValidationError

from .common import BINJIANG, ErrandCommon

MANAGERS = "errand_base.group_branch_manager"
CLERKS = "errand_base.group_clerk"


class TestBranchStaff(ErrandCommon):
    """Who manages a branch is picked from its staff by the administrator (R2.10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=20)
        cls.south.user_ids = [Command.link(cls.clerk.id)]
        cls.office = cls.south.with_user(cls.admin)

    def test_being_picked_gives_the_rights(self):
        """R2.10: a clerk becomes the manager, and manages this branch only."""
        self.assertFalse(self.clerk.has_group(MANAGERS))

        self.office.manager_id = self.clerk

        self.assertTrue(self.clerk.has_group(MANAGERS))
        self.south.with_user(self.clerk).radius_km = 9
        with self.assertRaises(AccessError):
            self.branch.with_user(self.clerk).radius_km = 9

    def test_losing_the_last_branch_takes_the_rights(self):
        """R2.10: not before the last one; the clerk remains."""
        self.branch.with_user(self.admin).manager_id = self.clerk
        self.office.manager_id = self.clerk

        self.office.manager_id = False
        self.assertTrue(self.clerk.has_group(MANAGERS))
        self.branch.with_user(self.admin).manager_id = self.manager
        self.assertFalse(self.clerk.has_group(MANAGERS))
        self.assertTrue(self.clerk.has_group(CLERKS))

    def test_an_archived_branch_has_no_manager(self):
        """R2.10: archiving takes the rights, and opening again gives them."""
        self.office.manager_id = self.clerk
        self.office.action_archive()
        self.assertFalse(self.clerk.has_group(MANAGERS))

        self.office.action_unarchive()
        self.assertTrue(self.clerk.has_group(MANAGERS))

    def test_a_deleted_branch_has_no_manager(self):
        """R2.10: a branch without orders may go, and with it the post."""
        self.office.manager_id = self.clerk
        self.office.unlink()
        self.assertFalse(self.clerk.has_group(MANAGERS))

    def test_a_new_branch_with_its_manager(self):
        """R2.10: picked while the branch is opened."""
        branches = self.env["errand.branch"].with_user(self.admin)
        branches.create(
            {
                "name": "New",
                "company_id": self.company.id,
                "latitude": 30.2,
                "longitude": 120.2,
                "user_ids": [Command.link(self.clerk.id)],
                "manager_id": self.clerk.id,
            }
        )
        self.assertTrue(self.clerk.has_group(MANAGERS))

    def test_a_dispatcher_stays_one(self):
        """R2.10: who has more rights for another reason keeps them."""
        self.south.user_ids = [Command.link(self.dispatcher.id)]
        self.office.manager_id = self.dispatcher
        self.office.manager_id = False

        self.assertTrue(self.dispatcher.has_group("errand_base.group_dispatcher"))

    def test_the_manager_is_one_of_the_staff(self):
        """R2.10: nobody from elsewhere, and nobody leaves the staff as manager."""
        with self.assertRaisesRegex(ValidationError, "not one of the staff"):
            self.office.manager_id = self.manager
        self.office.manager_id = self.clerk
        with self.assertRaisesRegex(ValidationError, "not one of the staff"):
            self.office.user_ids = [Command.unlink(self.clerk.id)]

    def test_a_manager_is_not_taken_from_the_staff_behind_the_branchs_back(self):
        """R2.10: neither on the user's own form, which says what to do first."""
        self.office.manager_id = self.clerk

        with self.assertRaisesRegex(ValidationError, "Choose the manager among them"):
            self.clerk.write({"errand_branch_ids": [Command.clear()]})

    def test_staff_have_a_login_in_the_company(self):
        """R2.10: no portal user, nobody of another company."""
        other = self._create_cny_company("Other Errands")
        stranger = self._create_staff(
            "clerk", "Stan Stranger", branch=None, company=other, login="stranger"
        )
        for user in (self.customer, stranger):
            with self.assertRaisesRegex(ValidationError, "cannot work in Binjiang"):
                self.south.user_ids = [Command.link(user.id)]

    def test_only_administrators_pick(self):
        """R2.10: a manager makes no managers, and sells no branch."""
        branch = self.branch.with_user(self.manager)
        branch.user_ids = [Command.link(self.dispatcher.id)]
        for values in (
            {"manager_id": self.clerk.id},
            {"manager_id": False},
            {"owner_id": self.manager.partner_id.id},
            {"company_id": self.company.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                branch.write(values)
        with self.assertRaises(AccessError):
            branch.unlink()
        with self.assertRaises(AccessError):
            branch.create({"name": "Mine", "latitude": 30, "longitude": 120})

    def test_a_manager_who_helps_elsewhere_manages_there_nothing(self):
        """R2.10: staff of a second branch, manager of the first."""
        self.south.user_ids = [Command.link(self.manager.id)]
        worker = self._create_worker(branch_id=self.south.id)
        order = self._create_order(branch_id=self.south.id)

        self.assertTrue(order.with_user(self.manager).has_access("read"))
        with self.assertRaises(AccessError):
            self.south.with_user(self.manager).radius_km = 9
        with self.assertRaises(AccessError):
            worker.with_user(self.manager).range_km = 9

    def test_a_worker_who_moves_does_not_shut_the_orders(self):
        """R2.10, R2.11: the list of orders opens, with those whom the user may see."""
        worker = self._create_worker(branch_id=self.branch.id)
        order = self._create_order()
        order._move_to("placed")
        order.task_ids._assign(worker, worker._actor(), "a")
        self.assertEqual(order.with_user(self.manager).worker_ids, worker)
        worker.branch_id = self.south
        self.south.user_ids -= self.clerk
        self.env.invalidate_all()

        for user in (self.manager, self.clerk):
            [row] = order.with_user(user).read(["worker_ids"])
            self.assertEqual(row["worker_ids"], [])
            claim = order.with_user(user).task_ids.assignment_ids
            self.assertEqual(claim.display_name, worker.name)

    def test_a_worker_stays_the_person_they_are(self):
        """R2.7, R2.10: a manager takes over nobody's work, money or login."""
        worker = self._create_worker(branch_id=self.branch.id)
        mine = worker.with_user(self.manager)

        mine.partner_id = worker.partner_id
        with self.assertRaises(AccessError):
            mine.partner_id = self.manager.partner_id
        with self.assertRaisesRegex(ValidationError, "another person's"):
            mine.user_id = self.manager

    def test_workers_stay_in_the_branch(self):
        """R2.10: a manager neither gives workers away nor takes others'."""
        mine = self._create_worker(branch_id=self.branch.id)
        theirs = self._create_worker(
            self._create_partner(name="Tom Theirs"), branch_id=self.south.id
        )
        everybody_s = self._create_worker(self._create_partner(name="Eve Everywhere"))

        mine.with_user(self.manager).range_km = 4
        for worker in (theirs, everybody_s):
            with self.assertRaises(AccessError):
                worker.with_user(self.manager).range_km = 4
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).branch_id = self.south
        with self.assertRaisesRegex(AccessError, "Only dispatchers"):
            mine.with_user(self.manager).branch_id = False
        mine.with_user(self.dispatcher).branch_id = self.south
