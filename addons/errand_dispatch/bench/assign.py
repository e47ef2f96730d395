"""5,000 new orders to 200 people of 20 branches, beside Odoo's own lead assignment.

Both in one database, one after the other: ``crm`` allocates 5,000 leads to 20 teams and
their 200 members; dispatch draws for 5,000 orders of 20 branches among the 10 people on
duty in each, through the one door, with audit rows, events and notices. Prints how many
a second each did, and the ratio. Nothing is asserted: machines differ.
"""

import time
from datetime import timedelta

from odoo import fields

ORDERS, UNITS, EACH = 5_000, 20, 10

env = globals()["env"]
env["ir.module.module"].search([("name", "=", "crm")]).button_immediate_install()
env = env(user=env.ref("base.user_admin"), context={"no_reset_password": True})
company = env.ref("base.main_company")
now = fields.Datetime.now()


def timed(function):
    """Return how long a call took with its commit, in seconds."""
    start = time.perf_counter()
    function()
    env.cr.commit()
    return time.perf_counter() - start


def create_users(prefix, groups):
    """Return one user for each place, with an address and a number."""
    return env["res.users"].create(
        [
            {
                "name": f"{prefix} {number}",
                "login": f"bench_{prefix}_{number}",
                "email": f"bench_{prefix}_{number}@example.com",
                "phone": f"+86 571 8600 {number:04d}",
                "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
                "company_id": company.id,
                "company_ids": [(6, 0, company.ids)],
            }
            for number in range(UNITS * EACH)
        ]
    )


# === Odoo's own === #

sellers = create_users("seller", ["sales_team.group_sale_salesman"])
env["crm.team"].search([]).active = False
teams = env["crm.team"].create(
    [
        {"name": f"Team {number}", "use_leads": True, "company_id": company.id}
        for number in range(UNITS)
    ]
)
env["crm.team.member"].create(
    [
        {
            "crm_team_id": teams[number // EACH].id,
            "user_id": seller.id,
            "assignment_max": 30 * 2 * ORDERS // len(sellers),
        }
        for number, seller in enumerate(sellers)
    ]
)
leads = env["crm.lead"].create(
    [
        {
            "name": f"Lead {number}",
            "type": "lead",
            "team_id": False,
            "user_id": False,
            "email_from": f"lead{number}@example.com",
            "probability": 50,
        }
        for number in range(ORDERS)
    ]
)
env.cr.commit()
stock = timed(
    lambda: teams._action_assign_leads(force_quota=True, creation_delta_days=0)
)
env.invalidate_all()
assigned = sum(bool(lead.user_id) for lead in leads)
print(f"crm: {assigned:5} leads assigned   {assigned / stock:9.0f} a second")

# === Ours === #

clerks = create_users("clerk", ["errand_base.group_clerk"])
branches = env["errand.branch"].create(
    [
        {
            "name": f"Branch {number}",
            "company_id": company.id,
            "tz": "Asia/Shanghai",
            "latitude": 30 + number / 10,
            "longitude": 120,
        }
        for number in range(UNITS)
    ]
)
for number, branch in enumerate(branches):
    branch.user_ids = clerks[number * EACH : (number + 1) * EACH]
workers = env["errand.worker"].create(
    [
        {
            "partner_id": clerk.partner_id.id,
            "company_id": company.id,
            "branch_id": branches[number // EACH].id,
            "is_courier": False,
            "is_clerk": True,
            "verification": "approved",
        }
        for number, clerk in enumerate(clerks)
    ]
)
shifts = env["errand.shift"].create(
    [
        {
            "worker_id": worker.id,
            "branch_id": worker.branch_id.id,
            "start_at": now - timedelta(hours=1),
            "end_at": now + timedelta(hours=8),
        }
        for worker in workers
    ]
)
shifts._move_to("published")
desk = env["errand.category"].create(
    {"name": "Bench desk", "is_desk": True, "pickup": "no", "dropoff": "no"}
)
orders = env["errand.order"].create(
    [
        {
            "branch_id": branches[number % UNITS].id,
            "partner_id": company.partner_id.id,
            "category_id": desk.id,
            "description": "Bench",
            "fee": 0,
        }
        for number in range(ORDERS)
    ]
)
placing = timed(lambda: orders._move_to("placed"))
print(f"placed and opened            {ORDERS / placing:9.0f} a second")
# The scheduled action is the system.
runs = env["errand.dispatch.run"].sudo()


def assign():
    """Take the steps that are due, as the scheduled action does."""
    while runs._sweep(limit=ORDERS):
        env.cr.commit()


env.invalidate_all()
ours = timed(assign)
tasks = orders.task_ids
assigned = sum(task.state == "assigned" for task in tasks)
print(f"dispatch: {assigned:5} assigned     {assigned / ours:9.0f} a second")
ids = tuple(tasks.ids)
for table in ("errand_dispatch_decision", "errand_assignment", "errand_dispatch_run"):
    env.cr.execute(f"SELECT count(*) FROM {table} WHERE task_id IN %s", [ids])
    print(f"  rows of {table:<26} {env.cr.fetchone()[0]:6}")
env.cr.execute("SELECT count(*) FROM errand_event WHERE task_id IN %s", [ids])
print(f"  rows of {'errand_event':<26} {env.cr.fetchone()[0]:6}")
print(f"ratio                        {stock / ours * assigned / ORDERS:9.1f}")
