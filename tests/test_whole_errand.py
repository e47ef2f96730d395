"""From signing up to rating the courier: one errand, three people, real browsers."""

import re
import time
import uuid

from playwright.sync_api import expect
from windows import fill_end, post_and_pay, sign_in, wait_for_path


def sign_up(page, login):
    page.goto("/web/signup?redirect=/errand")
    page.fill("input[name=login]", login)
    page.fill("input[name=name]", "Nora Newcomer (Test)")
    page.fill("input[name=password]", login)
    page.fill("input[name=confirm_password]", login)
    page.click("form.oe_signup_form button[type=submit]")
    wait_for_path(page, "/errand")


def grab(page, text):
    """Go on duty and grab the errand with this description."""
    switch = page.locator(".courier-switch")
    switch.wait_for()
    if "courier-switch-on" not in switch.get_attribute("class"):
        switch.click()
    card = page.locator(".courier-card", has_text=text)
    card.locator(".courier-grab").click()
    # Who wins is led to the errand at once.
    page.locator("[data-step=at_pickup]").wait_for()


def test_an_errand_from_sign_up_to_rating(live_server, open_phone):
    """R0.1, R0.2, R0.7, R0.9, R0.11, R0.12, R0.13: the whole life of one errand."""
    text = "A red umbrella with a wooden handle"
    customer = open_phone()
    sign_up(customer, f"nora-{uuid.uuid4().hex[:8]}@errand.example")
    order_id = post_and_pay(customer, text)
    expect(customer.locator(".o_errand_payment.is-paid")).to_be_visible()
    [(task_id, nonce_is_hidden)] = live_server.query(
        "SELECT id, code_nonce IS NOT NULL FROM errand_task WHERE order_id = %s",
        [order_id],
    )
    assert nonce_is_hidden

    courier = open_phone()
    sign_in(courier, "courier2", "/courier")
    grab(courier, text)
    expect(customer.locator(".o_errand_courier")).to_be_visible()
    code = "".join(customer.locator(".o_errand_code").inner_text().split())
    assert re.fullmatch(r"\d{6}", code)

    for step in ("at_pickup", "picked_up", "at_dropoff", "deliver"):
        button = courier.locator(f"[data-step={step}]")
        button.click()
    courier.fill(".courier-code", code)
    courier.locator(".courier-deliver button[type=submit]").click()
    expect(courier.locator(".courier-success")).to_be_visible()

    # The customer's page is live: nobody reloads it.
    expect(customer.locator("label[for=errand_stars_5]")).to_be_visible()
    customer.click("label[for=errand_stars_5]")
    customer.fill("[name=feedback]", "Dry all the way, thank you.")
    customer.get_by_role("button", name="Send the rating").click()
    expect(customer.get_by_role("heading", name="Your rating")).to_be_visible()

    check_money(live_server, order_id)
    check_log(live_server, order_id)
    [(rating,)] = live_server.query(
        "SELECT rating FROM rating_rating"
        " WHERE res_model = 'errand.task' AND res_id = %s",
        [task_id],
    )
    assert rating == 5


def check_money(server, order_id):
    """Every entry sums to zero, and nothing stays in escrow."""
    totals = server.query(
        "SELECT entry_id, sum(amount) FROM errand_ledger_line WHERE order_id = %s"
        " GROUP BY entry_id",
        [order_id],
    )
    assert len(totals) == 2
    assert all(total == 0 for _entry, total in totals)
    balances = dict(
        server.query(
            "SELECT account, sum(amount) FROM errand_ledger_line WHERE order_id = %s"
            " GROUP BY account",
            [order_id],
        )
    )
    assert balances["escrow"] == 0
    assert balances["courier_pending"] < 0
    assert balances["receipts"] == -balances["courier_pending"] - balances["commission"]


def check_log(server, order_id):
    """The log tells every move, in order, and who made it."""
    moves = server.query(
        "SELECT task_id IS NOT NULL, to_state, actor_role FROM errand_event"
        " WHERE order_id = %s AND kind IN ('move', 'stage') ORDER BY id",
        [order_id],
    )
    of_task = [(state, role) for is_task, state, role in moves if is_task]
    of_order = [state for is_task, state, _role in moves if not is_task]
    assert of_task == [
        ("open", "system"),
        ("assigned", "courier"),
        ("at_pickup", "courier"),
        ("picked_up", "courier"),
        ("at_dropoff", "courier"),
        ("done", "courier"),
    ]
    assert of_order == ["placed", "in_progress", "done"]


def test_a_browser_closed_right_after_paying_loses_nothing(live_server, open_phone):
    """R0.1: The order opens to couriers by itself, also without the customer's page."""
    customer = open_phone()
    sign_in(customer, "customer2", "/my")
    customer.goto("/errand")
    customer.get_by_text("Deliver for me").first.click()
    customer.fill("[name=description]", "Closed too early")
    fill_end(customer, "pickup", "1 Sample Road", 30.2570, 120.1540)
    fill_end(customer, "dropoff", "2 Sample Road", 30.2640, 120.1500)
    customer.get_by_role("button", name="Go on to the review").click()
    customer.wait_for_url("**/my/errands/*/review*")
    order_id = int(re.search(r"/my/errands/(\d+)", customer.url).group(1))
    # No page after the payment: as if the phone fell into the lake.
    customer.route("**/payment/status*", lambda route: route.abort())
    with customer.expect_response("**/payment/demo/simulate_payment"):
        customer.click("[name=o_payment_submit_button]")
    customer.context.close()

    state = wait_for_state(live_server, order_id, "open")

    assert state == "open"


def wait_for_state(server, order_id, wanted, seconds=60):
    """Poll the task's state until it is ``wanted``; return the last one seen."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        [(state,)] = server.query(
            "SELECT state FROM errand_task WHERE order_id = %s", [order_id]
        )
        if state == wanted:
            break
        time.sleep(0.2)
    return state
