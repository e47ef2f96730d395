"""Runs in an Odoo shell: a customer cancels while a courier grabs, again and again.

Prints one line, RESULT and JSON: for each order what both were told, and how it ended.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

ROUNDS = 25

env = globals()["env"]
company = env.ref("errand_base.demo_company")
customer = env.ref("errand_base.demo_user_customer")
courier = env.ref("errand_base.demo_worker_courier")
courier.on_duty_since = fields.Datetime.now()
company.errand_active_limit = 100
provider = env["payment.provider"].search(
    [("code", "=", "demo"), ("company_id", "=", company.id)], limit=1
)
orders = env["errand.order"].create(
    [
        {
            "branch_id": env.ref("errand_base.demo_branch_wulin").id,
            "partner_id": customer.partner_id.id,
            "category_id": env.ref("errand_base.category_answer").id,
            "description": "Yes or no?",
            "fee": 5,
        }
        for _round in range(ROUNDS)
    ]
)
orders._move_to("placed")
for order in orders:
    payment = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": order.fee,
            "currency_id": order.currency_id.id,
            "partner_id": order.partner_id.id,
            "operation": "online_redirect",
            "reference": f"{order.name}-race",
            "errand_order_id": order.id,
        }
    )
    payment._set_done()
    payment._post_process()
env.cr.commit()


def cancel(order, gate):
    """Cancel as the customer; say what the customer is told."""

    def move(fresh):
        mine = fresh["errand.order"].browse(order.id)
        actor = mine.with_user(customer.id)._customer_actor()
        mine._move_to("cancelled", actor=actor, key=f"cancel-{order.id}")

    gate.wait(30)
    try:
        in_fresh_transaction(order.env, move)
    except UserError:
        return "refused"
    return "cancelled"


def grab(task, gate):
    """Grab as the courier, and again while told that it is busy."""
    gate.wait(30)
    for _attempt in range(200):
        answer = task._grab(courier, f"race-{task.id}")
        if answer["result"] != "busy":
            break
    return answer["result"]


results = []
for order in orders:
    gate = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        cancelling = pool.submit(cancel, order, gate)
        grabbing = pool.submit(grab, order.task_ids, gate)
        told = [cancelling.result(), grabbing.result()]
    env.cr.commit()
    env.invalidate_all()
    results.append(
        {
            "told": told,
            "order": order.state,
            "task": order.task_ids.state,
            "escrow": round(order._escrow_balance(), 2),
            "refunds": len(order.refund_ids),
        }
    )
print("RESULT", json.dumps(results))
