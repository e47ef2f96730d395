# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)


class CallUnavailable(Exception):
    """The provider gave no virtual number. Its own words are for staff alone."""
