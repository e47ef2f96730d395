"""docker/: the files are well-formed, and refer to what exists. No container runs."""

import importlib.util
import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml
from dockerfile_parse import DockerfileParser

DOCKER = Path(__file__).resolve().parents[1] / "docker"
ROOT = DOCKER.parent


# === COMPOSE ===


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


def test_the_compose_file_has_the_form_of_the_specification(compose):
    # Found, not imported: of this package we want the schema only, not the program.
    (package,) = importlib.util.find_spec("check_jsonschema").submodule_search_locations
    schema = Path(package) / "builtin_schemas" / "vendor" / "compose-spec.json"

    jsonschema.validate(compose, json.loads(schema.read_text()))


def test_all_that_the_services_name_is_there(compose):
    for name, service in compose["services"].items():
        assert service.get("image") or service.get("build"), name
        for other in service.get("depends_on", {}):
            assert other in compose["services"], (name, other)
        for kind in ("networks", "secrets"):
            assert set(service.get(kind, ())) <= set(compose[kind]), (name, kind)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (DOCKER / source).exists(), (name, source)
            else:
                assert source in compose["volumes"], (name, source)


def test_who_is_waited_for_can_be_found_healthy(compose):
    image_checks = "HEALTHCHECK" in (DOCKER / "Dockerfile").read_text()
    for name, service in compose["services"].items():
        for other, how in service.get("depends_on", {}).items():
            assert how["condition"] == "service_healthy", (name, other)
            checked = "healthcheck" in compose["services"][other]
            assert checked or (other == "odoo" and image_checks), (name, other)


def test_what_serves_is_started_again_and_what_is_run_by_hand_is_not(compose):
    for name, service in compose["services"].items():
        by_hand = "by-hand" in service.get("profiles", ())
        wanted = "no" if by_hand else "unless-stopped"
        assert service["restart"] == wanted, name


def test_only_nginx_is_reached_from_outside(compose):
    published = [n for n, one in compose["services"].items() if one.get("ports")]

    assert published == ["nginx"]
    on_host = [n for n, one in compose["services"].items() if "network_mode" in one]
    assert on_host == ["turn"]
    assert compose["networks"]["data"]["internal"]
    assert compose["services"]["db"]["networks"] == ["data"]


def test_every_variable_of_compose_is_in_the_example_and_no_secret_has_a_value(compose):
    text = (DOCKER / "compose.yaml").read_text()
    rows = (DOCKER / ".env.example").read_text().splitlines()
    example = dict(r.split("=", 1) for r in rows if r and not r.startswith("#"))
    secrets = {one["environment"] for one in compose["secrets"].values()}

    assert set(re.findall(r"\$\{(\w+)", text)) | secrets == set(example)
    assert [name for name in secrets if example[name]] == []
    assert {n: d for n, d in re.findall(r"\$\{(\w+):-([^}]*)\}", text)} == {
        name: value for name, value in example.items() if name not in secrets
    }


