"""R0.14, R5.9: what opens a second time, and what opens without a network."""

from playwright.sync_api import expect
from windows import sign_in

#: A browser without a screen cannot install: the page is told that it was.
AS_INSTALLED = """
const askMedia = window.matchMedia;
window.matchMedia = (query) =>
    query === "(display-mode: standalone)" ? {matches: true} : askMedia(query);
"""
READY = "() => navigator.serviceWorker.ready.then(() => true)"


def test_the_courier_s_app_opens_again_with_and_without_a_network(open_phone):
    """R0.14: The service worker opens the app: fresh, and kept when there is no way."""
    page = open_phone()
    sign_in(page, "courier2", "/courier")
    page.locator(".courier-switch").wait_for()
    page.evaluate(READY)

    page.goto("/courier")
    page.locator(".courier-switch").wait_for()
    page.context.set_offline(True)
    page.goto("/courier")

    expect(page.locator(".courier-banner")).to_contain_text("offline")
    page.context.set_offline(False)
    expect(page.locator(".courier-banner")).to_have_count(0)


def test_the_installed_app_says_that_there_is_no_network(open_phone):
    """R0.14: Nothing about a person is kept: a page says so, and comes back."""
    page = open_phone()
    page.add_init_script(AS_INSTALLED)
    sign_in(page, "customer", "/errand/home")
    page.wait_for_function("() => navigator.serviceWorker.controller")

    page.context.set_offline(True)
    page.goto("/my/errands")
    expect(page.get_by_role("heading")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.goto("/my/errands")

    expect(page.locator("body")).to_contain_text("My errands")
