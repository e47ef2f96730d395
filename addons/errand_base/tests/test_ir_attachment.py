# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64

from odoo import Command
from odoo.exceptions import ValidationError

from .common import ErrandCommon

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA"
    "SUVORK5CYII="
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200


class TestErrandFiles(ErrandCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()

    def _add(self, *files):
        attachments = self.env["ir.attachment"].with_user(self.customer)
        return attachments._create_for_errand(self.order, list(files))

    def test_pictures_and_documents_are_added(self):
        """R0.1: a customer adds pictures; R0.3: and what the category allows."""
        added = self._add(("door.PNG", PNG), ("list.pdf", PDF))

        self.assertEqual(self.order.attachment_ids, added)
        self.assertEqual(added.mapped("mimetype"), ["image/png", "application/pdf"])

    def test_what_is_not_allowed_is_refused_by_name(self):
        """R0.3: endings and contents are checked; the text names the file."""
        refused = {
            "wrong ending": ("tool.exe", EXE),
            "disguised program": ("harmless.pdf", EXE),
            "picture named as document": ("photo.pdf", PNG),
            "page with a script": ("page.pdf", b"<html><script>1</script></html>"),
            "picture with a script": (
                "x.png",
                b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
            ),
            "empty": ("empty.pdf", b""),
            "no ending": ("README", PDF),
            "only an ending": (".pdf.exe", PDF),
        }
        for label, (name, content) in refused.items():
            with (
                self.subTest(label),
                self.assertRaisesRegex(
                    ValidationError,
                    f"“{name}” cannot be used here. Allowed are: Pictures, PDF.",
                ),
            ):
                self._add((name, content))
        self.assertFalse(self.order.attachment_ids)

    def test_a_large_file_is_refused(self):
        """R0.3: the category says how large a file may be."""
        self.category.file_max_mb = 0.1

        with self.assertRaisesRegex(
            ValidationError, "“big.pdf” is larger than 0.1 MB. Please choose a smaller"
        ):
            self._add(("big.pdf", PDF + b"\x00" * 110000))

    def test_too_many_files_are_refused_all(self):
        """R0.3: all files are taken or none."""
        self.category.file_limit = 2
        self._add(("1.pdf", PDF))

        with self.assertRaisesRegex(ValidationError, "You can add 2 files at most."):
            self._add(("2.pdf", PDF), ("3.pdf", PDF))

        self.assertEqual(len(self.order.attachment_ids), 1)

    def test_one_bad_file_refuses_the_others(self):
        """R0.3: no half upload."""
        with self.assertRaises(ValidationError):
            self._add(("good.pdf", PDF), ("bad.exe", EXE))

        self.assertFalse(self.order.attachment_ids)

    def test_a_category_may_allow_no_file(self):
        """R0.3: a category without file types takes none, and says so."""
        self.category.file_type_ids = [Command.clear()]

        with self.assertRaisesRegex(ValidationError, "Allowed are: no files."):
            self._add(("1.pdf", PDF))

    def test_the_form_is_told_the_endings(self):
        """R0.3: the picker of the website offers only what is allowed."""
        self.assertEqual(
            self.category._allowed_extensions(),
            [".jpeg", ".jpg", ".pdf", ".png", ".webp"],
        )
