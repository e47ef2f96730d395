# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ErrandCommon

#: Actions by role: what the menu offers, and nothing else.
MENUS = {
    "clerk": {
        "errand_order_action",
        "errand_contact_action",
        "errand_task_action",
        "errand_worker_action",
    },
    "finance": {
        "errand_order_action",
        "errand_task_action",
        "errand_worker_action",
        "errand_order_analysis_action",
        "errand_task_analysis_action",
        "errand_task_month_action",
        "errand_task_today_action",
        "errand_event_action",
    },
}
MENUS["manager"] = MENUS["clerk"] | {
    "errand_order_analysis_action",
    "errand_task_analysis_action",
    "errand_task_today_action",
    "errand_event_action",
    "errand_branch_action",
    "errand_surcharge_action",
}
MENUS["dispatcher"] = MENUS["manager"] | {"errand_task_month_action"}
MENUS["admin"] = MENUS["dispatcher"] | {
    "errand_category_action",
    "errand_price_rule_action",
    "errand_file_type_action",
    "errand_cancel_rule_action",
    "errand_branch_rule_action",
}

FORMS = {
    "errand.order": "clerk",
    "errand.contact": "clerk",
    "errand.worker": "manager",
    "errand.branch": "admin",
    "errand.category": "admin",
    "errand.price.rule": "admin",
    "errand.surcharge": "dispatcher",
}


@tagged("post_install", "-at_install")
class TestScreens(ErrandCommon):
    def _offered_actions(self, user):
        """Return the actions of this addon that a user's menu leads to."""
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        root = self.env.ref("errand_base.errand_menu_root").id
        names = dict(
            self.env["ir.model.data"]
            .search(
                [
                    ("module", "=", "errand_base"),
                    ("model", "=", "ir.actions.act_window"),
                ]
            )
            .mapped(lambda data: (data.res_id, data.name))
        )
        return {
            names[menu["action_id"]]
            for menu in menus.values()
            if menu.get("app_id") == root and menu.get("action_id") in names
        }

    def test_menus_of_each_role(self):
        """R2.11: order list, search, actions and rules each have their screen."""
        for role, expected in MENUS.items():
            with self.subTest(role):
                self.assertEqual(self._offered_actions(getattr(self, role)), expected)

    def test_customers_have_no_menu(self):
        """R0.14: the back office is for staff."""
        for user in (self.customer, self.courier_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._offered_actions(user)

    def test_every_view_of_every_menu_opens(self):
        """R2.11: each role opens each view of each action that its menu offers."""
        self._create_task("assigned")
        for role in MENUS:
            user = getattr(self, role)
            for name in sorted(self._offered_actions(user)):
                action = self.env["ir.actions.act_window"]._for_xml_id(
                    f"errand_base.{name}"
                )
                model = self.env[action["res_model"]].with_user(user)
                with self.subTest(role=role, action=name):
                    self.assertTrue(action["help"], "an empty screen says what to do")
                    self.assertTrue(action["path"])
                    self._open(model, action)

    def _open(self, model, action):
        """Load the views as the web client does, then the fields that they show."""
        views = [*action["views"], (False, "search")]
        result = model.get_views(views, {"toolbar": True})
        for view_type, view in result["views"].items():
            fields = [
                name
                for name in model._fields
                if f'name="{name}"' in view["arch"] and name != "properties"
            ]
            if view_type not in ("search", "graph", "pivot", "activity"):
                model.search([], limit=5).web_read({name: {} for name in fields})

    def test_forms_are_filled_in(self):
        """R2.11: each form takes what its role enters."""
        for model, role in FORMS.items():
            with self.subTest(model):
                Form(self.env[model].with_user(getattr(self, role)))

    def test_a_clerk_enters_and_places_an_order(self):
        """R0.1: an order by phone, entered by a clerk."""
        contacts = [self._create_contact(), self._create_contact()]
        form = Form(self.env["errand.order"].with_user(self.clerk))
        form.partner_id = self.customer.partner_id
        form.branch_id = self.branch
        form.category_id = self.category
        form.description = "Please carry the red folder."
        form.pickup_contact_id = self.env["errand.contact"].browse(contacts[0].id)
        form.dropoff_contact_id = self.env["errand.contact"].browse(contacts[1].id)
        order = form.save()

        order.action_place()

        self.assertEqual(order.state, "placed")
        with Form(order) as form, self.assertRaises(AssertionError):
            form.fee = 20

    def test_finance_reads_no_address(self):
        """R0.10: who does not work on orders sees neither addresses nor phones."""
        arch = (
            self.env["errand.order"]
            .with_user(self.finance)
            .get_views([(False, "form"), (False, "kanban"), (False, "list")])["views"]
        )
        for view_type, view in arch.items():
            for name in ("pickup_address", "pickup_phone", "action_show_pickup_phone"):
                self.assertNotIn(name, view["arch"], view_type)

    def test_settings_open(self):
        """R2.11: the figures of the company have a screen."""
        settings = Form(self.env["res.config.settings"])
        settings.errand_lead_minutes = 45
        settings.save().execute()

        self.assertEqual(self.company.errand_lead_minutes, 45)
