# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64

from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.tests.test_picture import make_picture

from .common import ErrandDispatchCommon

PHOTO = base64.b64encode(make_picture()).decode()
KEY = "0c0ffee0-made-up-proof"


@tagged("post_install", "-at_install")
class TestProofRoutes(ErrandDispatchCommon, HttpCase):
    """Photos and signatures from the courier's phone (R0.11)."""

    def setUp(self):
        super().setUp()
        self.category.write({"proof_photo": "required", "proof_signature": "required"})
        self.authenticate("errand_courier", "errand_courier")
        self.task = self._create_open_task()
        self.task._assign(self.courier, self.courier._actor(), "grab-proof")

    def _ask(self, route, **params):
        self.env.flush_all()
        params = {"task_id": self.task.id, "key": KEY, **params}
        answer = self.make_jsonrpc_request(f"/courier/{route}", params)
        self.env.invalidate_all()
        return answer

    def _refuse(self, **params):
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException) as caught:
            self._ask("proof", **{"kind": "photo", "picture": PHOTO, **params})
        self.assertIn("exceptions", str(caught.exception))

    def test_same_picture_sent_again_is_kept_once(self):
        """R0.11: A phone that got no answer sends it again, with its key."""
        for _time in range(2):
            answer = self._ask("proof", kind="photo", picture=PHOTO)

        self.assertEqual(answer["result"], "ok")
        self.assertIn(
            {"kind": "photo", "level": "required", "is_given": True},
            answer["job"]["proofs"],
        )
        self.assertEqual(len(self.task.proof_ids), 1)

    def test_key_with_another_picture_is_refused(self):
        """R0.11: One key, one picture."""
        self._ask("proof", kind="photo", picture=PHOTO)
        other = base64.b64encode(make_picture(size=(9, 9))).decode()

        self._refuse(picture=other)

        self.assertEqual(len(self.task.proof_ids), 1)

    def test_server_says_which_proof_is_missing(self):
        """R0.11: In their order, in words."""
        self.task._pick_up(self.courier._actor(), "pick-up-proof")
        answer = self._ask("deliver", code=self.task._delivery_code())

        self.assertEqual(answer["result"], "missing_proof")
        self.assertEqual(answer["missing"], ["photo", "signature"])
        self.assertIn("take a photo", answer["message"])
        self.assertEqual(self.task.state, "picked_up")

    def test_complete_proof_delivers(self):
        """R0.11: Photo, signature, code: the end."""
        self.task._pick_up(self.courier._actor(), "pick-up-proof")
        for kind in ("photo", "signature"):
            self._ask("proof", kind=kind, picture=PHOTO, key=f"{KEY}-{kind}")

        answer = self._ask("deliver", code=self.task._delivery_code())

        self.assertEqual(answer["result"], "ok")
        self.assertEqual(self.task.state, "done")

    def test_garbage_is_refused(self):
        """R0.11: Whatever a phone sends, it gets words and nothing is kept."""
        for kind in (None, "", "code", [], {}, 1, "image"):
            self._refuse(kind=kind)
        for picture in (None, [], "", "x" * 99, "A" * 12_000_000):
            self._refuse(picture=picture)
        for key in (None, "", "x", "!" * 20):
            self._refuse(key=key)
        self.assertFalse(self.task.proof_ids)

    def test_nobody_else_adds_pictures(self):
        """R0.11: Not another courier, not a customer, not after the end."""
        self._create_worker(
            self._create_portal_user("errand_courier_2", "Cora Carrier").partner_id
        )
        for login in ("errand_courier_2", "errand_customer"):
            self.authenticate(login, login)
            self._refuse()
        self.authenticate("errand_courier", "errand_courier")
        self.task._unassign(self.staff_actor, None, "unassigned_by_staff")
        self._refuse()
        self.assertFalse(self.task.proof_ids)
