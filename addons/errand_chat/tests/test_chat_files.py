# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.errand_website.tests.common import PNG

from .common import VOICE, ErrandChatCommon


@tagged("post_install", "-at_install")
class TestChatFiles(ErrandChatCommon):
    """R0.10: pictures and voice, of the size and kind that the category allows."""

    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _uploaded(self, name, content, **values):
        answer = self._upload(name, content, **values).json()
        return answer.get("error") or answer["data"]["attachment_id"]

    def _send(self, name, content, **values):
        upload = self._upload(name, content, **values).json()["data"]
        [file] = upload["store_data"]["ir.attachment"]
        return self._post_message(
            "",
            attachment_ids=[upload["attachment_id"]],
            attachment_tokens=[file["ownership_token"]],
        )

    def test_a_picture_and_a_voice_message_are_sent(self):
        """R0.10: text is not always enough."""
        self._send("door.png", PNG)
        self._send("voice.mp3", VOICE, voice="true")

        files = self.room.message_ids.attachment_ids
        self.assertEqual(sorted(files.mapped("name")), ["door.png", "voice.mp3"])
        self.assertEqual(len(files.voice_ids), 1)

    def test_what_does_not_fit_is_refused_before_it_is_kept(self):
        """R0.10: by size, by ending, by content; and no voice that is none."""
        self.order.category_id.file_max_mb = 0.1
        before = self.env["ir.attachment"].search_count([])

        refused = {
            "run.exe": (b"MZ" + bytes(50), {}),
            "page.html": (b"<html><script>alert(1)</script></html>", {}),
            "door.png": (b"<svg onload='alert(1)'/>", {}),
            "large.png": (PNG + bytes(200000), {}),
            "none.png": (b"", {}),
            "voice.mp3": (b"<html></html>", {"voice": "true"}),
        }
        for name, (content, values) in refused.items():
            with self.subTest(name=name):
                answer = self._uploaded(name, content, **values)
                self.assertIn(name, answer)
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_no_spelling_of_the_room_is_a_way_around(self):
        """R0.10: Discuss takes more texts for a number than our pages send."""
        number = self.room.id
        arabic = "".join(chr(ord("٠") + int(digit)) for digit in str(number))

        for spelled in (f" {number} ", f"{number:012}", f"+{number}", arabic):
            answer = self._uploaded("run.exe", b"MZ" + bytes(50), thread_id=spelled)
            self.assertIn("run.exe", str(answer), spelled)

    def test_a_file_from_elsewhere_is_checked_when_it_is_posted(self):
        """R0.10: another thread without limits is no way around them."""
        files = self.env["ir.attachment"].create(
            [{"name": f"run{n}.exe", "raw": b"MZ" + bytes(50)} for n in range(10)]
        )
        room = self.room.with_user(self.customer).sudo()

        for attachments in (files[:1], files):
            with self.assertRaises(ValidationError):
                room.message_post(
                    body="", message_type="comment", attachment_ids=attachments.ids
                )

    def test_texts_have_a_length_and_a_pace(self):
        """R0.10: nobody floods the other's phone."""
        with self.assertRaisesRegex(UserError, "4000"):
            self._say_as(self.customer, "a" * 4001)
        for _message in range(30):
            self._say_as(self.courier_user, "Hello?")
        with self.assertRaisesRegex(UserError, "fast"):
            self._say_as(self.courier_user, "Hello?")
        self._say_as(self.customer, "Yes, here.")
