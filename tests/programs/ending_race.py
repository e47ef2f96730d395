"""Runs in an Odoo shell: a customer cancels at the moment when something else happens.

Against the courier's pick-up, against the delivery, and against the payment. Prints
one line, RESULT and JSON: for each order what both were told, and how it ended.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

ROUNDS = 12

env = globals()["env"]
company = env.ref("errand_base.demo_company")
customer = env.ref("errand_base.demo_user_customer")
courier = env.ref("errand_base.demo_worker_courier")
provider = env["payment.provider"].search(
    [("code", "=", "demo"), ("company_id", "=", company.id)], limit=1
)


def contact(name, latitude):
    return env["errand.contact"].create(
        {
            "name": name,
            "company_id": company.id,
            "phone": "+8613800005678",
            "address": "2 Made-up Road",
            "latitude": latitude,
            "longitude": 120.15,
            "has_point": True,
        }
    )


def make_order(paid=True):
    """Return a placed errand, and its payment as the provider left it."""
    order = env["errand.order"].create(
        {
            "branch_id": env.ref("errand_base.demo_branch_wulin").id,
            "partner_id": customer.partner_id.id,
            "category_id": env.ref("errand_base.category_deliver").id,
            "description": "A made-up folder",
            "pickup_contact_id": contact("Sam Sender", 30.27).id,
            "dropoff_contact_id": contact("Rita Recipient", 30.28).id,
            "fee": 10,
        }
    )
    order._move_to("placed")
    payment = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": order._amount_to_pay(),
            "currency_id": order.currency_id.id,
            "partner_id": order.partner_id.id,
            "operation": "online_redirect",
            "reference": f"{order.name}-race",
            "errand_order_id": order.id,
        }
    )
    payment._set_done()
    if paid:
        payment._post_process()
    return order, payment


def cancel(order, gate, seen):
    """Cancel as the customer, at a cost that was shown; say what they are told."""

    def move(fresh):
        mine = fresh["errand.order"].browse(order.id)
        actor = mine.with_user(customer.id)._customer_actor()
        mine._cancel(actor, f"cancel-{order.id}", seen)

    gate.wait(30)
    try:
        in_fresh_transaction(order.env, move)
    except UserError as error:
        return type(error).__name__
    return "cancelled"


def act(task, gate, work):
    """Let the courier tap; say what they are told."""

    def tap(fresh):
        work(fresh["errand.task"].browse(task.id), courier.with_env(fresh)._actor())

    gate.wait(30)
    try:
        in_fresh_transaction(task.env, tap)
    except UserError as error:
        return str(error)
    return "done"


def pay(payment, gate):
    """Book the payment that arrives now."""
    gate.wait(30)
    in_fresh_transaction(
        payment.env,
        lambda fresh: fresh["payment.transaction"].browse(payment.id)._post_process(),
    )
    return "booked"


def deliver(task, actor):
    task._try_code(task._delivery_code(), actor)
    task._deliver(actor, "race-deliver")


def ended(order, told):
    env.cr.commit()
    env.invalidate_all()
    balances = {}
    for line in order.ledger_line_ids:
        balances[line.account] = round(balances.get(line.account, 0) + line.amount, 2)
    return {
        "told": told,
        "order": order.state,
        "tasks": sorted(order.task_ids.mapped("state")),
        "legs": len(order.task_ids),
        "balances": {key: value for key, value in balances.items() if value},
        "refunds": [round(refund.amount, 2) for refund in order.refund_ids],
    }


def race(order, first, second):
    gate = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(work, gate) for work in (first, second)]
        told = [future.result() for future in futures]
    return ended(order, told)


results = {"pick-up": [], "deliver": [], "payment": []}
for kind in results:
    for _round in range(ROUNDS):
        order, payment = make_order(paid=kind != "payment")
        task = order.task_ids
        if kind != "payment":
            actor = courier._actor()
            task._assign(courier, actor, "race-assign")
            task._reach("pickup", actor, "race-reach")
        if kind == "deliver":
            task._pick_up(actor, "race-pick-up")
        seen = order._cancel_offer().token
        env.cr.commit()
        works = {
            "pick-up": lambda gate, task=task: act(
                task, gate, lambda it, who: it._pick_up(who, "race-pick-up")
            ),
            "deliver": lambda gate, task=task: act(task, gate, deliver),
            "payment": lambda gate, payment=payment: pay(payment, gate),
        }
        results[kind].append(
            race(
                order,
                lambda gate, order=order, seen=seen: cancel(order, gate, seen),
                works[kind],
            )
        )
print("RESULT", json.dumps(results))
