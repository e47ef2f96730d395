# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import ValidationError

#: Pictures and documents of one complaint.
FILE_LIMIT, FILE_MAX_MB = 5, 10


class EvidenceRules(NamedTuple):
    """What a file must be, in the shape that a category has."""

    file_type_ids: object
    file_max_mb: float


class IrAttachment(models.Model):
    """Evidence of complaints."""

    _inherit = "ir.attachment"

    @api.model
    def _create_for_complaint(self, complaint, files):
        """Add files to a complaint, all of them or none.

        :param files: list of (name, content bytes)
        :raise ValidationError: too many, too large, or of a wrong type
        """
        if len(files) > FILE_LIMIT:
            raise ValidationError(
                self.env._("You can add %(limit)s files at most.", limit=FILE_LIMIT)
            )
        kinds = self.env["errand.file.type"].sudo()  # rules, read for everybody
        for name in ("file_type_image", "file_type_pdf"):
            kinds |= self.env.ref(f"errand_base.{name}").sudo()
        for name, content in files:
            self._check_errand_file(EvidenceRules(kinds, FILE_MAX_MB), name, content)
        # Whoever complains writes files only through this method.
        return self.sudo().create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": complaint._name,
                    "res_id": complaint.id,
                }
                for name, content in files
            ]
        )
