# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command, api, models
from odoo.exceptions import AccessError, ValidationError

from .errand_branch import OFFICE_FIELDS


class ErrandBranch(models.Model):
    """Who works in a branch, and who manages it (R2.10)."""

    _inherit = "errand.branch"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: being chosen as manager gives the rights of one."""
        branches = super().create(vals_list)
        branches._follow_managers(self.env["res.users"])
        return branches

    def write(self, vals):
        """Override: the office says who manages, and rights follow the choice."""
        self._check_office_fields(vals)
        before = self.manager_id
        done = super().write(vals)
        if {"manager_id", "active"} & set(vals):
            self._follow_managers(before)
        return done

    def unlink(self):
        """Override: whoever managed it may have no branch left."""
        before = self.manager_id
        done = super().unlink()
        self.browse()._follow_managers(before)
        return done

    def _check_office_fields(self, vals):
        """Refuse what only administrators change.

        :raise AccessError: a manager writes it
        """
        is_office = self.env.su or self.env.user.has_group("errand_base.group_admin")
        if OFFICE_FIELDS & set(vals) and not is_office:
            raise AccessError(
                self.env._("Only administrators choose a branch's owner and manager.")
            )

    @api.constrains("manager_id", "user_ids", "company_id")
    def _check_people(self):
        for branch in self:
            # Users of other companies are hidden from whoever changes the branch.
            branch_sudo = branch.sudo()
            manager, staff = branch_sudo.manager_id, branch_sudo.user_ids
            if manager and manager not in staff:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not one of the staff of %(branch)s. Choose the "
                        "manager among them.",
                        person=manager.name,
                        branch=branch.name,
                    )
                )
            strangers = staff.filtered(
                lambda user, company=branch_sudo.company_id: (
                    user.share or company not in user.company_ids
                )
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(people)s cannot work in %(branch)s: its staff have an "
                        "internal login in its company.",
                        people=", ".join(strangers.mapped("name")),
                        branch=branch.name,
                    )
                )

    def _follow_managers(self, before):
        """Give chosen managers their rights; take them from who has no branch left.

        :param before: users who managed these branches before
        """
        manager_group = self.env.ref("errand_base.group_branch_manager")
        clerk_group = self.env.ref("errand_base.group_clerk")
        # The administrator of branches has no rights on users: the choice gives them.
        chosen = self.sudo().filtered("active").manager_id
        chosen.filtered(lambda user: manager_group not in user.all_group_ids).write(
            {"group_ids": [Command.link(manager_group.id)]}
        )
        managing = self.sudo().search([("manager_id", "in", before.ids)]).manager_id
        (before.sudo() - managing).filtered(
            lambda user: manager_group in user.group_ids
        ).write(
            {
                "group_ids": [
                    Command.unlink(manager_group.id),
                    Command.link(clerk_group.id),
                ]
            }
        )
