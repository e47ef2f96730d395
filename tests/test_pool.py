"""R0.6, R0.8: what one courier grabs leaves the pool of the others, by itself."""

import pytest
from playwright.sync_api import expect
from windows import open_courier_on_duty, post_and_pay, sign_in


@pytest.fixture
def phones(open_phone, live_server):
    """The courier's app of two ordinary couriers, on duty in the same place."""
    live_server.query(
        "UPDATE errand_task SET state = 'cancelled' WHERE state = 'open' RETURNING id"
    )
    return [
        open_courier_on_duty(open_phone, login) for login in ("courier", "courier2")
    ]


def test_a_grabbed_errand_goes_from_the_other_phone_without_a_question(
    phones, open_phone
):
    """R0.6, R0.8: however many look on, nobody asks the server again."""
    first, second = phones
    text = "A made-up accordion"
    customer = open_phone()
    sign_in(customer, "customer2", "/my")
    post_and_pay(customer, text)
    cards = [page.locator(".courier-card", has_text=text) for page in phones]
    for card in cards:
        expect(card).to_be_visible()
    # From here on the second phone cannot ask what there is.
    second.route("**/courier/pool", lambda route: route.abort())

    cards[0].locator(".courier-grab").click()

    first.locator("[data-step=at_pickup]").wait_for()
    expect(cards[1]).to_have_count(0)
