"""Runs in an Odoo shell: dispatchers give one task to different couriers at once.

Prints one line, RESULT and JSON: what each was told, and what the database holds.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import api, fields

ROUNDS, AT_ONCE = 6, 4

env = globals()["env"]
company = env.ref("errand_base.demo_company")
company.errand_active_limit = 100
dispatcher = env.ref("errand_base.demo_user_dispatcher")
customer = env.ref("errand_base.demo_user_customer").partner_id
category = env.ref("errand_base.category_answer")
branch = env.ref("errand_base.demo_branch_wulin")
workers = env["errand.worker"].create(
    [
        {
            "partner_id": partner.id,
            "company_id": company.id,
            "verification": "approved",
            "on_duty_since": fields.Datetime.now(),
        }
        for partner in env["res.partner"].create(
            [{"name": f"Racer {number} (Demo)"} for number in range(AT_ONCE)]
        )
    ]
)
orders = env["errand.order"].create(
    [
        {
            "branch_id": branch.id,
            "currency_id": company.currency_id.id,
            "partner_id": customer.id,
            "category_id": category.id,
            "description": "Who gives it first?",
            "fee": 5,
        }
        for _round in range(2 * ROUNDS)
    ]
)
orders._move_to("placed")
# The race is about giving: how the orders were paid is another trial.
orders.task_ids._move_to("open", opened_at=fields.Datetime.now())
env.cr.commit()

# Each decision opens a cursor of its own, with the dispatcher's rights.
staff = api.Environment(
    env.cr, dispatcher.id, {"allowed_company_ids": [company.id], "lang": "en_US"}
)


def until_decided(ask):
    """Ask again while it is busy, as the board does; return what was told."""
    for _attempt in range(200):
        answer = ask()
        if answer["result"] != "busy":
            return answer
    return answer


def give(task, worker, seen, barrier):
    barrier.wait(30)
    key = f"race-{task.id}-{worker.id}"
    answer = until_decided(
        lambda: staff["errand.board"].assign(
            task.id, worker.id, key, reason="nobody_else", seen=seen
        )
    )
    return {"worker": worker.name, **answer}


def grab(task, worker, barrier):
    barrier.wait(30)
    key = f"grab-{task.id}-{worker.id}"
    answer = until_decided(lambda: task._grab(worker, key))
    result = "done" if answer["result"] == "won" else answer["result"]
    return {"worker": worker.name, "result": result, "message": answer["message"]}


def outcome(task, told):
    env.cr.commit()
    env.invalidate_all()
    moves = env["errand.event"].search_count(
        [
            ("task_id", "=", task.id),
            ("kind", "=", "move"),
            ("to_state", "=", "assigned"),
        ]
    )
    winners = [one["worker"] for one in told if one["result"] == "done"]
    return {
        "results": sorted(one["result"] for one in told),
        "messages": sorted({one["message"] for one in told if one["message"]}),
        "holder": task.worker_id.name,
        "winners": winners,
        "claims": len(task.assignment_ids.filtered(lambda claim: not claim.ended_at)),
        "moves": moves,
    }


def race(task, first, others):
    """Let one thread do ``first``, the others give; all with a screen of before."""
    barrier = threading.Barrier(1 + len(others))
    with ThreadPoolExecutor(1 + len(others)) as pool:
        doing = [pool.submit(first, task, workers[0], barrier)] + [
            pool.submit(give, task, worker, False, barrier) for worker in others
        ]
        return outcome(task, [one.result() for one in doing])


# What a thread reads first is read here: threads share these records.
staff["errand.board"]._check_staff()
workers.mapped("name")
found = {"given": [], "grabbed": []}
for number, task in enumerate(orders.task_ids):
    if number < ROUNDS:
        found["given"].append(
            race(task, lambda t, w, b: give(t, w, False, b), workers[1:])
        )
    else:
        found["grabbed"].append(race(task, grab, workers[1:2]))
print("RESULT", json.dumps(found))
