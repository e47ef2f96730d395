# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tools import SQL

from .models.errand_position_history import TABLE


def drop_position_history(env):
    """Drop the partitioned table with its days: the ORM does not know it."""
    env.cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(TABLE)))
