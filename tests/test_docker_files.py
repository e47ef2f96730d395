"""docker/: the files are well-formed, refer to what exists, and do what they say.

No container runs here. nginx runs for real, between two small servers of ours; the
entrypoint runs for real, with programs of ours in place of Odoo and PostgreSQL.
"""

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest
import yaml
from dockerfile_parse import DockerfileParser
from ground import nginx
from ground.settings import Settings

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
        wanted = "no" if "profiles" in service else "unless-stopped"
        assert service["restart"] == wanted, name


def test_only_nginx_is_reached_from_outside(compose):
    published = [n for n, one in compose["services"].items() if one.get("ports")]

    assert published == ["nginx"]
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


@pytest.mark.parametrize("name", ["entrypoint.sh", "build-here", "odoo"])
def test_the_shell_scripts_are_read_by_the_shell_and_may_be_run(name):
    assert os.access(DOCKER / name, os.X_OK)
    subprocess.run(["sh", "-n", DOCKER / name], check=True)


def test_no_file_names_a_server_to_download_from():
    for path in DOCKER.rglob("*"):
        if path.is_file() and path.name != ".env":
            found = re.findall(r"https?://([^/\s'\"]+)", path.read_text())
            ours = ("127.0.0.1", "odoo", "$host", "localhost")
            assert [host for host in found if not host.startswith(ours)] == [], path


# === ENTRYPOINT ===


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

    _arguments, environment = seen(
        start(
            "odoo",
            PASSWORD_FILE=tmp_path / "password",
            ERRAND_SECRET_KEY_FILE=tmp_path / "key",
        )
    )

    assert environment["PGPASSWORD"] == "from file"
    assert environment["ERRAND_SECRET_KEY"] == "suite key"


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


# === NGINX ===


class Upstream(BaseHTTPRequestHandler):
    """Answers with its name and what it was asked."""

    def do_GET(self):
        if self.headers.get("Upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            return
        self.answer()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer()

    def answer(self):
        told = {"who": self.server.who, "path": self.path, "pad": "x" * 2000}
        body = json.dumps({**told, "headers": dict(self.headers)}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """docker/nginx.conf, running on a free port; only addresses are replaced."""
    folder = tmp_path_factory.mktemp("nginx")
    upstreams = {who: upstream(who) for who in ("workers", "gevent")}
    port = free_port()
    text = (DOCKER / "nginx.conf").read_text()
    (folder / "mime.types").write_text("types { text/html html; }\n")
    (folder / "tls").mkdir()
    replaced = {
        "odoo:8069": f"127.0.0.1:{upstreams['workers'].server_port}",
        "odoo:8072": f"127.0.0.1:{upstreams['gevent'].server_port}",
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/etc/nginx/": f"{folder}/",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
    }
    for old, new in replaced.items():
        assert old in text, old
        text = text.replace(old, new)
    # Debian's build keeps bodies where only its service may write.
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = text.replace("http {", f"http {{\n{scratch}", 1)
    (folder / "nginx.conf").write_text(f"daemon off;\nmaster_process off;\n{text}")
    program = nginx.program(Settings())
    command = [program, "-p", folder, "-e", folder / "error.log", "-c", "nginx.conf"]
    command[-1] = folder / "nginx.conf"
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen(command)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        for one in upstreams.values():
            one.shutdown()
            one.server_close()


def upstream(who):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.who = who
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def ask(site, path, **headers):
    """Return (status, answer); the path is sent as it is written."""
    request = urllib.request.Request(f"{site}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, None


@pytest.mark.parametrize("path", ["/", "/odoo", "/errand/order", "/my_queue_job/x"])
def test_pages_go_to_the_workers(site, path):
    status, answer = ask(site, path)

    assert (status, answer["who"], answer["path"]) == (200, "workers", path)


@pytest.mark.parametrize(
    "path", ["/websocket?version=19.0-2", "/websocket/peek_notifications"]
)
def test_the_bus_goes_to_the_gevent_process(site, path):
    status, answer = ask(site, path)

    assert (status, answer["who"], answer["path"]) == (200, "gevent", path)


def test_a_websocket_is_let_through(site):
    port = int(site.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), 5) as link:
        link.sendall(
            b"GET /websocket HTTP/1.1\r\nHost: shop\r\n"
            b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
        )

        assert link.recv(1000).startswith(b"HTTP/1.1 101 ")


@pytest.mark.parametrize(
    "path",
    [
        "/queue_job",
        "/queue_job/runjob?job_uuid=1",
        "//queue_job/runjob",
        "/web/../queue_job/runjob",
        "/web/..%2fqueue_job/runjob",
        "/queue%5Fjob/runjob",
        "/zh_CN/queue_job/runjob",
    ],
)
def test_jobs_are_not_started_from_outside(site, path):
    assert ask(site, path) == (404, None)


def test_odoo_is_told_who_asks_and_how_whatever_the_client_claims(site):
    claims = {"X-Forwarded-Host": "evil", "X-Forwarded-Proto": "https"}

    for path in ("/", "/websocket"):
        headers = ask(site, path, Host="shop:8080", **claims)[1]["headers"]

        assert headers["Host"] == headers["X-Forwarded-Host"] == "shop:8080"
        assert headers["X-Forwarded-Proto"] == "http"
        assert headers["X-Forwarded-For"].split(", ")[-1] == "127.0.0.1"


def test_large_texts_are_compressed(site):
    request = urllib.request.Request(site, headers={"Accept-Encoding": "gzip"})

    with urllib.request.urlopen(request, timeout=10) as response:
        assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("megabytes, status", [(20, 200), (65, 413)])
def test_photos_pass_and_floods_do_not(site, megabytes, status):
    request = urllib.request.Request(f"{site}/upload", data=b"x" * (megabytes << 20))
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            found = response.status
    except urllib.error.HTTPError as error:
        found = error.code
    except (ConnectionError, urllib.error.URLError):
        # nginx answers from the length alone and closes while we still send.
        found = 413

    assert found == status


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
