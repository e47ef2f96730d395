"""Runs in an Odoo shell: ten transactions tell the same news at the same moment.

Prints one line, RESULT and JSON: how many of them told it, and over which channels.
"""

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from odoo.addons.errand_base.tools.transaction import in_fresh_transaction

TELLERS = 10

env = globals()["env"]
order = env["errand.order"].search([("category_id.is_desk", "=", False)], limit=1)
order.partner_id.write({"phone": "+8613700000001", "email": "racer@example.com"})
env.cr.commit()
barrier = threading.Barrier(TELLERS)


def tell(_number):
    """Tell it; the first try has a snapshot from before anybody told."""
    tries = []

    def work(fresh):
        own = order.with_env(fresh)
        own.read(["name"])
        if not tries:
            tries.append(True)
            barrier.wait(30)
        return len(own._notify("customer_failed", "race"))

    return in_fresh_transaction(env, work)


with ThreadPoolExecutor(TELLERS) as pool:
    told = list(pool.map(tell, range(TELLERS)))
env.cr.rollback()
env.invalidate_all()
notices = env["errand.notice"].search(
    [("key", "=like", f"customer_failed:{order.id}:race:%")]
)
channels = Counter(notices.mapped("channel"))
print("RESULT", json.dumps({"tellers": sum(map(bool, told)), "channels": channels}))
