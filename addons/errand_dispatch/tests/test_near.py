# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta
from math import nextafter, pi
from random import Random

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.errand_base.const import ACTIVE_TASK_STATES, GIVEN_UP
from odoo.addons.errand_base.engine.geo import Point, distance_km
from odoo.addons.errand_base.tests.common import WEST_LAKE
from odoo.addons.errand_base.tests.test_geo import CENTRES, travel
from odoo.addons.errand_base.tools.near import distance_sql

from .common import ErrandDispatchCommon

#: A few cm before the bound, on it, and behind it.
EDGES = (-0.00005, 0.0, 0.00005)


@tagged("post_install", "-at_install")
class TestNear(ErrandDispatchCommon):
    """Whom a task reaches and what a courier is shown, against a plain loop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.courier._go_off_duty()
        cls.company.errand_active_limit = 2

    # === HELPERS === #

    @classmethod
    def _create_workers(cls, values_list):
        """Return couriers on duty, with a position each."""
        partners = cls.env["res.partner"].create(
            [{"name": f"Near {number}"} for number in range(len(values_list))]
        )
        workers = cls.env["errand.worker"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "verification": "approved",
                    "on_duty_since": fields.Datetime.now(),
                    **{name: value for name, value in values.items() if name != "at"},
                }
                for partner, values in zip(partners, values_list, strict=True)
            ]
        )
        for worker, values in zip(workers, values_list, strict=True):
            cls.env["errand.position"]._report(
                worker, values["at"], 10.0, fields.Datetime.now()
            )
        return workers

    @classmethod
    def _create_tasks(cls, starts, dice, **values):
        """Return open tasks that begin at these points, with ranges of chance."""
        contact = cls._create_contact(WEST_LAKE)
        tasks = cls.env["errand.task"]
        for start in starts:
            task = cls._create_open_task(
                pickup_contact_id=contact.id,
                dropoff_contact_id=contact.id,
                range_km=dice.uniform(0.3, 30),
                **values,
            )
            task.write(
                {"start_latitude": start.latitude, "start_longitude": start.longitude}
            )
            tasks |= task
        tasks.flush_recordset()
        return tasks

    def _told(self, tasks, **asked):
        """Return (task, worker, km) of all who are told, as the tasks say."""
        self.env.invalidate_all()
        return {
            (task_id, near.worker_id, near.km)
            for task_id, couriers in tasks._couriers_near(**asked).items()
            for near in couriers
        }

    def _shown(self, workers):
        """Return (task, worker, km) of all that is shown, as the couriers say."""
        self.env.invalidate_all()
        return {
            (task.id, worker.id, km)
            for worker in workers
            for task, km in worker._pool(limit=1000)
        }

    def _by_hand(self, tasks, workers):
        """Return (task, worker, km) of all in range, one by one."""
        found = set()
        for worker in workers:
            point = worker.sudo().position_ids._point()
            for task in tasks:
                km = task._km_from(point)
                if km is None or km <= min(worker.range_km, task.range_km):
                    found.add((task.id, worker.id, km))
        return found

    # === PLACES === #

    def test_distance_of_the_database_is_that_of_the_engine(self):
        """R0.6: to the last digit, so that both judge a bound alike."""
        dice = Random(6)
        pairs = [
            (here, travel(here, dice.uniform(0, 2 * pi), dice.uniform(0, 40)))
            for here in CENTRES * 40
        ]
        pairs += [
            tuple(
                Point(dice.uniform(-90, 90), dice.uniform(-180, 180)) for _end in (1, 2)
            )
            for _pair in range(500)
        ]
        names = ("a.latitude", "a.longitude", "a.other_latitude", "a.other_longitude")
        rows = SQL(", ").join(
            SQL(
                "(%s, %s::float8, %s::float8, %s::float8, %s::float8)",
                *(number, a.latitude, a.longitude, b.latitude, b.longitude),
            )
            for number, (a, b) in enumerate(pairs)
        )

        measured = self.env.execute_query(
            SQL(
                "SELECT %s FROM (VALUES %s)"
                " a (id, latitude, longitude, other_latitude, other_longitude)"
                " ORDER BY id",
                distance_sql(*map(SQL, names)),
                rows,
            )
        )

        self.assertEqual([km for (km,) in measured], [distance_km(*p) for p in pairs])

    def test_nobody_in_range_is_missed_wherever_on_earth(self):
        """R0.6, R0.7: brute force, at poles, the date line and the ranges' bounds."""
        dice = Random(67)
        tasks = self._create_tasks(
            [
                travel(here, dice.uniform(0, 2 * pi), dice.uniform(0, 8))
                for here in CENTRES
            ],
            dice,
        )
        places = []
        for task in tasks:
            start = task._start()
            for edge in (*EDGES, None, None, None):
                range_km = dice.choice((task.range_km, dice.uniform(0.3, 30)))
                reach = min(task.range_km, round(range_km, 2))
                away = dice.uniform(0, 40) if edge is None else reach + edge
                place = travel(start, dice.uniform(0, 2 * pi), away)
                places.append({"at": place, "range_km": range_km})
        workers = self._create_workers(places)
        self.env.invalidate_all()

        by_hand = self._by_hand(tasks, workers)

        self.assertEqual(self._told(tasks), by_hand)
        self.assertEqual(self._shown(workers), by_hand)
        self.assertGreater(len(by_hand), len(tasks))
        self.assertLess(len(by_hand), len(tasks) * len(workers) / 2)

    def test_who_stands_exactly_on_the_bound_is_told(self):
        """R0.6, R0.7: the range's last millimetre belongs to it."""
        dice = Random(7)
        tasks = self._create_tasks([Point(30.25, 120.15), Point(-17.8, 179.999)], dice)
        places = [
            {"at": travel(task._start(), dice.uniform(0, 2 * pi), task.range_km - 0.1)}
            for task in tasks
            for _place in range(10)
        ]
        workers = self._create_workers(places)
        self.env.invalidate_all()
        for number, worker in enumerate(workers):
            km = min(task._km_from(worker._position()._point()) for task in tasks)
            exact = km if number % 2 else nextafter(km, 0)
            self.env.cr.execute(
                SQL(
                    "UPDATE errand_worker SET range_km = %s WHERE id = %s",
                    exact,
                    worker.id,
                )
            )
        self.env.invalidate_all()

        told = self._told(tasks)

        self.assertEqual(
            {worker for _task, worker, _km in told}, set(workers[1::2].ids)
        )
        self.assertEqual(self._shown(workers), told)

    # === RULES === #

    def _may_have(self, task, worker, with_busy):
        """Tell by plain rules whether a courier may be told of a task, in range."""
        order = task.order_id
        claims = task.assignment_ids.filtered(lambda claim: claim.worker_id == worker)
        now = fields.Datetime.now()
        held = worker.task_ids.filtered(lambda held: held.state in ACTIVE_TASK_STATES)
        at = worker.sudo().position_ids.at
        is_professional = worker.service_class == "professional"
        return (
            worker.active
            and worker.is_courier
            and worker.verification == "approved"
            and bool(worker.on_duty_since)
            and not (worker.suspended_until and worker.suspended_until > now)
            and worker.company_id == task.company_id
            and worker.partner_id != order.partner_id
            and (task.service_class == "ordinary" or is_professional)
            and worker._accepts(task.category_id)
            and not any(claim.outcome in GIVEN_UP for claim in claims)
            and at >= now - timedelta(minutes=self.company.errand_position_minutes)
            and (order.payment_way != "cash" or worker._may_take_cash(order._total()))
            and (with_busy or len(held) < 2)
        )

    def _create_company_of_chance(self, dice):
        """Return couriers around the lake, each with troubles of chance."""
        other = self._create_category(name="Other")
        gone = self._create_category(name="Gone")
        accepted = [self.category, other, gone, self.category | other, other | gone]
        second = self._create_cny_company("Errands of Suzhou")
        places = []
        for _number in range(60):
            values = {
                "at": travel(Point(*WEST_LAKE), dice.uniform(0, 2 * pi), 1),
                "service_class": dice.choice(["ordinary", "professional"]),
                "range_km": 5,
            }
            trouble = dice.choice(
                [
                    {},
                    {},
                    {"verification": dice.choice(["pending", "rejected"])},
                    {"on_duty_since": False},
                    {"active": False},
                    {"is_courier": False},
                    {"company_id": second.id},
                    {"suspended_until": self._later(hours=dice.choice([-1, 1]))},
                    {"category_ids": [Command.set(dice.choice(accepted).ids)]},
                    {"category_ids": [Command.set(dice.choice(accepted).ids)]},
                ]
            )
            places.append({**values, **trouble})
        workers = self._create_workers(places)
        gone.active = False
        for worker in dice.sample(workers.ids, 6):
            position = self.env["errand.position"].search([("worker_id", "=", worker)])
            position.at = self._later(minutes=-30)
        return workers

    def _create_tasks_of_chance(self, workers, dice):
        """Return open tasks beside the lake, of each kind, some given up before."""
        lake = [Point(*WEST_LAKE)]
        answer = self._create_category(name="Answer", pickup="no", dropoff="no")
        tasks = self._create_tasks(lake * 3, dice)
        tasks[0].service_class = "professional"
        tasks |= self._create_tasks(lake, dice, partner_id=workers[0].partner_id.id)
        tasks |= self._create_open_task(
            category_id=answer.id, pickup_contact_id=False, dropoff_contact_id=False
        )
        for fee in (8, 30):
            order = self._create_order(placed=True, fee=fee, payment_way="cash")
            tasks |= order.task_ids
        claims = [
            {
                "task_id": task.id,
                "worker_id": worker,
                "assigned_at": fields.Datetime.now(),
                "ended_at": fields.Datetime.now(),
                "outcome": outcome,
            }
            for task in tasks[:3]
            for worker in dice.sample(workers.ids, 12)
            for outcome in [dice.choice([*GIVEN_UP, "open"])]
        ]
        self.env["errand.assignment"].create(claims)
        return tasks

    def test_rules_are_the_same_in_both_directions(self):
        """R0.6, R0.7, R1.5: brute force over couriers and tasks with all troubles."""
        dice = Random(15)
        workers = self._create_company_of_chance(dice)
        tasks = self._create_tasks_of_chance(workers, dice)
        self.company.errand_cash_limit = 20
        fit = workers.filtered(
            lambda one: one.active and one.company_id == self.company
        )
        for worker in dice.sample(fit.ids, 8):
            held = self._create_tasks([Point(*WEST_LAKE)] * dice.choice([1, 2]), dice)
            held._assign(workers.browse(worker), self.staff_actor, None)
        for with_busy in (True, False):
            by_hand = {
                (task.id, worker.id, km)
                for task_id, worker_id, km in self._by_hand(tasks, workers)
                for task in tasks.browse(task_id)
                for worker in workers.browse(worker_id)
                if self._may_have(task, worker, with_busy)
            }
            self.assertEqual(self._told(tasks, with_busy=with_busy), by_hand)
            self.assertGreater(len(by_hand), 50)
            if with_busy:
                self.assertEqual(self._shown(workers), by_hand)

    def test_professionals_alone_can_be_asked_for(self):
        """R0.7: Push goes to professional couriers, of ordinary orders too."""
        here = {"at": Point(*WEST_LAKE)}
        professional, ordinary = self._create_workers(
            [{**here, "service_class": "professional"}, here]
        )
        task = self._create_open_task()

        everybody = task._couriers_near()[task.id]
        professionals = task._couriers_near("professional")[task.id]

        self.assertEqual(
            {near.worker_id for near in everybody}, {professional.id, ordinary.id}
        )
        self.assertEqual([near.worker_id for near in professionals], professional.ids)

    def test_work_of_a_desk_reaches_no_courier(self):
        """R2.3: What is handled in a branch is for its own people."""
        self._create_workers([{"at": Point(*WEST_LAKE)}])
        task = self._create_open_task()
        task.kind = "handle"

        self.assertEqual(task._couriers_near(), {task.id: []})

    def test_dispatcher_asks_with_own_rights(self):
        """R0.7: Who dispatches sees who is near."""
        [worker] = self._create_workers([{"at": Point(*WEST_LAKE)}])
        task = self._create_order(placed=True, payment_way="cash").task_ids

        near = task.with_user(self.dispatcher)._couriers_near()

        self.assertEqual([one.worker_id for one in near[task.id]], worker.ids)

    # === SPEED === #

    def _count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_tasks(self):
        """R0.7: Many tasks are asked for, and told of, as fast as one."""
        dice = Random(3)
        self._create_workers([{"at": Point(*WEST_LAKE)}] * 8)
        tasks = self._create_tasks([Point(*WEST_LAKE)] * 6, dice)
        order = self._create_order(placed=True, payment_way="cash")
        tasks |= order.task_ids
        few = tasks[-2:]
        self._count_queries(few._couriers_near)

        asked = [self._count_queries(some._couriers_near) for some in (few, tasks)]
        told = [self._count_queries(some._notify_pool) for some in (few, tasks)]

        self.assertEqual(asked[0], asked[1])
        self.assertEqual(told[0], told[1])

    def test_queries_do_not_grow_with_couriers(self):
        """R0.7: Nor do they with people in range, cash or not."""
        task = self._create_order(placed=True, payment_way="cash").task_ids
        self._create_workers([{"at": Point(*WEST_LAKE)}] * 2)
        self._count_queries(task._notify_pool)
        few = self._count_queries(task._notify_pool)
        self._create_workers([{"at": Point(*WEST_LAKE)}] * 10)

        self.assertEqual(self._count_queries(task._notify_pool), few)

    def test_courier_hears_once_of_many_tasks(self):
        """R0.7: A courier has one message, whatever came at once."""
        [worker] = self._create_workers([{"at": Point(*WEST_LAKE)}])
        tasks = self._create_tasks([Point(*WEST_LAKE)] * 3, Random(5))
        self.env.cr.precommit.data.pop("bus.bus.values", None)
        sent = []
        partners = self.env.registry["res.partner"]
        self.patch(
            partners, "_bus_send", lambda partner, *news: sent.append((partner, news))
        )

        tasks._notify_pool()

        self.assertEqual(len(sent), 1)
        self.assertEqual(sent[0][0], worker.partner_id)
        self.assertEqual(sent[0][1][0], "errand/pool")
        self.assertEqual(set(sent[0][1][1]["ids"]), set(tasks.ids))
