"""What set-up cannot do it says plainly, with the way to mend it."""

import errno
import os
import shutil
import socket

import pytest
import setup_trials
from ground.errors import GroundError
from ground.store import Store

NOWHERE = "http://127.0.0.1:9"  # nobody listens on the discard port here


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "checkout"
    folder.mkdir()
    return setup_trials.scratch_checkout(folder)


@pytest.fixture
def fake(tmp_path):
    """A function that puts a program before the real one of the same name."""
    folder = tmp_path / "bin"
    folder.mkdir()

    def make(name, script):
        real = shutil.which(name) or "/bin/false"
        program = folder / name
        program.write_text(f"#!/bin/sh\nreal={real}\n{script}\n")
        program.chmod(0o755)
        return {"PATH": f"{folder}:{os.environ['PATH']}"}

    return make


@pytest.fixture
def own_odoo(tmp_path):
    """A folder that looks like an Odoo 19.0 of the user."""
    package = tmp_path / "own" / "odoo"
    (package / "addons" / "base").mkdir(parents=True)
    (package / "release.py").write_text("version_info = (19, 0, 0, 'final', 0, '')\n")
    return package.parent


def setup(checkout, tmp_path, **extra):
    """Run `setup` of a scratch checkout with a download cache of its own."""
    extra = {"XDG_CACHE_HOME": tmp_path / "cache", "HOME": tmp_path, **extra}
    code, text = setup_trials.run([checkout / "scripts" / "errand", "setup"], **extra)
    assert code == 1, text
    assert "Traceback" not in text
    return text


def test_a_wrong_python_is_named(checkout, tmp_path):
    old = tmp_path / "python3.8"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.10" && exit\nexit 1\n'
    )
    old.chmod(0o755)

    text = setup(checkout, tmp_path, PYTHON=old)

    assert "needs Python 3.10 to 3.13" in text
    assert "Found: Python 3.8.10" in text
    assert "To mend it:" in text


def test_an_archive_that_cannot_be_reached_is_named(checkout, tmp_path, fake):
    # The real apt, but the address that it knows leads nowhere.
    path = fake(
        "apt-get", f'[ "$1" = indextargets ] && echo {NOWHERE}/ || exec $real "$@"'
    )

    text = setup(checkout, tmp_path, **path)

    assert "the Debian archive cannot be reached" in text
    assert "what was finished is kept" in text


def test_an_archive_without_odoo_is_named(checkout, tmp_path, fake):
    path = fake(
        "apt-get",
        'case "$*" in *" update"*) exit 0 ;; *download*odoo-19*)'
        ' echo "E: Unable to locate package odoo-19" >&2; exit 100 ;; esac\n'
        'exec $real "$@"',
    )

    text = setup(checkout, tmp_path, **path)

    assert "offers no odoo-19 (any more)" in text
    assert "ODOO_HOME=" in text


def test_a_python_index_that_cannot_be_reached_is_named(checkout, tmp_path, own_odoo):
    index = {
        "PIP_INDEX_URL": f"{NOWHERE}/simple",
        "PIP_EXTRA_INDEX_URL": f"{NOWHERE}/simple",
    }

    text = setup(checkout, tmp_path, ODOO_HOME=own_odoo, PIP_RETRIES=1, **index)

    assert "the Python index cannot be reached" in text


def npm_step(checkout, tmp_path, **extra):
    """Run the npm part of set-up alone."""
    script = (
        "from ground import node; from ground.settings import Settings;"
        "from ground.store import Store; from ground.errors import GroundError\n"
        "settings = Settings()\n"
        "try:\n    node.need(settings, Store(settings.var))\n"
        "except GroundError as error:\n    print(error.problem, error.mend)\n"
    )
    extra = {"PYTHONPATH": checkout / "scripts", "HOME": tmp_path, **extra}
    return setup_trials.run(setup_trials.python("-c", script), **extra)[1]


def test_an_npm_registry_that_cannot_be_reached_is_named(checkout, tmp_path):
    text = npm_step(
        checkout,
        tmp_path,
        npm_config_registry=NOWHERE,
        npm_config_fetch_retries=0,
        npm_config_cache=tmp_path / "npm-cache",
    )

    assert "the npm registry cannot be reached" in text


def test_a_full_disk_is_named_when_a_program_meets_it(checkout, tmp_path, fake):
    said = "npm error nospc ENOSPC: no space left on device, write"
    path = fake("npm", f'echo "{said}"; exit 228')

    text = npm_step(checkout, tmp_path, **path)

    assert "the disk is full (npm ci)" in text
    assert "free some space" in text


def test_a_full_disk_is_named_when_set_up_itself_meets_it(tmp_path):
    def build(_target):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(GroundError, match="the disk is full"):
        Store(tmp_path).need("thing", "mark", "a thing", build)

    assert Store(tmp_path).current("thing") is None


def test_a_missing_package_without_root_or_sudo_is_named(monkeypatch):
    from ground import packages

    monkeypatch.setattr(packages, "elevation", lambda: None)
    need = packages.Need("no-such-package", "no-such-command", "a test")

    with pytest.raises(GroundError, match="neither root nor has sudo") as caught:
        packages.need([need], None)

    assert (
        "apt-get install --no-install-recommends no-such-package" in caught.value.mend
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("version_info = (18, 0, 0, 'final', 0, '')\n", "is release 18.0, not 19.0"),
        (None, "holds no Odoo"),
    ],
)
def test_an_odoo_of_the_user_that_does_not_fit_is_named(
    checkout, tmp_path, content, message
):
    home = tmp_path / "other"
    (home / "odoo").mkdir(parents=True)
    if content:
        (home / "odoo" / "release.py").write_text(content)

    assert message in setup(checkout, tmp_path, ODOO_HOME=home)


def test_a_taken_port_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        code, text = setup_trials.run(
            [setup_trials.ROOT / "scripts" / "errand", "run"], PORT=port
        )

    assert code == 1
    assert f"port {port} is taken" in text
    assert f"make run PORT={port + 1}" in text


def test_a_database_url_that_makes_no_sense_is_named():
    code, text = setup_trials.run(
        [setup_trials.ROOT / "scripts" / "errand", "fresh-demo"],
        DATABASE_URL="localhost:5432",
    )

    assert code == 1
    assert "postgresql://user:password@host:port/" in text


def test_a_database_server_that_does_not_answer_is_named():
    code, text = setup_trials.run(
        [setup_trials.ROOT / "scripts" / "errand", "fresh-demo"],
        DATABASE_URL="postgresql://someone:secret@127.0.0.1:9/",
    )

    assert code == 1
    assert "the database server at 127.0.0.1 refuses someone" in text
    assert "secret" not in text
