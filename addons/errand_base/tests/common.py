# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import common, new_test_user

from odoo.addons.base.tests.common import BaseCommon

from ..engine.actor import STAFF, Actor

#: Points in Hangzhou, (latitude, longitude).
WEST_LAKE = (30.2500, 120.1500)
WULIN_SQUARE = (30.2741, 120.1636)
CITY_STATION = (30.2431, 120.1781)
BINJIANG = (30.2084, 120.2120)
SHANGHAI = (31.2304, 121.4737)

# Odoo skips a test whose browser does not start within ten seconds. From a cold disk,
# beside the linters and another runner, it may take longer; this is a minute.
common.CHECK_BROWSER_ITERATIONS = 600


class ErrandCommon(BaseCommon):
    """A company in Hangzhou with one branch, prices, and one person of each role."""

    @classmethod
    def setup_independent_company(cls, **kwargs):
        return cls._create_cny_company("Errands of Hangzhou")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group_prefix = "errand_base.group_"
        cls.branch = cls._create_branch()
        cls.price_rules = cls._create_price_rules()
        cls.category = cls._create_category()

        cls.customer = cls._create_portal_user("errand_customer", "Tessa Tester")
        cls.courier_user = cls._create_portal_user("errand_courier", "Carl Carrier")
        cls.courier = cls._create_worker(cls.courier_user.partner_id)
        cls.clerk = cls._create_staff("clerk", "Clara Clerk")
        cls.manager = cls._create_staff("branch_manager", "Max Manager")
        cls.dispatcher = cls._create_staff("dispatcher", "Dora Dispatcher", branch=None)
        cls.finance = cls._create_staff("finance", "Fina Finance", branch=None)
        cls.admin = cls._create_staff("admin", "Ada Admin", branch=None)
        cls.staff_actor = Actor(STAFF, user_id=cls.dispatcher.id)

    # === COMPANIES AND PEOPLE === #

    @classmethod
    def _create_cny_company(cls, name):
        currency = cls._enable_currency("CNY")
        return cls.env["res.company"].create(
            {
                "name": name,
                "currency_id": currency.id,
                "country_id": cls.env.ref("base.cn").id,
            }
        )

    @classmethod
    def _create_portal_user(cls, login, name, **values):
        return new_test_user(
            cls.env,
            login=login,
            name=name,
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
            tz="Asia/Shanghai",
            **values,
        )

    @classmethod
    def _create_staff(cls, role, name, branch=True, company=None, login=None):
        """Return a user of one role; ``branch`` True is the common one."""
        company = company or cls.company
        user = new_test_user(
            cls.env,
            login=login or f"errand_{role}",
            name=name,
            groups=f"errand_base.group_{role}",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            tz="Asia/Shanghai",
        )
        branch = cls.branch if branch is True else branch
        if branch:
            branch.user_ids = [Command.link(user.id)]
            if role == "branch_manager":
                branch.manager_id = user
        return user

    @classmethod
    def _create_worker(cls, partner=None, **values):
        """Return an approved courier of the company."""
        partner = partner or cls._create_partner(name="Cora Carrier")
        return cls.env["errand.worker"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "verification": "approved",
                **values,
            }
        )

    def _end_desk_task(self, tasks):
        """End desk work as the user of ``tasks``: say what was done, and close it."""
        tasks._note_act("answered")
        tasks.action_close()

    # === SETTINGS === #

    @classmethod
    def _create_branch(cls, point=WEST_LAKE, **values):
        return cls.env["errand.branch"].create(
            {
                "name": "West Lake",
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
                "address": "1 Lakeside Road",
                "latitude": point[0],
                "longitude": point[1],
                "radius_km": 10,
                **values,
            }
        )

    @classmethod
    def _create_category(cls, **values):
        return cls.env["errand.category"].create(
            {
                "name": "Carry it for me",
                "pickup": "required",
                "dropoff": "required",
                "file_type_ids": [
                    Command.set(
                        [
                            cls.env.ref("errand_base.file_type_image").id,
                            cls.env.ref("errand_base.file_type_pdf").id,
                        ]
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _create_price_rules(cls, company=None, **values):
        """Return the general rules of both classes."""
        company = company or cls.company
        return cls.env["errand.price.rule"].create(
            [
                {
                    "company_id": company.id,
                    "service_class": "ordinary",
                    "minimum_fee": 3,
                    "suggested_fee": 8,
                    "maximum_fee": 50,
                    "commission_percent": 10,
                    **values,
                },
                {
                    "company_id": company.id,
                    "service_class": "professional",
                    "minimum_fee": 5,
                    "base_fee": 6,
                    "included_km": 1,
                    "per_km": 2,
                    "commission_percent": 20,
                    **values,
                },
            ]
        )

    # === ORDERS === #

    @classmethod
    def _create_contact(cls, point=WULIN_SQUARE, **values):
        return cls.env["errand.contact"].create(
            {
                "name": "Rita Recipient",
                "company_id": cls.company.id,
                "phone": "+8613800005678",
                "address": "2 Wulin Square",
                "latitude": point[0] if point else 0,
                "longitude": point[1] if point else 0,
                "has_point": bool(point),
                **values,
            }
        )

    @classmethod
    def _create_order(cls, placed=False, **values):
        """Return a draft that is ready to be placed, or a placed order."""
        defaults = {
            "partner_id": cls.customer.partner_id.id,
            "branch_id": cls.branch.id,
            "category_id": cls.category.id,
            "description": "Please carry the blue folder.",
            "fee": 8,
        }
        if "pickup_contact_id" not in values:
            defaults["pickup_contact_id"] = cls._create_contact(
                WEST_LAKE, name="Sam Sender", phone="+8613900001234"
            ).id
        if "dropoff_contact_id" not in values:
            defaults["dropoff_contact_id"] = cls._create_contact().id
        order = cls.env["errand.order"].create({**defaults, **values})
        if placed:
            order.with_user(cls.dispatcher).action_place()
        return order

    @classmethod
    def _create_professional_order(cls, **values):
        """Return a draft of the professional class with a valid quote."""
        order = cls._create_order(service_class="professional", **values)
        order.with_user(cls.dispatcher).action_quote()
        return order

    @classmethod
    def _create_task(cls, state="open", worker=None, **values):
        """Return the task of a new order, moved to ``state`` through the door."""
        task = cls._create_order(placed=True, **values).task_ids
        cls._advance(task, state, worker or cls.courier)
        return task

    @classmethod
    def _advance(cls, task, state, worker):
        """Take a new task step by step to ``state``."""
        if state == "waiting":
            return
        # Modules above may let it wait for something, such as its payment.
        task._move_to("open")
        if state == "open":
            return
        if state == "cancelled":
            task._move_to("cancelled")
            return
        actor = worker._actor()
        task._assign(worker, actor, "grab")
        if state == "failed":
            task._move_to("failed", actor=cls.staff_actor)
        elif state in ("picked_up", "done"):
            task._pick_up(actor, "pick-up")
        if state == "done":
            task._try_code(task._delivery_code(), actor)
            task._deliver(actor, "deliver")

    @classmethod
    def _is_step_done(cls, code):
        """Tell whether the company has done one of the first steps."""
        cls.env.invalidate_all()
        steps = cls.env["errand.setup.step"].with_company(cls.company)
        return steps.search([("code", "=", code)]).is_done

    @classmethod
    def _later(cls, **delta):
        return fields.Datetime.now() + timedelta(**delta)
