"""Runs in an Odoo shell: orders of the web shop are confirmed many times at once.

Prints one line, RESULT and JSON: what everybody was told, and what the branch has.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import UserError

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

AT_ONCE, ROUNDS = 6, 3

env = globals()["env"]
company = env.ref("errand_base.demo_company")
website = env["website"].search([], limit=1)
website.company_id = company
tea = env["product.product"].create(
    {"name": "Tea (Demo)", "list_price": 10, "type": "consu", "company_id": company.id}
)
buyer = env["res.partner"].create({"name": "Race Buyer (Demo)"})
env.cr.commit()


def make_sale():
    sale = env["sale.order"].create(
        {
            "partner_id": buyer.id,
            "company_id": company.id,
            "website_id": website.id,
            "order_line": [Command.create({"product_id": tea.id})],
        }
    )
    env.cr.commit()
    return sale


def told_by(run):
    """Return what somebody was told who does ``run`` as a request does."""

    def work(fresh):
        try:
            said = run(fresh)
            fresh.flush_all()
        except UniqueViolation as error:
            # A request would not be run again for this: its user would see it.
            raise AssertionError(str(error)) from error
        return said

    try:
        return in_fresh_transaction(env, work, attempts=30)
    except UserError:
        return "refused"
    except AssertionError as error:
        return f"failed: {error}"


def at_once(*runs):
    """Let these threads run; return what each was told, sorted."""
    with ThreadPoolExecutor(len(runs)) as pool:
        told = sorted(pool.map(told_by, runs))
    env.cr.commit()
    env.invalidate_all()
    return told


def together(work, times):
    """Do the same at once, each with a snapshot from before all others."""
    gate = threading.Barrier(times)

    def one():
        tries = []

        def run(fresh):
            fresh["sale.order"].search_count([])
            if not tries:
                tries.append(True)
                gate.wait(30)
            return work(fresh)

        return run

    return at_once(*(one() for _time in range(times)))


def overlap(first, second):
    """Do the second with a snapshot from before the first was committed."""
    written, seen = threading.Event(), threading.Event()

    def run_first(fresh):
        said = first(fresh)
        fresh.flush_all()
        written.set()
        seen.wait(30)
        return said

    def run_second(fresh):
        written.wait(30)
        fresh["sale.order"].search_count([])
        seen.set()
        return second(fresh)

    return at_once(run_first, run_second)


def confirm(sale):
    def work(fresh):
        fresh["sale.order"].browse(sale.id).action_confirm()
        return "confirmed"

    return work


def cancel(sale):
    def work(fresh):
        fresh["sale.order"].browse(sale.id)._action_cancel()
        return "cancelled"

    return work


def of_branch(sale, told=()):
    orders = env["errand.order"].search([("sale_order_id", "=", sale.id)], order="id")
    return {
        "told": list(told),
        "sale": sale.state,
        "orders": orders.mapped("state"),
        "tasks": orders.task_ids.sorted("id").mapped("state"),
    }


found = {"confirmed": [], "confirmed_first": [], "cancelled_first": [], "again": []}
for _round in range(ROUNDS):
    sale = make_sale()
    told = together(confirm(sale), AT_ONCE)
    found["confirmed"].append(of_branch(sale, told))

    sale = make_sale()
    told = overlap(confirm(sale), confirm(sale))
    found["confirmed"].append(of_branch(sale, told))

    sale = make_sale()
    told = overlap(confirm(sale), cancel(sale))
    found["confirmed_first"].append(of_branch(sale, told))

    sale = make_sale()
    told = overlap(cancel(sale), confirm(sale))
    found["cancelled_first"].append(of_branch(sale, told))

    # Confirmed, cancelled, and confirmed again by many.
    sale = make_sale()
    for work in (confirm(sale), cancel(sale)):
        together(work, 1)
    sale.action_draft()
    env.cr.commit()
    told = together(confirm(sale), AT_ONCE)
    found["again"].append(of_branch(sale, told))
print("RESULT", json.dumps(found))
