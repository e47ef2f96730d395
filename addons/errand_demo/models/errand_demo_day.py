# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.models.errand_branch_choice import BranchWish

from ..day import DAY, PLACES
from ..drawing import drawing


class ErrandDemoDay(models.AbstractModel):
    """Plays a made-up day through the suite's own doors, for the demo only."""

    _name = "errand.demo.day"
    _description = "Demo Day"

    @api.model
    def _load(self):
        """Set the demo company up for payment, then play each order of the day."""
        company = self.env.ref("errand_base.demo_company")
        day = self.with_company(company).with_context(tracking_disable=True)
        day._set_up_payment(company)
        day._set_up_website(company)
        company.errand_cash_allowed = True
        day._put_couriers_on_the_road()
        orders = day.env["errand.order"]
        for errand in DAY:
            orders |= day._play(company, errand)
        day.env["errand.demo.shop"]._load(company)
        day.env["errand.demo.evening"]._load(company, orders)

    # === SET-UP === #

    def _set_up_payment(self, company):
        """Books for the company, and the Demo provider in test mode."""
        if not company.chart_template:
            self.env["account.chart.template"].try_loading(
                "generic_coa", company, install_demo=False
            )
            # The generic chart is an American one; the company stays where it is.
            china = self.env.ref("base.cn")
            company.write(
                {
                    "account_fiscal_country_id": china.id,
                    "currency_id": china.currency_id.id,
                }
            )
        provider = self.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", company.id)], limit=1
        ) or self.env.ref("payment.payment_provider_demo").copy(
            {"company_id": company.id}
        )
        journal = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
        )
        provider.write(
            {
                "name": "Demo",
                "state": "test",
                "is_published": True,
                "journal_id": journal.id,
            }
        )
        provider.payment_method_ids.filtered(
            lambda method: method.code == "demo"
        ).active = True

    def _set_up_website(self, company):
        """The first website is the demo company's, in English and Chinese."""
        website = self.env["website"].get_current_website()
        languages = self.env["res.lang"].search([("code", "in", ("en_US", "zh_CN"))])
        with file_open("errand_base/static/description/icon.png", "rb") as icon:
            logo = base64.b64encode(icon.read())
        website.write({"name": "West Lake Errands", "company_id": company.id})
        # The sites of branches are there already.
        sites = website.search([("company_id", "=", company.id)])
        sites.write({"logo": logo, "language_ids": [fields.Command.set(languages.ids)]})

    def _put_couriers_on_the_road(self):
        places = {"courier": "lake", "courier_b": "towers", "courier_c": "square"}
        for name, place in places.items():
            worker = self.env.ref(f"errand_base.demo_worker_{name}")
            worker._go_on_duty()
            _address, latitude, longitude = PLACES[place]
            self.env["errand.position"]._report(
                worker, Point(latitude + 0.002, longitude), 15.0, fields.Datetime.now()
            )

    # === ORDERS === #

    def _play(self, company, errand):
        """Bring one order as far as its stage says, then move it back in time."""
        order = self._create_order(company, errand)
        if errand.stage != "draft":
            order._move_to("placed")
        if errand.stage not in ("draft", "placed"):
            self._pay(order)
        if errand.stage == "cancelled":
            order._move_to("cancelled")
        if errand.courier:
            self._carry(order, errand)
        self._shift(order, timedelta(hours=errand.hours_ago))
        return order

    def _create_order(self, company, errand):
        partner = self.env.ref(f"errand_base.demo_user_{errand.customer}").partner_id
        start = self._create_contact(partner, errand.start)
        end = self._create_contact(partner, errand.end)
        point = self._point_of(start or end)
        branch, reason = self.env["errand.branch"]._choose(company, BranchWish(point))
        order = self.env["errand.order"].create(
            {
                "branch_id": branch.id,
                "branch_reason": reason,
                "currency_id": company.currency_id.id,
                "partner_id": partner.id,
                "category_id": self.env.ref(
                    f"errand_base.category_{errand.category}"
                ).id,
                "service_class": errand.service_class,
                "description": errand.text,
                "pickup_contact_id": start.id,
                "dropoff_contact_id": end.id,
                "fee": errand.fee,
                "weight_kg": errand.weight_kg,
                "tip": errand.tip,
                "goods_cap": errand.goods_cap,
                "range_km": 6.0,
            }
        )
        if errand.stage == "slot":
            evening = fields.Datetime.now() + timedelta(hours=5)
            order.write(
                {"wanted_from": evening, "wanted_until": evening + timedelta(hours=1)}
            )
        if errand.service_class == "professional":
            order._take_quote()
        return order

    def _create_contact(self, partner, place):
        if not place:
            return self.env["errand.contact"]
        address, latitude, longitude = PLACES[place]
        return self.env["errand.contact"].create(
            {
                "name": partner.name,
                "company_id": self.env.company.id,
                # Made up: Hangzhou's area code and a number for tests.
                "phone": "+86 571 8500 0000",
                "address": address,
                "latitude": latitude,
                "longitude": longitude,
                "has_point": True,
            }
        )

    def _point_of(self, contact):
        return Point(contact.latitude, contact.longitude) if contact else None

    def _pay(self, order):
        provider = self.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", order.company_id.id)], limit=1
        )
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "amount": order._amount_to_pay(),
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_redirect",
                "reference": f"{order.name}-demo",
                "errand_order_id": order.id,
            }
        )
        transaction._process(
            "demo", {"reference": transaction.reference, "simulated_state": "done"}
        )
        transaction._post_process()

    def _carry(self, order, errand):
        """Let the courier do the task up to the stage."""
        task = order.task_ids
        worker = self.env.ref(f"errand_base.demo_worker_{errand.courier}")
        actor = worker._actor()
        key = f"demo-{task.id}"
        task._assign(worker, actor, f"{key}-assigned")
        if errand.stage == "failed":
            task.action_fail()
            return
        if errand.stage != "assigned" and task._has_pickup():
            task._reach("pickup", actor, f"{key}-at-pickup")
        if errand.spent:
            task._report_purchase(
                actor, f"{key}-bought", errand.spent, photo=self._receipt_photo(errand)
            )
        if errand.stage in ("picked_up", "done") and task._has_pickup():
            task._pick_up(actor, f"{key}-picked-up")
        if errand.stage == "done":
            if task._needs_code():
                task._reach("dropoff", actor, f"{key}-at-dropoff")
                task._try_code(task._delivery_code(), actor)
            task._deliver(actor, f"{key}-done")
            if errand.stars:
                self.env["rating.rating"]._rate_task(
                    task, order.partner_id, worker.partner_id, errand.stars, ""
                )

    def _receipt_photo(self, errand):
        """Return a drawn receipt as base64 bytes."""
        lines = ["SAMPLE SHOP", "14 Muster Market", "", "Goods", "", "TOTAL"]
        return base64.b64encode(drawing([*lines, f"{errand.spent:.2f}"]))

    def _shift(self, order, ago):
        """Move all times of an order back, so that the demo shows a day.

        By SQL, because the log and the ledger rightly refuse to be changed.
        """
        self.env.flush_all()
        columns = {
            "errand_order": ("create_date", "placed_at", "done_at", "cancelled_at"),
            "errand_task": (
                "create_date",
                "opened_at",
                "first_opened_at",
                "assigned_at",
                "at_pickup_at",
                "picked_up_at",
                "at_dropoff_at",
                "done_at",
            ),
            "errand_event": ("at",),
            "errand_purchase": ("at",),
            "errand_ledger_entry": ("at",),
            "errand_ledger_line": ("at",),
            "payment_transaction": ("last_state_change",),
        }
        links = {"errand_order": "id", "payment_transaction": "errand_order_id"}
        for table, names in columns.items():
            link = links.get(table, "order_id")
            for name in names:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %(table)s SET %(name)s = %(name)s - %(ago)s"
                        " WHERE %(link)s = %(order)s AND %(name)s IS NOT NULL",
                        table=SQL.identifier(table),
                        name=SQL.identifier(name),
                        link=SQL.identifier(link),
                        ago=ago,
                        order=order.id,
                    )
                )
        self.env.invalidate_all()
