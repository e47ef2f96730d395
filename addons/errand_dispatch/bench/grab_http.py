"""Grabs through HTTP beside an authenticated request that does nothing, one server.

Two worker processes, eight clients. First 200 distinct errands, each grabbed once;
then one errand that 200 couriers want at the same moment, and beside it the same crowd
that asks for nothing: what is above that is the grab's. Prints requests a second, their
ratio, and how long the crowds waited. Nothing is asserted: machines differ.

needs: fsync
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from odoo import fields
from odoo.http import get_default_session, root
from odoo.service.security import compute_session_token
from odoo.tools import config

CLIENTS, ERRANDS, CROWD, WORKERS = 8, 200, 200, 2
PATIENCE = 60

env = globals()["env"]
company = env.ref("base.main_company")


def free_port():
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def create_couriers(count):
    """Return so many verified couriers on duty, with logins."""
    users = env["res.users"].with_context(no_reset_password=True)
    users = users.create(
        [
            {
                "name": f"Bench courier {number}",
                "login": f"bench_courier_{number}",
                "group_ids": [(6, 0, [env.ref("base.group_portal").id])],
                "company_id": company.id,
                "company_ids": [(6, 0, company.ids)],
            }
            for number in range(count)
        ]
    )
    env["errand.worker"].create(
        [
            {
                "partner_id": user.partner_id.id,
                "company_id": company.id,
                "verification": "approved",
                "on_duty_since": fields.Datetime.now(),
            }
            for user in users
        ]
    )
    return users


def create_tasks(count):
    """Return so many open tasks without a trip: the way there is not measured."""
    branch = env["errand.branch"].create(
        {
            "name": "Bench",
            "company_id": company.id,
            "tz": "Asia/Shanghai",
            "latitude": 30.2,
            "longitude": 120.1,
        }
    )
    env["errand.price.rule"].create(
        {
            "company_id": company.id,
            "minimum_fee": 1,
            "suggested_fee": 5,
            "maximum_fee": 99,
        }
    )
    category = env["errand.category"].create(
        {"name": "Bench", "pickup": "no", "dropoff": "no"}
    )
    orders = env["errand.order"].create(
        [
            {
                "branch_id": branch.id,
                "partner_id": env.ref("base.partner_admin").id,
                "category_id": category.id,
                "description": "Bench",
                "fee": 5,
            }
            for _number in range(count)
        ]
    )
    orders._move_to("placed")
    # How orders are paid is not what is measured.
    waiting = orders.task_ids.filtered(lambda task: task.state == "waiting")
    if waiting:
        waiting._move_to("open", opened_at=fields.Datetime.now())
    return orders.task_ids


def sign_in(user, port):
    """Return a client with a session of its own, as after signing in."""
    session = root.session_store.new()
    session.update(get_default_session(), db=env.cr.dbname)
    session.uid, session.login = user.id, user.login
    session.context = {"lang": "en_US"}
    session.session_token = compute_session_token(session, env)
    root.session_store.save(session)
    client = requests.Session()
    client.cookies.set("session_id", session.sid)
    client.base = f"http://127.0.0.1:{port}"
    return client


def call(client, path, **params):
    """Return what a route answers; say what went wrong."""
    body = {"jsonrpc": "2.0", "method": "call", "params": params}
    answer = client.post(f"{client.base}{path}", json=body, timeout=PATIENCE).json()
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer.get("result")


@contextlib.contextmanager
def serving(port):
    """Have a server with worker processes while the block runs."""
    options = [
        *("-c", config["config"], "-d", env.cr.dbname, "--http-port", str(port)),
        *("--gevent-port", str(free_port()), "--workers", str(WORKERS)),
        *("--max-cron-threads", "0", "--log-level", "warn"),
    ]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, sys.argv[0], "server", *options], stdout=log, stderr=log
        )
        try:
            begun = time.monotonic()
            while time.monotonic() - begun < PATIENCE:
                with contextlib.suppress(requests.ConnectionError):
                    requests.get(
                        f"http://127.0.0.1:{port}/web/health", timeout=PATIENCE
                    )
                    break
                time.sleep(0.2)
            yield
        finally:
            server.terminate()
            server.wait(PATIENCE)


def rate(clients, requests_of):
    """Return how many requests a second eight clients made, all at once.

    :param requests_of: function of a client's number: a list of calls to make
    """
    gate = threading.Barrier(len(clients) + 1)

    def make(number):
        gate.wait(PATIENCE)
        return [one() for one in requests_of(number)]

    with ThreadPoolExecutor(len(clients)) as pool:
        running = [pool.submit(make, number) for number in range(len(clients))]
        gate.wait(PATIENCE)
        begun = time.perf_counter()
        answers = [answer for one in running for answer in one.result()]
        return len(answers) / (time.perf_counter() - begun), answers


def crowd(ask):
    """Let everybody ask at the same moment; return the seconds each took, and answers.

    :param ask: function of a client's number
    """
    gate = threading.Barrier(CROWD)

    def timed(number):
        gate.wait(PATIENCE)
        begun = time.perf_counter()
        answer = ask(number)
        return time.perf_counter() - begun, answer

    with ThreadPoolExecutor(CROWD) as pool:
        return zip(*pool.map(timed, range(CROWD)), strict=True)


def spread(waits):
    """Return seconds as a line of text."""
    cuts = statistics.quantiles(waits, n=20)
    median, most = (1e3 * cuts[number] for number in (9, 18))
    return f"median {median:.0f} ms, 95 % within {most:.0f} ms"


company.errand_active_limit = 2 * ERRANDS
couriers = create_couriers(CROWD)
tasks = create_tasks(ERRANDS + 1)
# Nor is the mail about new orders, which jobs would send while couriers grab.
env["queue.job"].search([("state", "=", "pending")]).unlink()
env.cr.commit()
port = free_port()
Path(config["data_dir"]).mkdir(parents=True, exist_ok=True)
with serving(port):
    clients = [sign_in(user, port) for user in couriers]
    some = clients[:CLIENTS]
    for client in clients:
        call(client, "/web/session/check")  # every worker process is warm
    share = ERRANDS // CLIENTS

    def nothing(number):
        """Return the calls of one client that do nothing."""
        return [lambda: call(some[number], "/web/session/check")] * share * 4

    def grabs(number):
        """Return the calls of one client that grab its own errands."""
        own = tasks.ids[number * share : (number + 1) * share]
        return [
            lambda task_id=task_id: call(
                some[number],
                "/courier/grab",
                task_id=task_id,
                key=f"bench-{number}-{task_id}",
            )["result"]
            for task_id in own
        ]

    bare, _answers = rate(some, nothing)
    grabbed, answers = rate(some, grabs)
    print(f"requests that do nothing     {bare:9.0f} a second")
    print(f"grabs, distinct errands      {grabbed:9.0f} a second {Counter(answers)}")
    print(f"ratio                        {grabbed / bare:9.2f}")

    last = tasks.ids[-1]

    def ask_nothing(number):
        """Make the crowd's other call."""
        return call(clients[number], "/web/session/check")

    def want(number):
        """Grab what everybody wants; return the answer."""
        result = "busy"
        while result == "busy":
            result = call(
                clients[number],
                "/courier/grab",
                task_id=last,
                key=f"crowd-{number}-{last}",
            )["result"]
        return result

    idle_waits, _answers = crowd(ask_nothing)
    waits, answers = crowd(want)
    print(f"{CROWD} on one errand: {dict(Counter(answers))}")
    print(f"  answered: {spread(waits)}")
    print(f"  the same crowd that asks for nothing: {spread(idle_waits)}")
print(f"processors                   {os.cpu_count():9}")
