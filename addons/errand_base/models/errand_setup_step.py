# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError


class ErrandSetupStep(models.Model):
    """One thing to do before a company runs errands; add-ons bring theirs by data.

    Whether it is done is read from the company's records, never from clicks. An add-on
    that adds a step adds its check to ``_checks``, under the step's code.
    """

    _name = "errand.setup.step"
    _description = "First Step"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(required=True, translate=True)
    icon = fields.Char(required=True, help="A Font Awesome class, such as fa-map.")
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True)
    is_optional = fields.Boolean(help="A company may do without it.")
    action_id = fields.Many2one("ir.actions.actions", required=True, ondelete="cascade")
    group_id = fields.Many2one(
        "res.groups", required=True, ondelete="cascade", help="Who is shown the step."
    )
    number = fields.Integer(compute="_compute_is_done")
    is_done = fields.Boolean("Done", compute="_compute_is_done")
    is_next = fields.Boolean(compute="_compute_is_done")

    _code_unique = models.UniqueIndex("(code)", "There is such a step already.")

    # === COMPUTE === #

    @api.depends_context("company", "uid")
    def _compute_is_done(self):
        # Counted among all that the user is shown, whatever is asked for.
        shown = self._shown()
        checks, company = self._checks(), self.env.company
        done = shown.filtered(
            lambda step: step.code in checks and checks[step.code](company)
        )
        following = (shown - done).filtered(lambda step: not step.is_optional)[:1]
        numbers = {step: number for number, step in enumerate(shown, 1)}
        for step in self:
            step.number = numbers.get(step, 0)
            step.is_done = step in done
            step.is_next = step == following

    @api.model
    def _shown(self):
        """Return the steps of the user, in their order."""
        return self.search([("group_id", "in", self.env.user.all_group_ids.ids)])

    @api.model
    def _checks(self):
        """Return what tells that a step is done, by code: ``company -> bool``.

        Each is one cheap question, asked with the rights of who is shown the step.
        """
        return {
            "company": lambda company: bool(
                company.country_id and (company.phone or company.email)
            ),
            "branch": self._checks_any(
                "errand.branch", ("address", "!=", False), ("calendar_id", "!=", False)
            ),
            "price": self._checks_any("errand.price.rule"),
            "worker": self._checks_any(
                "errand.worker", ("verification", "=", "approved")
            ),
            "order": self._checks_any("errand.order", ("state", "!=", "draft")),
        }

    def _checks_any(self, model, *domain):
        """Return a check: the company has at least one such record."""

        def check(company):
            mine = [("company_id", "=", company.id), *domain]
            return bool(self.env[model].search_count(mine, limit=1))

        return check

    # === ACTIONS === #

    def action_open(self):
        """Open the screen on which the step is done."""
        self.ensure_one()
        self.check_access("read")
        action_sudo = self.sudo().action_id  # a menu would offer the same
        action = self.env[action_sudo.type].browse(action_sudo.id).sudo()
        values = action._get_action_dict()
        if self.code == "company":
            values.update(res_id=self.env.company.id, views=[(False, "form")])
        return values

    def action_hide(self):
        """Open the app without the steps from now on, in this company."""
        self._write_hidden(True)
        return {**self._home_action(), "target": "main"}

    def action_show(self):
        """Let the app begin with the steps again, while one is open."""
        self._write_hidden(False)
        return {**self._steps_action(), "target": "main"}

    def _write_hidden(self, is_hidden):
        if not self.env.user.has_group("errand_base.group_dispatcher"):
            raise AccessError(self.env._("Only dispatchers can do this."))
        company_sudo = self.env.company.sudo()  # not theirs to change otherwise
        company_sudo.errand_steps_hidden = is_hidden

    @api.model
    def _steps_action(self):
        """Return the page of all steps, with its progress in the title."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_setup_step_action"
        )
        steps = self._shown().filtered(lambda step: not step.is_optional)
        title = self.env._(
            "First Steps: %(done)s of %(all)s",
            done=len(steps.filtered("is_done")),
            all=len(steps),
        )
        return {
            **action,
            "name": title,
            "display_name": title,
            # Of the server action: loaded again, the page is made anew.
            "path": "errand-first-steps",
            "context": {"errand_steps_hidden": self.env.company.errand_steps_hidden},
        }

    @api.model
    def _start_action(self):
        """Return what the app opens with: its home, or the steps while one is open."""
        if self.has_access("read") and not self.env.company.errand_steps_hidden:
            if not all(step.is_done or step.is_optional for step in self._shown()):
                return self._steps_action()
        return self._home_action()

    @api.model
    def _home_action(self):
        """Return the user's everyday screen. Add-ons have better ones."""
        return self.env["ir.actions.actions"]._for_xml_id(
            "errand_base.errand_order_action"
        )