def test_the_relay_takes_its_secret_from_the_environment_alone(compose, tmp_path):
    """R0.10: calls. The service's own command runs, a program of ours is coturn."""
    turn = compose["services"]["turn"]
    secret = tmp_path / "secret"
    secret.write_text("made-up-secret")
    seen = tmp_path / "turnserver.conf"
    server = tmp_path / "turnserver"
    server.write_text(f'#!/bin/sh\n[ "$1" = -c ] && cp "$2" {seen}\n')
    server.chmod(0o755)
    [command] = turn["command"]
    command = (
        command.replace("$$", "$")
        .replace("/run/secrets/errand_turn_secret", str(secret))
        .replace("/etc/coturn/turnserver.conf", str(DOCKER / "turnserver.conf"))
        .replace("/tmp/turnserver.conf", str(tmp_path / "made.conf"))
    )
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "TURN_REALM": "calls.example",
        "TURN_EXTERNAL_IP": "",
    }

    subprocess.run([*turn["entrypoint"], command], env=environment, check=True)

    made = seen.read_text().splitlines()
    assert "use-auth-secret" in made
    assert "static-auth-secret=made-up-secret" in made
    assert "realm=calls.example" in made
    assert not any(line.startswith("external-ip") for line in made)
    assert not any(line.startswith(("user=", "lt-cred-mech")) for line in made)
    assert "static-auth-secret" not in (DOCKER / "turnserver.conf").read_text()

    secret.write_text("")
    done = subprocess.run(
        [*turn["entrypoint"], command], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "ERRAND_TURN_SECRET is empty." in done.stderr


# === DOCKERFILE ===


@pytest.fixture(scope="module")
def steps():
    parser = DockerfileParser(path=str(DOCKER / "Dockerfile"))
    return [s for s in parser.structure if s["instruction"] != "COMMENT"]


def values(steps, instruction):
    return [step["value"] for step in steps if step["instruction"] == instruction]


def test_the_dockerfile_keeps_the_conventions_of_the_official_image(steps):
    assert values(steps, "ARG") == ["BASE=odoo:19.0"]
    assert values(steps, "EXPOSE") == ["8069 8071 8072"]
    assert json.loads(values(steps, "VOLUME")[0]) == [
        "/var/lib/odoo",
        "/mnt/extra-addons",
    ]
    assert json.loads(values(steps, "ENTRYPOINT")[0]) == ["/entrypoint.sh"]
    assert json.loads(values(steps, "CMD")[0]) == ["odoo"]
    assert "ODOO_RC=/etc/odoo/odoo.conf" in values(steps, "ENV")[0]
    assert "/web/health" in values(steps, "HEALTHCHECK")[0]


def test_the_image_runs_as_odoo_and_is_made_last(steps):
    stages = [value.rsplit(" ", 1)[1] for value in values(steps, "FROM")]

    assert stages == ["gather", "image", "check", "errand"]
    assert values(steps, "USER")[-1] == "odoo"


def test_what_is_copied_from_the_checkout_is_there_and_let_through(steps):
    ignore = (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()
    allowed = [row[1:] for row in ignore if row.startswith("!")]
    for value in values(steps, "COPY"):
        if value.startswith("--from"):
            continue
        for source in value.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(f"{source}/".startswith(f"{one}/") for one in allowed), source


def test_lists_and_caches_of_apt_stay_out_of_the_image(steps):
    froms = [n for n, step in enumerate(steps) if step["instruction"] == "FROM"]
    for run in values(steps[froms[1] :], "RUN"):
        if "apt-get install" in run:
            assert "--no-install-recommends" in run
            assert "rm -rf /var/lib/apt/lists/*" in run


@pytest.mark.parametrize("name", ["entrypoint.sh", "build-here"])
def test_the_shell_scripts_are_read_by_the_shell_and_may_be_run(name):
    assert os.access(DOCKER / name, os.X_OK)
    subprocess.run(["sh", "-n", DOCKER / name], check=True)


def test_no_file_names_a_server_to_download_from():
    for path in DOCKER.rglob("*"):
        if path.is_file() and path.name != ".env":
            found = re.findall(r"https?://([^/\s'\"]+)", path.read_text())
            ours = ("127.0.0.1", "odoo", "$host", "localhost")
            assert [host for host in found if not host.startswith(ours)] == [], path


# === ODOO.CONF ===


def test_queue_job_is_loaded_and_reaches_odoo_inside():
    text = (DOCKER / "odoo.conf").read_text()

    for row in (
        r"server_wide_modules = .*\bqueue_job\b",
        r"proxy_mode = True",
        r"gevent_port = 8072",
        r"list_db = False",
        r"\[queue_job\]\n(.*\n)*host = 127\.0\.0\.1\nport = 8069\nchannels = root:\d",
    ):
        assert re.search(rf"^{row}$", text, re.MULTILINE), row
