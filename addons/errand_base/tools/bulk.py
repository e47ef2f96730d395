# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Rows of narrow tables, written at once without the work the ORM does for each."""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL

#: Values of these are the same in the database and in the cache of the ORM.
PLAIN = ("boolean", "char", "datetime", "integer", "many2one", "selection")


def insert(model, rows, unique=None):
    """Insert rows in one statement; return them as records of ``model``.

    For tables that are only appended to, many rows at a time: no defaults, computed
    fields, constraints in Python or overrides of ``create`` take part. What was
    written is known to the ORM without being read again, and stands in the lists of
    other records that show rows of this table.

    :param rows: dicts of the same fields, values as ``create`` takes them
    :param unique: name of a field: rows whose value is there already are left out
    """
    if not rows:
        return model.browse()
    columns = {name: model._fields[name] for name in rows[0]}
    values = {name: _converted(model, column, rows) for name, column in columns.items()}
    found = _insert(model, columns, values, unique)
    if unique and len(found) < len(rows):
        # Of two rows with the same value the first was inserted.
        last = range(len(rows) - 1, -1, -1)
        place = {values[unique][number]: number for number in last}
        kept = [place[row[1]] for row in found]
        values = {name: [all_[n] for n in kept] for name, all_ in values.items()}
    records = model.browse(row[0] for row in found)
    for name, column in columns.items():
        if column.type in PLAIN and not column.translate:
            known = column._get_cache(model.env)
            known.update(zip(records._ids, values[name], strict=True))
        if column.type == "many2one":
            _show_in_lists(records, column, values[name])
    return records


def update(records, values):
    """Write the same values to many rows in one statement.

    For narrow tables that nothing else is computed from, as ``insert``.

    :param values: dict of field names, values as ``write`` takes them
    """
    if not records:
        return
    columns = {name: records._fields[name] for name in values}
    # What waits to be written is older.
    records.flush_recordset(list(values))
    rows = [
        (name, column.convert_to_column(values[name], records))
        for name, column in columns.items()
    ]
    records.env.execute_query(
        SQL(
            "UPDATE %s SET %s WHERE id IN %s RETURNING id",
            SQL.identifier(records._table),
            SQL(", ").join(SQL("%s = %s", SQL.identifier(name), v) for name, v in rows),
            records._ids,
        )
    )
    for name, value in rows:
        records._fields[name]._get_cache(records.env).update(
            dict.fromkeys(records._ids, value)
        )


def _converted(model, column, rows):
    """Return what a column gets, a value for each row; what is equal is made once."""
    given = [row[column.name] for row in rows]
    if _is_one(given):
        return [column.convert_to_column_insert(given[0], model, rows[0])] * len(given)
    return [
        column.convert_to_column_insert(value, model, row)
        for value, row in zip(given, rows, strict=True)
    ]


def _insert(model, columns, values, unique):
    """Return rows of id and the value of ``unique``, of what was inserted."""
    stamp = {}
    if model._log_access:
        now, uid = model.env.cr.now(), model.env.uid
        stamp = dict.fromkeys(("create_date", "write_date"), now)
        stamp |= dict.fromkeys(("create_uid", "write_uid"), uid)
    conflict, returned = SQL(), SQL("id")
    if unique:
        key = SQL.identifier(unique)
        conflict = SQL("ON CONFLICT (%s) DO NOTHING", key)
        returned = SQL("id, %s", key)
    types = {name: SQL(column.column_type[0]) for name, column in columns.items()}
    # What is the same in all rows is sent once.
    varied = [name for name, all_ in values.items() if not _is_one(all_)]
    varied = varied or list(columns)[:1]
    return model.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) new (%s) %s RETURNING %s",
            SQL.identifier(model._table),
            SQL(", ").join(SQL.identifier(name) for name in (*columns, *stamp)),
            SQL(", ").join(
                [
                    SQL.identifier("new", name)
                    if name in varied
                    else SQL("%s::%s", values[name][0], types[name])
                    for name in columns
                ]
                + [SQL("%s", value) for value in stamp.values()]
            ),
            SQL(", ").join(
                SQL("%s::%s[]", values[name], types[name]) for name in varied
            ),
            SQL(", ").join(SQL.identifier(name) for name in varied),
            conflict,
            returned,
        )
    )


def _is_one(values):
    """Tell whether all values are the same."""
    return values.count(values[0]) == len(values)


def _show_in_lists(records, column, parents):
    """Put new rows into the lists of other records that are in memory.

    A list whose order or conditions are not known here is read anew.

    :param parents: ids that ``column`` was given, one for each record
    """
    model = records.browse()
    lists = model.pool.field_inverses[column]
    if not lists:
        return
    rows_of = defaultdict(list)
    for record_id, parent_id in zip(records._ids, parents, strict=True):
        rows_of[parent_id].insert(0, record_id)
    comodel = model.env[column.comodel_name]
    for one in lists:
        is_plain = (
            isinstance(one, fields.One2many)
            and not one.domain
            and one not in model.env._field_depends_context
            and model._order == "id desc"
        )
        if not is_plain:
            comodel.browse(rows_of).invalidate_recordset([one.name], flush=False)
            continue
        known = one._get_cache(model.env)
        for parent_id, ids in rows_of.items():
            if parent_id in known:
                known[parent_id] = (*ids, *known[parent_id])
