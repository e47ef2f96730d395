"""R0.9: the courier moves, and the customer's map shows it, in two browsers."""

import pytest
from playwright.sync_api import expect
from windows import sign_in

START = {"latitude": 30.2580, "longitude": 120.1530, "accuracy": 8}
#: Some 300 metres on.
LATER = {"latitude": 30.2607, "longitude": 120.1530, "accuracy": 8}
MARKER = ".o_errand_track_map .o_errand_courier_pin"


@pytest.fixture
def order(live_server):
    """An errand of the demo day whose courier has the goods."""
    [(order,)] = live_server.query(
        "SELECT min(order_id) FROM errand_task WHERE state = 'picked_up'"
    )
    return order


def is_news_of(place):
    """Return a predicate: the page was told that the courier is at the place."""

    def is_it(response):
        if not response.url.endswith("/track") or not response.ok:
            return False
        seen = response.json()["place"]
        return bool(seen) and abs(seen["latitude"] - place["latitude"]) < 0.0005

    return is_it


def test_the_customer_sees_the_courier_move(live_server, open_phone, order):
    """R0.9: Live, and nobody touches the page."""
    courier, customer = open_phone(), open_phone()
    courier.context.set_geolocation(START)
    sign_in(courier, "courier", "/courier")
    courier.locator(".courier-switch-on").wait_for()
    sign_in(customer, "customer", f"/my/errands/{order}")
    expect(customer.locator(MARKER)).to_be_visible()

    with customer.expect_response(is_news_of(LATER)):
        courier.context.set_geolocation(LATER)

    expect(customer.locator(MARKER)).to_be_visible()
    expect(customer.locator(".o_errand_seen.is-live")).to_contain_text("Updated")
