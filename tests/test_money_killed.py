"""R0.2, R0.12: a process that is killed in the middle of money doubles none."""

import signal

import pytest
from shell import run, run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


@pytest.fixture
def kill_and_repair(server, tmp_path):
    """A function that kills a process and repairs twice.

    It returns how it stood before, after the first and after the second repair.
    """
    (tmp_path / "provider").touch()

    def run_both(where):
        variables = {
            "ERRAND_KILL": where,
            "ERRAND_PROVIDER": str(tmp_path / "provider"),
        }
        killed = run(server, "money_killed.py", **variables)
        assert killed.returncode == -signal.SIGKILL, killed.stderr[-3000:]
        return run_program(server, "money_repair.py", **variables)

    return run_both


@pytest.mark.parametrize("where", ["payment", "booking"])
def test_paid_order_opens_though_the_process_died(kill_and_repair, where):
    """R0.2: Paid and killed, before or while it is booked: the order opens, once."""
    before, repaired, again = kill_and_repair(where)

    assert before["payment"] == "unpaid"
    assert before["task"] == "waiting"
    assert before["receipts"] == before["booked"] == []
    assert before["entries"] == 0

    assert repaired["payment"] == "paid"
    assert repaired["task"] == "open"
    assert repaired["opened"] == 1
    assert repaired["receipts"] == repaired["booked"] == [8]
    assert repaired["entries"] == 1
    assert repaired["held"]
    assert repaired["unbalanced"] == []
    assert again == repaired


@pytest.mark.parametrize("where", ["posting", "batches"])
def test_each_entry_is_posted_once_though_the_process_died(kill_and_repair, where):
    """R0.12: Killed with the journal entry made, or between batches: all, once."""
    before, repaired, again = kill_and_repair(where)

    assert before["linked"] < before["entries"]
    assert before["loose_moves"] == 0

    assert repaired["links"] == repaired["linked"] == repaired["entries"]
    assert repaired["in_books"] == repaired["in_ledger"] != 0
    assert repaired["loose_moves"] == 0
    assert repaired["findings"] == repaired["unbalanced"] == []
    assert again == repaired


def test_refund_with_a_lost_answer_waits_for_finance(kill_and_repair):
    """R0.2: Killed after the provider gave back: it is not asked a second time."""
    before, repaired, again = kill_and_repair("refund")

    assert before["state"] == ["sent"]
    assert len(before["asked"]) == 1
    assert repaired["state"] == ["unclear"]
    assert repaired["asked"] == before["asked"]
    assert repaired["in_flight"] == -8
    assert repaired["unbalanced"] == []
    assert again == repaired


def test_refund_with_a_key_is_repeated_and_given_once(kill_and_repair):
    """R0.2: Where the provider knows repeats, the same key is sent again."""
    before, repaired, again = kill_and_repair("refund_key")

    assert before["state"] == ["sent"]
    assert repaired["state"] == ["done"]
    assert len(repaired["asked"]) == 2
    assert len(set(repaired["asked"])) == 1
    assert repaired["in_flight"] == 0
    assert sorted(repaired["booked"]) == [8, 8]
    assert repaired["unbalanced"] == []
    assert again == repaired
