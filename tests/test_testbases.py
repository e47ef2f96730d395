"""Databases for tests are templates that are whole, or made anew."""

import pytest
from ground import demo, testbases

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


def test_a_demo_database_whose_files_are_gone_is_made_anew(bench, monkeypatch):
    monkeypatch.setattr(demo, "NAME", f"errand_demo_{MARK}")
    bench.server.create(demo.NAME)
    try:
        assert demo._recorded(bench) is None
    finally:
        demo.forget(bench)
    assert not bench.has(demo.NAME)
