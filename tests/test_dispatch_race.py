"""R2.3, R2.4, R0.8: sweeps, couriers and deaths of processes meet in dispatch."""

import pytest
from shell import PROGRAMS, run_program


@pytest.fixture(scope="module")
def server(start_server):
    return start_server(jobs="root:0")


@pytest.fixture(scope="module")
def race(server):
    return run_program(server, "dispatch_race.py", ERRAND_PROGRAMS=str(PROGRAMS))


@pytest.fixture(scope="module")
def killed(server):
    return run_program(server, "dispatch_killed.py", ERRAND_PROGRAMS=str(PROGRAMS))


def test_sweeps_at_once_give_each_task_to_one(race):
    """R2.3: six sweeps at once: each task one owner, nobody above the limit."""
    sweeps = race["sweeps"]

    assert sweeps["states"] == {"assigned": 24, "open": 16}
    assert sweeps["loads"] == [8, 8, 8]
    assert sweeps["claims"] == [1]
    assert sweeps["draws"] == [1]
    assert sweeps["undecided"] == 0
    assert sweeps["holds"]


def test_accepting_and_giving_up_at_once_have_one_outcome(race):
    """R0.7, R0.8: either the courier has it, or the customer has the money back."""
    for ending in race["accept"]:
        if ending["told"] == "won":
            assert ending["order"] == "in_progress"
            assert (ending["task"], ending["claims"]) == ("assigned", 1)
        else:
            assert ending["told"] == "lost"
            assert (ending["order"], ending["task"]) == ("cancelled", "cancelled")
            assert ending["claims"] == 0


def test_a_step_whose_process_died_is_taken_again(killed):
    """R2.4: whichever step it was, nothing is half done, and the next sweep does it."""
    for kind, after in killed.items():
        assert after["died"], kind
        assert after["nothing_half"], kind
        assert after["keys_twice"] == 0, kind
        assert after["decisions"] == [kind], (kind, after)


def test_what_a_step_does_is_done_once(killed):
    """R2.4, R0.7: one offer, one owner, one refund, one message."""
    assert killed["random"]["state"] == killed["named"]["state"] == "assigned"
    assert killed["random"]["claims"] == killed["named"]["claims"] == 1
    assert killed["push"]["offers"] == killed["pool"]["offers"] > 0
    assert killed["give_up"]["state"] == "cancelled"
    assert killed["take_back"]["state"] in ("open", "assigned")
    assert not killed["branch"]["branch"]
    assert killed["tell_manager"]["told"] == ["staff_task_late"]
    assert killed["tell_customer"]["told"] == ["customer_still_searching"]
    assert killed["manual"]["told"] == ["staff_task_waiting"]
    assert killed["remind"]["told"] == ["worker_reminded"]
