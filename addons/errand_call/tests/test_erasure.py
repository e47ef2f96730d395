# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.errand_chat.tests.common import ErrandChatCommon
from odoo.addons.errand_member.tests.common import NUMBER, ErrandMemberCommon
from odoo.addons.errand_website.tests.common import PNG

#: Plainly made up, and nowhere else in a database.
NAME, WORDS, FILE = "Zelda Zebra-Quux", "Ring twice at Quuxlane 77", "quux.png"
GUEST, GUEST_WORDS = "Gwendolin Quuxguest", "My gate code is quux-77"


@tagged("post_install", "-at_install")
class TestErasedTalk(ErrandChatCommon, ErrandMemberCommon):
    """What is left of chats and calls of somebody who is erased (R1.1; design 3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.errand_call_provider = "log"
        cls.customer.partner_id.name = NAME
        cls.order.dropoff_contact_id.name = GUEST

    def setUp(self):
        super().setUp()
        self._bind(self.customer)
        self.partner = self.customer.partner_id
        self._sign_in(self.customer)

    def _put_up(self, name):
        """Upload a picture as the chat's page does; return what posting it takes."""
        data = self._upload(name, PNG).json()["data"]
        [file] = data["store_data"]["ir.attachment"]
        return {
            "attachment_ids": [data["attachment_id"]],
            "attachment_tokens": [file["ownership_token"]],
        }

    def _let_recipient_in(self):
        """Return the guest that the recipient is, after they wrote by their link."""
        self.authenticate(None, None)
        self.url_open(f"/t/{self._token()}/chat")
        self._post_message(GUEST_WORDS)
        return self.env["mail.guest"].search([("errand_link_id", "!=", False)])

    def _erase(self):
        self._sign_in(self.customer)
        self._post("/my/confirm", password="errand_customer")
        answer = self._post("/my/data/erase", sure="yes")
        self.assertTrue(answer.headers["Location"].endswith("/errand/erased"))
        self.env.invalidate_all()

    def _holds(self, table, text):
        """Tell whether a text stands anywhere in a table."""
        self.env.flush_all()
        return bool(
            self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s AS record WHERE record::text ILIKE %s LIMIT 1",
                    SQL.identifier(table),
                    f"%{text}%",
                )
            )
        )

    def test_copy_lists_what_was_said_in_chats(self):
        """R1.1: Own words, with their errand and their files; not the courier's."""
        self._post_message(WORDS, **self._put_up(FILE))
        self._say_as(self.courier_user, "I am on my way")

        lines = self.partner._errand_data()["Messages"]

        [line] = [line for line in lines if line["text"] == WORDS]
        self.assertEqual(line["about"], self.order.name)
        self.assertEqual(line["files"], [FILE])
        self.assertNotIn("I am on my way", [line["text"] for line in lines])

    def test_chats_and_calls_hold_nothing_of_who_was_erased(self):
        """R1.1: Words, pictures, the recipient's too; the courier's words stay."""
        self._post_message(WORDS, **self._put_up(FILE))
        self._put_up("quux-unsent.png")
        theirs = self._say_as(self.courier_user, "I am on my way")
        call = self.env["errand.call"]._connect(
            self.task, "courier", "customer", self.courier._actor()
        )
        guest = self._let_recipient_in()
        self.assertTrue(self._holds("mail_message", "quux-77"))
        self._end()

        self._erase()

        for text in (NAME, WORDS, "quux", "Quuxguest", "Gwendolin", "gate code"):
            for table in ("mail_message", "ir_attachment", "mail_guest"):
                self.assertFalse(self._holds(table, text), (table, text))
        for table in ("errand_call", "queue_job"):
            self.assertFalse(self._holds(table, NUMBER), table)
        self.assertTrue(call.released_at)
        self.assertTrue(theirs.exists())
        self.assertEqual(guest.name, "Erased recipient")

    def test_recipient_of_who_was_erased_reads_no_more(self):
        """R1.1: The link that let them in ends."""
        guest = self._let_recipient_in()
        link = guest.errand_link_id
        self._end()

        self._erase()

        self.assertEqual(self.url_open(f"/t/{link._token()}/chat").status_code, 404)
