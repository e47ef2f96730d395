"""R2.6: a customer goes from site to site, in a browser, on names below localhost."""

import re

import pytest
from playwright.sync_api import expect
from windows import sign_in

BAR = ".o_errand_site_name"


@pytest.fixture
def hosts(live_server):
    """Addresses of the main site and of two branches, as the demo names them."""
    return {
        "main": f"http://127.0.0.1:{live_server.port}",
        "willow": f"http://willow.errand.localhost:{live_server.port}",
        "river": f"http://river.errand.localhost:{live_server.port}",
    }


def choose(page, name):
    row = page.locator(".o_errand_branches li", has_text=name)
    row.get_by_role("button").click()


def test_visitor_chooses_a_branch_and_another(open_phone, hosts):
    """R2.6: by name, and every page of a branch's site shows the way to change."""
    page = open_phone()
    page.goto(f"{hosts['willow']}/errand/branches")
    expect(page.locator(BAR)).to_have_text("Willow Branch (Wulin)")

    choose(page, "River Branch")

    page.wait_for_url(f"{hosts['river']}/")
    expect(page.locator(BAR)).to_have_text("River Branch (Binjiang)")
    page.get_by_role("link", name="Choose another branch").click()
    here = page.locator(".o_errand_branches li", has_text="River Branch")
    expect(here).to_contain_text("You are here")


def test_customer_stays_signed_in_on_the_branchs_site(open_phone, hosts):
    """R2.6: without typing the password again."""
    page = open_phone()
    sign_in(page, "customer", "/errand/branches")

    choose(page, "Willow Branch")

    page.wait_for_url(f"{hosts['willow']}/")
    page.goto(f"{hosts['willow']}/my/errands")
    expect(page).to_have_url(re.compile("/my/errands$"))
    expect(page.locator(BAR)).to_have_text("Willow Branch (Wulin)")


def test_front_page_offers_the_branch_that_the_server_names(open_phone, hosts):
    """R2.6: the hint comes by script and leads there; else it is not to be seen."""
    page = open_phone()
    with page.expect_response("**/errand/branches/near") as nothing:
        page.goto("/")
    assert nothing.value.json() == {}  # this machine has no place in the world
    expect(page.locator(".o_errand_near")).to_be_hidden()

    page.goto(f"{hosts['main']}/errand/branches")
    willow = page.locator(".o_errand_branches li", has_text="Willow")
    branch_id = int(willow.locator("[name=branch_id]").input_value())
    offer = {"branch_id": branch_id, "name": "Willow Branch", "city": "Hangzhou"}
    page.route("**/errand/branches/near", lambda route: route.fulfill(json=offer))
    page.goto("/")
    expect(page.locator(".o_errand_near")).to_contain_text("Near you: Willow Branch")
    page.get_by_role("button", name="Go there").click()

    page.wait_for_url(f"{hosts['willow']}/")
