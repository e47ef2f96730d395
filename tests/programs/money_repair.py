"""Runs in an Odoo shell: repairs what ``money_killed.py`` left behind, twice.

Prints one line, RESULT and JSON: how it stood before, and after each repair.
"""

import json
import os
from pathlib import Path
from unittest.mock import patch

from odoo.addons.queue_job.job import Job

KILL = os.environ["ERRAND_KILL"]

env = globals()["env"]
company = env.ref("errand_base.demo_company")
env = env(context={**env.context, "allowed_company_ids": [company.id]})
# What add-ons of providers made of these: theirs is asked first.
Transaction = type(env["payment.transaction"])
Provider = type(env["payment.provider"])


def rows(query, *values):
    env.flush_all()
    env.cr.execute(query, values)
    return env.cr.fetchall()


def unbalanced():
    """Return the entries of the whole ledger that do not sum to zero."""
    return rows(
        "SELECT entry_id FROM errand_ledger_line"
        " GROUP BY entry_id HAVING abs(sum(amount)) > 0.0001"
    )


# === PAYMENT === #


def order():
    return env["errand.order"].search([("description", "=", f"killed:{KILL}")])


def look_at_order():
    one = order().sudo()
    return {
        "payment": one.payment_state,
        "task": one.task_ids.state,
        "opened": len(one.event_ids.filtered(lambda event: event.to_state == "open")),
        "receipts": one.receipt_ids.mapped("amount"),
        "entries": len(one.ledger_line_ids.entry_id),
        "held": one._held(),
        "booked": one.transaction_ids.payment_id.mapped("amount"),
        "unbalanced": unbalanced(),
    }


def post_process():
    """Do what Odoo's scheduled action does."""
    env["payment.transaction"]._cron_post_process()


# === POSTING === #


def look_at_books():
    [(entries, linked, links)] = rows(
        "SELECT count(DISTINCT entry.id), count(DISTINCT link.entry_id),"
        " count(link.id) FROM errand_ledger_entry entry"
        " LEFT JOIN errand_posting_link link ON link.entry_id = entry.id"
        " WHERE entry.company_id = %s",
        company.id,
    )
    place = env["errand.book.account"]._account(company, "penalty")
    [(in_books,)] = rows(
        "SELECT coalesce(sum(item.balance), 0)::float FROM account_move_line item"
        " JOIN errand_posting posting ON posting.move_id = item.move_id"
        " WHERE posting.company_id = %s AND item.account_id = %s"
        " AND item.parent_state = 'posted'",
        company.id,
        place.id,
    )
    [(in_ledger,)] = rows(
        "SELECT coalesce(sum(amount), 0)::float FROM errand_ledger_line"
        " WHERE company_id = %s AND account = 'penalty'",
        company.id,
    )
    journal = company._get_errand_journal()
    postings = env["errand.posting"].search([("company_id", "=", company.id)])
    # The journal also holds what pays the invoices, made outside of the postings.
    paid_up_front = env["errand.invoice.request"].search([]).settlement_move_id
    moves = env["account.move"].search([("journal_id", "=", journal.id)])
    check = env["errand.ledger.check"]._check(company)
    return {
        "entries": entries,
        "linked": linked,
        "links": links,
        "in_books": round(in_books, 2),
        "in_ledger": round(in_ledger, 2),
        "loose_moves": len(moves - postings.move_id - paid_up_front),
        "findings": [
            line.display_name for line in check.line_ids if line.kind != "not_received"
        ],
        "unbalanced": unbalanced(),
    }


def post():
    while env["errand.posting"]._post_company(company):
        env.cr.commit()


# === REFUND === #


def look_at_refund():
    one = order().sudo()
    return {
        "state": one.refund_ids.mapped("state"),
        "asked": Path(os.environ["ERRAND_PROVIDER"]).read_text().split(),
        "in_flight": one._balance_of("refund_in_flight"),
        "booked": one.transaction_ids.payment_id.mapped("amount"),
        "unbalanced": unbalanced(),
    }


def note(line):
    with Path(os.environ["ERRAND_PROVIDER"]).open("a") as book:
        book.write(f"{line}\n")


def send():
    """Let some minutes pass, queue what was lost, and do the job."""
    refund = order().sudo().refund_ids
    env.cr.execute(
        "UPDATE errand_refund SET write_date = write_date - interval '10 minutes',"
        " claimed_at = claimed_at - interval '10 minutes' WHERE id = %s",
        [refund.id],
    )
    env["queue.job"].search([("method_name", "=", "_send")]).unlink()
    env.cr.commit()
    env.invalidate_all()
    env["errand.refund"]._repair()
    env.flush_all()
    for record in env["queue.job"].search([("method_name", "=", "_send")]):
        job = Job.load(env, record.uuid)
        if job.recordset == refund:
            env.cr.commit()
            job.perform()
    post_process()


def give_back(transaction):
    """Be a provider that answers; one with keys sees its request."""
    if KILL == "refund_key":
        transaction._send_api_request("POST", "refunds")
    else:
        note(transaction.reference)
    transaction._set_done()


def answer(_provider, _method, _endpoint, **options):
    note(options["idempotency_key"])


WHAT = {
    "payment": (look_at_order, post_process),
    "booking": (look_at_order, post_process),
    "posting": (look_at_books, post),
    "batches": (look_at_books, post),
    "refund": (look_at_refund, send),
    "refund_key": (look_at_refund, send),
}
look, repair = WHAT[KILL]
seen = [look()]
env.cr.commit()
with (
    patch.object(Transaction, "_send_refund_request", give_back),
    patch.object(Provider, "_send_api_request", answer),
):
    for _time in range(2):
        repair()
        env.cr.commit()
        env.invalidate_all()
        seen.append(look())
        env.cr.commit()
print("RESULT", json.dumps(seen))
