# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype


class IrAttachment(models.Model):
    """Files that customers add to an order."""

    _inherit = "ir.attachment"

    @api.model
    def _create_for_errand(self, order, files):
        """Add files to an order, all of them or none.

        :param files: list of (name, content bytes)
        :return: the attachments, as superuser
        :raise ValidationError: too many, too large, empty, or of a type that the
            category does not allow; names the file
        """
        category = order.category_id
        count = len(order.sudo().attachment_ids) + len(files)
        if count > category.file_limit:
            raise ValidationError(
                self.env._(
                    "You can add %(limit)s files at most.", limit=category.file_limit
                )
            )
        for name, content in files:
            self._check_errand_file(category, name, content)
        # Customers own the order, and write attachments only through this method.
        return self.sudo().create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": "errand.order",
                    "res_id": order.id,
                }
                for name, content in files
            ]
        )

    @api.model
    def _check_errand_file(self, category, name, content, types=None):
        """Refuse a file by its size, its ending or what is really inside.

        :param types: allowed types, instead of those of the category's form
        """
        self._check_errand_file_size(category, name, content)
        ending = name.rpartition(".")[2].lower()
        mimetype = guess_mimetype(content)
        types = category.file_type_ids if types is None else types
        # Ending and content are of the same type: a picture is no document.
        fitting = types.filtered(
            lambda kind: (
                ending in kind._get_extensions() and mimetype in kind._get_mimetypes()
            )
        )
        if not content or not fitting:
            raise ValidationError(
                self.env._(
                    "“%(file)s” cannot be used here. Allowed are: %(types)s.",
                    file=name,
                    types=", ".join(types.mapped("name")) or self.env._("no files"),
                )
            )

    @api.model
    def _check_errand_file_size(self, category, name, content):
        """Refuse a file that is larger than the category allows."""
        if len(content) > category.file_max_mb * 1024 * 1024:
            raise ValidationError(
                self.env._(
                    "“%(file)s” is larger than %(size)s MB. "
                    "Please choose a smaller one.",
                    file=name,
                    size=f"{category.file_max_mb:g}",
                )
            )
