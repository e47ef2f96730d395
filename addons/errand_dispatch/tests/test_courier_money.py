# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
from io import BytesIO
from unittest.mock import patch
from uuid import uuid4

from PIL import Image

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ErrandDispatchCommon


def photo_text():
    """Return a small picture as a phone sends it."""
    stream = BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "JPEG")
    return base64.b64encode(stream.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestCourierMoney(ErrandDispatchCommon, HttpCase):
    """What the courier's app shows and takes of tips, cash and goods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category.has_goods_advance = True

    def setUp(self):
        super().setUp()
        self.authenticate("errand_courier", "errand_courier")

    def _ask(self, route, **params):
        """Return the whole answer of the server to the courier's phone."""
        return self.url_open(
            f"/courier/{route}",
            json={"jsonrpc": "2.0", "method": "call", "params": params},
        ).json()

    def _call(self, route, **params):
        params.setdefault("key", str(uuid4()))
        return self._ask(route, **params)["result"]

    def _refuse(self, route, text, **params):
        params.setdefault("key", str(uuid4()))
        with mute_logger("odoo.http"):
            error = self._ask(route, **params)["error"]
        self.assertIn(text, error["data"]["message"])

    def _grabbed(self, **values):
        values = {"goods_cap": 50, **values}
        if values.get("payment_way") == "cash":
            task = self._create_order(placed=True, **values).task_ids
        else:
            task = self._create_open_task(**values)
        task._assign(self.courier, self.courier._actor(), "test-assign")
        return task

    # === TIP === #

    def test_cards_show_pay_with_the_tip_named(self):
        """R0.3, R0.7: Couriers see what an errand brings, tip included."""
        task = self._create_open_task(fee=10, tip=4)

        card = task._pool_card(1.0)

        self.assertEqual((card["pay"], card["tip"]), (13.0, 4.0))
        self.assertEqual(task._job_summary()["pay"], 13.0)

    def test_pool_hears_of_a_raised_tip(self):
        """R0.3: Who looks at the pool sees the better pay at once."""
        task = self._create_open_task(fee=10)
        order = task.order_id
        charge = order._raise_tip(3, "key-1")
        payment = self._create_transaction(order, amount=3, errand_charge_id=charge.id)
        told = []
        partners = self.env.registry["res.partner"]
        with patch.object(
            partners,
            "_bus_send",
            lambda partner, kind, message, **kw: told.append(kind),
        ):
            payment._post_process()

        self.assertIn("errand/pool", told)
        self.assertEqual(task._pool_card(1.0)["tip"], 3.0)

    def test_earnings_name_tips_and_leave_goods_out(self):
        """R0.3, R0.12: Money for goods is paid back, not earned."""
        task = self._grabbed(fee=10, tip=4)
        self._call("bought", task_id=task.id, amount=20, photo=photo_text())
        actor = self.courier._actor()
        task._pick_up(actor, "test-pick-up")
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "test-deliver")

        earnings = self.courier._earnings_today()

        self.assertEqual(earnings["total"], 13.0)
        amounts = {line["kind"]: line["amount"] for line in earnings["lines"]}
        self.assertEqual(amounts, {"delivery": 9.0, "tip": 4.0, "goods": 20.0})

    # === CASH === #

    def test_cash_is_shown_before_the_grab_and_confirmed_at_the_door(self):
        """R0.7, R0.11: The server knows the amount, the courier says it."""
        order = self._create_order(placed=True, fee=12, tip=3, payment_way="cash")
        task, actor = order.task_ids, self.courier._actor()
        card = task._pool_card(1.0)
        self.assertEqual((card["is_cash"], card["cash_due"]), (True, 15.0))
        task._assign(self.courier, actor, "test-assign")
        task._pick_up(actor, "test-pick-up")
        code = task._delivery_code()

        answer = self._call("deliver", task_id=task.id, code=code, cash=14)
        self.assertEqual(answer["result"], "cash_changed")
        self.assertIn("15.00", answer["message"])
        self._refuse("deliver", "in cash", task_id=task.id, code=code)
        self._refuse("deliver", "damaged", task_id=task.id, code=code, cash="x")
        key = str(uuid4())
        for _try in range(2):
            answer = self._call("deliver", task_id=task.id, code=code, cash=15, key=key)
            self.assertEqual(answer["result"], "ok")

        self.assertEqual(task.state, "done")
        self.assertEqual(len(order.receipt_ids), 1)

    # === GOODS === #

    def test_bought_step_stands_between_arrival_and_pick_up(self):
        """R0.3, R0.9: The app leads through it, and it goes when it is told."""
        task = self._grabbed()
        steps = task._job_summary()["steps"]
        self.assertEqual(
            steps, ["at_pickup", "bought", "picked_up", "at_dropoff", "deliver"]
        )

        key = str(uuid4())
        for _try in range(2):
            answer = self._call(
                "bought", task_id=task.id, amount=20.5, photo=photo_text(), key=key
            )

        self.assertEqual(answer["result"], "ok")
        goods = answer["job"]["goods"]
        self.assertEqual((goods["cap"], goods["spent"]), (50.0, 20.5))
        self.assertNotIn("bought", answer["job"]["steps"])
        self.assertEqual(len(task.purchase_ids), 1)
        picture = self.url_open(goods["purchases"][0]["photo"])
        self.assertEqual(picture.status_code, 200)
        self.assertTrue(picture.headers["Content-Type"].startswith("image/"))

    def test_garbage_is_refused_in_words(self):
        """R0.3: No picture, no number, no key, no errand of mine."""
        task = self._grabbed()
        wrong = [
            ({"amount": "many"}, "damaged"),
            ({"amount": float("1e30")}, "damaged"),
            ({"amount": 5, "photo": "%%%"}, "damaged"),
            ({"amount": 5, "photo": "AAAA"}, "JPEG"),
            ({"amount": 5, "photo": ["x"]}, "too large"),
            ({"amount": 5, "photo": photo_text(), "key": "x"}, "damaged"),
            ({"amount": 5, "photo": photo_text(), "corrects_id": 987654}, "corrected"),
            ({"amount": 51, "photo": photo_text()}, "more than the customer allowed"),
            ({"amount": 5}, "photo of the receipt"),
            ({"amount": 0}, "why nothing was bought"),
        ]
        for params, text in wrong:
            self._refuse("bought", text, task_id=task.id, **params)
        other = self._create_open_task(goods_cap=5)
        self._refuse("bought", "not yours", task_id=other.id, amount=5)

        self.assertFalse(task.purchase_ids)

    def test_asking_for_more(self):
        """R0.3: Asked once; the answer is told to the phone."""
        task = self._grabbed()

        answer = self._call("ask_more", task_id=task.id, amount=20)
        self.assertEqual(answer["job"]["goods"]["ask"]["state"], "asked")
        self._refuse("ask_more", "asked already", task_id=task.id, amount=5)
        order = task.order_id
        order._answer_more(order._due_charge("goods"), "declined")

        self.assertEqual(task._job_summary()["goods"]["ask"]["state"], "declined")
        self._refuse("ask_more", "how much more", task_id=task.id, amount=0)

    def test_receipts_of_others_are_hidden(self):
        """R0.3: A courier sees the receipts of their own errands alone."""
        task = self._grabbed()
        answer = self._call("bought", task_id=task.id, amount=5, photo=photo_text())
        url = answer["job"]["goods"]["purchases"][0]["photo"]
        other_user = self._create_portal_user("errand_courier_2", "Otto Other")
        self._create_worker(other_user.partner_id)

        self.authenticate("errand_courier_2", "errand_courier_2")
        with mute_logger("odoo.http"):
            status = self.url_open(url).status_code

        self.assertNotEqual(status, 200)
