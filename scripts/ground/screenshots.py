"""`make screenshots`: the pictures in docs/images, taken from a fresh demo.

Each is a page of the demo as one of its people sees it, at the size of their screen.
`make screenshots T="office-board courier"` takes those alone whose names begin so.
"""

import contextlib
import shutil
import sys

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
#: In the back office, on the site, in the app.
READY = ".o_action_manager > *, #wrap, .courier-switch"
PATIENCE_MS = 120_000  # the first page of a fresh server waits for its assets

POLICY = "/odoo/errand-dispatch-policies/{policy}"

# name, login, size, page; what is in braces is a record of the demo, see RECORDS
SHOTS = [
    # Before the phones below, which are all at one place.
    ("office-board", "dispatcher", DESK, "/odoo/errand-board"),
    ("customer-categories", "customer", PHONE, "/errand"),
    ("customer-form", "customer", PHONE, "/errand/deliver-for-me-3"),
    ("customer-branches", "customer", PHONE, "/errand/branches"),
    ("customer-branch-site", "customer", PHONE, "{willow}/errand"),
    ("customer-orders", "customer", PHONE, "/my/errands"),
    ("customer-order", "customer", PHONE, "/my/errands/{order}"),
    ("customer-chat", "customer", PHONE, "/errand/chat/{order}"),
    ("customer-wallet", "customer2", PHONE, "/my/wallet"),
    ("customer-complaint", "customer2", PHONE, "/my/errands/{complained}/complaints"),
    ("courier-pool", "courier2", PHONE, "/courier"),
    ("courier-home", "courier", PHONE, "/courier"),
    ("staff-shifts", "courier3", PHONE, "/my/shifts"),
    ("office-orders", "dispatcher", DESK, "/odoo/errands"),
    ("office-order", "dispatcher", DESK, "/odoo/errands/{order}"),
    ("office-ledger", "finance", DESK, "/odoo/errand-ledger"),
    ("office-complaint", "finance", DESK, "/odoo/errand-complaints/{complaint}"),
    ("office-payout", "finance", DESK, "/odoo/errand-payouts/{payout}"),
    ("office-category", "admin", DESK, "/odoo/errand-categories/4"),
    ("office-branch", "admin", DESK, "/odoo/errand-branches/{branch}"),
    ("office-first-steps", "admin", DESK, "/odoo/errand-first-steps"),
    ("office-hours", "dispatcher", DESK, "/odoo/errand-hours"),
    ("office-shifts", "dispatcher", DESK, "/odoo/errand-shifts"),
    ("office-ranking", "dispatcher", DESK, "/odoo/errand-ranking"),
    ("office-desk", "dispatcher", DESK, "/odoo/errand-desk"),
    ("office-policy", "dispatcher", DESK, POLICY),
    ("office-policy-words", "dispatcher", DESK, POLICY),
    ("office-policy-try", "dispatcher", DESK, POLICY),
]
#: Of an errand that is posted for them, on offer to two couriers: taken last.
OFFERS = {"courier-offer": "courier", "courier-chinese": "courier3"}
DECIDED = ("office-decision", "dispatcher", DESK, "/odoo/errand-decisions/{decision}")


def _type(text):
    return lambda window: window.keyboard.type(text)


def _click(*selectors):
    def click(window):
        for selector in selectors:
            window.click(selector)
            window.wait_for_timeout(SETTLE_MS)

    return click


def _put_offers_aside(window):
    """An offer that comes meanwhile would cover the page."""
    aside = window.locator(".courier-offer[open] .courier-offer-head button")
    if aside.count():
        aside.click()


#: What is done before the picture is taken.
DONE = {
    "courier-pool": _put_offers_aside,
    "courier-home": _put_offers_aside,
    "office-desk": _type("lan sample"),
    "office-policy-words": _click(".o_notebook_headers [name=words]"),
    "office-policy-try": _click(
        ".o_form_statusbar button[name=action_try]",
        ".modal button[name=action_try]",
    ),
}

#: The order that is on its way; the complaint and the payout that wait for an answer.
RECORDS = """
    SELECT (SELECT min(order_id) FROM errand_task WHERE state = 'picked_up') AS "order",
           complaint.id AS complaint,
           complaint.order_id AS complained,
           (SELECT max(id) FROM errand_payout WHERE state = 'requested') AS payout,
           (SELECT min(id) FROM errand_branch WHERE website_id IS NOT NULL) AS branch,
           (SELECT min(id) FROM errand_dispatch_policy WHERE work = 'courier'
               AND service_class IS NULL AND company_id IS NULL) AS policy
      FROM errand_complaint complaint
     WHERE complaint.state = 'new'
"""
NAMES = ("order", "complaint", "complained", "payout", "branch", "policy")

