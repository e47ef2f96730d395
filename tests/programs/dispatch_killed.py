"""Runs in an Odoo shell: a process dies in each step of dispatch; the next goes on.

For each kind of step a child process does the step and is killed before it commits.
Prints one line, RESULT and JSON: by kind, what the database held after the death and
after two more sweeps.
"""

import json
import os
import signal
import sys
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields, sql_db

from odoo.addons.errand_base.engine.geo import Point

sys.path.insert(0, os.environ["ERRAND_PROGRAMS"])
from dispatch_stage import Stage  # noqa: E402  the shell has no path to it

env = globals()["env"]
registry = env.registry
stage = Stage(env)
clerks = stage.create_workers(2, is_clerk=True, is_courier=False)
couriers = stage.create_workers(2, service_class="professional", range_km=10)
couriers.write({"on_duty_since": fields.Datetime.now()})
for courier in couriers:
    here = Point(stage.branch.latitude, stage.branch.longitude)
    env["errand.position"]._report(courier, here, 10.0, fields.Datetime.now())
other = stage.create_branch("Race (other)")
stage.create_workers(1, branch=other, is_clerk=True, is_courier=False)
COURIER_KINDS = ("pool", "push", "give_up", "tell_customer", "manual")
DESK_KINDS = ("random", "named", "branch", "tell_manager")
HELD_KINDS = ("remind", "take_back")
INHERITED = []


def prepare(kind):
    """Return the task whose next step is of this kind, due now, committed."""
    at_desk = kind not in COURIER_KINDS
    category = stage.desk if at_desk else stage.answer
    step = {"kind": kind, "minutes": 30}
    if kind == "named":
        step |= {"person": "worker", "worker_id": clerks[0].id}
    flow = "unhandled" if kind in HELD_KINDS else "new"
    stage.create_policy("desk" if at_desk else "courier", category, [(flow, step)])
    task = stage.open_tasks(category)
    task.order_id.branch_reason = "nearest"
    if kind in HELD_KINDS:
        task._assign_each({task.id: clerks[0].id}, env["errand.order"]._staff_actor())
        task._dispatch_run().next_at = fields.Datetime.now()
    env.cr.commit()
    return task


def die_in(kind):
    """Do the step in a child process that is killed before its commit."""
    env.cr.commit()
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        return os.WTERMSIG(status) == signal.SIGKILL
    # The parent's connections are left alone, and not closed either.
    INHERITED.extend(sql_db._Pool._connections)
    sql_db._Pool._connections.clear()
    runs = registry["errand.dispatch.run"]
    act = getattr(runs, f"_act_{kind}")

    def act_and_die(self):
        act(self)
        self.env.flush_all()
        os.kill(os.getpid(), signal.SIGKILL)

    with patch.object(runs, f"_act_{kind}", act_and_die), registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["errand.dispatch.run"]._sweep()
    os._exit(0)


def holds(task):
    """Return what the database holds about a task now."""
    with registry.cursor() as cr:
        seen = api.Environment(cr, SUPERUSER_ID, {})["errand.task"].browse(task.id)
        kinds = [
            "courier_offer",
            "customer_still_searching",
            "staff_task_late",
            "staff_task_waiting",
            "worker_reminded",
        ]
        told = seen.env["errand.notice"].search(
            [("order_id", "=", seen.order_id.id), ("kind_id.code", "in", kinds)]
        )
        return {
            "state": seen.state,
            "decisions": sorted(seen.decision_ids.mapped("kind")),
            "claims": len(seen.assignment_ids),
            "offers": len(seen.offer_ids),
            "branch": seen.branch_id == stage.branch,
            "told": sorted(set(told.kind_id.mapped("code"))),
            "keys_twice": len(told) - len(set(told.mapped("key"))),
        }


def sweep():
    """Sweep once more, as the next job or the next minute does."""
    with registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["errand.dispatch.run"]._sweep()


result = {}
for kind in (*COURIER_KINDS, *DESK_KINDS, *HELD_KINDS):
    task = prepare(kind)
    before = holds(task)
    died = die_in(kind)
    dead = holds(task)
    sweep()
    result[kind] = {"died": died, "nothing_half": dead == before, **holds(task)}
print("RESULT", json.dumps(result))
