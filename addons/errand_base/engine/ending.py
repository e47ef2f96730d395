# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What it costs when an errand is not simply delivered. No I/O; money is Decimal."""

from dataclasses import dataclass
from decimal import Decimal

from .pricing import round_to, split

#: Stages in their order.
OPEN, GRABBED, AT_PICKUP, PICKED_UP, AT_DROPOFF = STAGES = (
    "open",
    "grabbed",
    "at_pickup",
    "picked_up",
    "at_dropoff",
)
CANCEL, NO_SHOW, UNDELIVERABLE, HAND_BACK = CAUSES = (
    "cancel",
    "no_show",
    "undeliverable",
    "hand_back",
)
CUSTOMER_SIDE, COURIER_SIDE, PLATFORM_SIDE = SIDES = ("customer", "courier", "platform")

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of staff. Percentages are 0 to 100, amounts in the order's currency.

    ``company``, ``category``, ``service_class`` and ``stage`` that are empty hold
    for all. ``cap`` None: no cap. ``courier_percent`` is of what is kept after the
    commission, so 100 is what a delivery would have paid; ``support_percent`` and
    ``penalty_percent`` are of the courier's pay; ``return_percent`` is of the fee.
    """

    ref: int
    cause: str
    side: str
    stage: str = ""
    company: int = 0
    category: int = 0
    service_class: str = ""
    after_minutes: int = 0
    is_allowed: bool = True
    percent: Decimal = ZERO
    fixed: Decimal = ZERO
    cap: Decimal | None = None
    courier_percent: Decimal = ZERO
    support_percent: Decimal = ZERO
    penalty_percent: Decimal = ZERO
    penalty_fixed: Decimal = ZERO
    needs_return: bool = False
    return_percent: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an order at the moment of the question.

    ``minutes`` are whole minutes since the stage began; ``pay`` is what the courier
    would get for the delivery; ``step`` is the currency's smallest amount.
    """

    cause: str
    side: str
    stage: str
    minutes: int
    fee: Decimal
    pay: Decimal
    commission_percent: Decimal
    step: Decimal
    company: int = 0
    category: int = 0
    service_class: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows: amounts are rounded; ``rule`` 0 is the fallback.

    ``kept`` is of the fee alone; ``return_fee`` comes on top of it, and
    ``return_pay`` of it goes to the courier, once the way back is done.
    ``holds_minutes``: after how many minutes of the stage another rule takes over.
    """

    rule: int
    is_allowed: bool
    kept: Decimal
    compensation: Decimal
    penalty: Decimal
    needs_return: bool
    return_fee: Decimal
    return_pay: Decimal
    holds_minutes: int | None = None


def is_about(rule, facts):
    """Tell whether a rule speaks of these facts, its time left aside."""
    return (
        (rule.cause, rule.side) == (facts.cause, facts.side)
        and rule.stage in ("", facts.stage)
        and rule.company in (0, facts.company)
        and rule.category in (0, facts.category)
        and rule.service_class in ("", facts.service_class)
    )


def _rank(rule):
    """Most specific first; of those, the latest time that has passed."""
    return (
        bool(rule.company),
        bool(rule.category),
        bool(rule.service_class),
        bool(rule.stage),
        rule.after_minutes,
        rule.ref,
    )


def best_rule(rules, facts, minutes=None):
    """Return the rule that decides, None when none speaks of these facts."""
    passed = facts.minutes if minutes is None else minutes
    fitting = [
        rule for rule in rules if is_about(rule, facts) and rule.after_minutes <= passed
    ]
    return max(fitting, key=_rank, default=None)


def holds_minutes(rules, facts):
    """Return the minute of the stage when another rule takes over, or None."""
    now = best_rule(rules, facts)
    later = sorted(
        {rule.after_minutes for rule in rules if rule.after_minutes > facts.minutes}
    )
    return next(
        (minute for minute in later if best_rule(rules, facts, minute) != now), None
    )


def fallback(facts):
    """Return what holds without a rule: all goes back, nobody is punished.

    Cancelling after the grab is not allowed then: nobody said what the courier's
    way is worth. What is in the courier's hands goes back to where it came from.
    """
    is_carried = facts.stage in (PICKED_UP, AT_DROPOFF)
    return Rule(
        ref=0,
        cause=facts.cause,
        side=facts.side,
        is_allowed=facts.cause != CANCEL or facts.stage == OPEN,
        needs_return=is_carried and facts.cause in (CANCEL, UNDELIVERABLE),
    )


def decide(rules, facts):
    """Return the ``Outcome`` of the facts under the rules.

    Each amount is rounded once. What is kept never exceeds the fee; only the way
    back comes on top of it.
    """
    rule = best_rule(rules, facts) or fallback(facts)
    step = facts.step
    kept = facts.fee * rule.percent / HUNDRED + rule.fixed
    if rule.cap is not None:
        kept = min(kept, rule.cap)
    kept = min(max(ZERO, round_to(kept, step)), facts.fee)
    needs_return = rule.needs_return and facts.stage in (PICKED_UP, AT_DROPOFF)
    return_fee = (
        round_to(facts.fee * rule.return_percent / HUNDRED, step)
        if needs_return
        else ZERO
    )
    shared = (HUNDRED - facts.commission_percent) * rule.courier_percent / HUNDRED
    share, _rest = split(kept, HUNDRED - shared, step)
    penalty = facts.pay * rule.penalty_percent / HUNDRED + rule.penalty_fixed
    return Outcome(
        rule=rule.ref,
        is_allowed=rule.is_allowed,
        kept=kept,
        compensation=share + round_to(facts.pay * rule.support_percent / HUNDRED, step),
        penalty=max(ZERO, round_to(penalty, step)),
        needs_return=needs_return,
        return_fee=return_fee,
        return_pay=split(return_fee, facts.commission_percent, step)[0],
        holds_minutes=holds_minutes(rules, facts),
    )
