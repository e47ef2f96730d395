# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import Command
from odoo.exceptions import AccessError

from .common import BINJIANG, ErrandCommon

STAFF_ROLES = ("clerk", "manager", "dispatcher", "finance", "admin")
#: Roles that work in branches, and see only their own.
BRANCH_ROLES = ("clerk", "manager")
PORTAL_ROLES = ("customer", "courier_user")


class TestRules(ErrandCommon):
    """Two branches of one company, and a third of another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_branch = cls._create_branch(BINJIANG, name="Binjiang", radius_km=20)
        cls.other_company = cls._create_cny_company("Other Errands")
        cls.env.user.company_ids = [Command.link(cls.other_company.id)]
        cls.foreign_branch = cls._create_branch(
            name="Theirs", company_id=cls.other_company.id
        )
        cls._create_price_rules(cls.other_company)
        cls.mine = cls._create_task("assigned").order_id
        cls.theirs = cls._create_task(
            "assigned",
            worker=cls._create_worker(branch_id=cls.other_branch.id),
            branch_id=cls.other_branch.id,
            partner_id=cls.partner.id,
        ).order_id
        cls.foreign = cls._create_order(
            branch_id=cls.foreign_branch.id,
            partner_id=cls.partner.id,
            pickup_contact_id=cls._create_contact(company_id=cls.other_company.id).id,
            dropoff_contact_id=cls._create_contact(company_id=cls.other_company.id).id,
        )
        cls.foreign._move_to("placed")
        cls.orders = cls.mine | cls.theirs | cls.foreign

    def _seen(self, model, role, domain):
        records = self.env[model].with_user(getattr(self, role))
        return records.search(domain)

    def test_orders(self):
        """R2.10: branch people see their branch, the office its company."""
        domain = [("id", "in", self.orders.ids)]
        for role in BRANCH_ROLES:
            self.assertEqual(self._seen("errand.order", role, domain), self.mine, role)
        for role in ("dispatcher", "finance", "admin"):
            seen = self._seen("errand.order", role, domain)
            self.assertEqual(seen, self.mine | self.theirs, role)
        self.assertEqual(self._seen("errand.order", "customer", domain), self.mine)
        self.assertFalse(self._seen("errand.order", "courier_user", domain))

    def test_what_hangs_on_orders(self):
        """R2.10: tasks, events and assignments follow their order's branch."""
        tasks = self.orders.task_ids
        for model, domain in (
            ("errand.task", [("id", "in", tasks.ids)]),
            ("errand.event", [("order_id", "in", self.orders.ids)]),
            ("errand.assignment", [("task_id", "in", tasks.ids)]),
        ):
            path = "task_id.order_id" if model == "errand.assignment" else "order_id"
            for role in BRANCH_ROLES:
                seen = self._seen(model, role, domain).sudo()
                self.assertEqual(seen.mapped(path), self.mine, f"{model} {role}")
            for role in ("dispatcher", "admin"):
                seen = self._seen(model, role, domain).sudo()
                both = self.mine | self.theirs
                self.assertEqual(seen.mapped(path), both, f"{model} {role}")
            for role in PORTAL_ROLES:
                with self.assertRaises(AccessError):
                    self._seen(model, role, domain)

    def test_contacts(self):
        """R0.10: names and addresses are read by those who work on the order."""
        ends = self.orders.pickup_contact_id | self.orders.dropoff_contact_id
        mine = self.mine.pickup_contact_id | self.mine.dropoff_contact_id
        domain = [("id", "in", ends.ids)]
        for role in BRANCH_ROLES:
            self.assertEqual(self._seen("errand.contact", role, domain), mine, role)
        for role in ("dispatcher", "admin"):
            seen = self._seen("errand.contact", role, domain)
            self.assertEqual(seen.company_id, self.company)
            self.assertEqual(len(seen), 4)
        for role in ("finance", *PORTAL_ROLES):
            with self.assertRaises(AccessError):
                self._seen("errand.contact", role, domain)

    def test_a_clerk_keeps_the_contact_that_they_enter(self):
        """R0.1: a contact is written before its order is."""
        contacts = self.env["errand.contact"].with_user(self.clerk)

        contact = contacts.create({"name": "New Name", "phone": "13812345678"})

        self.assertEqual(contact.name, "New Name")

    def test_branches(self):
        """R2.10: a manager changes their own branch only."""
        domain = [
            ("id", "in", (self.branch | self.other_branch | self.foreign_branch).ids)
        ]
        for role in BRANCH_ROLES:
            self.assertEqual(self._seen("errand.branch", role, domain), self.branch)
        for role in ("dispatcher", "finance", "admin"):
            seen = self._seen("errand.branch", role, domain)
            self.assertEqual(seen, self.branch | self.other_branch)
        self.branch.with_user(self.manager).radius_km = 11
        with self.assertRaises(AccessError):
            self.other_branch.with_user(self.manager).radius_km = 11
        with self.assertRaises(AccessError):
            self.branch.with_user(self.clerk).radius_km = 11

    def test_workers(self):
        """R2.10: people of one's branch, and those who work everywhere."""
        everywhere, elsewhere = self.courier, self.theirs.task_ids.worker_id
        foreign = self._create_worker(company_id=self.other_company.id)
        domain = [("id", "in", (everywhere | elsewhere | foreign).ids)]
        for role in BRANCH_ROLES:
            self.assertEqual(self._seen("errand.worker", role, domain), everywhere)
        for role in ("dispatcher", "finance", "admin"):
            seen = self._seen("errand.worker", role, domain)
            self.assertEqual(seen, everywhere | elsewhere)
        for role in PORTAL_ROLES:
            with self.assertRaises(AccessError):
                self._seen("errand.worker", role, domain)

    def test_verification(self):
        """R1.5: managers approve the people of their branch, clerks nobody."""
        worker = self._create_worker(
            verification="pending",
            branch_id=self.branch.id,
            partner_id=self._create_partner(name="Nina New").id,
        )
        with self.assertRaises(AccessError):
            worker.with_user(self.clerk).action_approve()

        worker.with_user(self.manager).action_approve()
        self.assertEqual(worker.verification, "approved")
        worker.with_user(self.manager).action_reject()
        self.assertEqual(worker.verification, "rejected")
        with self.assertRaises(AccessError):
            self.theirs.task_ids.worker_id.with_user(self.manager).action_reject()

    def test_prices_and_categories(self):
        """R0.3: administrators set them, others read them; companies apart."""
        seen = self.env["errand.price.rule"].with_user(self.clerk).search([])
        self.assertEqual(seen, self.price_rules)
        own = self._create_category(name="Ours", company_id=self.company.id)
        foreign = self._create_category(name="Theirs", company_id=self.other_company.id)
        for role in (*STAFF_ROLES, *PORTAL_ROLES):
            seen = self._seen(
                "errand.category", role, [("id", "in", (own | foreign).ids)]
            )
            self.assertEqual(seen, own, role)
        own.with_user(self.admin).name = "Ours indeed"
        for role in ("clerk", "manager", "dispatcher", "finance", "customer"):
            with self.subTest(role), self.assertRaises(AccessError):
                own.with_user(getattr(self, role)).name = "Mine"

    def test_clerks_of_both_branches_do_not_meet(self):
        """R2.10: writing is fenced in like reading."""
        for method in ("action_cancel", "action_show_pickup_phone"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(self.theirs.with_user(self.clerk), method)()

    def test_internal_tables_are_nobody_s(self):
        """R0.8: requests and limits are kept by the system alone."""
        for model in ("errand.request", "errand.rate.limit"):
            for role in (*STAFF_ROLES, *PORTAL_ROLES):
                with (
                    self.subTest(model=model, role=role),
                    self.assertRaises(AccessError),
                ):
                    self._seen(model, role, [])
