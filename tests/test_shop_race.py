"""R2.1: however often a shop order is confirmed at once, one branch has it, once."""

from shell import run_program


def test_a_shop_order_confirmed_at_once_is_one_task(start_server):
    """R2.1: In real transactions, as browsers, a payment and a salesman do it."""
    server = start_server(jobs="root:0")

    told = run_program(server, "shop_race.py")

    for once in told["confirmed"]:
        # Whoever was second is told that it is confirmed already, in words.
        assert once["told"].count("confirmed") == 1
        assert set(once["told"]) == {"confirmed", "refused"}
        assert (once["sale"], once["orders"]) == ("sale", ["placed"])
        assert once["tasks"] == ["open"]
    # A cancelled order leaves no work behind, whoever was first.
    for both in told["confirmed_first"]:
        assert both["told"] == ["cancelled", "confirmed"]
        assert (both["sale"], both["orders"]) == ("cancel", ["cancelled"])
        assert both["tasks"] == ["cancelled"]
    for first in told["cancelled_first"]:
        assert first["told"] == ["cancelled", "refused"]
        assert (first["sale"], first["orders"]) == ("cancel", [])
    for again in told["again"]:
        assert again["told"].count("confirmed") == 1
        assert again["orders"] == ["cancelled", "placed"]
        assert again["tasks"] == ["cancelled", "open"]
