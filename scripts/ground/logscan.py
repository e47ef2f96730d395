"""Read Odoo's log: counts, failures, skips, complaints that nobody expected."""

import re
from dataclasses import dataclass, field

HEAD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ "
    r"(?P<level>[A-Z]+) \S+ (?P<logger>[\w.]+): (?P<text>.*)$"
)
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
BEGUN = re.compile(r"^Starting (\S+)")
SKIPPED = re.compile(r"^skipped (.+?) : (.*)$")
BY_DESIGN = "by design:"  # a skip whose reason starts so is nobody's fault

# Where warnings speak of a mistake in an add-on (unknown field parameters, missing
# access rights, bad manifests). Inside a test a warning may be what is tested.
WARNING_LOGGERS = (
    "odoo.modules",
    "odoo.registry",
    "odoo.orm",
    "odoo.models",
    "odoo.fields",
    "odoo.schema",
    "odoo.tools.convert",
    "odoo.tools.translate",
    "odoo.addons.base.models",
    "odoo.addons.errand_",
    "py.warnings",
)


@dataclass
class Verdict:
    """What a log of Odoo's test runner says."""

    ran: int = 0
    failed: int = 0
    finished: bool = False
    skips: list = field(default_factory=list)
    complaints: list = field(default_factory=list)
    failures: list = field(default_factory=list)


@dataclass
class Record:
    """One entry of the log, with the lines that follow it."""

    level: str
    logger: str
    rows: list

    @property
    def text(self):
        return "\n".join(self.rows)

    @property
    def is_of_test(self):
        return ".tests." in f"{self.logger}." or self.logger.startswith("odoo.tests")


def records(text):
    """The entries of a log."""
    current = None
    for row in text.splitlines():
        head = HEAD.match(row)
        if head:
            if current:
                yield current
            current = Record(head["level"], head["logger"], [head["text"]])
        elif current:
            current.rows.append(row)
    if current:
        yield current


def read(text):
    """Judge a log."""
    verdict = Verdict()
    test = None
    for record in records(text):
        if record.is_of_test:
            begun = BEGUN.match(record.text)
            test = begun[1] if begun else test
            _read_test_record(record, verdict)
        else:
            if record.logger.startswith("odoo.modules"):
                test = None
            if _is_complaint(record, test):
                verdict.complaints.append(_complaint(record, test))
    return verdict


def _complaint(record, test):
    """A complaint, what matters first: an excerpt may end before the traceback does."""
    when = f"while {test} ran" if test else "outside of tests"
    text = f"{record.level} {record.logger}: {record.text}"
    if len(record.rows) > 1:
        text = f"{record.rows[-1]}\n{text}"
    return f"{when}: {text}"


def _read_test_record(record, verdict):
    result = RESULT.search(record.text)
    skipped = SKIPPED.match(record.text)
    if record.logger == "odoo.tests.result" and result:
        failed, errors, ran = map(int, result.groups())
        verdict.ran, verdict.failed, verdict.finished = ran, failed + errors, True
    elif skipped and not skipped[2].startswith(BY_DESIGN):
        verdict.skips.append(f"{skipped[1]}: {skipped[2]}")
    elif record.level in ("ERROR", "CRITICAL"):
        verdict.failures.append(f"{record.logger}\n{record.text}")


def _is_complaint(record, inside_test):
    if record.level in ("ERROR", "CRITICAL"):
        return not record.text.startswith("At least one test failed")
    if record.level != "WARNING" or inside_test:
        return False
    return record.logger.startswith(WARNING_LOGGERS)
