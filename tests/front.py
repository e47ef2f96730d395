"""The web server that stands before Odoo: docker/nginx.conf, running for real."""

import contextlib
import socket
import subprocess
import time
from pathlib import Path

from ground import nginx
from ground.odoo_tests import free_port
from ground.settings import Settings

DOCKER = Path(__file__).resolve().parents[1] / "docker"


@contextlib.contextmanager
def nginx_before(folder, workers, gevent, settings=""):
    """Have nginx run before these two ports of this machine; yield its own port.

    Only addresses and folders of the file are replaced.

    :param settings: more for its ``http`` block, such as who is believed
    """
    port = free_port()
    text = (DOCKER / "nginx.conf").read_text()
    (folder / "mime.types").write_text("types { text/html html; }\n")
    (folder / "tls").mkdir()
    replaced = {
        "odoo:8069": f"127.0.0.1:{workers}",
        "odoo:8072": f"127.0.0.1:{gevent}",
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
    text = text.replace("http {", f"http {{\n{scratch}{settings}", 1)
    written = folder / "nginx.conf"
    written.write_text(f"daemon off;\nmaster_process off;\n{text}")
    program = nginx.program(Settings())
    command = [program, "-p", folder, "-e", folder / "error.log", "-c", written]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    process = subprocess.Popen(command)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port):
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
