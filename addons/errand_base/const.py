# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Words shared by the whole suite. One word for one thing: see docs/glossary.md."""

SERVICE_CLASSES = [("ordinary", "Ordinary"), ("professional", "Professional")]

#: Task states in which a worker holds the task.
ACTIVE_TASK_STATES = ("assigned", "picked_up")

#: Task states that nothing leaves.
ENDED_TASK_STATES = ("done", "failed", "cancelled")

#: Ends of a claim after which its courier does not see the task again.
GIVEN_UP = ("hand_back", "no_show")
