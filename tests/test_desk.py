"""R2.5: a call comes in; the clerk finds who it is and posts for them, in a browser."""

import pytest
from playwright.sync_api import expect
from windows import sign_in

BOX = ".o_errand_desk_search input"
NUMBER = "139 0000 9999"


@pytest.fixture
def desk(live_server, browser):
    """The customer desk of a dispatcher, ready to type."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, "dispatcher", "/odoo")
    page.goto("/odoo/errand-desk")
    expect(page.locator(BOX)).to_be_focused(timeout=60_000)
    yield page
    context.close()


def test_returning_caller_is_found_and_asks_for_a_person(live_server, desk):
    """R2.5: typed at once, because the box has the keyboard; chosen, and posted for."""
    desk.keyboard.type("lan sample")
    customer = desk.locator(".o_errand_desk_page h2")
    expect(customer).to_have_text("Lan Sample (Demo)")
    expect(desk.locator(".o_errand_desk_page table tr").first).to_be_visible()

    person = desk.locator("li", has=desk.get_by_text("Ask for them again")).first
    name = person.locator("strong").text_content()
    person.get_by_role("button").click()

    form = desk.locator(".o_form_view")
    expect(form.locator("[name=partner_id] input")).to_have_value("Lan Sample (Demo)")
    expect(form.locator("[name=wished_worker_id] input")).to_have_value(name)


def test_new_caller_gets_an_order_of_their_own(live_server, desk):
    """R2.5: a number that nobody has, and a name."""
    desk.fill(BOX, NUMBER)
    desk.fill("#errand_desk_name", "Nora Newcaller (Test)")
    desk.get_by_role("button", name="Post for this caller").click()

    customer = desk.locator(".o_form_view [name=partner_id] input")
    expect(customer).to_have_value("Nora Newcaller (Test)")
    [(count,)] = live_server.query(
        "SELECT count(*) FROM errand_phone phone"
        " JOIN res_partner partner ON partner.id = phone.partner_id"
        " WHERE partner.name = %s",
        ["Nora Newcaller (Test)"],
    )
    assert count == 1
