# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged

from .common import PNG, ErrandWebsiteCommon


@tagged("post_install", "-at_install")
class TestFiles(ErrandWebsiteCommon):
    def setUp(self):
        super().setUp()
        self._sign_in(self.customer)

    def _upload(self, *files):
        return [("files", (name, content)) for name, content in files]

    def test_pictures_come_with_the_order(self):
        """R0.1: pictures are part of the errand."""
        self._post_form(files=self._upload(("door.png", PNG), ("../../b.png", PNG)))

        files = self._orders().attachment_ids
        self.assertEqual(set(files.mapped("name")), {"door.png", "b.png"})
        self.assertEqual(files[0].raw, PNG)
        self.assertFalse(any(files.mapped("public")))

    def test_wrong_type(self):
        """R0.3: the category says which files it takes."""
        files = self._upload(("door.png", PNG), ("run.exe", b"MZ made-up"))

        self._assert_refused("files", "run.exe", files=files)

    def test_content_that_is_not_what_its_name_says(self):
        """R0.3: a page is no picture, whatever it is called."""
        files = self._upload(("door.png", b"<script>alert(1)</script>"))

        self._assert_refused("files", "door.png", files=files)

    def test_too_large(self):
        """R0.3: the category says how large."""
        self.category.file_max_mb = 0.1
        files = self._upload(("door.png", PNG + b"\0" * 200_000))

        self._assert_refused("files", "larger than 0.1 MB", files=files)

    def test_too_many(self):
        """R0.3: the category says how many."""
        self.category.file_limit = 1
        files = self._upload(("a.png", PNG), ("b.png", PNG))

        self._assert_refused("files", "1 files at most", files=files)

    def test_empty_file(self):
        """R0.3: nothing is no picture."""
        self._assert_refused("files", "door.png", files=self._upload(("door.png", b"")))

    def test_refused_file_loses_nothing(self):
        """R0.1: the same form goes through once the file is taken out."""
        typed = self._typed()
        bad = self._upload(("run.exe", b"MZ"))
        self._post(self.form_url, files=bad, as_json="1", **typed)

        answer = self._post(self.form_url, as_json="1", **typed).json()

        self.assertIn("url", answer)

    def test_files_are_exchanged_when_editing(self):
        """R0.1: a draft's files can be removed and added."""
        self.category.file_limit = 1
        self._post_form(files=self._upload(("old.png", PNG)))
        order = self._orders()

        self._post_form(
            f"/my/errands/{order.id}/edit",
            files=self._upload(("new.png", PNG)),
            remove_file=str(order.attachment_ids.id),
        )

        order.invalidate_recordset()
        self.assertEqual(order.attachment_ids.mapped("name"), ["new.png"])

    def test_owner_sees_their_file(self):
        """R0.1: the owner gets their picture back."""
        self._post_form(files=self._upload(("door.png", PNG)))
        order = self._orders()

        response = self.url_open(
            f"/my/errands/{order.id}/file/{order.attachment_ids.id}"
        )

        self.assertEqual(response.content, PNG)
        self.assertEqual(response.headers["Content-Type"], "image/png")

    def test_nobody_else_sees_it(self):
        """R0.1: another's file answers like one that is not there."""
        self._post_form(files=self._upload(("door.png", PNG)))
        order = self._orders()
        own = self._create_order(partner_id=self.other.partner_id.id)
        file_id = order.attachment_ids.id

        self._sign_in(self.other)
        for url in (
            f"/my/errands/{order.id}/file/{file_id}",
            f"/my/errands/{own.id}/file/{file_id}",
            f"/my/errands/{own.id}/file/999999999",
        ):
            with self.subTest(url=url):
                self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate(None, None)
        response = self.url_open(f"/my/errands/{order.id}/file/{file_id}")
        self.assertIn("/web/login", response.url)
