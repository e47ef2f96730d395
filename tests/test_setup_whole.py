"""The true set-up, killed at ten moments. Long: `make soak` runs it."""

import pytest
import setup_trials

SEED = 19
LONGEST = 40  # seconds; the whole takes about a hundred with a filled cache
# Byte code, and files that name the folder they lie in.
CHANGING = ("__pycache__", "bin", "pyvenv.cfg", "RECORD", "errand_odoo.pth")


@pytest.mark.soak
def test_the_whole_set_up_survives_ten_kills(tmp_path):
    calm, shaken = (tmp_path / name for name in ("calm", "shaken"))
    for folder in (calm, shaken):
        folder.mkdir()
        setup_trials.scratch_checkout(folder)
    code, text = setup_trials.run([calm / "scripts" / "errand", "setup"])
    assert code == 0, text

    command = [shaken / "scripts" / "errand", "setup"]
    killed = setup_trials.kill_at_moments(command, SEED, LONGEST)
    code, text = setup_trials.run(command)

    assert code == 0, text
    print(f"killed {killed} times")
    assert killed >= 5
    expected = setup_trials.state(calm / "var", CHANGING)
    assert setup_trials.state(shaken / "var", CHANGING) == expected
    assert set(expected) >= {"odoo", "venv", "oca", "npm"}
