"""R0.10: the chat of an errand, between real browsers with a made-up microphone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from shell import run_program
from windows import sign_in

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63606060f80f0001040100a5f645400000000049454e44ae426082"
)
INPUT = ".o-mail-Composer-input"


@pytest.fixture(scope="module")
def errand(live_server):
    """An errand of the demo day that a courier carries: ids, and who they are."""
    [row] = live_server.query(
        "SELECT task.id, task.order_id, customer.login, courier.login"
        " FROM errand_task task"
        " JOIN errand_order ON errand_order.id = task.order_id"
        " JOIN errand_worker worker ON worker.id = task.worker_id"
        " JOIN res_users courier ON courier.partner_id = worker.partner_id"
        " JOIN res_users customer ON customer.partner_id = errand_order.partner_id"
        " WHERE task.state IN ('assigned', 'picked_up') ORDER BY task.id LIMIT 1"
    )
    return dict(zip(("task", "order", "customer", "courier"), row, strict=True))


def enter(page, login, path):
    sign_in(page, login, path)
    expect(page.locator(INPUT)).to_be_visible()


def say(page, text):
    page.fill(INPUT, text)
    page.press(INPUT, "Enter")


def send(page):
    """Send what is attached, once it is uploaded."""
    button = page.locator(".o-mail-Composer button[name=send-message]")
    expect(button).to_be_enabled()
    button.click()


def message(page, text):
    return page.locator(".o-mail-Message", has_text=text).last


def test_three_people_write_show_speak_and_call(live_server, open_phone, errand):
    """R0.10: text, picture, voice message and call, live; then it is closed."""
    customer, courier, recipient = open_phone(), open_phone(), open_phone()
    enter(customer, errand["customer"], f"/errand/chat/{errand['order']}")
    enter(courier, errand["courier"], f"/courier/chat/{errand['task']}")

    say(courier, "I am at the gate")
    expect(message(customer, "I am at the gate")).to_be_visible()
    say(customer, "It is the blue door")
    expect(message(courier, "It is the blue door")).to_be_visible()

    customer.goto(f"/my/errands/{errand['order']}")
    link = customer.input_value(".o_errand_link")
    recipient.goto(f"{urlsplit(link).path}")
    recipient.locator(".o_errand_chat_button").click()
    expect(message(recipient, "It is the blue door")).to_be_visible()
    say(recipient, "I am coming down")
    expect(message(courier, "I am coming down")).to_be_visible()
    # The customer looks at another page, which tells of it without being reloaded.
    expect(customer.locator(".o_errand_chat_unread")).to_contain_text("1")
    customer.locator(".o_errand_chat_button").click()
    expect(message(customer, "I am coming down")).to_be_visible()

    courier.set_input_files(
        "input[type=file]",
        {"name": "door.png", "mimeType": "image/png", "buffer": PNG},
    )
    expect(
        courier.locator(".o-mail-Composer img.o-mail-AttachmentImage")
    ).to_be_visible()
    send(courier)
    expect(
        customer.locator(".o-mail-Message img.o-mail-AttachmentImage")
    ).to_be_visible()

    customer.locator(".o-mail-Composer [name=voice-start]").click()
    stop = customer.locator(".o-mail-VoiceRecorder.o-recording")
    expect(stop).to_contain_text("1")  # a second was recorded
    stop.click()
    send(customer)
    expect(courier.locator(".o-mail-Message .o-mail-VoicePlayer")).to_be_visible()

    customer.locator(".o-errand-chat-call").click()
    courier.locator(".o-errand-chat-call").click()
    for page in (customer, courier):
        expect(page.locator(".o-errand-chat-call.is-on")).to_be_visible()
        wait_for_voice(page)
    customer.locator(".o-errand-chat-call").click()
    courier.locator(".o-errand-chat-call").click()

    close(live_server, errand["order"])
    courier.reload()
    expect(courier.locator(".o-errand-chat-closed")).to_be_visible()
    expect(courier.locator(INPUT)).to_have_count(0)
    # The other page still offers the field: the server refuses.
    say(customer, "One more thing")
    expect(customer.locator(".o-errand-chat-closed")).to_be_visible()
    expect(customer.locator(INPUT)).to_have_count(0)
    [(count,)] = live_server.query(
        "SELECT count(*) FROM mail_message WHERE body LIKE '%%One more thing%%'"
    )
    assert count == 0


def wait_for_voice(page):
    """Wait until the other's voice has a way here."""
    page.wait_for_function(
        """() => {
            const {services} = odoo.__WOWL_DEBUG__.root.env;
            const sessions = services["mail.store"].discuss.thread.rtc_session_ids;
            const mine = services["discuss.rtc"].selfSession;
            return sessions.some((one) =>
                one.notEq(mine) && one.connectionState === "connected");
        }"""
    )


def close(server, order_id):
    """Let the errand have ended two days ago."""
    server.query(
        "UPDATE errand_order SET state = 'done',"
        " done_at = now() at time zone 'utc' - interval '2 days'"
        " WHERE id = %s RETURNING id",
        [order_id],
    )


def test_twenty_who_open_it_at_once_share_one_room(live_server):
    """R0.10: exactly one room and one guest, in real concurrent transactions."""
    assert run_program(live_server, "chat_race.py") == {
        "rooms": 1,
        "roles": ["courier", "customer", "recipient"],
        "guests": 1,
    }
