"""What people do in a browser window."""

import re
from urllib.parse import urlsplit


def sign_in(page, login, path):
    page.goto(f"/web/login?redirect={path}")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.click("form.oe_login_form button[type=submit]")
    wait_for_path(page, path)


def open_courier_on_duty(open_phone, login):
    """Return the courier's app of this login on a phone of its own, on duty."""
    page = open_phone()
    sign_in(page, login, "/courier")
    page.locator(".courier-switch").wait_for()
    if not page.locator(".courier-switch-on").count():
        page.locator(".courier-switch").click()
    page.locator(".courier-switch-on").wait_for()
    return page


def wait_for_path(page, path):
    """Wait until the page itself is there, not only named in an address."""
    page.wait_for_url(lambda address: urlsplit(address).path.endswith(path))


def fill_end(page, end, address, latitude, longitude):
    page.fill(f"[name={end}_name]", "Rosa Recipient (Test)")
    page.fill(f"[name={end}_phone]", "13800138000")
    page.fill(f"[name={end}_address]", address)
    # The coordinates can be typed too: below the map, for keyboards.
    page.eval_on_selector_all(
        "details", "nodes => nodes.forEach(node => node.open = true)"
    )
    page.fill(f"[name={end}_latitude]", str(latitude))
    page.fill(f"[name={end}_longitude]", str(longitude))


def post_and_pay(page, text, service_class="ordinary"):
    """Post an errand as the signed-in customer; return the order's id."""
    page.goto("/errand")
    page.get_by_text("Deliver for me").first.click()
    page.wait_for_selector("[name=description]")
    page.fill("[name=description]", text)
    if service_class == "professional":
        page.check("[name=service_class][value=professional]", force=True)
    fill_end(page, "pickup", "1 Sample Road", 30.2570, 120.1540)
    fill_end(page, "dropoff", "2 Sample Road", 30.2640, 120.1500)
    if service_class == "professional":
        page.get_by_role("button", name="Get the price").click()
        page.get_by_text("This price holds").wait_for()
    page.get_by_role("button", name="Go on to the review").click()
    page.wait_for_url("**/my/errands/*/review*")
    order_id = int(re.search(r"/my/errands/(\d+)", page.url).group(1))
    page.click("[name=o_payment_submit_button]")
    page.wait_for_url(f"**/my/errands/{order_id}*")
    return order_id
