"""Runs in an Odoo shell: payouts are asked for and approved many times at once.

Prints one line, RESULT and JSON: for each round what everybody was told, and what the
ledger says.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.exceptions import UserError

from odoo.addons.errand_base.engine.actor import STAFF, Actor
from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

ROUNDS = 6
AT_ONCE = 6
CREDIT = 60

env = globals()["env"]
company = env.ref("errand_base.demo_company")
finance = env.ref("errand_base.demo_user_finance")
partner = env["res.partner"].create({"name": "Racer for Pay (Demo)"})
worker = env["errand.worker"].create(
    {"partner_id": partner.id, "company_id": company.id, "verification": "approved"}
)
payee = env["errand.payee"]._of(worker, "bank", "Racer", "6222000011112222")
company._get_errand_escrow_account()
env["errand.book.account"]._accounts(company)
env.cr.commit()


def together(works):
    """Run these functions at once; return what each was told."""
    gate = threading.Barrier(len(works))

    def one(work):
        gate.wait(30)
        try:
            return in_fresh_transaction(env, work)
        except UserError:
            return "refused"

    with ThreadPoolExecutor(len(works)) as pool:
        told = sorted(pool.map(one, works))
    env.cr.commit()
    env.invalidate_all()
    return told


def credit(amount, key):
    """Book a credit, or a penalty where it is negative."""
    env["errand.ledger.entry"]._post(
        env["errand.order"],
        "penalty",
        key,
        [
            ("courier_payable", -amount, partner),
            ("penalty", amount, env["res.partner"]),
        ],
        company=company,
    )


def ask(key):
    def work(fresh):
        mine = fresh["errand.worker"].browse(worker.id)
        fresh["errand.payout"]._request(
            mine, CREDIT, fresh["errand.payee"].browse(payee.id), key
        )
        return "asked"

    return work


def approve(payout):
    def work(fresh):
        fresh["errand.payout"].browse(payout.id)._move_to(
            "approved", actor=Actor(STAFF, user_id=finance.id)
        )
        return "approved"

    return work


def post(fresh):
    return str(
        fresh["errand.posting"]._post_batch(fresh["res.company"].browse(company.id))
    )


results = []
for number in range(ROUNDS):
    credit(CREDIT, f"race-credit:{worker.id}:{number}")
    env.cr.commit()
    asked = together([ask(f"race-{number}-{index}") for index in range(AT_ONCE)])
    payout = env["errand.payout"].search([("worker_id", "=", worker.id)], limit=1)
    approved = together([approve(payout) for _index in range(AT_ONCE)])
    results.append(
        {
            "asked": asked,
            "approved": approved,
            "state": payout.state,
            "payments": env["account.payment"].search_count(
                [("memo", "=", payout.name)]
            ),
            "available": worker._money()["available"],
            "in_flight": worker._money()["in_flight"],
        }
    )
before = env["errand.ledger.entry"].search_count([("company_id", "=", company.id)])
posted = together([post] * AT_ONCE)
links = env["errand.posting.link"].search([("company_id", "=", company.id)])
print(
    "RESULT",
    json.dumps(
        {
            "rounds": results,
            "posted": posted,
            "entries": before,
            "linked": len(links.entry_id),
            "links": len(links),
        }
    ),
)
