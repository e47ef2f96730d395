"""R0.8: exactly one courier gets an errand, however many grab at once."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from people import call, sign_in
from shell import run_program


@pytest.fixture(scope="module")
def server(start_server):
    # What a race leaves is looked at before a job goes on with it.
    return start_server(workers=2, jobs="root:0")


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


def test_cancelling_and_the_courier_s_taps_have_one_outcome(server):
    """R0.2, R0.9: whoever commits first counts; the other is told, money is right."""
    told_courier = "The customer cancelled this errand. Do not go on."
    kept = {"receipts": 10.0, "courier_payable": -4.5, "penalty": -0.5}
    results = run_program(server, "ending_race.py")
    for ending in results["pick-up"]:
        if ending["told"][0] == "cancelled":
            assert ending["told"][1] == told_courier
            assert (ending["order"], ending["tasks"]) == ("cancelled", ["cancelled"])
            assert ending["balances"] == {**kept, "refund_in_flight": -5.0}
            assert ending["refunds"] == [5.0]
        else:
            # It became dearer than what was shown: nothing is cancelled.
            assert ending["told"] == ["OfferChanged", "done"]
            assert (ending["order"], ending["tasks"]) == ("in_progress", ["picked_up"])
            assert ending["balances"] == {"receipts": 10.0, "escrow": -10.0}
    for ending in results["deliver"]:
        if ending["told"][0] == "cancelled":
            assert ending["told"][1] == told_courier
            assert ending["order"] == "in_progress"
            assert ending["tasks"] == ["cancelled", "picked_up"]
        else:
            assert ending["told"] == ["MoveRefused", "done"]
            assert (ending["order"], ending["legs"]) == ("done", 1)
            assert "escrow" not in ending["balances"]
        assert ending["refunds"] == []


def test_a_payment_that_meets_its_cancellation_goes_back_once(server):
    """R0.2: booked before or after, it is given back whole, and once."""
    for ending in run_program(server, "ending_race.py")["payment"]:
        assert ending["told"] == ["cancelled", "booked"]
        assert (ending["order"], ending["tasks"]) == ("cancelled", ["cancelled"])
        assert ending["refunds"] == [10.0]
        assert ending["balances"] == {"receipts": 10.0, "refund_in_flight": -10.0}


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
