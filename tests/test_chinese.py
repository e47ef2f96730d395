"""R5.5: each face of the suite in Chinese, in a browser: no word of it is English.

Every text that is shown is compared with the English terms of all add-ons: one that
has a translation, and is seen in English, was not translated where it is made.
"""

import re

import pytest
from ground import addons, translations
from playwright.sync_api import expect
from windows import fill_end, sign_in

VISIBLE_TEXTS = """() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const isWords = !["SCRIPT", "STYLE", "NOSCRIPT"].includes(parent.tagName);
        if (isWords && parent.checkVisibility()) {
            texts.push(walker.currentNode.textContent);
        }
    }
    for (const name of ["title", "placeholder", "aria-label", "alt"]) {
        for (const node of document.querySelectorAll(`[${name}]`)) {
            texts.push(node.getAttribute(name));
        }
    }
    return texts;
}"""

BACK_OFFICE = (
    "errands",
    "errand-tasks",
    "errand-workers",
    "errand-complaints",
    "errand-payouts",
    "errand-invoices",
    "errand-postings",
    "errand-checks",
    "errand-ledger",
    "errand-refunds",
    "errand-balances",
    "errand-cash",
    "errand-calls",
    "errand-categories",
    "errand-prices",
    "errand-surcharges",
    "errand-cancellation",
    "errand-commission",
    "errand-branches",
    "errand-branch-rules",
    "errand-shifts",
    "errand-today",
    "errand-shift-templates",
    "errand-rosters",
    "errand-swaps",
    "errand-absences",
    "errand-ranking",
    "errand-point-rules",
)


@pytest.fixture(scope="module")
def english(bench):
    """English terms that have another text in Chinese."""
    terms = set()
    for addon in addons.installable(bench.settings).values():
        for entry in translations.read(translations.language_path(addon)):
            if not re.search(r"[<%{]", entry.msgid) and entry.msgstr != entry.msgid:
                terms.add(plain(entry.msgid))
    assert len(terms) > 1000
    return terms


def plain(text):
    return " ".join(text.split())


@pytest.fixture
def check(english):
    """A function that looks for English on a page; what it finds fails the test."""
    found = {}

    def look(page):
        words = {plain(text) for text in page.evaluate(VISIBLE_TEXTS)}
        if left := words & english:
            found[page.url.split("?")[0]] = sorted(left)

    yield look
    assert not found, found


def go(page, check, path):
    """Open a page of the customer's, in Chinese, and look at it."""
    page.goto(f"/zh_CN{path}")
    page.wait_for_load_state()
    check(page)


def test_customer_posts_pays_and_complains_in_chinese(live_server, open_phone, check):
    """R0.1, R0.9, R0.13, R5.5: The customer's website, from home to the wallet."""
    page = open_phone(locale="zh-CN")
    sign_in(page, "customer3", "/zh_CN/errand/home")
    check(page)
    go(page, check, "/errand")
    page.get_by_text("代送").first.click()
    page.fill("[name=description]", "一把红伞")
    fill_end(page, "pickup", "样例路1号", 30.2570, 120.1540)
    fill_end(page, "dropoff", "样例路2号", 30.2640, 120.1500)
    check(page)
    page.locator("form[action*=errand] button[type=submit]").last.click()
    page.wait_for_url("**/my/errands/*/review*")
    check(page)
    page.click("[name=o_payment_submit_button]")
    page.wait_for_url(re.compile(r"/my/errands/\d+(\?.*)?$"))
    expect(page.locator(".o_errand_live_on")).to_be_visible()
    check(page)
    order = re.search(r"/my/errands/(\d+)", page.url)[1]
    for part in ("", "/complaints", "/chat"):
        path = (
            f"/errand/chat/{order}" if part == "/chat" else f"/my/errands/{order}{part}"
        )
        go(page, check, path)
    for path in (
        "/my",
        "/my/errands",
        "/my/wallet",
        "/my/address-book",
        "/my/data",
        "/my/phone",
        "/errand/phone",
        "/errand/branches",
        "/enquiry",
    ):
        go(page, check, path)
    for (link,) in live_server.query(
        "SELECT id FROM errand_order WHERE partner_id ="
        " (SELECT partner_id FROM res_users WHERE login = 'customer3') ORDER BY id"
    ):
        go(page, check, f"/my/errands/{link}")


