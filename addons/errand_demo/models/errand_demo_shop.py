# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command, models

#: What the shop sells: name and price in yuan.
GOODS = (
    ("Longjing Tea, 100 g (Demo)", 68.0),
    ("Osmanthus Cake (Demo)", 26.0),
    ("Lotus Root Powder (Demo)", 32.0),
)


class ErrandDemoShop(models.AbstractModel):
    """A small web shop whose orders the branches handle."""

    _name = "errand.demo.shop"
    _description = "Demo Shop"

    def _load(self, company):
        """Fill the shop; one order waits for a clerk, one is handled."""
        products = self.env["product.product"].create(
            [
                {
                    "name": name,
                    "list_price": price,
                    "type": "consu",
                    "company_id": company.id,
                    "taxes_id": False,
                    "website_published": True,
                }
                for name, price in GOODS
            ]
        )
        handled = self._sell(company, "customer_b", products[:2])
        dispatcher = self.env.ref("errand_base.demo_user_dispatcher")
        task = handled.task_ids.with_user(dispatcher)
        task.action_take()
        task._note_act("handed_over")
        task.action_close()
        self._sell(company, "customer", products[1:])

    def _sell(self, company, customer, products):
        """Confirm an order of the shop; return the branch's side of it."""
        partner = self.env.ref(f"errand_base.demo_user_{customer}").partner_id
        sale = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "website_id": self.env["website"].get_current_website().id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": 2})
                    for product in products
                ],
            }
        )
        sale.action_confirm()
        return self.env["errand.order"].search([("sale_order_id", "=", sale.id)])
