# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How long it takes to plan 500 people for 31 days, and to weigh them.

One branch, three templates, rest and weekly hours checked. Prints seconds and queries:
the preview, the generation, generating again, publishing; then who is on duty and what
500 people with 200 points each weigh, in milliseconds. Nothing is asserted: machines
differ.
"""

import time
from datetime import date, datetime, timedelta

PEOPLE = 500
DAYS = 31
POINTS = 200

env = globals()["env"]
company = env.ref("errand_base.demo_company")
company.write({"errand_rest_hours": 11, "errand_week_hours": 48})
branch = env["errand.branch"].create(
    {
        "name": "Bench",
        "company_id": company.id,
        "tz": "Asia/Shanghai",
        "latitude": 30.2,
        "longitude": 120.2,
    }
)
partners = env["res.partner"].create([{"name": f"P {n}"} for n in range(PEOPLE)])
workers = env["errand.worker"].create(
    [
        {
            "partner_id": partner.id,
            "company_id": company.id,
            "branch_id": branch.id,
            "verification": "approved",
        }
        for partner in partners
    ]
)
week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), True)
env["errand.shift.template"].create(
    [
        {
            "name": name,
            "branch_id": branch.id,
            "start_hour": start,
            "end_hour": end,
            "needed": needed,
            **week,
        }
        for name, start, end, needed in (
            ("Early", 6, 14, 170),
            ("Late", 14, 22, 150),
            ("Night", 22, 6, 100),
        )
    ]
)
day = date(2031, 6, 2)
roster = env["errand.roster"].create(
    {
        "branch_id": branch.id,
        "day_from": day,
        "day_until": day + timedelta(days=DAYS - 1),
    }
)
roster._move_to("generating")


def measured(name, work):
    """Print how long a step takes, with its queries, from a cold cache."""
    env.flush_all()
    env.invalidate_all()
    queries = env.cr.sql_log_count
    start = time.perf_counter()
    result = work()
    env.flush_all()
    seconds = time.perf_counter() - start
    queries = env.cr.sql_log_count - queries
    print(f"{name:28} {seconds:9.3f} s {queries:7} queries")
    return result


measured("preview", roster._plan)
measured("generation", roster._generate)
print(f"{'':28} {roster.shift_count} shifts, {roster.refusal_count} not possible")
roster._move_to("generating")
measured("generation again", roster._generate)
shifts = env["errand.shift"].search(roster._shift_domain())
measured("publishing", lambda: shifts._move_to("published"))
env.cr.execute("ANALYZE errand_shift")
at = datetime(2031, 6, 10, 2)
found = measured("on duty", lambda: env["errand.worker"]._on_duty(branch, at))
print(f"{'':28} {len(found)} people")
env.cr.execute(
    """
    INSERT INTO errand_point (worker_id, company_id, points, reason, at, key)
    SELECT worker, %s, 2, 'handled_in_time',
           now() AT TIME ZONE 'UTC' - n * interval '9 hours',
           'bench:' || worker || ':' || n
      FROM unnest(%s) worker, generate_series(1, %s) n
    """,
    [company.id, workers.ids, POINTS],
)
env.cr.execute("ANALYZE errand_point")
measured("weights", workers._weights)
ranking = env["errand.ranking"]
measured(
    "ranking", lambda: ranking.search_fetch([("branch_id", "=", branch.id)], ["rank"])
)