def decline(page, check):
    """Read an offer, and decline it: its errand is in the pool then."""
    check(page)
    page.locator(".courier-offer[open] .courier-decline").click()


def test_courier_works_in_chinese(open_phone, check):
    """R0.8, R0.9, R0.11, R0.12, R5.5: The courier's app, from the pool to the money."""
    page = open_phone(locale="zh-CN")
    offer = page.locator(".courier-offer[open]")
    # Professional couriers are offered the errands of the demo.
    page.add_locator_handler(offer, lambda: decline(page, check), no_wait_after=True)
    sign_in(page, "courier3", "/courier")
    page.locator(".courier-switch").wait_for()
    check(page)
    if "courier-switch-on" not in page.locator(".courier-switch").get_attribute(
        "class"
    ):
        page.locator(".courier-switch").click()
    page.locator(".courier-grab").first.wait_for()
    check(page)
    page.locator(".courier-card", has_text="代送").locator(
        ".courier-grab"
    ).first.click()
    page.locator("[data-step=at_pickup]").wait_for()
    check(page)
    for step in ("at_pickup", "picked_up", "at_dropoff", "deliver"):
        page.locator(f"[data-step={step}]").click()
        check(page)
    page.locator(".courier-deliver").wait_for()
    check(page)


def speaks_chinese(server, login):
    """Set a person's language."""
    server.query(
        "UPDATE res_partner SET lang = 'zh_CN' WHERE id ="
        " (SELECT partner_id FROM res_users WHERE login = %s) RETURNING id",
        [login],
    )


def test_staff_see_their_shifts_in_chinese(live_server, open_phone, check):
    """R2.8, R5.5: The page of shifts, at phone size."""
    speaks_chinese(live_server, "clerk")
    page = open_phone(locale="zh-CN")
    sign_in(page, "clerk", "/odoo")
    go(page, check, "/my/shifts")


def test_board_works_in_chinese(live_server, browser, check):
    """R2.11, R5.5: The board, who could have a task, and why all the same."""
    speaks_chinese(live_server, "manager")
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "manager", "/odoo")
    page.goto("/odoo/errand-board")
    page.locator(".o_errand_board_card").first.wait_for()
    check(page)
    page.locator("[data-column=open] .o_errand_board_card").first.focus()
    page.keyboard.press("a")
    page.locator(".o_errand_board_choice").first.wait_for()
    check(page)
    context.close()


def test_customer_desk_works_in_chinese(live_server, browser, check):
    """R2.5, R5.5: Found, looked at, and nobody found."""
    speaks_chinese(live_server, "dispatcher")
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "dispatcher", "/odoo")
    page.goto("/odoo/errand-desk")
    box = page.locator(".o_errand_desk_search input")
    box.wait_for()
    check(page)
    box.fill("Demo")
    page.locator(".o_errand_desk_customer").first.click()
    page.locator(".o_errand_desk_page table").wait_for()
    check(page)
    box.fill("13900009999")
    page.locator("#errand_desk_name").wait_for()
    check(page)
    context.close()


def test_back_office_works_in_chinese(live_server, browser, check):
    """R5.5, R5.8: Every list of the back office, and a form behind it."""
    speaks_chinese(live_server, "admin")
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "admin", "/odoo")
    for path in BACK_OFFICE:
        page.goto(f"/odoo/{path}")
        page.locator(".o_view_controller").wait_for()
        check(page)
        expect(page.locator(".o_error_dialog")).to_have_count(0)
        rows = page.locator(
            ".o_data_row .o_data_cell, .o_kanban_record:not(.o_kanban_ghost)"
        )
        # An empty list shows made-up rows behind its words: they open nothing.
        is_sample = page.locator(".o_view_sample_data").count()
        if rows.count() and not is_sample:
            rows.first.click()
            form = page.locator(".o_form_view")
            form.or_(page.locator(".o_list_view")).first.wait_for()
            check(page)
            expect(page.locator(".o_error_dialog")).to_have_count(0)
    context.close()
