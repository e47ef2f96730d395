"""Runs in an Odoo shell: sweeps and couriers meet, each in real transactions.

Prints one line, RESULT and JSON: what the database holds afterwards.
"""

import json
import os
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

sys.path.insert(0, os.environ["ERRAND_PROGRAMS"])
from dispatch_stage import Stage  # noqa: E402  the shell has no path to it

THREADS, TASKS, CLERKS, LIMIT, ROUNDS = 6, 40, 3, 8, 8

env = globals()["env"]
stage = Stage(env)
clerks = stage.create_workers(CLERKS, is_clerk=True, is_courier=False)
stage.create_policy(
    "desk",
    stage.desk,
    [("new", {"kind": "random", "minutes": 60})],
    load_limit=LIMIT,
)
tasks = stage.open_tasks(stage.desk, TASKS)
env.cr.commit()


def sweep_all(gate, limit):
    """Sweep as jobs do, until nothing is due any more."""
    gate.wait(30)
    while in_fresh_transaction(
        env, lambda fresh: fresh["errand.dispatch.run"]._sweep(limit), attempts=50
    ):
        pass


gate = threading.Barrier(THREADS)
with ThreadPoolExecutor(THREADS) as pool:
    list(pool.map(lambda _n: sweep_all(gate, 3), range(THREADS)))
env.cr.commit()
env.invalidate_all()
draws = Counter(tasks.decision_ids.task_id.ids)
result = {
    "sweeps": {
        "states": dict(Counter(tasks.mapped("state"))),
        "loads": sorted(clerks._loads().values()),
        "claims": sorted(set(Counter(tasks.assignment_ids.task_id.ids).values())),
        "draws": sorted(set(draws.values())),
        "undecided": len(tasks.filtered(lambda task: not task.decision_ids)),
        "holds": all(decision._holds() for decision in tasks.decision_ids),
    },
    "accept": [],
}

# === An offer is accepted while the search is given up === #

couriers = stage.create_workers(ROUNDS, service_class="professional", range_km=10)
couriers.write({"on_duty_since": env.cr.now()})
stage.create_policy(
    "courier",
    stage.answer,
    [("new", {"kind": "push", "minutes": 60}), ("new", {"kind": "give_up"})],
)
for courier in couriers:
    task = stage.open_tasks(stage.answer)
    run = task._dispatch_run()
    runs = env["errand.dispatch.run"]
    runs._sweep()
    run = task._dispatch_run()
    run._offer_to(courier)
    # The minutes of the offers are over in this moment.
    run.write({"ends_at": env.cr.now(), "next_at": env.cr.now()})
    runs._sweep()
    env.cr.commit()
    gate = threading.Barrier(2)

    def accept(task=task, courier=courier, gate=gate):
        gate.wait(30)
        for _attempt in range(200):
            answer = task._grab(courier, f"race-{task.id}-{courier.id}")
            if answer["result"] != "busy":
                return answer["result"]
        return "busy"

    def give_up(gate=gate):
        sweep_all(gate, 10)
        return "swept"

    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(accept), pool.submit(give_up)]
        told = [one.result() for one in told]
    env.cr.commit()
    env.invalidate_all()
    result["accept"].append(
        {
            "told": told[0],
            "order": task.order_id.state,
            "task": task.state,
            "claims": len(task.assignment_ids.filtered(lambda one: not one.ended_at)),
        }
    )
print("RESULT", json.dumps(result))
