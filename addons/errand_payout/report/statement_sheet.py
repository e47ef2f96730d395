# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The statement as a spreadsheet: the figures of the ledger, as numbers."""

import io
from datetime import timezone

import xlsxwriter

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def statement_sheet(worker, since, until):
    """Return the statement of a courier as the bytes of an xlsx file.

    :param since, until: dates, both included, or None
    """
    env, zone = worker.env, worker._zone()
    statement = worker._statement(since, until)
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    bold = book.add_format({"bold": True})
    when = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    places = "0" * worker.company_id.currency_id.decimal_places
    money = book.add_format({"num_format": f"#,##0.{places}" if places else "#,##0"})
    sheet = book.add_worksheet(env._("Statement"))
    sheet.set_column(0, 3, 20)
    titles = (
        env._("Date"),
        env._("Order"),
        env._("Entry"),
        env._("Amount"),
        env._("Balance"),
    )
    sheet.write_row(0, 0, (worker.name, worker.company_id.currency_id.name), bold)
    sheet.write_row(1, 0, titles, bold)
    sheet.write_string(2, 2, env._("Opening balance"))
    sheet.write_number(2, 4, statement["opening"], money)
    row = 3
    for row, line in enumerate(reversed(statement["lines"]), start=3):
        local = line["at"].replace(tzinfo=timezone.utc).astimezone(zone)
        sheet.write_datetime(row, 0, local.replace(tzinfo=None), when)
        # Written as text: a name never becomes a formula.
        sheet.write_string(row, 1, line["number"])
        sheet.write_string(row, 2, line["kind"])
        sheet.write_number(row, 3, line["amount"], money)
        sheet.write_number(row, 4, line["balance"], money)
    row = max(row + 1, 3) if statement["lines"] else 3
    sheet.write_string(row, 2, env._("Closing balance"), bold)
    sheet.write_number(row, 4, statement["closing"], money)
    book.close()
    return output.getvalue()
