# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Words of the ledger that several models share."""

#: The subledger's accounts. Debits are positive: what is owed to others is negative.
ACCOUNTS = [
    ("receipts", "Money Received"),
    ("cash", "Cash With Couriers"),
    ("customer_due", "Owed by Customers"),
    ("escrow", "Escrow"),
    ("tip", "Tips Held"),
    ("goods", "Goods Advance"),
    ("courier_pending", "Couriers, Not Confirmed"),
    ("courier_payable", "Owed to Couriers"),
    ("commission", "Commission"),
    ("commission_tax", "Tax on Commission"),
    ("penalty", "Fees of Cancellations"),
    ("support_cost", "Cost of Support"),
    ("refund_in_flight", "Refund In Flight"),
    ("payout_in_flight", "Payout In Flight"),
]

#: What is held for an order until it ends: zero once it is done, failed or cancelled.
HELD_ACCOUNTS = ("escrow", "tip", "goods")
