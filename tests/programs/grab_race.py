"""Runs in an Odoo shell: fifty couriers grab one errand, each in a real transaction.

Prints one line, RESULT and JSON: what each was answered, and what the database holds.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import fields

COURIERS = 50
ROUNDS = 5

env = globals()["env"]
company = env.ref("errand_base.demo_company")
# One courier may win several rounds: full hands are not what is tried here.
company.errand_active_limit = ROUNDS + 1
customer = env.ref("errand_base.demo_user_customer").partner_id
category = env.ref("errand_base.category_answer")
branch = env.ref("errand_base.demo_branch_wulin")
partners = env["res.partner"].create(
    [{"name": f"Racer {number} (Demo)"} for number in range(COURIERS)]
)
workers = env["errand.worker"].create(
    [
        {
            "partner_id": partner.id,
            "company_id": company.id,
            "verification": "approved",
            "on_duty_since": fields.Datetime.now(),
        }
        for partner in partners
    ]
)
orders = env["errand.order"].create(
    [
        {
            "branch_id": branch.id,
            "currency_id": company.currency_id.id,
            "partner_id": customer.id,
            "category_id": category.id,
            "description": "Who is first?",
            "fee": 5,
        }
        for _round in range(ROUNDS)
    ]
)
orders._move_to("placed")
# The race is about the grab: how the orders were paid is another trial.
orders.task_ids._move_to("open", opened_at=fields.Datetime.now())
env.cr.commit()


def grab(task, worker, barrier):
    """Grab at the same moment as everybody; each grab opens a cursor of its own."""
    barrier.wait(30)
    # The app asks again while it is told that the errand is busy.
    for _attempt in range(200):
        answer = task._grab(worker, f"race-{task.id}-{worker.id}")
        if answer["result"] != "busy":
            return answer["result"]
    return "busy"


rounds = []
for order in orders:
    barrier = threading.Barrier(COURIERS)
    with ThreadPoolExecutor(COURIERS) as pool:
        answers = list(
            pool.map(
                lambda worker, task=order.task_ids, gate=barrier: grab(
                    task, worker, gate
                ),
                list(workers),
            )
        )
    env.cr.commit()
    env.invalidate_all()
    task = order.task_ids
    rounds.append(
        {
            "answers": sorted(answers),
            "state": task.state,
            "claims": len(task.assignment_ids.filtered(lambda one: not one.ended_at)),
            "holder_won": answers[workers.ids.index(task.worker_id.id)] == "won",
            "moves": len(
                order.event_ids.filtered(lambda event: event.to_state == "assigned")
            ),
        }
    )
print("RESULT", json.dumps(rounds))
