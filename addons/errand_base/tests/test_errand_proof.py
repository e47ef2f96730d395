# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ErrandCommon
from .test_picture import make_picture

PHOTO = base64.b64encode(make_picture()).decode()


@tagged("post_install", "-at_install")
class TestErrandProof(ErrandCommon):
    """What proves a delivery, by category (R0.11)."""

    def _held(self, state="assigned", **rules):
        category = self._create_category(**rules)
        return self._create_task(state, category_id=category.id)

    def _prove(self, task, kind, text=PHOTO, worker=None):
        actor = (worker or self.courier)._actor()
        return self.env["errand.proof"]._add(task, kind, text, actor, f"key-{kind}")

    def _deliver(self, task):
        task._deliver(self.courier._actor(), "deliver-proof")

    def _give_code(self, task):
        task._try_code(task._delivery_code(), self.courier._actor())

    # === RULES === #

    def test_code_is_what_proves_by_default(self):
        """R0.11: A category that says nothing asks for the code alone."""
        task = self._held("picked_up")

        self.assertEqual(task._missing_proofs(), ["code"])

    def test_required_proofs_are_missed_in_their_order(self):
        """R0.11: Code, photo, signature; each with its own words."""
        task = self._held(
            "picked_up", proof_photo="required", proof_signature="required"
        )
        self.assertEqual(task._missing_proofs(), ["code", "photo", "signature"])
        with self.assertRaisesRegex(ValidationError, "delivery code"):
            self._deliver(task)

        self._give_code(task)
        with self.assertRaisesRegex(ValidationError, "take a photo"):
            self._deliver(task)
        self._prove(task, "photo")
        with self.assertRaisesRegex(ValidationError, "recipient sign"):
            self._deliver(task)
        self._prove(task, "signature")

        self._deliver(task)
        self.assertEqual(task.state, "done")

    def test_optional_proofs_may_be_left_out(self):
        """R0.11: Asked for, not needed."""
        task = self._held("picked_up", proof_code="optional", proof_photo="optional")

        self._deliver(task)

        self.assertEqual(task.state, "done")

    def test_rules_are_those_of_when_it_was_placed(self):
        """R0.11: What the customer was promised and the courier was told stays."""
        task = self._held("picked_up")
        task.category_id.write({"proof_code": "no", "proof_photo": "required"})

        self.assertEqual(task._missing_proofs(), ["code"])

    def test_goods_are_photographed_before_they_are_picked_up(self):
        """R0.11: Where the category needs a photo at the pick-up."""
        task = self._held("assigned", proof_pickup_photo="required")
        with self.assertRaisesRegex(ValidationError, "photo of the goods"):
            task._pick_up(self.courier._actor(), "pick-up-proof")

        self._prove(task, "pickup_photo")
        task._pick_up(self.courier._actor(), "pick-up-proof-2")

        self.assertEqual(task.state, "picked_up")

    def test_errand_without_a_door_needs_neither_code_nor_signature(self):
        """R0.11: Nobody is there to tell or to sign."""
        category = self._create_category(
            pickup="no",
            dropoff="no",
            proof_photo="required",
            proof_signature="required",
        )
        task = self._create_task(
            "assigned",
            category_id=category.id,
            pickup_contact_id=False,
            dropoff_contact_id=False,
        )

        self.assertEqual(task._missing_proofs(), ["photo"])

    def test_photo_and_signature_stand_for_the_code_where_it_is_allowed(self):
        """R0.11: A dead code strands nobody; the log tells."""
        task = self._held("picked_up", proof_instead_of_code=True)
        for _try in range(5):
            task._try_code("000000x", self.courier._actor())
        self.assertTrue(task._is_code_dead())

        self._prove(task, "photo")
        self.assertEqual(task._missing_proofs(), ["code"])
        self._prove(task, "signature")
        self._deliver(task)

        self.assertEqual(task.state, "done")
        self.assertIn("proved_without_code", task.order_id.event_ids.mapped("to_state"))

    def test_nothing_stands_for_the_code_elsewhere(self):
        """R0.11: Without the category's leave the code is the code."""
        task = self._held(
            "picked_up", proof_photo="optional", proof_signature="optional"
        )
        self._prove(task, "photo")
        self._prove(task, "signature")

        self.assertEqual(task._missing_proofs(), ["code"])

    # === PICTURES === #

    def test_picture_is_kept_privately(self):
        """R0.11: Never public, and without what came with it."""
        task = self._held("picked_up", proof_photo="required")

        proof = self._prove(task, "photo")

        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "errand.proof"), ("res_id", "=", proof.id)]
            + [("res_field", "=", "image")]
        )
        self.assertFalse(attachment.public)
        self.assertEqual(attachment.mimetype, "image/jpeg")

    def test_garbage_is_refused_in_words(self):
        """R0.11: Not a picture, too large, not even text."""
        task = self._held("picked_up", proof_photo="required")
        words = "cannot be used|too large"
        svg = base64.b64encode(b"<svg/>").decode()
        for text in (None, 5, [], "", "x", "====", svg, "A" * 20_000_000, "照片"):
            with (
                self.subTest(text=str(text)[:9]),
                self.assertRaisesRegex(UserError, words),
            ):
                self._prove(task, "photo", text)
        self.assertFalse(task.proof_ids)

    def test_only_the_holder_adds_pictures_and_only_while_it_is_held(self):
        """R0.11: Neither another courier, nor after the end."""
        task = self._held("picked_up", proof_photo="optional", proof_code="optional")
        other = self._create_worker()
        with self.assertRaises(UserError):
            self._prove(task, "photo", worker=other)
        self._deliver(task)

        with self.assertRaises(UserError):
            self._prove(task, "photo")

        self.assertFalse(task.proof_ids)

    def test_what_is_not_asked_for_is_refused(self):
        """R0.11: A phone cannot fill our disks."""
        task = self._held("picked_up", proof_photo="optional")
        with self.assertRaisesRegex(UserError, "no such picture"):
            self._prove(task, "signature")

        for _time in range(5):
            self._prove(task, "photo")
        with self.assertRaisesRegex(UserError, "enough"):
            self._prove(task, "photo")

    # === RIGHTS === #

    def test_staff_of_the_branch_sees_it_and_nobody_else(self):
        """R0.11: Clerks of other branches and other companies, customers, couriers."""
        task = self._held("picked_up", proof_photo="required")
        proof = self._prove(task, "photo")
        for user in (self.dispatcher, self.clerk):
            self.assertTrue(proof.with_user(user).image)
        far = self._create_branch(name="Far Away")
        other = self._create_staff("clerk", "Cleo", branch=far, login="errand_far")

        for user in (other, self.customer, self.courier_user):
            with self.assertRaises(AccessError):
                proof.with_user(user).read(["image"])
        with self.assertRaises(AccessError):
            proof.with_user(self.dispatcher).write({"kind": "signature"})
