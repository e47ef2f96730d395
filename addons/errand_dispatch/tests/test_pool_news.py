# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
import warnings

from odoo.tests import tagged

from odoo.addons.http_routing.tests.common import MockRequest

from ..models.errand_task_near import POOL_CHANNEL
from .common import ErrandDispatchCommon


@tagged("post_install", "-at_install")
class TestPoolNews(ErrandDispatchCommon):
    """What leaves the pool is said once, to all couriers of the company."""

    def setUp(self):
        super().setUp()
        self.others = self.env["errand.worker"].union(
            *(self._put_on_duty(self._create_worker()) for _courier in range(3))
        )
        self.task = self._create_open_task()
        self._told()

    def _told(self):
        """End the transaction; return (channel, type, payload) of what was told."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.cr.postcommit.clear()
        messages = self.env["bus.bus"].search([], order="id")
        told = [
            (json.loads(one.channel)[1:], *json.loads(one.message).values())
            for one in messages
        ]
        messages.unlink()
        return [one for one in told if one[1].startswith("errand/pool")]

    def test_a_grab_is_one_message_however_many_look_on(self):
        """R0.6, R0.8: the company's couriers hear the id, and nothing else."""
        self._put_on_duty(self.courier)
        self._told()

        self.task._assign(self.courier, self.courier._actor(), "grab-1")

        self.assertEqual(
            self._told(),
            [
                (
                    ["res.company", self.company.id, POOL_CHANNEL],
                    "errand/pool_gone",
                    {"ids": self.task.ids},
                )
            ],
        )

    def test_what_was_in_no_pool_leaves_none(self):
        """R0.7: an errand that was only offered is nobody else's news."""
        self.task.is_pooled = False
        self.task._assign(self.courier, self.staff_actor, "given")

        self.assertEqual(self._told(), [])

    def test_what_comes_back_is_told_to_those_in_range(self):
        """R0.6: each of them asks, for what they may see."""
        self.task._assign(self.courier, self.staff_actor, "given")
        self._told()

        self.task._unassign(self.staff_actor, None, "made-up reason")

        told = self._told()
        self.assertEqual({kind for _channel, kind, _ids in told}, {"errand/pool"})
        heard = {channel[1] for channel, _kind, _ids in told}
        self.assertLessEqual(set(self.others.partner_id.ids), heard)

    def test_only_couriers_hear_it(self):
        """R0.10: the word of the pool is no channel by itself."""
        applicant_user = self._create_portal_user("errand_applicant", "Ada Applicant")
        self._create_worker(applicant_user.partner_id, verification="pending")

        def channels(user):
            env = self.env(user=user)
            with MockRequest(env) as request:
                request.session.uid = user.id
                # Other add-ons put records among the words; none is compared with one.
                with warnings.catch_warnings(action="error"):
                    built = env["ir.websocket"]._build_bus_channel_list(
                        [user.partner_id, POOL_CHANNEL]
                    )
            strings = [one for one in built if isinstance(one, str)]
            self.assertNotIn(POOL_CHANNEL, strings)
            return [one for one in built if isinstance(one, tuple)]

        wanted = (self.company, POOL_CHANNEL)
        self.assertIn(wanted, channels(self.courier_user))
        for user in (self.customer, self.clerk, applicant_user):
            with self.subTest(user=user.name):
                self.assertNotIn(wanted, channels(user))
