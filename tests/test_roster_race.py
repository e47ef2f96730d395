"""R2.8: however many plan at once, nobody works twice, and nothing is made twice."""

import pytest
from shell import run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


def test_people_who_plan_at_once_are_told_the_truth(server):
    """R2.8: Bookings, weekly hours, swaps and generation in real transactions."""
    told = run_program(server, "roster_race.py")

    assert told["booked"] == ["ValidationError"] * 5 + ["made"]
    assert told["booked_shifts"] == 1
    assert told["week"].count("made") == 3
    assert told["week_hours"] == 24
    assert told["accepted"].count("accepted") == 1
    assert set(told["accepted"]) <= {"accepted", "MoveLost", "RecordBusy"}
    # Either the swap was first, or the other shift: never both.
    assert told["taker_shifts"] == 1
    assert told["roster_shifts"] == told["wanted_shifts"]
