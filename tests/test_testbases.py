"""Databases for tests are templates that are whole, or made anew."""

from dataclasses import replace

import pytest
from ground import demo, testbases
from ground.errors import GroundError

MARK = "halves"


@pytest.fixture
def make(bench, monkeypatch):
    """A function that needs the template and reads its one attachment."""
    made = []

    def install(bench, database, *_others):
        # Odoo itself takes minutes; what matters here is what lies where.
        folder = bench.filestore.home / database
        folder.mkdir(parents=True)
        made.append(f"picture {len(made)}")
        (folder / "picture").write_text(made[-1])

    monkeypatch.setattr(testbases, "install", install)

    def need():
        name = testbases._template(bench, f"{MARK}_", MARK, [], None, demo=False)
        return (bench.filestore.home / name / "picture").read_text()

    yield need
    testbases.drop(bench, f"{testbases.TEMPLATE}{MARK}_{MARK}")


def test_a_template_is_made_once(make):
    assert make() == "picture 0"
    assert make() == "picture 0"


def test_a_template_whose_files_are_gone_is_made_anew(bench, make):
    """Root's server is outside the checkout and outlives it."""
    make()
    bench.filestore.drop(f"{testbases.TEMPLATE}{MARK}_{MARK}")

    assert make() == "picture 1"


def test_a_copy_has_the_attachments_of_its_template(bench, make):
    make()
    name = f"errand_test_{MARK}"
    testbases.copy(bench, f"{testbases.TEMPLATE}{MARK}_{MARK}", name)
    try:
        assert bench.has(name)
        assert (bench.filestore.home / name / "picture").read_text() == "picture 0"
    finally:
        testbases.drop(bench, name)
    assert not bench.has(name)


@pytest.fixture
def demo_without_files(bench, monkeypatch):
    monkeypatch.setattr(demo, "NAME", f"errand_demo_{MARK}")
    monkeypatch.setattr(demo, "UNFINISHED", f"errand_demo_{MARK}_unfinished")
    bench.server.create(demo.NAME)
    yield demo.NAME
    testbases.drop(bench, demo.NAME)


def test_a_demo_database_whose_files_are_gone_is_made_anew(
    bench, demo_without_files, monkeypatch
):
    made = []
    monkeypatch.setattr(demo, "_create", lambda _bench, wanted: made.append(wanted))

    demo.need(bench)

    assert made == [demo.made_from(bench)]
    assert demo_without_files not in bench.server.names()


def test_another_checkout_s_demo_on_a_shared_server_is_left_alone(
    bench, demo_without_files
):
    settings = replace(bench.settings, database_url="postgresql:///")

    with pytest.raises(GroundError, match="attachments are not here"):
        demo.need(replace(bench, settings=settings))

    assert demo_without_files in bench.server.names()
