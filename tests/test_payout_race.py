"""R0.12: however many ask, approve and post at once, money moves once."""

import pytest
from shell import run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


def test_payouts_and_postings_at_once_move_money_once(server):
    """R0.12: Six requests, six approvals, six postings in real transactions."""
    told = run_program(server, "payout_race.py")

    assert len(told["rounds"]) == 6
    for number, race in enumerate(told["rounds"], start=1):
        assert race["asked"] == ["asked"] + ["refused"] * 5
        assert race["approved"] == ["approved"] + ["refused"] * 5
        assert race["state"] == "approved"
        assert race["payments"] == 1
        assert race["available"] == 0
        assert race["in_flight"] == 60 * number
    assert told["links"] == told["linked"] == told["entries"]
