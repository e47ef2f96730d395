# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import io
import struct
import zlib

from PIL import Image

from odoo.tests import BaseCase, tagged

from ..tools.picture import MAX_BYTES, NoPicture, clean_picture

#: EXIF tags: orientation, and the GPS block with a made-up place.
ORIENTATION, GPS = 0x0112, 0x8825


def make_picture(kind="JPEG", size=(40, 20), **options):
    """Return a picture as a phone makes it, as bytes."""
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind, **options)
    return content.getvalue()


@tagged("post_install", "-at_install")
class TestPicture(BaseCase):
    def _open(self, content):
        return Image.open(io.BytesIO(content))

    def test_place_and_orientation_do_not_stay(self):
        """R0.11: Where a photo was taken is nobody's business; it stands upright."""
        exif = Image.Exif()
        exif[ORIENTATION] = 6
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (30.0, 15.0, 0.0)
        content = make_picture(exif=exif)
        self.assertIn(b"Exif", content)

        clean = clean_picture(content, 1600)

        self.assertNotIn(b"Exif", clean)
        self.assertFalse(self._open(clean).getexif())
        self.assertEqual(self._open(clean).size, (20, 40))

    def test_what_comes_with_a_picture_does_not_stay(self):
        """R0.11: A picture that is a page or an archive as well is a picture alone."""
        for kind in ("JPEG", "PNG", "WEBP"):
            content = make_picture(kind) + b"<script>alert(1)</script>PK\x03\x04"

            clean = clean_picture(content, 1600)

            self.assertNotIn(b"script", clean, kind)
            self.assertNotIn(b"PK\x03\x04", clean, kind)
            self.assertEqual(self._open(clean).format, "JPEG")

    def test_large_picture_is_made_smaller(self):
        """R0.11: The longer side is the limit."""
        clean = clean_picture(make_picture(size=(3000, 1500)), 1600)

        self.assertEqual(self._open(clean).size, (1600, 800))

    def test_drawing_stands_on_white(self):
        """R0.11: A signature without a ground can be read."""
        content = io.BytesIO()
        Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(content, "PNG")

        clean = clean_picture(content.getvalue(), 800, "PNG")

        self.assertEqual(self._open(clean).getpixel((5, 5)), (255, 255, 255))

    def test_garbage_is_no_picture(self):
        """R0.11: By content, whatever it is called."""
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
        gif = make_picture("GIF")
        for content in (
            b"",
            b"x",
            b"%PDF-1.4",
            svg,
            gif,
            b"\x00" * (MAX_BYTES + 1),
            self._bomb(),
        ):
            with self.subTest(content=content[:12]), self.assertRaises(NoPicture):
                clean_picture(content, 1600)

    def _bomb(self):
        """Return a small file that says it is 20000 pixels square."""
        head = struct.pack(">IIBBBBB", 20000, 20000, 8, 2, 0, 0, 0)
        parts = [
            (b"IHDR", head),
            (b"IDAT", zlib.compress(b"\x00" * 999)),
            (b"IEND", b""),
        ]
        content = b"\x89PNG\r\n\x1a\n"
        for name, data in parts:
            crc = zlib.crc32(name + data)
            content += struct.pack(">I", len(data)) + name + data
            content += struct.pack(">I", crc)
        return content
