# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import base64
import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.errand_base.tests.common import BINJIANG, WULIN_SQUARE

from .common import ErrandDispatchCommon

KEY = "0c0ffee0-made-up-key"
GARBAGE = (None, True, -1, 0, 2**40, 1.5, "1", "' OR 1=1", [], {}, [1])
#: Every route of the courier with parameters in good shape.
ROUTES = {
    "state": {},
    "duty": {"on": True},
    "range": {"range_km": 3},
    "position": {"latitude": 30.25, "longitude": 120.15},
    "positions": {"positions": []},
    "pool": {},
    "grab": {"task_id": 1, "key": KEY},
    "job": {"task_id": 1},
    "step": {"task_id": 1, "step": "at_pickup", "key": KEY},
    "deliver": {"task_id": 1, "key": KEY, "code": "000000"},
    "problem": {"task_id": 1},
    "problem/report": {"task_id": 1, "what": "wait", "key": KEY},
}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


class CourierRoutesCommon(ErrandDispatchCommon, HttpCase):
    """A courier's phone that asks the server."""

    def setUp(self):
        super().setUp()
        self.authenticate("errand_courier", "errand_courier")

    def _ask(self, route, **params):
        self.env.flush_all()
        answer = self.make_jsonrpc_request(f"/courier/{route}", params)
        self.env.invalidate_all()
        return answer

    def _refusal(self, route, **params):
        """Return what the server says instead of an answer."""
        return self._refused(route, **params)["message"]

    def _refused(self, route, **params):
        """Return the error that the server answers with."""
        self.env.flush_all()
        request = {"jsonrpc": "2.0", "method": "call", "params": params}
        with mute_logger("odoo.http"):
            # By hand: what Python calls JSON has NaN, which no honest client sends.
            answer = self.url_open(
                f"/courier/{route}",
                data=json.dumps(request),
                headers={"Content-Type": "application/json"},
            ).json()
        self.env.invalidate_all()
        self.assertNotIn("result", answer)
        return answer["error"]["data"]

    def _hold(self, **values):
        """Return a task that the courier has grabbed."""
        task = self._create_open_task(**values)
        task._assign(self.courier, self.courier._actor(), "grab-made-up")
        return task


