# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import io
import json
import zipfile
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.errand_website.tests.common import PNG
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import NUMBER, ErrandMemberCommon

HERE = "/my/data"
#: What tells who the customer is. Plainly made up, and nowhere else in a database.
TEXTS = ("Zelda Zebra-Quux", "zelda.quux@example.com", "13900004321", "Quuxlane 77")


@tagged("post_install", "-at_install")
class TestMyData(ErrandMemberCommon):
    """A copy of one's data, and erasure (R1.1; design 3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.partner_id.write({"name": TEXTS[0], "email": TEXTS[1]})

    def setUp(self):
        super().setUp()
        self._bind(self.customer)
        self.partner = self.customer.partner_id
        self.order, _payment = self._create_paid_order(
            description=f"To {TEXTS[3]}",
            dropoff_contact_id=self._create_contact(
                name=TEXTS[0], phone=NUMBER, address=TEXTS[3]
            ).id,
        )

    def _sign_in_sure(self):
        self._sign_in(self.customer)
        self._post("/my/confirm", password="errand_customer")

    def _finish(self):
        task = self.order.task_ids
        actor = self.courier._actor()
        task._assign(self.courier, actor, "grab")
        task._pick_up(actor, "pick-up")
        task._try_code(task._delivery_code(), actor)
        task._deliver(actor, "deliver")

    # === COPY === #

    def _copy(self):
        with trap_jobs() as trap:
            export = self.env["errand.export"]._order_for(self.customer)
        trap.assert_jobs_count(1)
        export._make()
        return export

    def test_copy_holds_what_we_hold(self):
        """R1.1: Profile with the full number, errands, payments, events."""
        export = self._copy()

        with zipfile.ZipFile(io.BytesIO(export._open())) as archive:
            data = json.loads(archive.read("data.json"))
            page = archive.read("data.html").decode()
        self.assertEqual(data["Profile"][0]["phone"], NUMBER)
        self.assertEqual(data["Orders"][0]["dropoff"]["address"], TEXTS[3])
        self.assertTrue(data["Payments"] and data["Events"])
        self.assertIn(TEXTS[3], page)

    def test_copy_is_sealed_at_rest(self):
        export = self._copy()

        self.assertNotIn(NUMBER.encode(), export.sealed)
        self.assertFalse(export.sealed.startswith(b"UEs"))

    def test_copy_is_asked_for_and_downloaded_by_its_owner_alone(self):
        self._sign_in_sure()
        with trap_jobs():
            self._post(f"{HERE}/copy")
        export = self.env["errand.export"]._of(self.customer)
        export._make()
        url = f"{HERE}/copy/{export.id}"

        self.assertEqual(self.url_open(url).content[:2], b"PK")
        self._sign_in(self.other)
        for wrong in (url, f"{HERE}/copy/x", f"{HERE}/copy/-1"):
            self.assertEqual(self.url_open(wrong).status_code, 404)

    def test_copy_runs_out(self):
        export = self._copy()
        export.expires_at = fields.Datetime.now() - timedelta(seconds=1)

        self.assertFalse(self.env["errand.export"]._of(self.customer))
        self.env["errand.export"]._gc_exports()
        self.assertFalse(export.exists())

    def test_three_copies_a_day(self):
        self._sign_in_sure()
        with trap_jobs():
            answers = [self._post(f"{HERE}/copy").status_code for _copy in range(4)]

        self.assertEqual(answers, [303, 303, 303, 422])

    def test_who_it_is_is_asked_first(self):
        self._sign_in(self.customer)
        for url in (f"{HERE}/copy", f"{HERE}/erase"):
            answer = self._post(url, sure="yes")
            self.assertIn("/my/confirm", answer.headers["Location"])
        self.assertTrue(self.customer.active)

    # === ERASURE === #

    def _erase(self):
        return self._post(f"{HERE}/erase", sure="yes")

    def _found(self, text):
        """Return the tables of the database in which a text still stands."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )
        return [
            table
            for (table,) in tables
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %(table)s AS record"
                    " WHERE record::text ILIKE %(text)s LIMIT 1",
                    table=SQL.identifier(table),
                    text=f"%{text}%",
                )
            )
        ]

    def _ledger_sums(self):
        lines = self.env["errand.ledger.line"]
        return lines._read_group([], ["account"], ["amount:sum", "__count"])

    def test_open_errand_stands_in_the_way(self):
        self._sign_in_sure()

        page = self._erase().text

        self.assertIn(self.order.name, page)
        self.assertTrue(self.customer.active)

    def test_courier_with_money_to_come_is_not_erased(self):
        self._finish()

        obstacles = self.courier_user.partner_id._erasure_obstacles()

        self.assertIn("money to settle", " ".join(obstacles))

    def test_staff_are_not_erased_here(self):
        obstacles = self.dispatcher.partner_id._erasure_obstacles()
        self.assertIn("staff", " ".join(obstacles))

    def test_nothing_tells_who_it_was(self):
        """R1.1: No table of the database holds a word of the person."""
        self._finish()
        self.env["ir.attachment"]._create_for_errand(self.order, [("quux.png", PNG)])
        self.env["rating.rating"]._rate_task(
            self.order.task_ids,
            self.partner,
            self.courier.partner_id,
            5,
            f"Thank you from {TEXTS[0]}",
        )
        self.partner.message_post(body=f"Call {TEXTS[0]}", author_id=self.partner.id)
        before = self._ledger_sums()
        self._sign_in_sure()

        answer = self._erase()

        self.assertTrue(answer.headers["Location"].endswith("/errand/erased"))
        self.env.invalidate_all()
        self.assertFalse(self.customer.active)
        self.assertEqual(self._ledger_sums(), before)
        self.assertTrue(self.order.event_ids)
        for text in (*TEXTS, "quux.png"):
            self.assertEqual(self._found(text), [], text)

    def test_number_is_free_again(self):
        """R1.1: Who was erased may begin anew, as somebody new."""
        self._finish()
        self.partner.sudo()._errand_erase()

        login, is_new = self.phones._account_of(NUMBER)

        self.assertTrue(is_new)
        self.assertNotEqual(login, self.customer.login)
