# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ErrandLoyaltyCommon


@tagged("post_install", "-at_install")
class TestWallet(ErrandLoyaltyCommon):
    def test_top_up_is_in_the_wallet_and_owed_in_the_ledger(self):
        """R4.3: What a customer pays in is theirs: balance and liability agree."""
        self._fill_wallet(50)

        self.assertEqual(self.wallet.points, 50)
        self.assertFalse(self.wallet._errand_differences(self.company))

    def test_top_up_that_is_told_twice_counts_once(self):
        """R4.3: Providers repeat their notifications."""
        payment = self._fill_wallet(50)

        payment._post_process()

        self.assertEqual(self.wallet.points, 50)

    def test_wallet_pays_the_whole_order(self):
        """R4.3: With enough in the wallet nothing is paid online."""
        self._fill_wallet(50)
        order = self._drafted(wallet=True, fee=12)
        self.assertEqual(order._amount_to_pay(), 0)

        order._move_to("placed")

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(order.task_ids.state, "open")
        self.assertEqual(self.wallet.points, 38)
        self.assertEqual(self._balances(order), {"wallet": 12.0, "escrow": -12.0})

    def test_wallet_and_online_payment_are_mixed(self):
        """R4.3: The wallet pays what it can, the rest is paid online."""
        self._fill_wallet(5)
        order = self._drafted(wallet=True, fee=12)
        order._move_to("placed")
        self.assertEqual(order.payment_state, "unpaid")
        self.assertEqual(order._amount_to_pay(), 7)

        self._pay_rest(order)

        self.assertEqual(order.payment_state, "paid")
        self.assertEqual(
            self._balances(order), {"wallet": 5.0, "receipts": 7.0, "escrow": -12.0}
        )

    def test_cancelled_order_goes_back_where_it_came_from(self):
        """R0.2, R4.3: Each part goes back its way, and the wallet at once."""
        self._fill_wallet(5)
        order = self._drafted(wallet=True, fee=12)
        order._move_to("placed")
        self._pay_rest(order)

        order._move_to("cancelled")
        self.assertEqual(self.wallet.points, 5)
        online = order.refund_ids.filtered(lambda refund: refund.method == "online")
        online._prepare()
        online.transaction_id._set_done()
        self._send_refund(online)

        self.assertEqual(order.payment_state, "refunded")
        self.assertEqual(self._balances(order), {})
        self.assertFalse(self.wallet._errand_differences(self.company))

    def test_order_that_is_never_paid_gives_the_wallet_its_part_back(self):
        """R4.3: An abandoned payment does not swallow the wallet's part."""
        self._fill_wallet(5)
        order = self._drafted(wallet=True, fee=12)
        order._move_to("placed")
        order.task_ids.next_action_at = "2020-01-01 00:00:00"

        self.env["errand.task"]._sweep()

        self.assertEqual(order.state, "cancelled")
        self.assertEqual(self.wallet.points, 5)

    def test_wallet_never_goes_below_zero(self):
        """R4.3: Nobody spends what they do not have."""
        self._fill_wallet(5)

        with self.assertRaisesRegex(UserError, "only .*5.00.* left"):
            self.wallet._errand_change(-6)

        self.assertEqual(self.wallet.points, 5)

    def test_tip_is_paid_from_the_wallet(self):
        """R4.3: Later charges can come from the wallet too."""
        order, _payment = self._create_paid_order(fee=12)
        self._fill_wallet(5)
        charge = order._raise_tip(2, "tip-key-1")

        order._pay_from_wallet(charge)

        self.assertEqual(order.tip, 2)
        self.assertEqual(self.wallet.points, 3)
        with self.assertRaisesRegex(UserError, "nothing to pay"):
            order._pay_from_wallet(charge)

    def test_history_names_every_change(self):
        """R4.3: The customer sees where their money went."""
        self._fill_wallet(50)
        order = self._drafted(wallet=True, fee=12)
        order._move_to("placed")

        rows = self.wallet.history_ids.sorted("id")

        self.assertEqual(rows.mapped("issued"), [50, 0])
        self.assertEqual(rows.mapped("used"), [0, 12])
        self.assertEqual(rows[1].description, order.name)

    def test_wallet_changed_by_hand_is_found(self):
        """R4.3: A balance that the ledger does not know is named."""
        self._fill_wallet(50)

        self.wallet.points = 60

        self.assertEqual(
            self.wallet._errand_differences(self.company),
            [(self.customer.partner_id, 60.0, 50.0)],
        )

    def test_wallet_has_its_name_in_every_language(self):
        """R5.5: Customers read it on their account's page, whoever came first."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.errand_wallet_program_id = False

        program = self.company._get_errand_wallet_program()

        self.assertEqual(program.with_context(lang="en_US").name, "Errand wallet")
        self.assertNotEqual(program.with_context(lang="zh_CN").name, "Errand wallet")

    def test_nightly_check_names_a_wallet_that_differs(self):
        """R0.12: Finance hears of it the next morning, and of nothing else."""
        checks = self.env["errand.ledger.check"]
        self._fill_wallet(50)
        self.assertNotIn("wallet", checks._check(self.company).line_ids.mapped("kind"))

        self.wallet.points = 60

        line = checks._check(self.company).line_ids.filtered(
            lambda line: line.kind == "wallet"
        )
        self.assertEqual(line.reference, f"partner {self.customer.partner_id.id}")
        self.assertEqual((line.expected, line.found), (50, 60))

    def test_wallet_that_only_the_ledger_knows_is_named(self):
        """R0.12: A card that is gone is a debt that nobody sees."""
        self._fill_wallet(50)
        self.wallet.points = 0

        line = (
            self.env["errand.ledger.check"]
            ._check(self.company)
            .line_ids.filtered(lambda line: line.kind == "wallet")
        )
        self.assertEqual((line.expected, line.found), (50, 0))