@tagged("post_install", "-at_install")
class TestCourierAppRoutes(CourierRoutesCommon):
    """What the phone may ask, what it is told, and what others are not told."""

    # === WHO === #

    def test_stranger_is_asked_to_sign_in(self):
        """R0.7: No route answers who is not signed in."""
        self.authenticate(None, None)
        for route, params in ROUTES.items():
            self.assertIn("Session expired", self._refusal(route, **params), route)

    def test_customer_is_no_courier(self):
        """R0.7, R0.14: A customer is told that it is no courier's account."""
        self.authenticate("errand_customer", "errand_customer")
        state = self._ask("state")

        self.assertIsNone(state["worker"])
        self.assertEqual(state["user"]["name"], "Tessa Tester")
        self.assertNotIn("jobs", state)
        for route in ROUTES.keys() - {"state"}:
            self.assertIn(
                "not a courier's", self._refusal(route, **ROUTES[route]), route
            )

    def test_pending_courier_goes_on_no_duty_and_grabs_nothing(self):
        """R0.7: Only verified couriers work, and each is told why not."""
        task = self._create_open_task()
        for verification, words in (
            ("pending", "is being checked"),
            ("rejected", "was not accepted"),
        ):
            self.courier.verification = verification
            self.assertEqual(self._ask("state")["worker"]["verification"], verification)
            self.assertIn(words, self._refusal("duty", on=True))
            answer = self._ask("grab", task_id=task.id, key=f"{KEY}-{verification}")
            self.assertEqual(answer["result"], "refused")
            self.assertIn(words, answer["message"])
        self.assertEqual(task.state, "open")

    def test_other_courier_s_job_is_closed(self):
        """R0.9, R0.10, R0.11: Nobody reads or moves what another holds."""
        task = self._hold()
        self._create_worker(
            self._create_portal_user("errand_courier_2", "Cora Carrier").partner_id
        )
        self.authenticate("errand_courier_2", "errand_courier_2")

        for route in ("job", "step", "deliver"):
            params = {**ROUTES[route], "task_id": task.id}
            self.assertIn("not yours", self._refusal(route, **params), route)
        self.assertEqual(task.state, "assigned")
        self.assertFalse(task.at_pickup_at)
        self.assertFalse(task.code_tries)

    def test_unknown_job_is_not_yours(self):
        """R0.9: A job that is not there tells no more than another's."""
        self.assertIn("not yours", self._refusal("job", task_id=2**30))

    # === SHAPES === #

    def test_garbage_is_refused(self):
        """R0.7, R0.9, R0.11: Damaged requests are refused, and nothing moves."""
        task = self._hold()
        for route in ("grab", "job", "step", "deliver"):
            for value in GARBAGE:
                words = self._refusal(route, **{**ROUTES[route], "task_id": value})
                self.assertIn("damaged", words, f"{route} {value!r}")
        for route in ("grab", "step", "deliver"):
            params = {**ROUTES[route], "task_id": task.id}
            for key in (None, "", "short", "x" * 65, "with space", 12345678, []):
                words = self._refusal(route, **{**params, "key": key})
                self.assertIn("damaged", words, f"{route} {key!r}")
        for step in (None, "", "done", "deliver", 1, ["at_pickup"], {}):
            words = self._refusal("step", task_id=task.id, key=KEY, step=step)
            self.assertIn("damaged", words, repr(step))
        self.assertEqual(task.state, "assigned")
        self.assertFalse(task.at_pickup_at)

    def test_position_out_of_this_world_is_refused(self):
        """R0.5: Only points on earth are kept."""
        before = self.courier._position()._point()
        nonsense = (None, "30.25", True, [], 91, -91, 1e308, float("nan"))
        for value in nonsense:
            words = self._refusal("position", latitude=value, longitude=120)
            self.assertIn("damaged", words, repr(value))
        for value in (None, "x", 181, -181):
            words = self._refusal("position", latitude=30, longitude=value)
            self.assertIn("damaged", words, repr(value))
        for value in ("near", True, float("nan"), float("inf"), 10**400):
            words = self._refusal(
                "position", latitude=30, longitude=120, accuracy=value
            )
            self.assertIn("damaged", words, repr(value)[:20])

        self.assertEqual(self.courier._position()._point(), before)

    def test_nonsense_time_of_a_tap_is_now(self):
        """R0.9: A phone's clock cannot move a stage into the future or the past."""
        for number, at in enumerate(
            ("never", 5, "2099-01-01T00:00:00Z", "1999-01-01T00:00:00Z", [], {})
        ):
            task = self._hold()
            self._ask(
                "step", task_id=task.id, step="at_pickup", key=f"{KEY}-{number}", at=at
            )
            self.assertAlmostEqual(
                task.at_pickup_at, fields.Datetime.now(), delta=timedelta(seconds=30)
            )
            task.action_fail()

    # === STATE === #

    def test_state_says_who_and_what(self):
        """R0.5, R0.9, R0.12: Name, duty, range, jobs and today's earnings."""
        task = self._hold()

        state = self._ask("state")

        self.assertEqual(state["worker"]["name"], "Carl Carrier")
        self.assertTrue(state["on_duty_since"])
        self.assertEqual([job["id"] for job in state["jobs"]], task.ids)
        self.assertEqual(
            state["jobs"][0]["steps"],
            ["at_pickup", "picked_up", "at_dropoff", "deliver"],
        )
        self.assertEqual(state["earnings"], {"total": 0, "count": 0, "lines": []})

    def test_duty_twice_is_once(self):
        """R0.5: A repeated tap on the switch changes nothing."""
        first = self._ask("duty", on=True)["on_duty_since"]

        self.assertEqual(self._ask("duty", on=True)["on_duty_since"], first)
        self.assertIsNone(self._ask("duty", on=False)["on_duty_since"])
        self.assertIsNone(self._ask("duty", on=False)["on_duty_since"])

    def test_range_is_kept_within_bounds(self):
        """R0.5: Each courier sets their own range."""
        self.assertEqual(self._ask("range", range_km=7.5)["worker"]["range_km"], 7.5)
        for value in (0, 0.4, 51, -3, 1e8):
            self.assertIn("between", self._refusal("range", range_km=value))
        for value in (None, "7", True, [], float("nan"), float("inf")):
            self.assertIn("damaged", self._refusal("range", range_km=value))
        self.assertEqual(self.courier.range_km, 7.5)

    def test_position_is_kept_on_duty_and_while_a_job_is_held(self):
        """R0.5: A position is kept only while it matters."""
        point = dict(zip(("latitude", "longitude"), WULIN_SQUARE, strict=True))

        self.assertEqual(self._ask("position", **point), {"kept": True})
        self.assertAlmostEqual(self.courier._position().latitude, WULIN_SQUARE[0])
        self._ask("duty", on=False)
        self.assertEqual(self._ask("position", **point), {"kept": False})
        self._hold()
        self.assertEqual(self._ask("position", **point), {"kept": True})

    # === POOL AND GRAB === #

    def test_pool_shows_cards_without_persons(self):
        """R0.7, R0.10: Before the grab: pay and ways, no names, phones or addresses."""
        task = self._create_open_task(description="Call 13800005678 at the blue gate")

        pool = self._ask("pool")

        self.assertTrue(pool["on_duty"] and pool["is_located"])
        card = next(card for card in pool["cards"] if card["id"] == task.id)
        self.assertEqual(card["pay"], task.worker_pay)
        text = str(pool)
        for secret in ("13800005678", "Rita", "Sam", "Wulin Square", "Tessa"):
            self.assertNotIn(secret, text)

    def test_pool_is_empty_off_duty_and_without_a_position(self):
        """R0.5, R0.7: Who is off duty, or nobody knows where, sees nothing."""
        self._create_open_task()
        self.courier._go_off_duty()
        self.assertEqual(
            self._ask("pool"), {"on_duty": False, "is_located": True, "cards": []}
        )
        self._put_on_duty(self.courier, minutes_ago=0)
        self.courier.position_ids.sudo().unlink()
        self.assertEqual(
            self._ask("pool"), {"on_duty": True, "is_located": False, "cards": []}
        )

    def test_grab_over_http_has_one_winner(self):
        """R0.8: The first wins; a repeat has the same answer; the next one lost."""
        task = self._create_open_task()
        cora = self._create_portal_user("errand_courier_2", "Cora Carrier")
        self._put_on_duty(self._create_worker(cora.partner_id))

        first = self._ask("grab", task_id=task.id, key=KEY)
        again = self._ask("grab", task_id=task.id, key=KEY)
        self.authenticate("errand_courier_2", "errand_courier_2")
        second = self._ask("grab", task_id=task.id, key=KEY)

        self.assertEqual(first["result"], "won")
        self.assertEqual(again, first)
        self.assertEqual(second["result"], "lost")
        self.assertIn("Another courier", second["message"])
        self.assertEqual(task.worker_id, self.courier)
        self.assertEqual(len(task.assignment_ids), 1)

    def test_grab_out_of_range_is_refused(self):
        """R0.7: A card that was left open on the screen is checked again."""
        task = self._create_open_task()
        self._put_on_duty(self.courier, BINJIANG)

        answer = self._ask("grab", task_id=task.id, key=KEY)

        self.assertEqual(answer["result"], "refused")
        self.assertIn("out of your range", answer["message"])

    def test_grab_of_nothing_is_lost(self):
        """R0.8: An errand that is gone is told as lost."""
        self.assertEqual(self._ask("grab", task_id=2**30, key=KEY)["result"], "lost")

    # === JOB === #

    def test_job_shows_addresses_to_its_holder_until_the_end(self):
        """R0.9, R0.10: Exact contacts between grab and end, phones masked."""
        task = self._hold()
        job = self._ask("job", task_id=task.id)

        self.assertEqual(job["dropoff"]["address"], "2 Wulin Square")
        self.assertIn("****", job["dropoff"]["phone"])
        self.assertNotIn("13800005678", str(job))
        self._finish(task)
        ended = self._ask("job", task_id=task.id)
        self.assertEqual(ended["state"], "done")
        self.assertEqual(ended["steps"], [])
        self.assertFalse({"pickup", "dropoff", "description", "files"} & ended.keys())

    def _finish(self, task):
        actor = self.courier._actor()
        task._pick_up(actor, "made-up-pick-up")
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "made-up-deliver")

    def test_steps_lead_to_the_door(self):
        """R0.9: Each stage has its time; what is ahead gets shorter."""
        task = self._hold()
        ahead = ["at_pickup", "picked_up", "at_dropoff", "deliver"]
        for number, step in enumerate(("at_pickup", "picked_up", "at_dropoff")):
            answer = self._ask(
                "step", task_id=task.id, step=step, key=f"{KEY}-{number}"
            )
            self.assertEqual(answer["result"], "ok")
            self.assertEqual(answer["job"]["steps"], ahead[number + 1 :])
            self.assertTrue(answer["job"]["stages"][step])

    def test_step_that_is_sent_twice_is_one(self):
        """R0.9: A tap from a phone that heard no answer is answered again."""
        task = self._hold()
        params = {"task_id": task.id, "step": "picked_up", "key": KEY}

        first = self._ask("step", **params)

        self.assertEqual(self._ask("step", **params), first)
        self.assertIn(
            "already used", self._refusal("step", **{**params, "step": "at_dropoff"})
        )

    def test_tap_keeps_its_time(self):
        """R0.9: A tap that was sent later counts from when it was tapped."""
        task = self._hold()
        task.assigned_at = fields.Datetime.now() - timedelta(hours=1)
        tapped = fields.Datetime.now() - timedelta(minutes=30)

        self._ask(
            "step",
            task_id=task.id,
            step="at_pickup",
            key=KEY,
            at=f"{tapped.isoformat()}.250Z",
        )

        self.assertEqual(task.at_pickup_at, tapped)

    def test_code_ends_the_errand(self):
        """R0.11, R0.12: A wrong code is counted, the right one pays."""
        task = self._hold()
        task._pick_up(self.courier._actor(), "made-up-pick-up")
        code = task._delivery_code()
        wrong = "000000" if code != "000000" else "111111"

        answer = self._ask("deliver", task_id=task.id, key=f"{KEY}-1", code=wrong)
        self.assertEqual((answer["result"], answer["tries_left"]), ("wrong_code", 4))
        again = self._ask("deliver", task_id=task.id, key=f"{KEY}-1", code=wrong)
        self.assertEqual(again["tries_left"], 4)
        answer = self._ask("deliver", task_id=task.id, key=f"{KEY}-2", code=code)

        self.assertEqual(answer["result"], "ok")
        self.assertEqual(answer["job"]["state"], "done")
        earnings = self._ask("state")["earnings"]
        self.assertEqual(earnings["count"], 1)
        self.assertAlmostEqual(earnings["total"], task.worker_pay)

    def test_code_dies_after_five_wrong_ones(self):
        """R0.11: Guessing ends; even the right code is of no use then."""
        task = self._hold()
        task._pick_up(self.courier._actor(), "made-up-pick-up")
        code = task._delivery_code()
        guesses = [guess for guess in ("1", "", None, [], {"a": 1}) if guess != code]
        for number, guess in enumerate(guesses):
            answer = self._ask(
                "deliver", task_id=task.id, key=f"{KEY}-{number}", code=guess
            )
        self.assertEqual(answer["result"], "code_dead")

        answer = self._ask("deliver", task_id=task.id, key=f"{KEY}-right", code=code)

        self.assertEqual(answer["result"], "code_dead")
        self.assertTrue(answer["job"]["code_dead"])
        self.assertEqual(task.state, "picked_up")

    def test_errand_without_a_trip_needs_no_code(self):
        """R0.3, R0.11: Help is finished by a plain yes."""
        category = self._create_category(name="Help me", pickup="no", dropoff="no")
        task = self._hold(
            category_id=category.id, pickup_contact_id=False, dropoff_contact_id=False
        )
        job = self._ask("job", task_id=task.id)
        self.assertEqual(job["steps"], ["deliver"])
        self.assertFalse(job["needs_code"])

        answer = self._ask("deliver", task_id=task.id, key=KEY)

        self.assertEqual(answer["result"], "ok")

    # === FILES === #

    def _create_file(self, task):
        return self.env["ir.attachment"].create(
            {
                "name": "made-up.png",
                "raw": PNG,
                "res_model": "errand.order",
                "res_id": task.order_id.id,
            }
        )

    def _file_status(self, task_id, file_id):
        self.env.flush_all()
        with mute_logger("odoo.http"):
            url = f"/courier/file/{task_id}/{file_id}"
            return self.url_open(url, allow_redirects=False).status_code

    def test_file_is_for_its_courier_until_the_end(self):
        """R0.10: Pictures of an order are closed to others, and after the end."""
        task, other = self._hold(), self._hold()
        picture = self._create_file(task)

        self.assertEqual(self._file_status(task.id, picture.id), 200)
        self.assertEqual(self._file_status(other.id, picture.id), 404)
        self.assertEqual(self._file_status(task.id, 2**30), 404)
        self.authenticate("errand_customer", "errand_customer")
        self.assertNotEqual(self._file_status(task.id, picture.id), 200)
        self.authenticate(None, None)
        self.assertEqual(self._file_status(task.id, picture.id), 303)
        self.authenticate("errand_courier", "errand_courier")
        self._finish(task)
        self.assertEqual(self._file_status(task.id, picture.id), 404)

    # === NEWS === #

    def test_courier_hears_that_a_job_was_taken_away(self):
        """R0.9: Who must not go on with a job is told on their own channel."""
        task = self._hold()
        heard = []
        partner = self.registry["res.partner"]

        def listen(records, kind, message=None, /, **_kwargs):
            heard.extend((record.id, kind, message) for record in records)

        self.patch(partner, "_bus_send", listen)
        task._unassign(self.staff_actor, None, "made-up reason")

        self.assertIn(
            (
                self.courier.partner_id.id,
                "errand/job",
                {"id": task.id, "state": "open"},
            ),
            heard,
        )
