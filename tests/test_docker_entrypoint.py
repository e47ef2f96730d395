"""docker/entrypoint.sh, for real; programs of ours stand for Odoo and PostgreSQL."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from ground.odoo_tests import free_port

DOCKER = Path(__file__).resolve().parents[1] / "docker"


@pytest.fixture
def start(tmp_path):
    """Run the entrypoint with a PATH of ours; return what came of it."""
    programs = tmp_path / "bin"
    programs.mkdir()
    show = "import json,os,sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"
    put(programs / "odoo", f'#!/bin/sh\nexec {sys.executable} -c "{show}" "$@"\n')
    put(programs / "wait-for-postgres", '#!/bin/sh\nexit "${REFUSED:-0}"\n')

    def run(*arguments, conf="", **variables):
        (tmp_path / "odoo.conf").write_text(f"[options]\n{conf}")
        return subprocess.run(
            [DOCKER / "entrypoint.sh", *arguments],
            capture_output=True,
            text=True,
            timeout=15,
            env={
                "PATH": f"{programs}:/usr/bin:/bin",
                "ODOO_RC": str(tmp_path / "odoo.conf"),
                **{name: str(value) for name, value in variables.items()},
            },
        )

    run.programs = programs
    return run


def put(path, text):
    path.write_text(text)
    path.chmod(0o755)


def seen(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


SERVER = {"HOST": "pg", "PORT": "6543", "USER": "shop", "PASSWORD": "p w$1"}
OPTIONS = ["--db_host=pg", "--db_port=6543", "--db_user=shop"]


def test_odoo_is_told_where_the_database_is(start):
    arguments, environment = seen(start("odoo", **SERVER))

    assert arguments == OPTIONS
    assert environment["PGPASSWORD"] == "p w$1"


def test_without_variables_the_defaults_are_those_of_the_official_image(start):
    arguments, environment = seen(start("odoo"))

    assert arguments == ["--db_host=db", "--db_port=5432", "--db_user=odoo"]
    assert environment["PGPASSWORD"] == "odoo"


def test_the_password_is_on_no_command_line(start):
    arguments, _environment = seen(start("odoo", **SERVER))

    assert not any("p w$1" in one for one in arguments)


@pytest.mark.parametrize(
    "given, wanted",
    [
        (["odoo", "--workers=4"], ["--workers=4"]),
        (["--workers=4", "-d", "a b"], ["--workers=4", "-d", "a b"]),
        (["odoo", "server", "-i", "x"], ["server", "-i", "x"]),
        (["odoo", "shell", "-d", "x"], ["shell", "-d", "x"]),
        ([], []),
    ],
)
def test_arguments_go_before_the_database_options(start, given, wanted):
    assert seen(start(*given, **SERVER))[0] == [*wanted, *OPTIONS]


def test_commands_with_an_order_of_their_own_get_the_database_by_environment(start):
    arguments, environment = seen(start("odoo", "db", "dump", "errand", **SERVER))

    assert arguments == ["db", "dump", "errand"]
    assert environment["PGHOST"] == "pg"


@pytest.mark.parametrize("command", ["--version", "--help", "scaffold"])
def test_what_needs_no_database_does_not_wait_for_one(start, command):
    assert seen(start("odoo", command, REFUSED=1, **SERVER))[0] == [command]


def test_another_program_is_run_as_it_is(start):
    done = start("echo", "hello", REFUSED=1)

    assert done.stdout == "hello\n"


def test_the_settings_file_goes_before_the_variables(start):
    conf = "db_host =  conf-host \ndb_port = False\n; db_user = nobody\ndb_password=s\n"

    arguments, environment = seen(start("odoo", conf=conf, **SERVER))

    assert arguments == ["--db_host=conf-host", "--db_port=6543", "--db_user=shop"]
    assert environment["PGPASSWORD"] == "s"


def test_secrets_come_from_files(start, tmp_path):
    (tmp_path / "password").write_text("from file\n")
    (tmp_path / "key").write_text("suite key\n")
    (tmp_path / "turn").write_text("relay key\n")

    _arguments, environment = seen(
        start(
            "odoo",
            PASSWORD_FILE=tmp_path / "password",
            ERRAND_SECRET_KEY_FILE=tmp_path / "key",
            ERRAND_TURN_SECRET_FILE=tmp_path / "turn",
        )
    )

    assert environment["PGPASSWORD"] == "from file"
    assert environment["ERRAND_SECRET_KEY"] == "suite key"
    assert environment["ERRAND_TURN_SECRET"] == "relay key"


def test_a_secret_file_that_is_not_there_is_named(start):
    done = start("odoo", PASSWORD_FILE="/nowhere/password")

    assert done.returncode == 1
    assert "PASSWORD_FILE=/nowhere/password cannot be read." in done.stderr


def test_odoo_is_not_started_when_the_database_stays_away(start):
    done = start("odoo", REFUSED=1, **SERVER)

    assert done.returncode == 1
    assert done.stdout == ""


def with_real_wait(start):
    put(
        start.programs / "wait-for-postgres",
        f"#!/bin/sh\nexec {sys.executable} {DOCKER / 'wait-for-postgres'}\n",
    )


def test_a_database_that_does_not_answer_is_given_up_in_plain_words(start):
    with_real_wait(start)

    done = start(
        "odoo", HOST="127.0.0.1", PORT=free_port(), USER="shop", DB_TIMEOUT="0.6"
    )

    assert done.returncode == 1
    assert "did not let user shop in for 0.6 s" in done.stderr
    assert "HOST, PORT, USER and PASSWORD" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_comes_late_is_waited_for(start, bench, tmp_path):
    with_real_wait(start)
    options = bench.server.options()
    late = tmp_path / "late"
    timer = threading.Timer(1, late.symlink_to, [options["db_host"]])
    timer.start()

    began = time.monotonic()
    arguments, _environment = seen(
        start(
            "odoo",
            HOST=late,
            PORT=options.get("db_port") or 5432,
            USER=options["db_user"],
        )
    )

    assert time.monotonic() - began > 0.9
    assert f"--db_host={late}" in arguments
