# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tip and way to pay, as the customer chooses them."""

from .readers import read_float

#: Quick choices of a tip, in the company's currency.
TIP_CHOICES = (2, 5, 10)
AMOUNT_LENGTH = 20


def typed_tip(tip, currency):
    """Return a tip as the form shows it: a quick choice, or an amount of their own."""
    if not tip or tip in TIP_CHOICES:
        return {"tip_choice": f"{tip:g}"}
    own = f"{tip:.{currency.decimal_places}f}"
    return {"tip_choice": "own", "tip_own": own}


def tip_of(typed):
    """Return the chosen tip as a number.

    :param typed: mapping of field name to text
    :raise ValueError: no amount, or less than nothing
    """
    choice = str(typed.get("tip_choice") or "0")
    text = str(typed.get("tip_own") or "").strip() if choice == "own" else choice
    amount = read_float(text[:AMOUNT_LENGTH])
    if amount < 0:
        raise ValueError("less than nothing")
    return amount


def read_tip(form):
    """Read the tip of an ``OrderForm`` into its values or errors."""
    company = form.company
    limit = company.errand_tip_limit
    try:
        tip = company.currency_id.round(tip_of(form.typed))
    except ValueError:
        form.errors["tip"] = form.env._("Please write an amount, or choose no tip.")
        return
    if company.currency_id.compare_amounts(tip, limit) > 0:
        form.errors["tip"] = form.env._(
            "A tip is at most %s. Thank you for your kindness.",
            company.currency_id.format(limit),
        )
    form.values["tip"] = tip


def read_payment_way(form):
    """Read how the customer pays; cash only where it is taken."""
    way = form.typed.get("payment_way") or "online"
    takes_cash = form.category._takes_cash(form.company)
    if way != "online" and not (way == "cash" and takes_cash):
        form.errors["payment_way"] = form.env._("Please choose one of these.")
        return
    form.values["payment_way"] = way
