"""How fast a pool is read and errands are grabbed, one after another, in one process.

Prints medians and 95th percentiles in milliseconds, for 500 open errands around the
demo's couriers. Nothing is asserted: machines differ.
"""

import random
import statistics
import time

from odoo import fields

from odoo.addons.errand_base.engine.geo import Point

ERRANDS = 500
READS = 50
GRABS = 100

env = globals()["env"]
dice = random.Random(7)
company = env.ref("errand_base.demo_company")
branch = env.ref("errand_base.demo_branch_wulin")
courier = env.ref("errand_base.demo_worker_courier")
company.errand_active_limit = ERRANDS
here = Point(branch.latitude, branch.longitude)
env["errand.position"]._report(courier, here, 10.0, fields.Datetime.now())


def percentiles(name, seconds):
    """Print the median and the 95th percentile of a list of durations."""
    cuts = statistics.quantiles(seconds, n=20)
    print(f"{name:<28} median {cuts[9] * 1e3:7.1f} ms   95 % {cuts[18] * 1e3:7.1f} ms")


def timed(function):
    """Return how long a call took, in seconds."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


contacts = env["errand.contact"].create(
    [
        {
            "name": f"Bench {number}",
            "company_id": company.id,
            "phone": "+86 571 8500 0000",
            "address": f"{number} Bench Road",
            "latitude": here.latitude + dice.uniform(-0.04, 0.04),
            "longitude": here.longitude + dice.uniform(-0.04, 0.04),
            "has_point": True,
        }
        for number in range(ERRANDS)
    ]
)
orders = env["errand.order"].create(
    [
        {
            "branch_id": branch.id,
            "partner_id": env.ref("errand_base.demo_user_customer").partner_id.id,
            "category_id": env.ref("errand_base.category_deliver").id,
            "description": "Bench",
            "pickup_contact_id": contact.id,
            "dropoff_contact_id": contacts[0].id,
            "fee": 10,
        }
        for contact in contacts
    ]
)


def place_and_open():
    """How orders are paid is not what is measured."""
    orders._move_to("placed")
    orders.task_ids._move_to("open", opened_at=fields.Datetime.now())


placing = timed(place_and_open)
print(f"placed and opened            {ERRANDS / placing:7.0f} a second")

reads = []
for _read in range(READS):
    env.invalidate_all()
    reads.append(timed(lambda: [task._pool_card(km) for task, km in courier._pool()]))
print(f"cards in the pool            {len(courier._pool()):7}")
percentiles("read the pool, cold cache", reads)

tasks = [task for task, _km in courier._pool()][:GRABS]
grabs = []
for task in tasks:
    key = f"bench-{task.id}"
    grabs.append(timed(lambda task=task, key=key: task._contest(courier, key)))
    env.flush_all()
percentiles("grab, in one transaction", grabs)
env.cr.rollback()
