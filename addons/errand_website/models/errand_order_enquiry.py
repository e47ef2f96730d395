# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandOrder(models.Model):
    """Enquiries of the website: desk work of one branch (R2.1)."""

    _inherit = "errand.order"

    @api.model
    def _create_enquiry(self, form, partner):
        """Make the branch's task of a valid enquiry.

        :param form: ``EnquiryForm`` without errors
        :param partner: who asks; the website's visitor, when nobody is signed in
        :return: the order, as superuser
        """
        # Visitors have no rights: the form is the whitelist.
        company_env = self.sudo().with_company(form.company).env
        contact = company_env["errand.contact"].create(
            {
                "name": form.values["name"],
                "phone": form.values["phone"],
                "email": form.values["email"],
                "company_id": form.company.id,
            }
        )
        order = company_env["errand.order"].create(
            {
                "partner_id": partner.id,
                "category_id": form.category.id,
                "branch_id": form.branch.id,
                "branch_reason": form.branch_reason,
                "currency_id": form.company.currency_id.id,
                "description": form.values["text"],
                "dropoff_contact_id": contact.id,
                "fee": 0.0,
            }
        )
        order._move_to("placed")
        return order
