"""How fast it is found who is near, beside PostGIS on the same points in the same run.

In 20 cities: 100,000 couriers on duty, 1,000,000 past orders with their claims, 20,000
in work and 10,000 open, made by SQL from one seed. Prints the 95th percentile of the
query of a courier's pool and of that of a task's couriers, each as it is used, with
all rules, and with PostGIS (``ST_DWithin`` over a GiST index) finding the near ones
instead; then of the bare search for points. Needs some minutes and 1 GB. Nothing is
asserted: machines differ.

needs: postgis
"""

import operator
import random
import statistics
import time
from unittest.mock import patch

from odoo.tools import SQL

from odoo.addons.errand_base.engine.geo import Point
from odoo.addons.errand_base.tools.near import distance_sql, flat_boxes, in_box_sql

COURIERS, PAST, IN_WORK, OPEN, CITIES = 100_000, 1_000_000, 20_000, 10_000, 20
#: How often each query is asked, and how often before that, unmeasured.
ASKED, WARM = 400, 40
POOL = "odoo.addons.errand_dispatch.models.errand_worker_pool"
NEAR = "odoo.addons.errand_dispatch.models.errand_task_near"

env = globals()["env"]
dice = random.Random(67)
company = env.ref("errand_base.demo_company")
branch = env.ref("errand_base.demo_branch_wulin")
# Positions of this run stay live while it lasts.
company.errand_position_minutes = 600
env.cr.commit()
# VACUUM runs outside of transactions; the database is thrown away.
env.cr.connection.autocommit = True


def first_id(table):
    """Return an id behind which a table is empty."""
    env.cr.execute(SQL("SELECT coalesce(max(id), 0) FROM %s", SQL.identifier(table)))
    return env.cr.fetchone()[0]


facts = {
    "company": company.id,
    "branch": branch.id,
    "currency": company.currency_id.id,
    "customer": env.ref("errand_base.demo_user_customer").partner_id.id,
    "categories": env["errand.category"].search([], limit=4).ids,
    "cities": CITIES,
    "couriers": COURIERS,
    "past": PAST,
    "in_work": PAST + IN_WORK,
    "orders": PAST + IN_WORK + OPEN,
    "partner": first_id("res_partner"),
    "worker": first_id("errand_worker"),
    "order": first_id("errand_order"),
    "task": first_id("errand_task"),
    # The sum of three chances lies around the middle of a city, within 25 km or so.
    "apart": SQL("(random() + random() + random() - 1.5) * 0.16"),
}
FILL = {
    "cities": """
        SELECT setseed(0.67);
        CREATE TEMP TABLE city AS SELECT n - 1 AS number,
            24 + 16 * random() AS latitude, 102 + 18 * random() AS longitude
        FROM generate_series(1, %(cities)s) n""",
    "people": """
        INSERT INTO res_partner (id, name, active, autopost_bills)
        SELECT %(partner)s + n, 'Bench ' || n, true, 'ask'
        FROM generate_series(1, %(couriers)s) n""",
    "couriers": """
        INSERT INTO errand_worker (id, partner_id, company_id, name, active, is_courier,
            verification, service_class, range_km, on_duty_since)
        SELECT %(worker)s + n, %(partner)s + n, %(company)s, 'Bench ' || n, true, true,
            'approved',
            CASE WHEN random() < 0.2 THEN 'professional' ELSE 'ordinary' END,
            round((1 + 4 * random())::numeric, 1), now() AT TIME ZONE 'UTC'
        FROM generate_series(1, %(couriers)s) n""",
    "accepted": """
        INSERT INTO errand_category_errand_worker_rel
        SELECT %(worker)s + n, category
        FROM generate_series(1, %(couriers)s, 5) n,
            unnest((%(categories)s)[1:2]) category""",
    "positions": """
        INSERT INTO errand_position (worker_id, latitude, longitude, at)
        SELECT %(worker)s + n, round((latitude + %(apart)s)::numeric, 7),
            round((longitude + %(apart)s)::numeric, 7), now() AT TIME ZONE 'UTC'
            - CASE WHEN random() < 0.05 THEN interval '1 day' ELSE interval '0' END
        FROM generate_series(1, %(couriers)s) n
        JOIN city ON city.number = n %% %(cities)s""",
    "orders": """
        INSERT INTO errand_order (id, name, company_id, branch_id, currency_id,
            category_id, partner_id, description, service_class, state, payment_state,
            payment_way, fee, range_km, goods_cap, weight_kg)
        SELECT %(order)s + n, 'BENCH' || n, %(company)s, %(branch)s, %(currency)s,
            (%(categories)s)[1 + n %% 4], %(customer)s, 'Bench',
            CASE WHEN random() < 0.2 THEN 'professional' ELSE 'ordinary' END,
            CASE WHEN n <= %(past)s THEN 'done' WHEN n <= %(in_work)s THEN 'in_progress'
                ELSE 'placed' END, 'paid',
            CASE WHEN random() < 0.1 THEN 'cash' ELSE 'online' END, 10,
            round((1 + 4 * random())::numeric, 1), 0, 0
        FROM generate_series(1, %(orders)s) n""",
    "tasks": """
        INSERT INTO errand_task (id, order_id, company_id, branch_id, category_id,
            service_class, range_km, kind, leg, state, worker_id, has_start,
            start_latitude, start_longitude, opened_at)
        SELECT %(task)s + o.n, o.id, company_id, branch_id, category_id, service_class,
            range_km, 'carry', 'outward', CASE WHEN o.n <= %(past)s THEN 'done'
                WHEN o.n <= %(in_work)s THEN 'assigned' ELSE 'open' END,
            CASE WHEN o.n <= %(in_work)s
                THEN %(worker)s + 1 + o.n::bigint * 7919 %% %(couriers)s END, true,
            round((latitude + %(apart)s)::numeric, 7),
            round((longitude + %(apart)s)::numeric, 7), now() AT TIME ZONE 'UTC'
        FROM (SELECT *, id - %(order)s AS n FROM errand_order) o
        JOIN city ON city.number = o.n %% %(cities)s WHERE o.n > 0""",
    "claims": """
        INSERT INTO errand_assignment
            (task_id, worker_id, assigned_at, ended_at, outcome)
        SELECT id, worker_id, opened_at, CASE WHEN state = 'done' THEN opened_at END,
            CASE WHEN state = 'done' THEN 'done' END
        FROM errand_task WHERE id > %(task)s AND worker_id IS NOT NULL""",
    "claims given up": """
        INSERT INTO errand_assignment
            (task_id, worker_id, assigned_at, ended_at, outcome)
        SELECT id, %(worker)s + 1 + id::bigint * 7907 %% %(couriers)s, opened_at,
            opened_at, 'hand_back'
        FROM errand_task WHERE id > %(task)s AND (state = 'open' OR id %% 50 = 0)""",
}
TABLES = [
    "res_partner",
    "errand_worker",
    "errand_position",
    "errand_order",
    "errand_task",
    "errand_assignment",
    "errand_category_errand_worker_rel",
]
PLACES = """
    CREATE TEMP TABLE point AS SELECT id, ST_SetSRID(ST_MakePoint(
        %(longitude)s::float8, %(latitude)s::float8), 4326)::geography AS place
    FROM %(table)s WHERE %(wanted)s;
    ALTER TABLE %(table)s ADD COLUMN place geography(Point, 4326);
    UPDATE %(table)s SET place = point.place FROM point WHERE point.id = %(table)s.id;
    CREATE INDEX ON %(table)s USING gist (place) WHERE %(wanted)s;
    DROP TABLE point"""


