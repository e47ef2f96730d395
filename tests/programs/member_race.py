"""Runs in an Odoo shell: sign-ups, bindings and guesses at the same moment.

Prints one line, RESULT and JSON: how many accounts, owners and counted guesses.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

from odoo.exceptions import UserError

PEOPLE = 5
NEW, WANTED = "+8613900007771", "+8613900007772"

env = globals()["env"]
env["website"].search([]).auth_signup_uninvited = "b2c"
customers = env.ref("base.group_portal").user_ids[:PEOPLE]
code_id = env["errand.code"]._ask("sign_in", NEW, "192.0.2.7", env.company)
env.cr.commit()


def at_once(work, subjects):
    """Return ``work(env, subject)`` of all, begun at the same moment."""
    barrier = threading.Barrier(len(subjects))

    def run(subject):
        with env.registry.cursor() as cr:
            own = env(cr=cr)
            own["res.users"].search_count([])  # an old snapshot, as a request has
            barrier.wait(30)
            return work(own, subject)

    with ThreadPoolExecutor(len(subjects)) as pool:
        return list(pool.map(run, subjects))


def sign_up(own, _number):
    return own["errand.phone"]._account_of(NEW)


def bind(own, partner_id):
    try:
        partner = own["res.partner"].browse(partner_id)
        own["errand.phone"]._bind_once(partner, WANTED)
    except UserError:
        return False
    return True


def guess(own, _number):
    return own["errand.code"]._try_code(code_id, "sign_in", NEW, "no")


accounts = at_once(sign_up, range(PEOPLE))
bound = at_once(bind, customers.partner_id.ids)
verdicts = at_once(guess, range(PEOPLE))
env.cr.rollback()
env.invalidate_all()
print(
    "RESULT",
    json.dumps(
        {
            "logins": len({login for login, _is_new in accounts}),
            "new": sum(is_new for _login, is_new in accounts),
            "users": env["res.users"].search_count([("login", "=like", "phone-%")]),
            "owners": len(env["errand.phone"]._of_number(WANTED)),
            "told_bound": sum(bound),
            "racers": len(bound),
            "tries": env["errand.code"].browse(code_id).tries,
            "verdicts": sorted(verdicts),
        }
    ),
)
