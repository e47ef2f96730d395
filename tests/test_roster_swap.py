"""R2.8: a swap between two people, on their phones, approved in the back office."""

import re

import pytest
from playwright.sync_api import expect
from windows import sign_in

HERE = "/my/shifts"


@pytest.fixture(scope="module")
def shift(live_server):
    """A coming shift of the demo roster: its id, and its person's login."""
    [row] = live_server.query(
        "SELECT shift.id, res_users.login FROM errand_shift shift"
        " JOIN errand_worker worker ON worker.id = shift.worker_id"
        " JOIN res_users ON res_users.partner_id = worker.partner_id"
        " WHERE shift.state = 'published' AND res_users.login != 'clerk'"
        " AND shift.start_at > now() AT TIME ZONE 'UTC' + interval '2 days'"
        " ORDER BY shift.start_at LIMIT 1"
    )
    return row


def test_a_shift_goes_from_one_phone_to_another(open_phone, page, live_server, shift):
    """R2.8: Confirmed, asked, accepted, approved: the other one has it."""
    shift_id, login = shift
    asking = open_phone()
    sign_in(asking, login, HERE)
    asking.click(f"form:has([name=shift_id][value='{shift_id}']) button")
    expect(asking.locator(".alert-success")).to_be_visible()

    asking.goto(f"{HERE}/{shift_id}/swap")
    choice = asking.locator("[name=choice][value^=give-]").first
    worker_id = int(re.sub(r"\D", "", choice.get_attribute("value")))
    choice.check()
    asking.click(".o_roster button.btn-lg")
    expect(asking.locator("form:has([value=withdraw]) button")).to_be_visible()

    [[other]] = live_server.query(
        "SELECT res_users.login FROM errand_worker worker JOIN res_users"
        " ON res_users.partner_id = worker.partner_id WHERE worker.id = %s",
        [worker_id],
    )
    colleague = open_phone()
    sign_in(colleague, other, HERE)
    colleague.locator("form:has([value=accept]) button").first.click()
    expect(colleague.locator(".alert-success")).to_be_visible()

    office = page
    sign_in(office, "manager", "/odoo/errand-swaps")
    office.locator(".o_data_row").first.locator("[name=shift_id]").click()
    office.get_by_role("button", name="Approve").click()
    expect(office.locator(".o_statusbar_status .o_arrow_button_current")).to_have_text(
        "Approved"
    )

    holder = live_server.query(
        "SELECT worker_id, state FROM errand_shift WHERE id = %s", [shift_id]
    )
    assert holder == [(worker_id, "confirmed")]
    colleague.reload()
    expect(colleague.locator(".o_roster_card.is-confirmed").first).to_be_visible()