def fill():
    """Make couriers and orders."""
    for name, statement in FILL.items():
        start = time.perf_counter()
        env.cr.execute(SQL(statement, **facts))
        print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)


def settle():
    """Let the planner know the tables, whatever autovacuum does."""
    # Nothing is left of the places' way into this table, in no index.
    env.cr.execute("VACUUM FULL errand_position")
    for table in TABLES:
        env.cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
    env.invalidate_all()


def add_places():
    """Give PostGIS its own column and index on the same points; False without it."""
    env.cr.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
    version = env.cr.fetchone()
    print(f"PostGIS {version[0] if version else 'is not there: no comparison'}")
    if not version:
        return False
    named = {
        "errand_position": ("", "true"),
        "errand_task": ("start_", "state = 'open'"),
    }
    for table, (prefix, wanted) in named.items():
        env.cr.execute(
            SQL(
                PLACES,
                table=SQL.identifier(table),
                latitude=SQL.identifier(f"{prefix}latitude"),
                longitude=SQL.identifier(f"{prefix}longitude"),
                wanted=SQL(wanted),
            )
        )
    return True


def geography(latitude, longitude):
    """Return a point for PostGIS."""
    return SQL(
        "ST_SetSRID(ST_MakePoint(%s::float8, %s::float8), 4326)::geography",
        longitude,
        latitude,
    )


def within(place, point, km):
    """Return the condition of PostGIS; on the sphere, which is its faster way."""
    return SQL("ST_DWithin(%s, %s, %s * 1000, false)", place, point, km)


def metres_apart(place, point):
    """Return the distance of PostGIS, as ``distance_sql``."""
    return SQL("ST_Distance(%s, %s, false) / 1000", place, point)


def pool_sql(courier):
    """Return the query of a courier's pool."""
    return courier._pool_sql(courier._position()._point(), 100)