#: The two are professionals, and are offered nothing else.
QUIET = [
    (
        "UPDATE errand_worker SET service_class = 'professional' WHERE partner_id IN"
        " (SELECT partner_id FROM res_users WHERE login = ANY(%s)) RETURNING id",
        [list(OFFERS.values())],
    ),
    ("UPDATE errand_task SET state = 'cancelled' WHERE state = 'open' RETURNING id",),
    (
        "UPDATE errand_dispatch_run SET next_at = NULL WHERE next_at IS NOT NULL"
        " RETURNING id",
    ),
]
#: The demo may be some minutes old: its couriers were there just now.
FRESH = "UPDATE errand_position SET at = now() AT TIME ZONE 'UTC' RETURNING worker_id"
#: Among several, of the errand that was posted last.
DECISION = """
    SELECT id FROM errand_dispatch_decision
     WHERE task_id = (SELECT max(id) FROM errand_task)
       AND jsonb_array_length(chosen_ids::jsonb) > 1
     ORDER BY id LIMIT 1
"""


def perform(settings):
    """Take every picture anew, or those that are asked for; return 0."""
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as stack:
        bench = stack.enter_context(workbench.opened(settings, "tests"))
        template = testbases.suite(bench, addons.installable(settings), demo=True)
        server = stack.enter_context(live.serving(bench, template, "screenshots"))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        take_all(browser, server, settings.root, settings.part.split())
        browser.close()
    return 0


def take_all(browser, server, root, wanted):
    """Take the pictures whose names begin with one of ``wanted``; all without any."""

    def is_wanted(name):
        return not wanted or name.startswith(tuple(wanted))

    images = root / "docs" / "images"
    server.query(FRESH)
    [row] = server.query(RECORDS)
    records = dict(zip(NAMES, row, strict=True))
    records["willow"] = f"http://willow.errand.localhost:{server.port}"
    for shot in filter(lambda shot: is_wanted(shot[0]), SHOTS):
        _take(browser, server.url, shot, records, images)
    if is_wanted("overview"):
        _overview(browser, images)
    if any(map(is_wanted, [*OFFERS, DECIDED[0]])):
        _offer(browser, server, root)
        [[records["decision"]]] = server.query(DECISION)
        _take(browser, server.url, DECIDED, records, images)


def _open(browser, url, size, login, page):
    context = browser.new_context(
        base_url=url, viewport=size, geolocation=LAKE, permissions=["geolocation"]
    )
    window = context.new_page()
    window.set_default_timeout(PATIENCE_MS)
    window.goto("/web/login")
    window.fill("input[name=login]", login)
    window.fill("input[name=password]", login)
    window.click("form.oe_login_form button[type=submit]")
    window.wait_for_url(lambda address: "/web/login" not in address)
    window.goto(page)
    return window


def _take(browser, url, shot, records, images):
    name, login, size, page = shot
    line(f"    {name}")
    window = _open(browser, url, size, login, page.format(**records))
    window.locator(READY).first.wait_for()
    window.wait_for_timeout(SETTLE_MS)
    if name in DONE:
        DONE[name](window)
        window.wait_for_timeout(SETTLE_MS)
    window.screenshot(path=images / f"{name}.png")
    window.context.close()


def _offer(browser, server, root):
    """Post an errand that is offered to two couriers; take their phones."""
    sys.path.append(str(root / "tests"))
    from windows import post_and_pay  # as the tests post it

    for statement in QUIET:
        server.query(*statement)
    phones = [
        _open(browser, server.url, PHONE, login, "/courier")
        for login in OFFERS.values()
    ]
    for phone in phones:
        switch = phone.locator(".courier-switch")
        switch.wait_for()
        if not phone.locator(".courier-switch-on").count():
            switch.click()
        phone.locator(".courier-switch-on").wait_for()
    customer = _open(browser, server.url, PHONE, "customer2", "/my")
    post_and_pay(customer, "A made-up cello, upright please", "professional")
    for name, phone in zip(OFFERS, phones, strict=True):
        phone.locator(".courier-offer[open] .courier-accept:enabled").wait_for()
        phone.wait_for_timeout(SETTLE_MS)
        line(f"    {name}")
        phone.screenshot(path=root / "docs" / "images" / f"{name}.png")
    for window in (*phones, customer):
        window.context.close()


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
