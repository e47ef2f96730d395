# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who a returning customer asks for: a person who served them before (R2.5)."""

from .readers import read_integer


def person_choices(category, company, user):
    """Return who the signed-in customer may ask for, as superuser."""
    workers = category.env["errand.worker"]
    if user._is_public():
        return workers
    served = category.env["errand.order"]._wishable_workers(user.partner_id)
    return served.filtered(
        lambda worker: worker.company_id == company and worker._accepts(category)
    )


def read_person(form):
    """Read who is asked for; nobody is the usual answer."""
    form.values["wished_worker_id"] = False
    try:
        worker_id = read_integer(form._text("wished_worker_id") or "0")
    except ValueError:
        worker_id = -1
    if not worker_id:
        return
    choices = person_choices(form.category, form.company, form.env.user)
    if worker_id in choices.ids:
        form.values["wished_worker_id"] = worker_id
    else:
        form.errors["wished_worker_id"] = form.env._("Please choose one of these.")
