"""Fixtures of the black-box tests: real servers, a real browser.

    def test_something(live_server, page): ...

``live_server`` is one Odoo for a test module, on a copy of the demo database;
``start_server`` makes more, for example with several worker processes. They
also work when pytest is started by hand: var/venv/bin/python -m pytest tests
"""

import contextlib
import shutil

import pytest
from ground import addons, live, testbases, workbench
from ground.settings import Settings

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A made-up microphone; two windows of one machine call each other without
    # a name service, over the only network that every machine has.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--allow-loopback-in-peer-connection",
]
PHONE = {"width": 390, "height": 844}
LAKE = {"latitude": 30.2560, "longitude": 120.1530}
#: Milliseconds. The first page of a fresh server waits for its assets to be made.
PATIENCE = 60_000


@pytest.fixture(scope="session")
def bench():
    """The tests' database server, up for the whole session."""
    with workbench.opened(Settings(), "tests") as opened:
        yield opened


@pytest.fixture(scope="session")
def template(bench):
    """Name of a template database with all add-ons and their demo data."""
    return testbases.suite(bench, addons.installable(bench.settings), demo=True)


@pytest.fixture(scope="module")
def start_server(request, bench, template):
    """A function that starts an Odoo on a database of its own, until the module ends.

    ``start_server(workers=2)`` has two worker processes: real concurrency. The
    bus then answers at ``gevent_port``. ``jobs="root:0"`` leaves queue jobs alone.
    """
    label = request.module.__name__.rsplit(".", 1)[-1].removeprefix("test_")
    with contextlib.ExitStack() as servers:
        count = 0

        def start(**options):
            nonlocal count
            count += 1
            name = f"{label}_{count}"
            return servers.enter_context(live.serving(bench, template, name, **options))

        yield start


@pytest.fixture(scope="module")
def live_server(start_server):
    """One Odoo for all tests of the module."""
    return start_server()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, headless."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing; make test installs it"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_FLAGS
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def open_phone(browser, live_server):
    """A function that opens a phone of its own for each person, at the lake.

    Page errors fail the module's last test.
    """
    contexts = []
    errors = []

    def open_one(**options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE,
            geolocation=LAKE,
            permissions=["geolocation", "microphone"],
            **options,
        )
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(PATIENCE)
        window.on("pageerror", lambda error: errors.append(str(error)))
        return window

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def page(browser, live_server):
    """A fresh browser window on ``live_server``; page errors fail the test."""
    context = browser.new_context(base_url=live_server.url, viewport=None)
    errors = []
    window = context.new_page()
    window.on("pageerror", lambda error: errors.append(str(error)))
    yield window
    context.close()
    assert not errors, errors
