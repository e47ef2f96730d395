"""What came of the tests: counts of every stage, and the failures in full."""

from dataclasses import dataclass, field

from .say import line


@dataclass
class Stage:
    """One part of the tests."""

    name: str
    passed: int = 0
    failed: int = 0
    texts: list = field(default_factory=list)

    def count(self, passed, failed):
        self.passed += passed
        self.failed += failed

    def tell(self, text):
        """Keep something that a person must read."""
        self.texts.append(text)

    def fail(self, text):
        """Count one failure and tell it."""
        self.failed += 1
        self.tell(text)

    def expect(self, is_true, otherwise):
        """Count one check."""
        if is_true:
            self.passed += 1
        else:
            self.fail(otherwise)

    def show(self):
        line(f"\n===== {self.name}: {self.passed} passed, {self.failed} failed")
        for text in self.texts:
            line(f"\n{text}")


def close(stages):
    """Print the closing line; return the exit code."""
    passed = sum(stage.passed for stage in stages)
    failed = sum(stage.failed for stage in stages)
    line("")
    for stage in stages:
        line(f"{stage.name}: {stage.passed} passed, {stage.failed} failed")
    if not passed + failed:
        line("No test ran, which counts as a failure.")
    line(f"\n{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1
