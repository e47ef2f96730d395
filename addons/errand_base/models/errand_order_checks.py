# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.exceptions import ValidationError

from ..engine.actor import CUSTOMER


class ErrandOrder(models.Model):
    """What must hold before an order is placed: each refusal says what to do."""

    _inherit = "errand.order"

    def _check_ready(self, actor):
        """Guard of ``placed``: refuse an order that nobody could carry out."""
        for order in self.filtered(lambda order: order.state == "draft"):
            order._check_category_offered()
            order._check_stops()
            order._check_weight()
            order._check_service_area()
            order._check_wanted_time()
            order._check_branch_is_open(actor)
            order._check_fee()

    def _check_category_offered(self):
        category = self.category_id
        if not category.active or (
            category.company_id and category.company_id != self.company_id
        ):
            raise ValidationError(
                self.env._("This kind of errand is not offered any more.")
            )
        if self.service_class not in category._offered_classes():
            raise ValidationError(
                self.env._("This service class is not offered for %s.", category.name)
            )

    def _check_stops(self):
        """Each end that the category needs has a person, a phone and a point."""
        order_sudo = self.sudo()  # whoever places an order may not read contacts
        ends = [
            (
                self.category_id.pickup,
                order_sudo.pickup_contact_id,
                self.env._("pick-up"),
            ),
            (
                self.category_id.dropoff,
                order_sudo.dropoff_contact_id,
                self.env._("drop-off"),
            ),
        ]
        for need, contact, label in ends:
            if need == "required" and not contact:
                raise ValidationError(self.env._("Please fill in the %s.", label))
            if contact and not contact.has_point:
                raise ValidationError(
                    self.env._("Please set the %s point on the map.", label)
                )
            if contact and not (contact.phone_masked and contact.address):
                raise ValidationError(
                    self.env._("The %s needs an address and a phone.", label)
                )

    def _check_weight(self):
        """The weight is known where it is needed, and can be carried."""
        category = self.category_id
        if category.weight == "required" and not self.weight_kg:
            raise ValidationError(self.env._("Please fill in what it weighs."))
        if category.weight != "no" and self.weight_kg > category.weight_max_kg:
            raise ValidationError(
                self.env._(
                    "This is too heavy: at most %(heaviest)s kg for %(category)s.",
                    heaviest=f"{category.weight_max_kg:g}",
                    category=category.name,
                )
            )

    def _check_service_area(self):
        point = self._start_point()
        branch = self.branch_id
        if not point or branch._serves(point):
            return
        if branch.area_kind == "polygon":
            raise ValidationError(
                self.env._(
                    "This errand starts outside the area that %s serves. Please choose "
                    "another place.",
                    branch.name,
                )
            )
        raise ValidationError(
            self.env._(
                "This errand starts outside the area we serve: at most "
                "%(radius)s km from %(branch)s. Please choose another place.",
                radius=f"{branch.radius_km:g}",
                branch=branch.name,
            )
        )

    def _check_wanted_time(self):
        if self.wanted_until and self.wanted_until <= fields.Datetime.now():
            raise ValidationError(
                self.env._("The wanted time is over. Please choose a later one.")
            )

    def _check_branch_is_open(self, actor):
        """Customers find somebody there, where the company wants that."""
        if actor.role != CUSTOMER:
            return
        refusal = self.branch_id._closed_refusal(
            self.wanted_from or fields.Datetime.now()
        )
        if refusal:
            raise ValidationError(refusal)

    def _check_fee(self):
        """The customer's fee lies within bounds; the platform's is as quoted."""
        if self.service_class == "professional":
            if not self.quote_id:
                raise ValidationError(self.env._("Please ask for the price first."))
            self.quote_id._check_holds_for(self)
            return
        rule = self.env["errand.price.rule"]._find(
            self.company_id, self.category_id, self.service_class
        )
        compare = self.currency_id.compare_amounts
        if (
            compare(self.fee, rule.minimum_fee) < 0
            or compare(self.fee, rule.maximum_fee) > 0
        ):
            raise ValidationError(
                self.env._(
                    "Please offer a fee between %(lowest)s and %(highest)s.",
                    lowest=self.currency_id.format(rule.minimum_fee),
                    highest=self.currency_id.format(rule.maximum_fee),
                )
            )
