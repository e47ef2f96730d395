"""Runs in an Odoo shell: twenty people open one order's chat, each in a transaction.

Prints one line, RESULT and JSON: which rooms they were led to, and what there is.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

PEOPLE = 20

env = globals()["env"]
task = env["errand.task"].search([("state", "=", "assigned")], limit=1)
order = task.order_id
link = env["errand.public.link"]._of_token(
    env["errand.public.link"]._token_for(order, "follow"), "follow"
)
order._chat_rooms().unlink()
env.cr.commit()
barrier = threading.Barrier(PEOPLE)
customer, nobody = order.partner_id, env["res.partner"]


def enter(number):
    """Half are the customer's tabs, half the recipient's phones."""
    with env.registry.cursor() as cr:
        mine = order.with_env(env(cr=cr))
        claim = mine._chat_claim()
        barrier.wait(30)
        if number % 2:
            mine._enter_chat(
                claim, "customer", customer.with_env(mine.env), None, "en_US"
            )
        else:
            mine._enter_chat(
                claim,
                "recipient",
                nobody.with_env(mine.env),
                link.with_env(mine.env),
                "en_US",
            )


with ThreadPoolExecutor(PEOPLE) as pool:
    list(pool.map(enter, range(PEOPLE)))

env.cr.rollback()
env.invalidate_all()
rooms = order._chat_rooms()
result = {
    "rooms": len(rooms),
    "roles": sorted(rooms.channel_member_ids.mapped("errand_role")),
    "guests": env["mail.guest"].search_count([("errand_link_id", "=", link.id)]),
}
print("RESULT", json.dumps(result))
