# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ErrandBranch(models.Model):
    """What a branch sells decides which shop orders are its."""

    _inherit = "errand.branch"

    product_tmpl_ids = fields.Many2many(
        "product.template",
        string="Products",
        check_company=True,
        help="Shop orders with these products go to this branch.",
    )
    product_categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="The same for all products of these categories, and of those below.",
    )

    def _claims(self, wish):
        """Override of ``errand_base``: the branches that sell most of the products."""
        claims = super()._claims(wish)
        if wish.products:
            counts = {branch.id: branch._sold_count(wish.products) for branch in self}
            most = max(counts.values(), default=0)
            claims["product"] = {
                branch_id for branch_id, count in counts.items() if count == most > 0
            }
        return claims

    def _sold_count(self, products):
        """Return how many of the products the branch lists, one by one or by kind."""
        self.ensure_one()
        categories = set(self.product_categ_ids.ids)
        return sum(
            product.product_tmpl_id in self.product_tmpl_ids
            or bool(categories & self._category_path(product.categ_id))
            for product in products
        )

    def _category_path(self, category):
        """Return the ids of a product category and of those above it."""
        return {int(part) for part in (category.parent_path or "").split("/") if part}
