"""R2.11, R0.8: the dispatch board and the courier's phone, in two browsers at once."""

import re

import pytest
from people import ask, call
from people import sign_in as sign_in_by_program
from playwright.sync_api import expect
from shell import run_program
from windows import sign_in

BOARD = {"width": 1500, "height": 900}
PHONE_OF = ("courier3", "样例阿俊（演示）")


@pytest.fixture
def board(live_server, browser):
    """The board of a dispatcher."""
    context = browser.new_context(base_url=live_server.url, viewport=BOARD)
    page = context.new_page()
    # The first page of a fresh server waits for its assets to be made.
    page.set_default_timeout(180_000)
    sign_in(page, "dispatcher", "/odoo/errand-board")
    expect(page.locator(".o_errand_board_card").first).to_be_visible(timeout=180_000)
    page.set_default_timeout(60_000)
    yield page
    context.close()


def open_task(server):
    """Return id and order number of an open errand with a pick-up."""
    [row] = server.query(
        "SELECT task.id, errand.name FROM errand_task task"
        " JOIN errand_order errand ON errand.id = task.order_id"
        " WHERE task.state = 'open' AND errand.pickup_contact_id IS NOT NULL"
        " AND task.kind = 'carry' ORDER BY task.id LIMIT 1"
    )
    return row


def test_card_dropped_on_a_courier_is_on_their_phone(live_server, board, open_phone):
    """R2.11, R0.8: dragged here, shown there; picked up there, moved here."""
    login, name = PHONE_OF
    courier = open_phone()
    sign_in(courier, login, "/courier")
    # Errands of the demo are offered to them meanwhile: put aside.
    courier.add_locator_handler(
        courier.locator(".courier-offer[open]"),
        lambda: courier.locator(".courier-offer-head button").click(),
    )
    switch = courier.locator(".courier-switch")
    switch.wait_for()
    if "courier-switch-on" not in switch.get_attribute("class"):
        switch.click()
    task_id, number = open_task(live_server)
    card = board.locator(f"[data-task-id='{task_id}']")
    expect(board.locator("[data-column=open]").locator(card)).to_be_visible()

    person = board.locator(".o_errand_board_person", has_text=name)
    expect(person).to_be_visible()
    card.drag_to(person)
    why = board.locator("#errand_reason_nobody_else")
    moved = board.locator("[data-column=assigned]").locator(card)
    expect(why.or_(moved)).to_be_visible()
    if why.is_visible():
        why.check()
        board.get_by_role("button", name="Give It All the Same").click()

    expect(moved).to_contain_text(name)
    job = courier.locator(".courier-job-card", has_text=number)
    expect(job).to_be_visible()

    job.click()
    courier.locator(".courier-accept-given").click()
    for step in ("at_pickup", "picked_up"):
        courier.locator(f"[data-step={step}]").click()
    expect(board.locator("[data-column=under_way]").locator(card)).to_be_visible()
    [(role, login)] = live_server.query(
        "SELECT event.actor_role, login FROM errand_event event"
        " JOIN res_users ON res_users.id = event.user_id"
        " WHERE task_id = %s AND to_state = 'assigned'"
        " ORDER BY event.id DESC LIMIT 1",
        [task_id],
    )
    assert (role, login) == ("staff", "dispatcher")


def test_keyboard_gives_a_task_and_takes_it_back(live_server, board):
    """R2.11: A, a name, and a reason; then it is offered again."""
    task_id, number = open_task(live_server)
    card = board.locator(f"[data-task-id='{task_id}']")
    card.focus()
    board.keyboard.press("a")
    choice = board.locator(".o_errand_board_choice").first
    name = choice.locator("strong").text_content()
    choice.focus()
    board.keyboard.press("Enter")
    why = board.locator("#errand_reason_promised_time")
    moved = board.locator("[data-column=assigned]").locator(card)
    expect(why.or_(moved)).to_be_visible()
    if why.is_visible():
        why.check()
        board.get_by_role("button", name="Give It All the Same").click()
    expect(moved).to_contain_text(name)

    card.get_by_label("More").click()
    board.get_by_text("Take it back").click()
    board.locator("#errand_reason_courier_cannot").check()
    board.get_by_role("button", name="Take Back").click()

    expect(board.locator("[data-column=open]").locator(card)).to_be_visible()
    expect(board.get_by_text(f"{number} is offered to others now.")).to_be_visible()


def test_filters_stay_in_the_address(board):
    """R2.11: what was chosen is there after a reload, and back from an order."""
    board.get_by_label("Find tasks").fill("no such errand anywhere")
    expect(board.locator(".o_errand_board_card")).to_have_count(0)
    expect(board).to_have_url(re.compile("q=no"))

    board.reload()
    expect(board.get_by_label("Find tasks")).to_have_value("no such errand anywhere")
    board.get_by_role("button", name="Clear").click()
    expect(board.locator(".o_errand_board_card").first).to_be_visible()


def test_two_dispatchers_give_one_task_at_once_and_one_does(start_server):
    """R0.8: real transactions; the others are told who has it, nothing is taken."""
    server = start_server(jobs="root:0")

    found = run_program(server, "board_race.py")

    for race in found["given"] + found["grabbed"]:
        losers = len(race["results"]) - 1
        assert race["results"] == ["done"] + ["lost"] * losers
        assert [race["holder"]] == race["winners"]
        assert (race["claims"], race["moves"]) == (1, 1)
    for race in found["given"]:
        assert race["messages"] == [f"Already taken by {race['holder']}."]


def test_board_is_closed_to_everybody_else(live_server):
    """R2.11, R2.10: over HTTP, for whoever signs in."""
    route = "/web/dataset/call_kw/errand.board/snapshot"
    params = {
        "model": "errand.board",
        "method": "snapshot",
        "args": [{}],
        "kwargs": {},
    }
    for login in ("clerk", "finance", "customer", "courier"):
        session = sign_in_by_program(live_server, login)
        answer = ask(live_server, session, route, params)
        assert "AccessError" in answer["error"]["data"]["name"], login
    for login in ("dispatcher", "manager"):
        session = sign_in_by_program(live_server, login)
        assert call(live_server, session, route, **params)["limit"] == 500
