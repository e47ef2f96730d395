# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the courier's phone asks for. Every answer is a whitelisted projection."""

import hashlib
import re
from datetime import datetime, timedelta, timezone

from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES
from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.models.errand_proof import KEPT_AS
from odoo.addons.errand_base.tools.number import is_id
from odoo.addons.errand_base.tools.refusal import damaged

KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
#: A tap may be this old when the phone comes back to a network.
TAP_MAX_AGE = timedelta(hours=12)
#: No figure that a phone sends is this large.
FIGURE_LIMIT = 1e9
#: How many kept positions a phone sends at once.
POSITIONS_AT_ONCE = 200
POSITION_KEYS = {"latitude", "longitude", "accuracy", "at"}
STEPS = ("at_pickup", "picked_up", "at_dropoff")


class CourierController(http.Controller):
    # === WHO === #

    def _worker(self):
        """Return the signed-in courier, as superuser: portal logins have no rights.

        :raise UserError: this login is no courier
        """
        worker = request.env["errand.worker"]._of_user(request.env.user)
        if not worker:
            raise UserError(request.env._("This account is not a courier's."))
        return worker

    def _task(self, worker, task_id):
        """Return a task that this courier holds or held, as superuser.

        :raise UserError: it is another's, or does not exist
        """
        task = worker._own_task(self._whole(task_id))
        if not task:
            raise UserError(request.env._("This errand is not yours any more."))
        return task

    # === SHAPES === #

    def _whole(self, value):
        if not is_id(value):
            raise damaged()
        return value

    def _key(self, key):
        if not isinstance(key, str) or not KEY.fullmatch(key):
            raise damaged()
        return key

    def _number(self, value):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise damaged()
        if not abs(value) < FIGURE_LIMIT:  # also what JSON calls NaN and Infinity
            raise damaged()
        return float(value)

    def _tapped_at(self, at):
        """Return the tap's time as naive UTC, None for now or nonsense."""
        if not at:
            return None
        try:
            moment = datetime.fromisoformat(str(at).replace("Z", "+00:00"))
        except ValueError:
            return None
        if moment.tzinfo:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
        moment = moment.replace(microsecond=0)
        now = fields.Datetime.now()
        return moment if now - TAP_MAX_AGE <= moment <= now else None

    # === STATE === #

    @http.route("/courier/state", type="jsonrpc", auth="user", readonly=True)
    def state(self):
        """Return who the courier is, what they hold, and today's earnings.

        A login that is no courier's gets ``worker`` None: its phone says so.
        """
        user = request.env.user
        worker = request.env["errand.worker"]._of_user(user)
        who = {
            "user": {"id": user.id, "name": user.name},
            "now": worker.env["errand.task"]._iso(fields.Datetime.now()),
        }
        if not worker:
            return {**who, "worker": None}
        position = worker._position()
        return {
            **who,
            "worker": {
                "id": worker.id,
                "name": worker.name,
                "verification": worker.verification,
                "is_courier": worker.is_courier,
                "service_class": worker.service_class,
                "range_km": worker.range_km,
                "rating": round(worker.rating_average, 1),
                "rating_count": worker.rating_count,
                "category_ids": worker.category_ids.ids,
            },
            "on_duty_since": worker.env["errand.task"]._iso(worker.on_duty_since),
            "position": position
            and {
                "latitude": position.latitude,
                "longitude": position.longitude,
                "at": worker.env["errand.task"]._iso(position.at),
            },
            "position_minutes": worker.company_id.errand_position_minutes,
            "currency": self._currency(worker.company_id.currency_id),
            "jobs": [task._job_summary() for task in worker._active_tasks()],
            "offers": worker.env["errand.offer"]._cards_of(worker),
            "earnings": worker._earnings_today(),
            "unread": request.env["errand.notice"]._unread_count(),
        }

    def _currency(self, currency):
        return {
            "symbol": currency.symbol,
            "position": currency.position,
            "digits": currency.decimal_places,
        }

    @http.route("/courier/duty", type="jsonrpc", auth="user")
    def duty(self, on):
        """Go on or off duty. Said twice, it is the same."""
        worker = self._worker()
        if on:
            worker._go_on_duty()
        else:
            worker._go_off_duty()
        return self.state()

    @http.route("/courier/range", type="jsonrpc", auth="user")
    def set_range(self, range_km):
        """Set how far from here an errand may start, in km (0.5 to 50)."""
        worker = self._worker()
        range_km = self._number(range_km)
        if not 0.5 <= range_km <= 50:
            raise UserError(request.env._("Choose a range between 0.5 and 50 km."))
        worker.range_km = range_km
        return self.state()

    @http.route("/courier/position", type="jsonrpc", auth="user")
    def position(self, latitude, longitude, accuracy=None, at=None):
        """Keep where the courier is, in WGS-84 degrees; only while it matters."""
        worker = self._worker()
        measured = self._measured(latitude, longitude, accuracy, at)
        if not worker.on_duty_since and not worker._active_tasks():
            return {"kept": False}
        # Couriers have no rights on positions.
        request.env["errand.position"].sudo()._report(worker, *measured)
        return {"kept": True}

    @http.route("/courier/positions", type="jsonrpc", auth="user")
    def positions(self, positions):
        """Keep where the courier was while the phone had no network.

        One damaged entry and all are refused. Those that are too old, or from a time
        without work, are left out.

        :param positions: list of dicts as ``position`` takes them, each with its time
        :return: dict with ``kept``: how many
        """
        worker = self._worker()
        if not isinstance(positions, list) or len(positions) > POSITIONS_AT_ONCE:
            raise damaged()
        spans = worker._working_spans()
        measured = []
        for entry in positions:
            if not isinstance(entry, dict) or not entry.keys() <= POSITION_KEYS:
                raise damaged()
            point, accuracy, _at = self._measured(
                entry.get("latitude"), entry.get("longitude"), entry.get("accuracy")
            )
            at = self._tapped_at(entry.get("at"))
            if at and any(start <= at <= end for start, end in spans):
                measured.append((point, accuracy, at))
        # Couriers have no rights on positions.
        request.env["errand.position"].sudo()._report_all(worker, measured)
        return {"kept": len(measured)}

    def _measured(self, latitude, longitude, accuracy=None, at=None):
        """Return (``Point``, accuracy in m or None, time), checked."""
        try:
            point = Point(self._number(latitude), self._number(longitude))
        except ValueError as error:
            raise damaged() from error
        return (
            point,
            None if accuracy is None else abs(self._number(accuracy)),
            self._tapped_at(at) or fields.Datetime.now(),
        )

    # === POOL === #

    @http.route("/courier/pool", type="jsonrpc", auth="user", readonly=True)
    def pool(self):
        """Return the open errands in range, nearest first, as cards."""
        worker = self._worker()
        return {
            "on_duty": bool(worker.on_duty_since),
            "is_located": worker._fresh_point() is not None,
            "cards": [task._pool_card(km, worker) for task, km in worker._pool()],
        }

    @http.route("/courier/grab", type="jsonrpc", auth="user")
    def grab(self, task_id, key):
        """Grab an errand: result is won, lost, busy (try again) or refused (R0.8)."""
        worker = self._worker()
        task = worker.env["errand.task"].browse(self._whole(task_id))
        key = self._key(key)
        return task._lost_already(worker) or task._grab(worker, key)

    # === JOB === #

    @http.route("/courier/job", type="jsonrpc", auth="user")
    def job(self, task_id):
        """Return an errand of this courier; exact contacts only while they hold it."""
        worker = self._worker()
        return self._task(worker, task_id)._job_details(worker)

    @http.route("/courier/step", type="jsonrpc", auth="user")
    def step(self, task_id, step, key, at=None):
        """Report a stage: at_pickup, picked_up or at_dropoff (R0.9)."""
        worker = self._worker()
        task = self._task(worker, task_id)
        if step not in STEPS:
            raise damaged()

        def take():
            if step == "picked_up":
                task._pick_up(worker._actor(), key, self._tapped_at(at))
            else:
                task._reach(
                    step.removeprefix("at_"), worker._actor(), key, self._tapped_at(at)
                )
            return {"result": "ok"}

        answer = self._answer_once(worker, "step", key, [task.id, step], take)
        return {**answer, "job": task._job_summary()}

    @http.route("/courier/proof", type="jsonrpc", auth="user")
    def proof(self, task_id, kind, picture, key, at=None):
        """Keep a photo or a signature of an errand that this courier holds (R0.11).

        :param picture: base64 of a JPEG, PNG or WebP
        """
        worker = self._worker()
        task = self._task(worker, task_id)
        proofs = worker.env["errand.proof"]
        sent = str(picture).encode(errors="replace")
        payload = [task.id, kind, hashlib.sha256(sent).hexdigest()]

        if not isinstance(kind, str) or kind not in KEPT_AS:
            raise damaged()

        def keep():
            proofs._add(task, kind, picture, worker._actor(), key, self._tapped_at(at))
            return {"result": "ok"}

        answer = self._answer_once(worker, "proof", key, payload, keep)
        return {**answer, "job": task._job_summary()}

    @http.route("/courier/deliver", type="jsonrpc", auth="user")
    def deliver(self, task_id, key, code=None, at=None, cash=None):
        """End an errand, proved as its category asks (R0.11).

        :param cash: the amount that the courier says they got at the door
        :return: result ok, wrong_code (with tries_left), code_dead, missing_proof
            (with the kinds that are missing, and a message) or cash_changed
        """
        worker = self._worker()
        task = self._task(worker, task_id)

        def prove():
            actor = worker._actor()
            already = task.state == "done"
            if not already and task._asks_for_code(code):
                if not task._try_code(code, actor):
                    return {
                        "result": "code_dead" if task._is_code_dead() else "wrong_code",
                        "tries_left": task._code_tries_left(),
                    }
            missing = [] if already else task._missing_proofs()
            if missing:
                return {
                    "result": "missing_proof",
                    "missing": missing,
                    "message": task._missing_message(missing),
                }
            if cash is not None and not already and not task._say_cash(cash, actor):
                due = task._cash_due()
                return {"result": "cash_changed", "message": task._cash_message(due)}
            task._deliver(actor, key, self._tapped_at(at))
            return {"result": "ok"}

        cash = None if cash is None else self._number(cash)
        said = [code] if cash is None else [code, cash]
        answer = self._answer_once(worker, "deliver", key, [task.id, *said], prove)
        return {**answer, "job": task._job_summary()}

    def _answer_once(self, worker, action, key, payload, function):
        return worker.env["errand.request"]._answer_once(
            worker._actor(), action, self._key(key), payload, function
        )

    @http.route("/courier/file/<int:task_id>/<int:file_id>", type="http", auth="user")
    def file(self, task_id, file_id):
        """Show a file of the order to the courier who holds it."""
        worker = self._worker()
        task = self._task(worker, task_id)
        attachment = task.order_id.attachment_ids.filtered(
            lambda attachment: attachment.id == file_id
        )
        if not attachment or task.state not in ACTIVE_TASK_STATES:
            raise NotFound()
        return request.env["ir.binary"]._get_stream_from(attachment).get_response()
