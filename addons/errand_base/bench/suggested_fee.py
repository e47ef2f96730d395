# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How fast a fee is suggested among 100,000 errands grabbed within 14 days.

They lie within about 20 km of a branch, one in six is of the category asked for.
Prints medians and 95th percentiles in milliseconds: in the middle of the town, at its
edge, and where nothing happened. Nothing is asserted: machines differ.
"""

import random
import statistics
import time

from odoo import fields

from odoo.addons.errand_base.engine.geo import Point

TASKS = 100_000
ORDERS = 1000
READS = 50

env = globals()["env"]
dice = random.Random(7)
company = env.ref("errand_base.demo_company")
branch = env.ref("errand_base.demo_branch_wulin")
category = env.ref("errand_base.category_deliver")
kinds = env["errand.category"].search([], limit=6).ids
orders = env["errand.order"].create(
    [
        {
            "branch_id": branch.id,
            "partner_id": company.partner_id.id,
            "category_id": category.id,
            "description": "Bench",
            "fee": dice.randrange(6, 30),
        }
        for _number in range(ORDERS)
    ]
)
env.flush_all()
start = time.perf_counter()
# Many tasks share an order: what is read is the tasks' own index, then 50 orders.
env.cr.execute(
    """
    INSERT INTO errand_task (order_id, company_id, branch_id, category_id,
        service_class, kind, leg, state, worker_id, has_start, start_latitude,
        start_longitude, assigned_at)
    SELECT %(first)s + n %% %(orders)s, %(company)s, %(branch)s,
           (%(kinds)s::int[])[1 + n %% 6], 'ordinary', 'carry', 'outward',
           'cancelled', NULL, true,
           %(latitude)s + (random() - 0.5) * 0.36,
           %(longitude)s + (random() - 0.5) * 0.42,
           %(now)s::timestamp - random() * interval '14 days'
      FROM generate_series(1, %(tasks)s) n
    """,
    {
        "first": min(orders.ids),
        "orders": ORDERS,
        "company": company.id,
        "branch": branch.id,
        "kinds": [category.id, *[kind for kind in kinds if kind != category.id]],
        "latitude": branch.latitude,
        "longitude": branch.longitude,
        "now": fields.Datetime.now(),
        "tasks": TASKS,
    },
)
env.cr.execute("ANALYZE errand_task")
print(f"{TASKS} errands written in    {time.perf_counter() - start:7.1f} s")

places = {
    "middle of the town": (0.0, 0.0),
    "its edge": (0.18, 0.21),
    "where nothing happened": (1.0, 1.0),
}
for place, (north, east) in places.items():
    at = Point(branch.latitude + north, branch.longitude + east)
    seconds = []
    fees = []
    for _read in range(READS):
        start = time.perf_counter()
        fees = env["errand.fee.suggestion"]._grabbed_fees(company, category, at)
        seconds.append(time.perf_counter() - start)
    cuts = statistics.quantiles(seconds, n=20)
    print(
        f"{place:<24} {len(fees):3} fees   median {cuts[9] * 1e3:7.1f} ms"
        f"   95 % {cuts[18] * 1e3:7.1f} ms"
    )
env.cr.rollback()
