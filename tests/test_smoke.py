"""The demo as a visitor meets it: it answers, one can log in, the bus is there."""

import time
from urllib.request import urlopen

import pytest
import websocket


@pytest.fixture(scope="module")
def many(start_server):
    """A server with worker processes, as in a shop."""
    return start_server(workers=2)


def test_the_administrator_reaches_the_back_office(live_server, page):
    page.goto("/web/login?redirect=/odoo")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")

    page.click("form.oe_login_form button[type=submit]")

    page.wait_for_selector(".o_main_navbar", timeout=90_000)


def test_the_message_bus_accepts_a_websocket(live_server):
    address = live_server.url.replace("http", "ws") + "/websocket?version=19.0-2"

    link = websocket.create_connection(address, origin=live_server.url, timeout=20)

    assert link.connected
    link.close()


def test_barcodes_are_drawn(live_server):
    """Labels and reports ask for them; they need a library that draws bitmaps."""
    for kind, value in (("QR", "errand"), ("Code128", "ERRAND-1")):
        with urlopen(f"{live_server.url}/report/barcode/{kind}/{value}") as answer:
            assert answer.headers["Content-Type"] == "image/png"
            assert answer.read(8) == b"\x89PNG\r\n\x1a\n"


def test_two_worker_processes_answer(many):
    rows = many.query("SELECT count(*) FROM ir_module_module WHERE state = 'installed'")

    assert rows[0][0] > 0


def test_with_worker_processes_the_websocket_is_served_beside_them(many):
    """Odoo starts a process of its own for it, by the path of its program."""
    address = f"ws://127.0.0.1:{many.gevent_port}/websocket?version=19.0-2"
    link, deadline = None, time.monotonic() + 90
    while link is None and time.monotonic() < deadline:
        try:
            # Its first visitor waits until it has loaded all add-ons.
            link = websocket.create_connection(address, origin=many.url, timeout=60)
        except ConnectionRefusedError:  # it starts after the others
            time.sleep(0.2)

    assert link and link.connected
    link.close()
