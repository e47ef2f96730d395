# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The branch of an errand: as the customer wishes, else by the company's rules."""

from odoo import fields

from odoo.addons.errand_base.models.errand_branch_choice import BranchWish

from .readers import ENDS, read_integer


def branch_choices(category, company):
    """Return the branches a customer may choose from, as superuser; none of one.

    :return: an empty recordset where the company does not ask
    """
    branches = category.env["errand.branch"]
    if "chosen" not in category.env["errand.branch.rule"]._kinds_for(company):
        return branches
    found = branches._candidates(company, BranchWish(category=category))
    of_site = found & found._of_site()
    found = of_site or found
    return found if len(found) > 1 else branches


def read_branch(form):
    """Read which branch is wished and when, and find the one that gets the errand."""
    chosen = read_chosen(form)
    _find(form, chosen)
    form._read_wanted_time()
    wanted_at = form.values["wanted_from"]
    if wanted_at and form.branch:
        # Another branch may be open then; the hours were typed on its clock.
        before = form.branch
        _find(form, chosen, wanted_at)
        if form.branch.tz != before.tz:
            form._read_wanted_time()
    if form.branch and not form.errors:
        _check_is_open(form)


def read_chosen(form):
    """Return the branch that the customer chose, an empty one for any."""
    nobody = form.env["errand.branch"]
    choices = branch_choices(form.category, form.company)
    try:
        branch_id = read_integer(form._text("branch_id") or "0")
    except ValueError:
        branch_id = -1
    if not branch_id or not choices:
        return nobody
    chosen = choices.filtered(lambda branch: branch.id == branch_id)
    if not chosen:
        form.errors["branch_id"] = form.env._("Please choose one of these.")
    return chosen


def _find(form, chosen, wanted_at=None):
    """Choose the branch for the start of the errand, or say why there is none."""
    start_end = "pickup" if form.points["pickup"] else "dropoff"
    start = form.points[start_end]
    broken = any(f"{end}_point" in form.errors for end in ENDS)
    if broken and not start:
        return
    form.branch, form.branch_reason = form.env["errand.branch"]._choose(
        form.company,
        BranchWish(start, form.category, chosen=chosen, wanted_at=wanted_at),
    )
    if form.branch and (not chosen or form.branch == chosen):
        return
    if form.branch or (chosen and start and not chosen._serves(start)):
        form.errors["branch_id"] = form.env._(
            "%s does not serve this place. Please choose another branch, or any.",
            chosen.name,
        )
    elif broken:
        return
    elif start:
        form.errors[f"{start_end}_point"] = form.env._(
            "This place is outside the area we serve. Please choose one inside an "
            "area on the map."
        )
    else:
        form.errors["form"] = form.env._("We do not serve any area yet.")


def _check_is_open(form):
    """Refuse a time at which nobody is there, where the company wants that."""
    wanted_at = form.values["wanted_from"]
    refusal = form.branch._closed_refusal(wanted_at or fields.Datetime.now())
    if refusal:
        form.errors["slot_date" if wanted_at else "when"] = refusal
