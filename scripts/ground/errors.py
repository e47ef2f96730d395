"""The one exception that people see."""


class GroundError(Exception):
    """Something this tool cannot do: what, and how to mend it, in plain words."""

    def __init__(self, problem, mend=""):
        super().__init__(problem)
        self.problem = problem
        self.mend = mend
