"""R0.8: exactly one courier gets an errand, however many grab at once."""

import json
import subprocess
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from ground import odoo

PROGRAMS = Path(__file__).parent / "programs"
TIMEOUT = 60


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(workers=2)


def sign_in(server, login):
    """Return a session of a demo user."""
    session = requests.Session()
    page = session.get(f"{server.url}/web/login", timeout=TIMEOUT).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    session.post(
        f"{server.url}/web/login",
        data={"login": login, "password": login, "csrf_token": token},
        timeout=TIMEOUT,
    )
    return session


def call(server, session, route, **params):
    """Call a JSON route; return its result."""
    body = {"jsonrpc": "2.0", "method": "call", "params": params}
    answer = session.post(f"{server.url}{route}", json=body, timeout=TIMEOUT).json()
    assert "result" in answer, answer.get("error")
    return answer["result"]


def run_program(server, name):
    """Run a program in an Odoo shell on the server's database; return its result."""
    done = subprocess.run(
        odoo.command(
            server.bench.settings,
            "shell",
            "-c",
            server.config,
            "-d",
            server.database,
            "--no-http",
        ),
        input=(PROGRAMS / name).read_text(),
        capture_output=True,
        text=True,
        timeout=300,
        env=odoo.environment(server.bench.settings),
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    assert lines, done.stderr[-3000:]
    return json.loads(lines[0].removeprefix("RESULT "))


def test_fifty_transactions_grab_one_errand_and_one_wins(server):
    """R0.8: One winner of 50 real concurrent transactions; the others have lost."""
    for race in run_program(server, "grab_race.py"):
        assert race["answers"] == ["lost"] * 49 + ["won"]
        assert race["state"] == "assigned"
        assert race["claims"] == 1
        assert race["moves"] == 1
        assert race["holder_won"]


def test_cancelling_and_grabbing_at_once_have_one_outcome(server):
    """R0.2, R0.8: Either it is cancelled and given back, or the courier has it."""
    cancelled = {
        "told": ["cancelled", "lost"],
        "order": "cancelled",
        "task": "cancelled",
        "escrow": 0.0,
        "refunds": 1,
    }
    grabbed = {
        "told": ["refused", "won"],
        "order": "in_progress",
        "task": "assigned",
        "escrow": 5.0,
        "refunds": 0,
    }

    for ending in run_program(server, "cancel_race.py"):
        assert ending in (cancelled, grabbed)


def test_couriers_grab_over_http_and_each_is_answered(server):
    """R0.8: Over two server processes too, one wins and the loser is told in words."""
    sessions = [sign_in(server, login) for login in ("courier", "courier2", "courier3")]
    for session in sessions:
        call(server, session, "/courier/duty", on=True)
        call(
            server,
            session,
            "/courier/position",
            latitude=30.27,
            longitude=120.16,
        )
    cards = call(server, sessions[0], "/courier/pool")["cards"]
    task_id = next(card["id"] for card in cards if card["service_class"] == "ordinary")

    def grab(session):
        key = uuid.uuid4().hex
        while True:
            answer = call(server, session, "/courier/grab", task_id=task_id, key=key)
            if answer["result"] != "busy":
                return answer

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(grab, sessions))

    results = sorted(answer["result"] for answer in answers)
    assert results.count("won") == 1
    assert set(results) <= {"won", "lost", "refused"}
    assert all(answer["message"] for answer in answers)
    claims = server.query(
        "SELECT count(*) FROM errand_assignment"
        " WHERE task_id = %s AND ended_at IS NULL",
        [task_id],
    )
    assert claims[0][0] == 1


def test_a_repeated_grab_has_the_same_answer(server):
    """R0.8: A tap that is sent twice is one grab."""
    session = sign_in(server, "courier3")
    call(server, session, "/courier/duty", on=True)
    call(server, session, "/courier/position", latitude=30.27, longitude=120.16)
    cards = call(server, session, "/courier/pool")["cards"]
    key = uuid.uuid4().hex

    first = call(server, session, "/courier/grab", task_id=cards[0]["id"], key=key)
    second = call(server, session, "/courier/grab", task_id=cards[0]["id"], key=key)

    assert first["result"] == "won", first
    assert second == first
