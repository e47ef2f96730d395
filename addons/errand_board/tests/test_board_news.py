# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo.tests import tagged

from odoo.addons.errand_board.models.errand_board_news import CHANNEL
from odoo.addons.errand_dispatch.tests.common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestBoardNews(ErrandDispatchCommon):
    """Boards are told at the end of a transaction, once."""

    def setUp(self):
        super().setUp()
        self._end_transaction()
        self.env["bus.bus"].search([]).unlink()

    def _end_transaction(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.cr.postcommit.clear()

    def _told(self):
        """End the transaction; return the channels that boards were told on."""
        self._end_transaction()
        messages = self.env["bus.bus"].search([])
        told = [
            json.loads(one.channel)[1:]
            for one in messages
            if json.loads(one.message)["type"] == "errand/board"
        ]
        messages.unlink()
        return told

    def test_many_moves_are_one_message_a_company_and_managed_branch(self):
        """R2.11: five thousand assignments would not be five thousand messages."""
        other = self._create_branch(name="Binjiang")
        tasks = [self._create_open_task(branch_id=other.id) for _task in range(3)]
        tasks += [self._create_open_task() for _task in range(3)]
        for task in tasks:
            task._assign(self.courier, self.staff_actor, "all")

        self.assertEqual(
            self._told(),
            [
                ["res.company", self.company.id, CHANNEL],
                ["errand.branch", self.branch.id, CHANNEL],
            ],
        )
        self.assertEqual(self._told(), [])

    def test_boards_hear_who_comes_on_duty(self):
        """R2.11: managers too, of couriers who have no branch."""
        self.courier._go_off_duty()

        self.assertEqual(
            self._told(),
            [
                ["res.company", self.company.id, CHANNEL],
                ["errand.branch", self.branch.id, CHANNEL],
            ],
        )

    def test_stage_on_the_way_is_told_too(self):
        """R2.11: the courier is at the pick-up; nobody reloads."""
        task = self._create_open_task()
        self._advance(task, "assigned", self.courier)
        self._told()

        task._reach("pickup", self.courier._actor(), "reach-0001")

        self.assertTrue(self._told())

    def test_everybody_listens_only_to_their_own(self):
        """R2.11, R2.10: the browser's word opens no channel by itself."""
        board = self.env["errand.board"]
        self.assertEqual(
            board.with_user(self.dispatcher)._channels(), [(self.company, CHANNEL)]
        )
        self.assertEqual(
            board.with_user(self.manager)._channels(), [(self.branch, CHANNEL)]
        )
        for user in (self.clerk, self.finance, self.courier_user, self.customer):
            self.assertEqual(board.with_user(user)._channels(), [])
