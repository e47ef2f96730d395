"""Who may do what (design 9): the whole matrix is a page, and the page is true."""

import pytest
from ground import rights


@pytest.fixture(scope="module")
def found(bench, template):
    """The rights as the database has them."""
    return rights.gathered(bench, template)


def test_the_page_of_rights_says_what_the_database_does(bench, found):
    """R2.10, R0.10: No right changes without somebody who meant it: `make rights`."""
    written = (bench.settings.root / rights.PAGE).read_text()

    assert written == rights.page(found)


def test_strangers_customers_and_couriers_write_no_model(found):
    """R0.10: Outsiders have no right to change anything but through checked doors."""
    for model, cells in found["models"].items():
        for role in ("anonymous", "customer", "courier"):
            assert set(cells[role].split(" ")[0]) <= {"R"}, (model, role)


def test_what_staff_read_is_narrowed_to_their_company_at_least(found):
    """R2.10: Business records of another company are never in sight."""
    # Words and rules that all companies of a database share.
    shared = {"errand.category", "errand.file.type", "errand.notice.kind"}
    for model, cells in found["models"].items():
        for role in ("clerk", "branch manager", "dispatcher", "finance"):
            letters, _space, limit = cells[role].partition(" ")
            if letters and model not in shared:
                assert limit, (model, role)


def test_every_address_says_who_may_ask(found):
    """Design 9: There is no address without a decision."""
    assert found["routes"]
    for route in found["routes"]:
        assert route["auth"] in rights.WHO, route
