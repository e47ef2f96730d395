# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The made-up day: its places and its orders."""

from typing import NamedTuple

#: Places in Hangzhou at real coordinates (WGS-84), with made-up addresses.
PLACES = {
    "square": ("1 Sample Square", 30.2755, 120.1640),
    "lake": ("88 Example Lakeside", 30.2560, 120.1530),
    "campus": ("3 Specimen Campus Gate", 30.2638, 120.1230),
    "station": ("2 Placeholder Station Road", 30.2458, 120.1822),
    "market": ("14 Muster Market", 30.2830, 120.1560),
    "towers": ("7 Trial Towers", 30.2680, 120.1460),
    "park": ("5 Mock Park East", 30.2690, 120.0710),
    "river": ("30 Dummy River Walk", 30.2100, 120.2080),
}


class Errand(NamedTuple):
    """One order of the day, and how far it has come."""

    customer: str
    category: str
    text: str
    start: str
    end: str
    fee: float
    stage: str
    hours_ago: float
    courier: str = ""
    stars: int = 0
    service_class: str = "ordinary"
    weight_kg: float = 0.0
    tip: float = 0.0
    goods_cap: float = 0.0
    #: What the courier paid for the goods so far.
    spent: float = 0.0


DAY = [
    Errand(
        "customer",
        "collect",
        "A shoe box from the parcel station",
        "station",
        "lake",
        9,
        "done",
        9,
        "courier",
        5,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Keys to my sister, she waits at the gate",
        "square",
        "campus",
        12,
        "done",
        7.5,
        "courier_b",
        4,
    ),
    Errand(
        "customer_c",
        "buy",
        "两杯少糖豆浆和一份葱油饼",
        "market",
        "towers",
        11,
        "done",
        6,
        "courier",
        5,
        goods_cap=30,
        spent=23.5,
    ),
    Errand(
        "customer",
        "print",
        "Ten copies, stapled, for the seminar",
        "",
        "campus",
        7,
        "done",
        4,
        "courier_b",
        0,
    ),
    Errand(
        "customer_b",
        "deliver",
        "A cake: please keep it level",
        "lake",
        "towers",
        15.5,
        "done",
        3,
        "courier_c",
        5,
        "professional",
        3,
    ),
    Errand(
        "customer",
        "answer",
        "Which bus goes to the tea village on Sunday?",
        "",
        "",
        5,
        "done",
        2.5,
        "courier_b",
        4,
    ),
    Errand(
        "customer_c",
        "deliver",
        "文件袋，请当面交给前台",
        "towers",
        "square",
        10,
        "cancelled",
        2,
    ),
    Errand(
        "customer_b",
        "other",
        "Carry a folding chair up to the fourth floor",
        "square",
        "",
        18,
        "failed",
        1.8,
        "courier",
    ),
    Errand(
        "customer",
        "deliver",
        "A winter coat from the cleaner's",
        "market",
        "lake",
        10,
        "picked_up",
        0.6,
        "courier",
    ),
    Errand(
        "customer_c",
        "collect",
        "快递柜里的小包裹",
        "station",
        "square",
        8,
        "at_pickup",
        0.4,
        "courier_b",
    ),
    Errand(
        "customer_b",
        "buy",
        "A phone charger, USB-C, any brand",
        "market",
        "lake",
        12,
        "at_pickup",
        0.2,
        "courier_b",
        goods_cap=80,
    ),
    Errand(
        "customer",
        "collect",
        "A parcel, not heavy",
        "station",
        "towers",
        8,
        "open",
        0.3,
        weight_kg=1.2,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Lunch box to my office",
        "lake",
        "square",
        13,
        "open",
        0.25,
        tip=5,
    ),
    Errand(
        "customer_c",
        "deliver",
        "雨伞一把，送到校门口",
        "towers",
        "campus",
        9.5,
        "open",
        0.1,
    ),
    Errand(
        "customer",
        "answer",
        "Help me fill in a registration form",
        "",
        "",
        6,
        "open",
        0.1,
    ),
    Errand(
        "customer_b",
        "deliver",
        "Documents by courier class",
        "towers",
        "square",
        0,
        "open",
        0.05,
        service_class="professional",
        weight_kg=5.5,
    ),
    Errand(
        "customer",
        "collect",
        "Parcel for this evening",
        "station",
        "lake",
        9,
        "slot",
        0.5,
    ),
    Errand("customer_c", "print", "打印两份合同", "", "towers", 6, "placed", 0.1),
    Errand(
        "customer_b",
        "other",
        "Water my plants on Friday",
        "",
        "river",
        20,
        "draft",
        0.1,
    ),
]
