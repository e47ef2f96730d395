"""Set-up cut off at any moment ends in the same state after the next run."""

import os
import subprocess
import textwrap

import pytest
import setup_trials
from ground.store import Store, fingerprint

# Three small things, each of many files written slowly, as the real steps do.
SMALL_SETUP = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from ground.lock import held
    from ground.store import Store

    var = Path(sys.argv[1])
    speed = float(sys.argv[2])

    def build(target):
        for number in range(30):
            (target / f"file-{number}").write_text(f"{target.name} {number}" * 100)
            time.sleep(speed)

    with held(var / "setup.lock", "set-up"):
        store = Store(var)
        for name in ("first", "second", "third"):
            store.need(name, sys.argv[3], name, build)
    """
)


def small_setup(var, speed=0.015, mark="abc"):
    return setup_trials.python("-c", SMALL_SETUP, var, speed, mark)


def ground():
    return {"PYTHONPATH": setup_trials.ROOT / "scripts"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ten_kills_lead_to_the_state_of_an_undisturbed_run(tmp_path, seed):
    calm, shaken = tmp_path / "calm", tmp_path / "shaken"
    setup_trials.run(small_setup(calm), **ground())

    killed = setup_trials.kill_at_moments(small_setup(shaken), seed, 0.6, **ground())
    code, text = setup_trials.run(small_setup(shaken), **ground())

    assert code == 0, text
    assert killed >= 5, "the moments must lie inside the run"
    assert setup_trials.state(shaken) == setup_trials.state(calm)
    assert not list(shaken.glob("**/.rubbish-*"))


def test_a_second_run_makes_nothing_again(tmp_path):
    setup_trials.run(small_setup(tmp_path), **ground())

    code, text = setup_trials.run(small_setup(tmp_path), **ground())

    assert (code, text) == (0, "")


def test_a_kill_while_something_changes_leaves_the_old_or_the_new(tmp_path):
    setup_trials.run(small_setup(tmp_path, mark="old"), **ground())

    setup_trials.kill_at_moments(small_setup(tmp_path, mark="new"), 7, 0.3, **ground())

    for name in ("first", "second", "third"):
        assert Store(tmp_path).current(name) in ("old", "new")
        assert len(list((tmp_path / name).glob("file-*"))) == 30


def test_a_fingerprint_changes_with_contents_names_and_texts(tmp_path):
    (tmp_path / "a").write_text("1")
    before = fingerprint("text", tmp_path)

    (tmp_path / "a").rename(tmp_path / "b")

    assert fingerprint("text", tmp_path) != before
    assert fingerprint("other", tmp_path) != fingerprint("text", tmp_path)


def test_two_runs_at_once_wait_for_one_another(tmp_path):
    slow = small_setup(tmp_path, speed=0.02)
    first = subprocess.Popen(
        [str(part) for part in slow],
        env={**os.environ, "PYTHONPATH": str(setup_trials.ROOT / "scripts")},
        stdout=subprocess.DEVNULL,
    )
    while not (tmp_path / "store").exists():
        assert first.poll() is None

    code, text = setup_trials.run(slow, **ground())

    assert first.wait() == 0
    assert code == 0
    assert "Waiting for another make" in text
    assert "==>" not in text, "the first run has made everything"
