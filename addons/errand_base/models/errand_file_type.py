# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandFileType(models.Model):
    """A kind of file that customers may add to an order, such as PDF."""

    _name = "errand.file.type"
    _description = "Allowed File Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    extensions = fields.Char(
        required=True, help="Endings without the dot, separated by commas: jpg, jpeg"
    )
    mimetypes = fields.Char(
        "MIME Types",
        required=True,
        help="What the content must be, separated by commas: image/jpeg",
    )

    _name_unique = models.Constraint("UNIQUE(name)", "This file type exists already.")

    def _get_extensions(self):
        """Return the endings, lower case, without dots."""
        return self._split("extensions")

    def _get_mimetypes(self):
        """Return the MIME types, lower case."""
        return self._split("mimetypes")

    def _split(self, field_name):
        words = ",".join(self.mapped(field_name)).lower().split(",")
        return {word.strip().lstrip(".") for word in words if word.strip()}
