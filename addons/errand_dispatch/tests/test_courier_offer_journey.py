# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import HttpCase, tagged

from .desk_common import DeskDispatchCommon
from .test_courier_app_journey import PHONE_OPTIONS, steps_of


@tagged("post_install", "-at_install")
class TestCourierOfferJourney(DeskDispatchCommon, HttpCase):
    """A portal login, on a phone's screen; any console error fails it."""

    browser_size = "390x844"
    touch_enabled = True

    def _go(self, part, task):
        self.env["ir.config_parameter"].sudo().set_param("errand.map_tile_url", "")
        journey = {"part": part, "pay": f"{task.worker_pay:.2f}"}
        self.browser_js("/courier", steps_of("courier_offer", journey), **PHONE_OPTIONS)
        self.env.invalidate_all()

    def test_offer_from_the_card_to_the_errand(self):
        """R0.7, R0.8: over everything, put aside, taken up again, accepted."""
        self.courier.service_class = "professional"
        task = self._create_open_task()
        self._sweep()

        self._go("acceptOffer", task)

        self.assertEqual(task.worker_id, self.courier)
        self.assertEqual(task.offer_ids.answer, "accepted")
        self.assertTrue(task.offer_ids.shown_at)

    def test_given_work_is_answered(self):
        """R2.2: the banner asks until it is answered; giving back is one tap away."""
        task = self._create_open_task()
        task._assign(self.courier, self.staff_actor, "given-made-up")

        self._go("acceptGiven", task)

        self.assertTrue(task.assignment_ids.accepted_at)
        self.assertEqual(task.state, "assigned")