def pool_of_postgis(courier):
    """Return the same query, with PostGIS in place of box and great circle."""
    here = courier._position()._point()
    point = geography(here.latitude, here.longitude)
    place = SQL("errand_task.place")
    near = within(place, point, courier.range_km)
    with (
        patch(
            f"{POOL}.in_box_sql",
            lambda *_box: SQL("errand_task.state = 'open' AND %s", near),
        ),
        patch(f"{POOL}.distance_sql", lambda *_ends: metres_apart(place, point)),
    ):
        return pool_sql(courier)


def near_sql(tasks):
    """Return the query of the couriers near tasks."""
    return tasks._near_sql(None, False)


def near_of_postgis(tasks):
    """Return the same query, with PostGIS in place of box and great circle."""
    point = geography(SQL("task.latitude"), SQL("task.longitude"))
    place = SQL("position.place")
    near = within(place, point, SQL("task.range_km"))
    with (
        patch(f"{NEAR}.in_box_sql", lambda *_box: near),
        patch(f"{NEAR}.distance_sql", lambda *_ends: metres_apart(place, point)),
    ):
        return near_sql(tasks)


def points_sql(task):
    """Return the bare search: positions within the task's range."""
    start = Point(task.start_latitude, task.start_longitude)
    [box] = flat_boxes(start, task.range_km)
    columns = SQL("latitude"), SQL("longitude")
    km = distance_sql(
        SQL("%s::float8", start.latitude),
        SQL("%s::float8", start.longitude),
        *columns,
    )
    return SQL(
        "SELECT worker_id FROM errand_position WHERE %s AND %s <= %s::float8",
        in_box_sql(*columns, box.south, box.north, box.west, box.east),
        km,
        task.range_km,
    )


def points_of_postgis(task):
    """Return the same search by PostGIS."""
    point = geography(task.start_latitude, task.start_longitude)
    return SQL(
        "SELECT worker_id FROM errand_position WHERE %s",
        within(SQL("place"), point, task.range_km),
    )


def ask(query, key):
    """Return how long a query took, in ms, and the keys of what it found."""
    start = time.perf_counter()
    env.cr.execute(query)
    rows = env.cr.fetchall()
    return (time.perf_counter() - start) * 1e3, {key(row) for row in rows}


def scanned(query):
    """Return the tables that a query reads from end to end."""
    env.cr.execute(SQL("EXPLAIN %s", query))
    plan = [row[0] for row in env.cr.fetchall()]
    return {row.split(" on ")[1].split()[0] for row in plan if "Seq Scan" in row}


def measure(name, things, ours, theirs, key=operator.itemgetter(0)):
    """Ask both in turn, and print what came out.

    :param key: what of a row both must have found
    """
    ways = [ours, theirs] if HAS_POSTGIS else [ours]
    asked, whole = [], set()
    for number, thing in enumerate(things):
        queries = [way(thing) for way in ways]
        whole |= scanned(queries[0]) & set(TABLES)
        # Whoever is asked second finds the pages warm: take turns.
        turn = 1 if number % 2 else -1
        asked.append([ask(query, key) for query in queries[::turn]][::turn])
    asked = asked[WARM:]
    found = [len(results[0][1]) for results in asked]
    figures = [
        middle_and_tail([results[way][0] for results in asked])
        for way in range(len(ways))
    ]
    row = [f"{value:8.2f}" for pair in figures for value in pair]
    if HAS_POSTGIS:
        row.append(f"{figures[0][1] / figures[1][1]:8.2f}")
    most = f"{statistics.mean(found):.1f} ({max(found)})"
    print("  ".join([f"{name:<28}", f"{most:>16}", *row]), flush=True)
    different = sum(len(a[1] ^ b[1]) for a, *rest in asked for b in rest)
    if different or whole:
        print(f"   found by one only: {different}; read whole: {sorted(whole)}")


def middle_and_tail(values):
    """Return the median and the 95th percentile."""
    cuts = statistics.quantiles(values, n=20)
    return cuts[9], cuts[18]


fill()
HAS_POSTGIS = add_places()
settle()
workers = env["errand.worker"].browse(
    facts["worker"] + number
    for number in dice.sample(range(1, COURIERS + 1), ASKED + WARM)
)
tasks = env["errand.task"].browse(
    facts["task"] + PAST + IN_WORK + number
    for number in dice.sample(range(1, OPEN + 1), ASKED + WARM)
)
head = ["median", "95 %", *(["PostGIS", "95 %", "ratio"] if HAS_POSTGIS else [])]
head = [f"{word:>8}" for word in head]
print("  ".join([f"{'in ms':<28}", f"{'found (most)':>16}", *head]))
measure("pool of a courier", workers, pool_sql, pool_of_postgis)
couriers = operator.itemgetter(0, 1)
measure("couriers near a task", tasks, near_sql, near_of_postgis, couriers)
batches = [tasks[n : n + 50] for n in range(0, len(tasks), 50)] * 15
measure("couriers near 50 tasks", batches, near_sql, near_of_postgis, couriers)
measure("positions in range, bare", tasks, points_sql, points_of_postgis)
