# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

#: Orders and complaints that the page of a customer shows.
PAGE = 20


class ErrandDesk(models.AbstractModel):
    """What staff see of a caller, and what they start for them (R2.5)."""

    _name = "errand.desk"
    _description = "Customer Desk"

    @api.model
    def _check_staff(self):
        """Refuse everybody else: customers read orders too, their own.

        :raise AccessError: not staff of orders
        """
        if not self.env.user.has_group("errand_base.group_clerk"):
            raise AccessError(self.env._("Only staff can do this."))

    @api.model
    def customer(self, partner_id):
        """Return the page of one customer.

        :return: dict of ``orders``, ``complaints``, ``people`` (who served them) and
            ``branches``: those that the user may see
        :raise AccessError: not staff of orders
        """
        self._check_staff()
        orders = self.env["errand.order"]
        mine = [("partner_id", "=", partner_id)]
        page = orders.search(mine, limit=PAGE)
        return {
            "orders": [self._order_row(order) for order in page],
            "order_count": orders.search_count(mine),
            "complaints": self._complaints(partner_id),
            "people": self._people(partner_id),
            "branches": self._branches(partner_id),
        }

    def _order_row(self, order):
        states = dict(order._fields["state"]._description_selection(self.env))
        return {
            "id": order.id,
            "name": order.name,
            "category": order.category_id.name,
            "branch": order.branch_id.name,
            "state": order.state,
            "state_label": states[order.state],
            "at": fields.Datetime.to_string(order.create_date),
            "amount": None if order.is_desk else order.fee,
            "currency_id": order.currency_id.id,
            "chat_state": order.chat_state,
        }

    def _complaints(self, partner_id):
        complaints = self.env["errand.complaint"].search(
            [("partner_id", "=", partner_id)], limit=PAGE
        )
        states = dict(complaints._fields["state"]._description_selection(self.env))
        kinds = dict(complaints._fields["kind"]._description_selection(self.env))
        return [
            {
                "id": complaint.id,
                "name": complaint.name,
                "order": complaint.order_id.name,
                "kind": kinds.get(complaint.kind),
                "state_label": states[complaint.state],
                "is_overdue": complaint.is_overdue,
            }
            for complaint in complaints
        ]

    def _people(self, partner_id):
        """Return who has served the customer, who did so most often first."""
        served = self.env["errand.task"]._read_group(
            [
                ("order_id.partner_id", "=", partner_id),
                ("state", "=", "done"),
                ("worker_id", "!=", False),
            ],
            ["worker_id"],
            ["__count", "done_at:max"],
            order="__count DESC",
            limit=PAGE,
        )
        return [
            self._person_row(worker.sudo(), count)  # may be of another branch now
            for worker, count, _last in served
        ]

    def _person_row(self, worker_sudo, count):
        return {
            "id": worker_sudo.id,
            "name": worker_sudo.name,
            "count": count,
            "rating": worker_sudo.rating_average if worker_sudo.rating_count else False,
            "is_free": worker_sudo.verification == "approved" and worker_sudo.active,
        }

    def _branches(self, partner_id):
        served = self.env["errand.order"]._read_group(
            [("partner_id", "=", partner_id)],
            ["branch_id"],
            ["__count"],
            order="__count DESC",
            limit=PAGE,
        )
        return [
            {"id": branch.id, "name": branch.name, "count": count}
            for branch, count in served
            if branch
        ]

    # === POSTING FOR A CALLER === #

    @api.model
    def new_caller(self, number, name):
        """Return the id of a caller's account, made now if the number has none.

        They sign in with a code that is sent to the number, so an account that was
        made for a wrong number lets nobody in but whoever has that number.

        :param number: a whole phone number, as it was said
        :raise UserError: no name, or no number
        """
        self._check_staff()
        name = name.replace("\x00", "").strip()[:100] if isinstance(name, str) else ""
        if not name:
            raise UserError(self.env._("Ask for the caller's name."))
        phones = self.env["errand.phone"]
        login, is_new = phones._account_of(phones._normalise_phone(number))

        def call_by_name(env):
            # Staff make accounts of callers without managing users.
            partner = env["res.users"].sudo().search([("login", "=", login)]).partner_id
            if is_new:
                partner.name = name
            return partner.id

        # The account was made by a transaction that this one does not see.
        return in_fresh_transaction(self.env, call_by_name)

    @api.model
    def new_order(self, partner_id, branch_id=None, worker_id=None):
        """Return the action that opens a new order of a customer.

        :param branch_id, worker_id: what the customer asks for, if anything
        """
        self._check_staff()
        context = {"default_partner_id": partner_id}
        if branch_id:
            context["default_branch_id"] = branch_id
        if worker_id:
            context["default_wished_worker_id"] = worker_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Order"),
            "res_model": "errand.order",
            "views": [(False, "form")],
            "context": context,
        }
