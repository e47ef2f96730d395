# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)


def without(channels, word):
    """Return bus channels without a word that pages say for some of them.

    Other add-ons put records among the channels, which are not compared with words.
    """
    return [one for one in channels if not (isinstance(one, str) and one == word)]
