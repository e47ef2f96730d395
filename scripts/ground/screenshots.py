"""`make screenshots`: the pictures in docs/images, taken from a fresh demo.

Each is a page of the demo as one of its people sees it, at the size of their screen.
"""

import contextlib
import shutil

from . import addons, live, testbases, workbench
from .say import line

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1360, "height": 800}
LAKE = {"latitude": 30.2580, "longitude": 120.1530}
SETTLE_MS = 4000  # maps and pictures come after the page

# name, login, size, page; {order} is the demo order that is on its way
SHOTS = [
    ("customer-categories", "customer", PHONE, "/errand"),
    ("customer-form", "customer", PHONE, "/errand/deliver-for-me-3"),
    ("customer-orders", "customer", PHONE, "/my/errands"),
    ("customer-order", "customer", PHONE, "/my/errands/{order}"),
    ("courier-pool", "courier2", PHONE, "/courier"),
    ("courier-home", "courier", PHONE, "/courier"),
    ("courier-chinese", "courier3", PHONE, "/courier"),
    ("office-orders", "dispatcher", DESK, "/odoo/errands"),
    ("office-order", "dispatcher", DESK, "/odoo/errands/{order}"),
    ("office-ledger", "finance", DESK, "/odoo/errand-ledger"),
    ("office-category", "admin", DESK, "/odoo/errand-categories/4"),
]


def perform(settings):
    """Take every picture anew; return 0."""
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as stack:
        bench = stack.enter_context(workbench.opened(settings, "tests"))
        template = testbases.suite(bench, addons.installable(settings), demo=True)
        server = stack.enter_context(live.serving(bench, template, "screenshots"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        [(order,)] = server.query(
            "SELECT order_id FROM errand_task WHERE state = 'picked_up' LIMIT 1"
        )
        for name, login, size, page in SHOTS:
            line(f"    {name}")
            target = settings.root / "docs" / "images" / f"{name}.png"
            _take(browser, server.url, login, size, page.format(order=order), target)
        _overview(browser, settings.root / "docs" / "images")
        browser.close()
    return 0


def _take(browser, url, login, size, page, target):
    context = browser.new_context(
        base_url=url, viewport=size, geolocation=LAKE, permissions=["geolocation"]
    )
    window = context.new_page()
    window.goto("/web/login")
    window.fill("input[name=login]", login)
    window.fill("input[name=password]", login)
    window.click("form.oe_login_form button[type=submit]")
    window.wait_for_url(lambda address: "/web/login" not in address)
    window.goto(page)
    window.wait_for_timeout(SETTLE_MS)
    window.screenshot(path=target)
    context.close()


def _overview(browser, images):
    """The README's picture: customer, courier and back office side by side."""
    window = browser.new_page(viewport={"width": 1400, "height": 620})
    pictures = "".join(
        f'<img src="{(images / f"{name}.png").as_uri()}" style="height:560px;'
        'border-radius:14px;box-shadow:0 4px 24px rgba(0,0,0,.25)">'
        for name in ("customer-order", "courier-home", "office-orders")
    )
    page = images / "overview.html"
    page.write_text(
        '<body style="margin:0;padding:30px;display:flex;gap:24px;background:#e9edf2">'
        f"{pictures}</body>"
    )
    window.goto(page.as_uri())
    window.wait_for_timeout(500)
    window.screenshot(path=images / "overview.png")
    page.unlink()
    window.close()
