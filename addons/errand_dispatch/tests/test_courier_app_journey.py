# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import io
import json

from PIL import Image

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

PHONE_OPTIONS = {
    "ready": "document.querySelector('.courier-switch, .courier-job-head') !== null",
    "login": "errand_courier",
    "timeout": 180,
}


def steps_of(name, journey):
    """Return the code of a journey through the courier's app.

    :param name: of a file in static/tests/journeys
    :param journey: dict that the code finds as ``window.errandJourney``
    """
    code = PHONE % (*WEST_LAKE, json.dumps(journey))
    for part in ("thumb", name):
        with file_open(f"errand_dispatch/static/tests/journeys/{part}.js") as file:
            code += file.read()
    return code


@tagged("post_install", "-at_install")
class TestCourierAppJourney(ErrandDispatchCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def _carry(self, **more):
        """Let a browser carry an open task to its end; return the task."""
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
            **more,
        }

        self.browser_js("/courier", steps_of("courier_job", journey), **PHONE_OPTIONS)

        self.env.invalidate_all()
        return task

    def test_errand_from_grab_to_door(self):
        """R0.5, R0.7, R0.8, R0.9, R0.11, R0.12: On duty, grab, steps, code, earnings.

        By a portal login, on a phone's screen; any console error fails it.
        """
        task = self._carry()

        self.assertEqual(task.state, "done")
        self.assertEqual(task.worker_id, self.courier)
        self.assertEqual(task.code_tries, 1)
        self.assertTrue(task.at_pickup_at and task.at_dropoff_at)
        self.assertFalse(self.courier.on_duty_since)

    def test_errand_with_every_proof(self):
        """R0.11: A photo of the goods, a photo at the door, a signature, the code."""
        self.category.write(
            {
                "proof_photo": "required",
                "proof_pickup_photo": "required",
                "proof_signature": "required",
            }
        )

        task = self._carry(hasProofs=True)

        self.assertEqual(task.state, "done")
        self.assertEqual(
            task.proof_ids.mapped("kind"), ["pickup_photo", "photo", "signature"]
        )
        for proof in task.proof_ids:
            picture = Image.open(io.BytesIO(base64.b64decode(proof.image)))
            self.assertLessEqual(max(picture.size), 1600)
            darkest, _lightest = picture.convert("L").getextrema()
            self.assertLess(darkest, 100, proof.kind)
