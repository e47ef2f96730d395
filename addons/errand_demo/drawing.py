# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures for the demo, drawn instead of photographed."""

from io import BytesIO

from PIL import Image, ImageDraw


def drawing(lines):
    """Return a JPEG of a sheet of paper with these lines of text, as bytes."""
    paper = Image.new("RGB", (360, 480), "#faf8f2")
    pen = ImageDraw.Draw(paper)
    for number, line in enumerate(lines):
        pen.text((32, 32 + 40 * number), line, fill="#333333", font_size=26)
    stream = BytesIO()
    paper.save(stream, "JPEG")
    return stream.getvalue()
