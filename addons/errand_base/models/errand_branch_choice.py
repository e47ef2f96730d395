# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from typing import NamedTuple

from odoo import api, fields, models

from ..engine.branch_choice import Candidate, choose
from ..engine.geo import Point


class BranchWish(NamedTuple):
    """What is known of an order before it has a branch.

    :param point: where the errand starts, or where goods go; None without a place
    :param category: the errand's category, or None
    :param chosen: the branch that the customer chose, or an empty one
    :param wanted_at: naive UTC datetime; None is now
    :param products: product variants of a shop order, or None
    :param site: the website it came from; None: the one that is visited, if any
    :param must_serve: only branches whose area holds the point come into question
    """

    point: Point | None = None
    category: models.BaseModel | None = None
    chosen: models.BaseModel | None = None
    wanted_at: object = None
    products: models.BaseModel | None = None
    site: models.BaseModel | None = None
    must_serve: bool = True


class ErrandBranch(models.Model):
    """The one door through which an online order finds its branch (R2.1)."""

    _inherit = "errand.branch"

    @api.model
    def _choose(self, company, wish=None):
        """Return (branch, reason): exactly one, or an empty one and None.

        :param wish: ``BranchWish``; None is no wish at all, as on an empty form
        """
        wish = wish or BranchWish()
        candidates = self._candidates(company, wish)
        claims = candidates._claims(wish)
        choice = choose(
            [
                Candidate(
                    branch.id,
                    branch._area(),
                    frozenset(kind for kind, ids in claims.items() if branch.id in ids),
                )
                for branch in candidates
            ],
            wish.point,
            self.env["errand.branch.rule"]._kinds_for(company),
        )
        if not choice:
            return self.browse(), None
        return self.browse(choice.key), choice.reason

    @api.model
    def _candidates(self, company, wish):
        """Return the branches that could take the order at all."""
        branches = self.search([("company_id", "=", company.id)])
        if wish.category:
            branches = branches.filtered(lambda branch: branch._takes(wish.category))
        if wish.point and wish.must_serve:
            branches = branches.filtered(lambda branch: branch._serves(wish.point))
        return branches

    def _takes(self, category):
        """Tell whether this branch takes errands of the category."""
        self.ensure_one()
        return not self.category_ids or category in self.category_ids

    def _claims(self, wish):
        """Return which of these branches each kind of rule speaks for.

        Hook: modules add the kinds of their own rules.

        :return: dict of kind to a set of ids
        """
        claims = {"site": set(self._of_site(wish.site).ids)}
        if wish.chosen:
            claims["chosen"] = set(wish.chosen.ids)
        if wish.category:
            listing = self.filtered(lambda branch: wish.category in branch.category_ids)
            claims["category"] = set(listing.ids)
        if len(self) > 1:
            at = wish.wanted_at or fields.Datetime.now()
            claims["open"] = {branch.id for branch in self if branch._is_open(at)}
        return claims

    def _of_site(self, site=None):
        """Return those of these branches that a website belongs to.

        Hook of branch sites.

        :param site: the website; None: the one that is visited, if any
        """
        return self.browse()
