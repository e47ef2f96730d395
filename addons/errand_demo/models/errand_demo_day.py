# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from odoo.addons.errand_base.engine.geo import Point

#: Places in Hangzhou at real coordinates (WGS-84), with made-up addresses.
PLACES = {
    "square": ("1 Sample Square", 30.2755, 120.1640),
    "lake": ("88 Example Lakeside", 30.2560, 120.1530),
    "campus": ("3 Specimen Campus Gate", 30.2638, 120.1230),
    "station": ("2 Placeholder Station Road", 30.2458, 120.1822),
    "market": ("14 Muster Market", 30.2830, 120.1560),
    "towers": ("7 Trial Towers", 30.2680, 120.1460),
    "park": ("5 Mock Park East", 30.2690, 120.0710),
    "river": ("30 Dummy River Walk", 30.2100, 120.2080),
}


class Errand(NamedTuple):
    """One order of the day, and how far it has come."""

    customer: str
    category: str
    text: str
    start: str
    end: str
    fee: float
    stage: str
    hours_ago: float
    courier: str = ""
    stars: int = 0
    service_class: str = "ordinary"


DAY = [
    Errand(
        "customer",
        "collect",
        "A shoe box from the parcel station",
        "station",
        "lake",
        9,
        "done",
        9,
        "courier",
        5,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Keys to my sister, she waits at the gate",
        "square",
        "campus",
        12,
        "done",
        7.5,
        "courier_b",
        4,
    ),
    Errand(
        "customer_c",
        "buy",
        "两杯少糖豆浆和一份葱油饼",
        "market",
        "towers",
        11,
        "done",
        6,
        "courier",
        5,
    ),
    Errand(
        "customer",
        "print",
        "Ten copies, stapled, for the seminar",
        "",
        "campus",
        7,
        "done",
        4,
        "courier_b",
        0,
    ),
    Errand(
        "customer_b",
        "deliver",
        "A cake: please keep it level",
        "lake",
        "towers",
        15.5,
        "done",
        3,
        "courier_c",
        5,
        "professional",
    ),
    Errand(
        "customer",
        "answer",
        "Which bus goes to the tea village on Sunday?",
        "",
        "",
        5,
        "done",
        2.5,
        "courier_b",
        4,
    ),
    Errand(
        "customer_c",
        "deliver",
        "文件袋，请当面交给前台",
        "towers",
        "square",
        10,
        "cancelled",
        2,
    ),
    Errand(
        "customer_b",
        "other",
        "Carry a folding chair up to the fourth floor",
        "square",
        "",
        18,
        "failed",
        1.8,
        "courier",
    ),
    Errand(
        "customer",
        "deliver",
        "A winter coat from the cleaner's",
        "market",
        "lake",
        10,
        "picked_up",
        0.6,
        "courier",
    ),
    Errand(
        "customer_c",
        "collect",
        "快递柜里的小包裹",
        "station",
        "square",
        8,
        "at_pickup",
        0.4,
        "courier_b",
    ),
    Errand(
        "customer_b",
        "buy",
        "A phone charger, USB-C, any brand",
        "market",
        "lake",
        12,
        "assigned",
        0.2,
        "courier_b",
    ),
    Errand(
        "customer",
        "collect",
        "A parcel, not heavy",
        "station",
        "towers",
        8,
        "open",
        0.3,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Lunch box to my office",
        "lake",
        "square",
        13,
        "open",
        0.25,
    ),
    Errand(
        "customer_c",
        "deliver",
        "雨伞一把，送到校门口",
        "towers",
        "campus",
        9.5,
        "open",
        0.1,
    ),
    Errand(
        "customer",
        "answer",
        "Help me fill in a registration form",
        "",
        "",
        6,
        "open",
        0.1,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Documents by courier class",
        "towers",
        "square",
        0,
        "open",
        0.05,
        service_class="professional",
    ),
    Errand(
        "customer",
        "collect",
        "Parcel for this evening",
        "station",
        "lake",
        9,
        "slot",
        0.5,
    ),
    Errand("customer_c", "print", "打印两份合同", "", "towers", 6, "placed", 0.1),
    Errand(
        "customer_b",
        "other",
        "Water my plants on Friday",
        "",
        "river",
        20,
        "draft",
        0.1,
    ),
]


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
        day._put_couriers_on_the_road()
        for errand in DAY:
            day._play(company, errand)

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
        website.write(
            {
                "name": "West Lake Errands",
                "logo": logo,
                "company_id": company.id,
                "language_ids": [fields.Command.set(languages.ids)],
            }
        )

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

    def _create_order(self, company, errand):
        partner = self.env.ref(f"errand_base.demo_user_{errand.customer}").partner_id
        start = self._create_contact(partner, errand.start)
        end = self._create_contact(partner, errand.end)
        point = self._point_of(start or end)
        branch = self.env["errand.branch"]._find_for(company, point)
        order = self.env["errand.order"].create(
            {
                "branch_id": branch.id,
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
                "range_km": 6.0,
            }
        )
        if errand.service_class == "professional":
            quote = self.env["errand.quote"]._make(
                company, order.category_id, "professional", order.distance_km
            )
            order.write({"quote_id": quote.id, "fee": quote.amount})
        if errand.stage == "slot":
            evening = fields.Datetime.now() + timedelta(hours=5)
            order.write(
                {"wanted_from": evening, "wanted_until": evening + timedelta(hours=1)}
            )
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
                "amount": order.fee,
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
                "assigned_at",
                "at_pickup_at",
                "picked_up_at",
                "at_dropoff_at",
                "done_at",
            ),
            "errand_event": ("at",),
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
