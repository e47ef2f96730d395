# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json

from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from odoo.addons.errand_base.tests.common import WEST_LAKE

from .common import ErrandDispatchCommon

#: A phone that knows where it is: a browser under test has no permission to ask.
PHONE = """
navigator.geolocation.watchPosition = (tell) => {
    setTimeout(() => tell({
        coords: {latitude: %s, longitude: %s, accuracy: 8}, timestamp: Date.now(),
    }));
    return 1;
};
window.errandJourney = %s;
"""


@tagged("post_install", "-at_install")
class TestCourierAppJourney(ErrandDispatchCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_errand_from_grab_to_door(self):
        """R0.5, R0.7, R0.8, R0.9, R0.11, R0.12: On duty, grab, steps, code, earnings.

        By a portal login, on a phone's screen; any console error fails it.
        """
        task = self._create_open_task()
        self.env["ir.config_parameter"].sudo().set_param("errand.map_tile_url", "")
        self.courier._go_off_duty()
        code = task._delivery_code()
        journey = {
            "taskId": task.id,
            "number": task.order_id.name,
            "code": code,
            "wrongCode": "000000" if code != "000000" else "111111",
            "pay": f"{task.worker_pay:.2f}",
        }
        with file_open("errand_dispatch/static/tests/journeys/courier_job.js") as file:
            steps = file.read()

        self.browser_js(
            "/courier",
            PHONE % (*WEST_LAKE, json.dumps(journey)) + steps,
            ready="document.querySelector('.courier-switch') !== null",
            login="errand_courier",
            timeout=120,
        )

        self.env.invalidate_all()
        self.assertEqual(task.state, "done")
        self.assertEqual(task.worker_id, self.courier)
        self.assertEqual(task.code_tries, 1)
        self.assertTrue(task.at_pickup_at and task.at_dropoff_at)
        self.assertFalse(self.courier.on_duty_since)
