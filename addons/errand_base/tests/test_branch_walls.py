# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import re
from uuid import uuid4

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import BINJIANG, ErrandCommon

#: How a record leads to its branch: the first of these that a model has.
PATHS = ("branch_id", "order_id.branch_id", "task_id.branch_id", "worker_id.branch_id")
#: Models that managers read and that are no branch's: settings, and what is asked of
#: one person alone. A new model is put here on purpose, or leads to a branch.
NOBODY_S = {
    "errand.branch.rule",
    "errand.cancel.rule",
    "errand.category",
    "errand.file.type",
    "errand.notice.kind",
    "errand.price.band",
    "errand.price.rule",
    "errand.surcharge",
}
#: What nobody of another branch may ever read.
SECRETS = ("Wanda Walled", "77 Walled Lane", "the walled folder", "13900007777")


@tagged("post_install", "-at_install")
class TestBranchWalls(ErrandCommon, HttpCase):
    """A manager and a clerk meet the other branch, and the other company, nowhere.

    Over record rules, over RPC as a client calls it, and in every controller.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.south = cls._create_branch(BINJIANG, name="Binjiang", radius_km=50)
        cls.theirs = cls._create_walled_task(cls.south)
        cls.other = cls._create_cny_company("Other Errands")
        cls.env.user.company_ids = [Command.link(cls.other.id)]
        cls._create_price_rules(cls.other)
        foreign = cls._create_branch(name="Theirs", company_id=cls.other.id)
        cls.foreign = cls._create_walled_task(foreign, company_id=cls.other.id)
        cls.walls = cls.south | foreign

    @classmethod
    def _create_walled_task(cls, branch, **values):
        """Return a task that another branch's courier holds, with its secrets."""
        contact = {"name": "Wanda Walled", "address": "77 Walled Lane", **values}
        worker = cls._create_worker(
            cls._create_partner(name="Wanda Walled"), branch_id=branch.id, **values
        )
        order = cls._create_order(
            branch_id=branch.id,
            partner_id=cls._create_partner(name="Wanda Walled").id,
            description="Please carry the walled folder.",
            pickup_contact_id=cls._create_contact(phone="13900007777", **contact).id,
            dropoff_contact_id=cls._create_contact(phone="13900007777", **contact).id,
        )
        order._move_to("placed")
        cls._advance(order.task_ids, "assigned", worker)
        return order.task_ids

    def _readable_models(self):
        """Return the suite's stored models that a manager has any rights on."""
        for name in sorted(self.env.registry):
            model = self.env[name].with_user(self.manager)
            is_ours = name.startswith("errand.") and model._auto
            if is_ours and not model._transient and model.has_access("read"):
                yield model

    def _path(self, model):
        """Return the domain path from a model to its branch, None without one."""
        for path in PATHS:
            field = model._fields.get(path.split(".")[0])
            if field and field.type == "many2one":
                return path
        return None

    def test_every_model_has_its_wall(self):
        """R2.10: whatever managers read leads to a branch, or is a setting."""
        seen = set()
        for model in self._readable_models():
            path = self._path(model)
            if model._name in ("errand.branch", "errand.contact"):
                continue  # looked at below
            if not path:
                self.assertIn(model._name, NOBODY_S)
                continue
            there = [(path, "in", self.walls.ids)]
            for user in (self.manager, self.clerk):
                records = model.with_user(user)
                if records.has_access("read"):
                    with self.subTest(model=model._name, user=user.login):
                        self.assertFalse(records.search(there))
            if model.sudo().search_count(there, limit=1):
                seen.add(model._name)
        # The test is worth something: there was something behind the walls.
        self.assertLessEqual(
            {"errand.order", "errand.task", "errand.worker", "errand.assignment"}, seen
        )

    # === RPC === #

    def _call(self, model, method, *args, **kwargs):
        """Call a method as the web client does, with the user's own session."""
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    def _assert_refused(self, model, method, *args, **kwargs):
        with (
            self.subTest(model=model, method=method),
            mute_logger("odoo.http"),
            self.assertRaises(JsonRpcException),
        ):
            self._call(model, method, *args, **kwargs)

    def _walled_records(self):
        """Yield (model, id) of what lies behind both walls."""
        for task in self.theirs | self.foreign:
            order = task.order_id
            yield "errand.order", order.id
            yield "errand.task", task.id
            yield "errand.branch", order.branch_id.id
            yield "errand.worker", task.worker_id.id
            yield "errand.contact", order.dropoff_contact_id.id
            yield "errand.assignment", task.assignment_ids.id
            yield "errand.event", order.event_ids[:1].id

    def test_nothing_is_read_over_rpc(self):
        """R2.10: not by id, not by searching, not in a group, not by its name."""
        for user in (self.manager, self.clerk):
            self.authenticate(user.login, user.login)
            for model, record_id in self._walled_records():
                self._assert_refused(model, "read", [record_id], ["display_name"])
                self._assert_refused(
                    model, "web_read", [record_id], specification={"display_name": {}}
                )
                domain = [("id", "=", record_id)]
                self.assertFalse(self._call(model, "search_read", domain, ["id"]))
                self.assertFalse(self._call(model, "search_count", domain))
                self.assertFalse(self._call(model, "name_search", domain=domain))
                groups = self._call(
                    model, "formatted_read_group", domain, [], ["__count"]
                )
                self.assertEqual(groups[0]["__count"], 0)

    def test_nothing_is_written_over_rpc(self):
        """R2.10: neither by fields nor by buttons, nor by moving it to oneself."""
        self.authenticate(self.manager.login, self.manager.login)
        for task in self.theirs | self.foreign:
            order, worker = task.order_id, task.worker_id
            branch = order.branch_id
            self._assert_refused(
                "errand.order", "write", [order.id], {"description": "Mine"}
            )
            self._assert_refused(
                "errand.order",
                "web_save",
                [order.id],
                {"branch_id": self.branch.id},
                {},
            )
            for button in ("action_cancel", "action_show_dropoff_phone"):
                self._assert_refused("errand.order", button, [order.id])
            for button in ("action_take", "action_close", "action_unassign"):
                self._assert_refused("errand.task", button, [task.id])
            for button in ("action_approve", "action_reject"):
                self._assert_refused("errand.worker", button, [worker.id])
            self._assert_refused(
                "errand.worker", "write", [worker.id], {"branch_id": self.branch.id}
            )
            for values in (
                {"radius_km": 1},
                {"manager_id": self.manager.id},
                {"user_ids": [[4, self.manager.id]]},
            ):
                self._assert_refused("errand.branch", "write", [branch.id], values)
            self._assert_refused("errand.branch", "unlink", [branch.id])
            contact = order.dropoff_contact_id
            self._assert_refused(
                "errand.contact", "write", [contact.id], {"name": "Mine"}
            )
        self._assert_refused(
            "res.users",
            "write",
            [self.manager.id],
            {"errand_branch_ids": [[4, self.south.id]]},
        )
        self.assertEqual(self.manager.errand_branch_ids, self.branch)

    def test_money_is_not_a_manager_s(self):
        """R2.10: the ledger and what hangs on it is for finance."""
        for name in self.env.registry:
            if re.match(r"errand\.(ledger|charge|receipt|refund|payout|posting)", name):
                model = self.env[name].with_user(self.manager)
                if not model._transient and model._auto:
                    self.assertFalse(model.has_access("read"), name)
        for field in ("charge_ids", "receipt_ids", "ledger_line_ids", "refund_ids"):
            order = self._create_order().with_user(self.manager)
            if field in order._fields:
                with self.assertRaises(AccessError):
                    order.read([field])

    # === CONTROLLERS === #

    def _routes(self):
        """Yield (rule, endpoint) of each route of the suite."""
        for rule in self.env["ir.http"].routing_map().iter_rules():
            module = rule.endpoint.func.__module__
            if module.startswith("odoo.addons.errand_"):
                yield rule, rule.endpoint.routing

    def _known(self, task):
        """Return what a curious manager puts into an address, by its name."""
        order = task.order_id
        return {
            "order_id": order.id,
            "task_id": task.id,
            "worker_id": task.worker_id.id,
            "contact_id": order.dropoff_contact_id.id,
            "branch_id": order.branch_id.id,
            "partner_id": order.partner_id.id,
            "key": str(uuid4()),
        }

    def _address(self, rule, known):
        """Return the rule's address with another branch's ids in it."""
        return re.sub(
            r"<(?:[^:<>]+:)?(\w+)>",
            lambda part: str(known.get(part[1]) or _plausible(known, part[1])),
            rule.rule,
        )

    def _ask(self, rule, routing, known, token):
        """Return the text of the answer, whatever it is."""
        address = self._address(rule, known)
        if routing["type"] in ("json", "jsonrpc"):
            return self.url_open(
                address, json={"jsonrpc": "2.0", "method": "call", "params": known}
            ).text
        texts = []
        if "GET" in (routing.get("methods") or ["GET"]):
            texts.append(self.url_open(address).text)
        if "POST" in (routing.get("methods") or ["POST"]):
            data = {"csrf_token": token, **known}
            texts.append(self.url_open(address, data=data).text)
        return "\n".join(texts)

    def test_no_controller_tells_or_does_anything(self):
        """R2.10: each route of the suite, with the other branch's ids."""
        self.authenticate(self.manager.login, self.manager.login)
        page = self.url_open("/my").text
        token = re.search(r'csrf_token: "(\w+)"', page)[1]
        known = self._known(self.theirs)
        order = self.theirs.order_id
        before = (order.state, self.theirs.state, order.branch_id, order.write_date)
        asked = 0
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_http"):
            for rule, routing in self._routes():
                if "logout" in rule.rule or routing["auth"] == "none":
                    continue
                with self.subTest(rule.rule):
                    text = self._ask(rule, routing, known, token)
                    asked += 1
                    for secret in SECRETS:
                        self.assertNotIn(secret, text)
        self.env.invalidate_all()
        after = (order.state, self.theirs.state, order.branch_id, order.write_date)
        self.assertEqual(after, before)
        # The suite's first add-on has no controllers of its own.
        if "errand_website" in self.env.registry._init_modules:
            self.assertGreater(asked, 60)


def _plausible(known, name):
    """Return a plausible value for a part of an address: an id, or a word."""
    return known["order_id"] if name.endswith("id") else "x"
