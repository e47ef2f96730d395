"""R1.1: one number has one account, however many ask at once."""

import pytest
from shell import run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


def test_sign_ups_and_bindings_at_once_end_with_one_account(server):
    """R1.1: Real transactions: one account, one owner, each guess counted."""
    race = run_program(server, "member_race.py")

    assert (race["logins"], race["new"], race["users"]) == (1, 1, 1)
    assert race["racers"] > 1
    assert (race["owners"], race["told_bound"]) == (1, 1)
    assert race["tries"] == 5
    assert race["verdicts"] == ["dead", "wrong", "wrong", "wrong", "wrong"]
