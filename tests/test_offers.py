"""R0.7, R0.8: an errand is offered to two couriers at once, on two real phones."""

import re

import pytest
from playwright.sync_api import expect
from windows import open_courier_on_duty, post_and_pay, sign_in

COURIERS = ("courier3", "courier")
OFFER = ".courier-offer[open]"
CLOCK = re.compile(r"^[01]:\d\d$")


@pytest.fixture(scope="module", autouse=True)
def quiet_demo(live_server):
    """Two free professional couriers; nobody is offered the demo's own errands."""
    live_server.query(
        "UPDATE errand_worker SET service_class = 'professional' WHERE partner_id IN"
        " (SELECT partner_id FROM res_users WHERE login = ANY(%s)) RETURNING id",
        [list(COURIERS)],
    )
    live_server.query(
        "UPDATE errand_task SET state = 'cancelled' WHERE state = 'open' RETURNING id"
    )
    live_server.query(
        "UPDATE errand_dispatch_run SET next_at = NULL WHERE next_at IS NOT NULL"
        " RETURNING id"
    )


@pytest.fixture(scope="module")
def phones(open_phone, quiet_demo):
    """The courier's app of both, on duty, where the errands begin."""
    return [open_courier_on_duty(open_phone, login) for login in COURIERS]


@pytest.fixture(scope="module")
def customer(open_phone):
    page = open_phone()
    sign_in(page, "customer2", "/my")
    return page


def offer_of(page, text):
    return page.locator(OFFER, has_text=text)


def test_both_see_it_one_has_it_the_other_is_told(live_server, phones, customer):
    """R0.7, R0.8: nobody touches the other's phone; its card goes, and says why."""
    first, second = phones
    text = "A made-up cello, upright please"
    order_id = post_and_pay(customer, text, "professional")
    for page in phones:
        expect(offer_of(page, text)).to_be_visible()
        expect(page.locator(f"{OFFER} .courier-countdown")).to_have_text(CLOCK)

    first.locator(f"{OFFER} .courier-accept").click()

    first.locator("[data-step=at_pickup]").wait_for()
    expect(second.locator(OFFER)).to_have_count(0)
    notice = second.locator(".courier-notice", has_text="Somebody else took it")
    expect(notice).to_be_visible()
    offers = live_server.query(
        "SELECT answer, shown_at IS NOT NULL, sms_at IS NULL FROM errand_offer"
        " WHERE task_id = (SELECT id FROM errand_task WHERE order_id = %s)"
        " ORDER BY answer",
        [order_id],
    )
    assert offers == [("accepted", True, True), (None, True, True)]


def test_a_declined_and_an_ignored_offer(live_server, phones, customer):
    """R0.7: the one goes at once and asks nothing, the other when its time is over."""
    first, second = phones
    live_server.query(
        "UPDATE errand_dispatch_step SET offer_seconds = 20 WHERE kind = 'push'"
        " RETURNING id"
    )
    text = "A made-up vase, and nobody has time"
    order_id = post_and_pay(customer, text, "professional")
    for page in phones:
        expect(offer_of(page, text)).to_be_visible()

    first.locator(f"{OFFER} .courier-decline").click()

    expect(first.locator(OFFER)).to_have_count(0)
    expect(second.locator(OFFER)).to_have_count(0)
    expect(second.locator(".courier-notice", has_text="Time is up")).to_be_visible()
    [(state, declined)] = live_server.query(
        "SELECT task.state, array_agg(users.login::text) FROM errand_task task"
        " JOIN errand_offer offer ON offer.task_id = task.id"
        " AND offer.answer = 'declined'"
        " JOIN errand_worker worker ON worker.id = offer.worker_id"
        " JOIN res_users users ON users.partner_id = worker.partner_id"
        " WHERE task.order_id = %s GROUP BY task.state",
        [order_id],
    )
    assert (state, declined) == ("open", ["courier3"])
