"""Runs in an Odoo shell: a process is killed in the middle of money. Prints nothing.

ERRAND_KILL says where: see WHERE at the end.
"""

import os
import signal
import time
from pathlib import Path
from unittest.mock import patch

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction
from odoo.addons.errand_books.models import errand_posting

env = globals()["env"]
company = env.ref("errand_base.demo_company")
env = env(context={**env.context, "allowed_company_ids": [company.id]})
customer = env.ref("errand_base.demo_user_customer")
# What add-ons of providers made of these: theirs is asked first.
Transaction = type(env["payment.transaction"])
Provider = type(env["payment.provider"])


def die(*_args, **_values):
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)  # never: the signal comes first


def stop_clock():
    """The server's own scheduled actions would repair before we have looked.

    One that runs now is waited for: its row is locked until it has ended.
    """
    while in_fresh_transaction(env, _stop_idle_actions):
        time.sleep(0.05)


def _stop_idle_actions(fresh):
    """Return how many scheduled actions are still active: those that run now."""
    fresh.cr.execute(
        """
        UPDATE ir_cron SET active = false
         WHERE id IN (
            SELECT id FROM ir_cron WHERE active FOR NO KEY UPDATE SKIP LOCKED
         )
        """
    )
    fresh.cr.execute("SELECT count(*) FROM ir_cron WHERE active")
    return fresh.cr.fetchone()[0]


def pay_order():
    """Return the payment of a placed order, done and committed: nothing is booked."""
    order = env["errand.order"].create(
        {
            "branch_id": env.ref("errand_base.demo_branch_wulin").id,
            "partner_id": customer.partner_id.id,
            "category_id": env.ref("errand_base.category_answer").id,
            "description": f"killed:{os.environ['ERRAND_KILL']}",
            "fee": 8,
        }
    )
    order._move_to("placed", actor=order.with_user(customer)._customer_actor())
    provider = env["payment.provider"].search(
        [("code", "=", "demo"), ("company_id", "=", company.id)], limit=1
    )
    payment = env["payment.transaction"].create(
        {
            "provider_id": provider.id,
            "payment_method_id": provider.payment_method_ids[:1].id,
            "amount": order._amount_to_pay(),
            "currency_id": company.currency_id.id,
            "partner_id": customer.partner_id.id,
            "operation": "online_redirect",
            "reference": f"KILLED-{os.environ['ERRAND_KILL']}",
            "errand_order_id": order.id,
        }
    )
    payment._set_done()
    env.cr.commit()
    return payment


# === PAYMENT === #


def before_processing():
    pay_order()
    die()


def while_booked():
    """The receipt and its entry are made; the order was about to move."""
    payment = pay_order()
    with patch.object(type(env["errand.order"]), "_on_charge_paid", die):
        payment._cron_post_process()


# === POSTING === #


def credit(count):
    """Have the ledger hold more than one batch."""
    for number in range(count):
        env["errand.ledger.entry"]._post(
            env["errand.order"],
            "penalty",
            f"killed:{os.environ['ERRAND_KILL']}:{number}",
            [
                ("courier_payable", -1.25, customer.partner_id),
                ("penalty", 1.25, env["res.partner"]),
            ],
            company=company,
        )
    env.cr.commit()


def while_posted():
    """The journal entry is made and posted, the entries are linked to it."""
    credit(3)
    with patch.object(type(env["errand.posting"]), "_reconcile", die):
        env["errand.posting"]._post_company(company)


def between_batches():
    """The first batch is committed, the second one is made."""
    credit(3)
    with patch.object(errand_posting, "BATCH_SIZE", 2):
        env["errand.posting"]._post_company(company)
        env.cr.commit()
        with patch.object(type(env["errand.posting"]), "_reconcile", die):
            env["errand.posting"]._post_company(company)


# === REFUND === #


def cancelled():
    """Return the refund of a cancelled order, ready to be sent."""
    payment = pay_order()
    payment._post_process()
    order = payment.errand_order_id
    order._move_to("cancelled", actor=order.with_user(customer)._customer_actor())
    refund = order.sudo().refund_ids
    refund._prepare()
    env.cr.commit()
    return refund


def note(line):
    """Write what the provider was asked into its book, which outlives us."""
    with Path(os.environ["ERRAND_PROVIDER"]).open("a") as book:
        book.write(f"{line}\n")


def while_asked():
    """The provider gave the money back; nobody here heard it."""

    def give_back(transaction):
        note(transaction.reference)
        die()

    refund = cancelled()
    with patch.object(Transaction, "_send_refund_request", give_back):
        refund._send()


def while_asked_by_key():
    """The same, at a provider that knows repeats by their key."""

    def give_back(transaction):
        transaction._send_api_request("POST", "refunds")

    def answer(_provider, _method, _endpoint, **options):
        note(options["idempotency_key"])
        die()

    refund = cancelled()
    # The add-on of the provider need not be here: its name decides.
    env.cr.execute(
        "UPDATE payment_provider SET code = 'stripe' WHERE id = %s",
        [refund.transaction_id.provider_id.id],
    )
    env.cr.commit()
    env.invalidate_all()
    with (
        patch.object(Transaction, "_send_refund_request", give_back),
        patch.object(Provider, "_send_api_request", answer),
    ):
        refund._send()


WHERE = {
    "payment": before_processing,
    "booking": while_booked,
    "posting": while_posted,
    "batches": between_batches,
    "refund": while_asked,
    "refund_key": while_asked_by_key,
}
stop_clock()
env.cr.commit()
WHERE[os.environ["ERRAND_KILL"]]()
