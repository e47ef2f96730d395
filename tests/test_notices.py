"""R2.9: nothing is told twice, and nothing is lost with a process."""

import signal

import pytest
from shell import run, run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


def test_ten_transactions_tell_the_same_once(server):
    """R2.9: One of ten real concurrent transactions tells it, the others do not."""
    race = run_program(server, "notice_race.py")

    assert race["tellers"] == 1
    assert race["channels"]
    assert set(race["channels"].values()) == {1}


def test_what_a_killed_process_left_is_sent_once(server):
    """R2.9: A process dies while it sends: the repair sends the notice, once."""
    killed = run(server, "notice_killed.py")
    assert killed.returncode == -signal.SIGKILL

    repaired = run_program(server, "notice_repair.py")

    assert repaired == {"before": "queued", "after": "sent", "sent": 1}
