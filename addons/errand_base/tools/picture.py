# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures from phones: checked by their content, and written anew."""

import io

from PIL import (
    Image,
    ImageOps,
    UnidentifiedImageError,
    WebPImagePlugin,
)

#: What a phone may send; by content, whatever it is called.
FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format)  # Odoo loads no WebP
MAX_BYTES = 8 * 1024 * 1024
#: A small file can unpack to a picture that no memory holds.
MAX_PIXELS = 40_000_000


class NoPicture(ValueError):
    """The content is not a picture that can be used."""


def clean_picture(content, max_side, output="JPEG"):
    """Return the picture alone, written anew, its longer side at most ``max_side``.

    What came with it is gone: where it was taken (EXIF), other data behind or inside
    of it. The orientation that EXIF told is applied first.

    :param content: bytes
    :param output: JPEG, or PNG on a white ground
    :raise NoPicture: too large, damaged, or something else
    """
    if not content or len(content) > MAX_BYTES:
        raise NoPicture("size")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NoPicture("pixels")
            turned = ImageOps.exif_transpose(picture)
            turned.thumbnail((max_side, max_side))
            plain = _on_white(turned)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise NoPicture("content") from error
    written = io.BytesIO()
    plain.save(written, output, quality=82, optimize=True)
    return written.getvalue()


def _on_white(picture):
    """Return the pixels alone, in a new picture without transparency."""
    ground = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground
