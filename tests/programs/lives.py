"""Runs in an Odoo shell: orders live at random; their money is counted after each step.

What people and providers do comes in random order, often twice: pay (once, twice, too
late, a wrong amount), raise the tip, buy goods, cancel, hand back, wait for nobody,
deliver, bring back, confirm, complain, refund (also refused by the provider), pay out.
A refusal in words is a good answer; a broken invariant is not.

ERRAND_LIVES orders from ERRAND_SEED. Prints RESULT and JSON: how orders ended,
how often each step was taken and refused, and what was broken.
"""

import json
import os
import random
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo import api, fields
from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import STAFF, Actor

LIVES = int(os.environ.get("ERRAND_LIVES", "20"))
SEED = int(os.environ.get("ERRAND_SEED", "19"))
STEPS = 24
#: Each can be used once by a customer.
COUPONS = [f"LIVES{number}" for number in range(max(4, LIVES // 5))]
#: A picture of one pixel, in base64: a photo of a receipt.
PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYGD4DwAB"
    b"BAEAX+XDSwAAAABJRU5ErkJggg=="
)

shell = globals()["env"]
COMPANY = shell.ref("errand_base.demo_company").id
env = api.Environment(
    shell.cr, shell.uid, {"tracking_disable": True, "allowed_company_ids": [COMPANY]}
)
company = env.company
# What the demo provider made of it: its own is asked first.
Transaction = type(env["payment.transaction"])
dice = random.Random(SEED)
taken, refused, endings, broken = Counter(), Counter(), Counter(), []


def person(login):
    return env["res.users"].search([("login", "=", login)]).ensure_one()


customer, finance, dispatcher = map(person, ("customer", "finance", "dispatcher"))
workers = [env.ref(f"errand_base.demo_worker_courier{end}") for end in ("", "_b")]
provider = env["payment.provider"].search(
    [("code", "=", "demo"), ("company_id", "=", COMPANY)], limit=1
)
pattern = env["errand.order"].search(
    [("pickup_contact_id", "!=", False), ("dropoff_contact_id", "!=", False)], limit=1
)
categories = env["errand.category"].search([("pickup", "=", "required")])
goods = env["errand.category"].search([("has_goods_advance", "=", True)])
STAFF_ACTOR = Actor(STAFF, user_id=dispatcher.id)


# === ONE LIFE === #


def new_life(number):
    """Return a draft and what is known of it."""
    fee = dice.choice([3, 5.55, 7.77, 8.33, 12, 19.99])
    category = dice.choice(goods if dice.random() < 0.45 and goods else categories)
    contacts = {
        name: pattern[name].copy().id
        for name in ("pickup_contact_id", "dropoff_contact_id")
    }
    order = env["errand.order"].create(
        {
            "branch_id": pattern.branch_id.id,
            "partner_id": customer.partner_id.id,
            "category_id": category.id,
            "service_class": "ordinary",
            "description": "A made-up errand.",
            "fee": max(fee, price_of(category).minimum_fee),
            "tip": dice.choice([0, 0, 0, 1, 2.5]),
            "goods_cap": 20 if category.has_goods_advance else 0,
            "payment_way": dice.choice(["online"] * 4 + ["cash"]),
            "range_km": 6,
            **contacts,
        }
    )
    return SimpleNamespace(order=order, number=number, keys=0, last=None)


def price_of(category):
    return env["errand.price.rule"]._find(company, category, "ordinary")


def key_of(life):
    """Return a request's key; often the one of the request before, as taps repeat."""
    if life.last and dice.random() < 0.2:
        return life.last
    life.keys += 1
    life.last = f"life-{SEED}-{life.number}-{life.keys}"
    return life.last


def task_of(life):
    live = life.order.task_ids.filtered(
        lambda task: task.state not in ("done", "failed", "cancelled")
    )
    return need((live or life.order.task_ids).sorted("id")[-1:])


def courier_of(life):
    """Return the actor who holds the task, now and then somebody else."""
    task = task_of(life)
    worker = task.worker_id
    if not worker or dice.random() < 0.05:
        worker = dice.choice(workers)
    return worker._actor()


def customer_actor(life):
    return life.order.with_user(customer)._customer_actor()


class NothingThere(Exception):
    """This life has nothing yet that the step is about."""


def need(records):
    if not records:
        raise NothingThere
    return records


# === STEPS: CUSTOMER === #


def place(life):
    life.order._move_to("placed", actor=customer_actor(life), key=key_of(life))


def transaction_of(life, amount, charge=None):
    life.keys += 1
    order = charge.order_id if charge else life.order
    return env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": amount,
            "currency_id": company.currency_id.id,
            "partner_id": customer.partner_id.id,
            "operation": "online_redirect",
            "reference": f"{order.name}-{SEED}-{life.number}-{life.keys}",
            "errand_order_id": order.id,
            "errand_charge_id": charge and charge.id,
        }
    )


def finish(transaction):
    transaction._set_done()
    transaction._post_process()
    if dice.random() < 0.2:  # told twice
        transaction._post_process()


def pay(life):
    charges = life.order.sudo().charge_ids.filtered(lambda row: row.state == "due")
    charge = dice.choice(charges) if charges else charges
    amount = charge.amount_left or need(life.order._amount_to_pay())
    finish(transaction_of(life, amount, charge))


def pay_debt(life):
    """Pay what the customer owes of an earlier order: no other is placed before."""
    debt = need(life.order._open_debts()[:1])
    finish(transaction_of(life, debt.amount_left, debt))


def pay_wrong(life):
    finish(transaction_of(life, life.order.fee + dice.choice([-1, 1])))


def use_wallet(life):
    life.order._want_wallet(True)


def use_coupon(life):
    life.order._set_coupon(dice.choice([*COUPONS, "NO-SUCH-CODE"]))


def raise_tip(life):
    life.order._raise_tip(dice.choice([0.5, 1, -1]), key_of(life))


def cancel(life):
    order = life.order
    offer = order._cancel_offer()
    seen = offer.token if dice.random() < 0.9 else "0.0/end"
    order._cancel(customer_actor(life), key_of(life), seen)


def replace_courier(life):
    task = task_of(life)
    if task.assigned_at and not task.at_pickup_at:  # the courier did not come
        task.assigned_at = fields.Datetime.now() - timedelta(hours=2)
    life.order._replace_courier(customer_actor(life), key_of(life))


def answer_more(life):
    order = life.order
    charge = need(order._due_charge("goods")[:1])
    order._answer_more(charge, dice.choice(["agreed", "declined"]))


def confirm(life):
    life.order._confirm(customer_actor(life), key_of(life))


def complain(life):
    env["errand.complaint"]._complain(
        life.order, customer.partner_id, "customer", "damaged", "A made-up complaint."
    )


# === STEPS: COURIER === #


def grab(life):
    worker = dice.choice(workers)
    task_of(life)._assign(worker, worker._actor(), key_of(life), contest=True)


def reach(life):
    task = task_of(life)
    place_name = "pickup" if task.state == "assigned" else "dropoff"
    if dice.random() < 0.1:
        place_name = dice.choice(["pickup", "dropoff"])
    task._reach(place_name, courier_of(life), key_of(life))


def pick_up(life):
    task_of(life)._pick_up(courier_of(life), key_of(life))


def hand_back(life):
    cause = dice.choice(["accident", "too_far", "customer_unreachable", "nonsense"])
    task_of(life)._hand_back(courier_of(life), key_of(life), cause)


def wait(life):
    """Say that nobody is here, and let the clock run out."""
    task = task_of(life)
    task._begin_wait(courier_of(life), key_of(life))
    earlier = fields.Datetime.now() - timedelta(hours=2)
    for field in ("pickup_wait_at", "dropoff_wait_at"):
        if task[field]:
            task[field] = earlier


def end_no_show(life):
    task_of(life)._end_no_show(courier_of(life), key_of(life))


def cannot_deliver(life):
    cause = dice.choice(["refused", "nobody_there", "wrong_address", "nonsense"])
    task_of(life)._cannot_deliver(courier_of(life), key_of(life), cause)


def buy(life):
    task_of(life)._report_purchase(
        courier_of(life),
        key_of(life),
        dice.choice([0, 4.2, 9.99, 30]),
        PIXEL,
        "A made-up note.",
    )


def ask_more(life):
    task_of(life)._ask_for_more_goods(courier_of(life), key_of(life), 7.5)


def deliver(life):
    task, actor = task_of(life), courier_of(life)
    if dice.random() < 0.1:
        task._try_code("000000", actor)
    task._try_code(task._delivery_code(), actor)
    task._say_cash(task._cash_due(), actor)
    task._deliver(actor, key_of(life))


# === STEPS: STAFF, CLOCK, PROVIDER === #


def sweep(life):
    """Let time pass for this order: whatever is due, is due now."""
    tasks = life.order.task_ids
    earlier = fields.Datetime.now() - timedelta(days=2)
    tasks.filtered("next_action_at").write({"next_action_at": earlier})
    if life.order.done_at:
        life.order.done_at = earlier
    env["errand.task"]._sweep()


def unassign(life):
    task_of(life).with_user(dispatcher).action_unassign()


def resolve(life):
    complaint = need(life.order.complaint_ids[:1]).with_user(finance)
    if complaint.state == "new":
        complaint.action_take()
    wizard = env["errand.complaint.resolve"].with_user(finance)
    wizard.create(
        {
            "complaint_id": complaint.id,
            "answer": "A made-up answer.",
            "refund": dice.choice([0, 1, 3.33, 99]),
            "courier_percent": dice.choice([0, 50, 100]),
            "recredit": dice.choice([0, 0, 2]),
        }
    ).action_resolve()


def send(refund):
    """Do what the second job does, in the transaction of this life."""
    if refund._claim():
        refund._ask()
    refund._follow_transaction()


def run_refunds(life):
    """Do the jobs of refunds, with a provider that now and then refuses."""

    def answer(transaction):
        if dice.random() < 0.3:
            raise UserError("The made-up card is closed.")
        transaction._set_done()

    with patch.object(Transaction, "_send_refund_request", answer):
        for refund in need(life.order.sudo().refund_ids):
            refund._prepare()
            send(refund)
            if dice.random() < 0.2:
                send(refund)
    life.order.sudo().refund_ids.with_user(finance).action_retry()


def ask_payout(life):
    worker = dice.choice(workers)
    payee = env["errand.payee"]._of(worker, "bank", "Made Up", "1234567890123456")
    money = worker._money()["available"]
    amount = dice.choice([money, money, money + 1, 5])
    env["errand.payout"]._request(worker, amount, payee, key_of(life))


def decide_payout(life):
    payout = env["errand.payout"].search(
        [("state", "in", ("requested", "approved"))], limit=1
    )
    payout = payout.with_user(finance)
    if need(payout).state == "approved":
        payout.action_pay()
    elif dice.random() < 0.7:
        payout.action_approve()
    else:
        payout._reject("A made-up reason.")


def post(life):
    env["errand.posting"]._post_company(company)


#: What leads an order on, by the state of its task (of itself, without one).
ONWARD = {
    "draft": [pay_debt, place, place, use_wallet, use_coupon],
    "waiting": [pay],
    "open": [grab],
    "assigned": [reach, reach, buy, ask_more, pick_up, pick_up, wait, hand_back],
    "picked_up": [reach, deliver, deliver, wait, cannot_deliver],
    "done": [confirm, sweep, ask_payout, decide_payout, complain, resolve],
    "failed": [run_refunds, complain, resolve],
    "cancelled": [run_refunds, complain, resolve],
}
#: What may happen besides, at any time, and how often.
ANY = {
    place: 1,
    pay: 4,
    pay_wrong: 1,
    use_wallet: 1,
    use_coupon: 1,
    raise_tip: 3,
    cancel: 2,
    replace_courier: 1,
    answer_more: 3,
    confirm: 1,
    complain: 2,
    grab: 1,
    reach: 1,
    pick_up: 1,
    hand_back: 2,
    wait: 3,
    end_no_show: 2,
    cannot_deliver: 3,
    buy: 2,
    ask_more: 2,
    deliver: 1,
    sweep: 1,
    unassign: 1,
    resolve: 2,
    run_refunds: 3,
    ask_payout: 1,
    decide_payout: 2,
    post: 1,
}


def next_step(life):
    """Return a step: mostly one that leads on."""
    task = life.order.task_ids and task_of(life)
    state = task.state if task else life.order.state
    if life.order._due_charge("goods") and dice.random() < 0.4:
        return answer_more
    if task and (task.pickup_wait_at or task.dropoff_wait_at) and dice.random() < 0.4:
        return end_no_show if state == "assigned" else cannot_deliver
    if dice.random() < 0.6 and state in ONWARD:
        return dice.choice(ONWARD[state])
    [step] = dice.choices(list(ANY), list(ANY.values()))
    return step


# === INVARIANTS (design 4) === #


def rows(query, *values):
    env.flush_all()
    env.cr.execute(query, values)
    return env.cr.fetchall()


def count_money(life, step):
    """Note every invariant that does not hold."""
    order = life.order
    order.invalidate_recordset()
    checks = {
        "an entry does not sum to zero": rows(
            "SELECT entry_id FROM errand_ledger_line WHERE order_id = %s"
            " GROUP BY entry_id HAVING abs(sum(amount)) > 0.0001",
            order.id,
        ),
        "more went back than came in": rows(
            "SELECT receipt.id FROM errand_receipt receipt"
            " JOIN errand_refund refund ON refund.receipt_id = receipt.id"
            " WHERE receipt.order_id = %s GROUP BY receipt.id, receipt.amount"
            " HAVING sum(refund.amount) > receipt.amount + 0.0001",
            order.id,
        ),
        "two hold one task": rows(
            "SELECT task_id FROM errand_assignment JOIN errand_task task"
            " ON task.id = task_id WHERE order_id = %s AND ended_at IS NULL"
            " GROUP BY task_id HAVING count(*) > 1",
            order.id,
        ),
    }
    if order.state in ("done", "failed", "cancelled"):
        checks["something is held after the end"] = order._held()
    if order.confirmed_at:
        checks["a courier waits after the confirmation"] = order._balance_of(
            "courier_pending"
        )
    wallet = env["loyalty.card"]._errand_differences(company)
    checks["a wallet differs from the ledger"] = wallet
    broken.extend(
        {"life": life.number, "step": step, "what": what, "found": str(found)}
        for what, found in checks.items()
        if found
    )


def take(life, step):
    """Take one step, all of it or nothing."""
    try:
        with env.cr.savepoint():
            step(life)
            env.flush_all()
        taken[step.__name__] += 1
    except NothingThere:
        return
    except UserError:  # refusals in words are UserErrors, lost and busy included
        env.invalidate_all()
        refused[step.__name__] += 1
    count_money(life, step.__name__)


def fill_wallet():
    wallet = customer.partner_id._errand_wallet(company)
    transaction = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": 40 + LIVES,
            "currency_id": company.currency_id.id,
            "partner_id": customer.partner_id.id,
            "operation": "online_redirect",
            "reference": f"WALLET-{SEED}",
            "errand_wallet_id": wallet.id,
        }
    )
    finish(transaction)


def make_coupons():
    reward = {"reward_type": "discount", "discount": 2, "discount_mode": "per_order"}
    env["loyalty.program"].create(
        [
            {
                "name": f"Made-up coupon {code}",
                "program_type": "promo_code",
                "company_id": COMPANY,
                "currency_id": company.currency_id.id,
                "rule_ids": [
                    fields.Command.create({"code": code, "mode": "with_code"})
                ],
                "reward_ids": [fields.Command.create(reward)],
            }
            for code in COUPONS
        ]
    )


def live(number):
    life = new_life(number)
    for _step in range(STEPS):
        take(life, next_step(life))
    endings[life.order.state] += 1
    env.cr.commit()


fill_wallet()
make_coupons()
for count in range(LIVES):
    live(count)

# At the end nothing waits: refunds sent, entries posted; then the own check of finance.
with patch.object(
    Transaction,
    "_send_refund_request",
    lambda transaction: transaction._set_done(),
):
    for refund in env["errand.refund"].search([("state", "!=", "done")]):
        refund._prepare()
        send(refund)
while env["errand.posting"]._post_batch(company):
    pass
check = env["errand.ledger.check"]._check(company)
env.cr.commit()
findings = [line.display_name for line in check.line_ids]

print(
    "RESULT "
    + json.dumps(
        {
            "endings": endings,
            "taken": taken,
            "refused": refused,
            "broken": broken,
            "findings": findings,
        }
    )
)
