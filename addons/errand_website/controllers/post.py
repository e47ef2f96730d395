# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Posting an errand: choose a category, fill in its form, get the price."""

import hashlib
import re
from urllib.parse import quote as url_quote
from uuid import uuid4

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import LazyTranslate

from odoo.addons.errand_base.exceptions import KeyReused
from odoo.addons.errand_base.tools.number import whole_number

from ..forms.branch import branch_choices
from ..forms.filled import first_suggestion, typed_first, typed_of
from ..forms.money import TIP_CHOICES
from ..forms.order_form import OrderForm
from ..forms.person import person_choices
from . import common

_lt = LazyTranslate(__name__)

KEY = re.compile(r"[0-9a-f-]{32,36}")
#: Forms a customer may send in ten minutes.
POSTS, WINDOW = 60, 600


def form_key(text=None):
    """Return a form's key: as it was sent, or a new one."""
    return text if text and KEY.fullmatch(text) else str(uuid4())


class ErrandPost(http.Controller):
    # === CHOOSE === #

    @http.route(
        "/errand",
        type="http",
        auth="public",
        website=True,
        sitemap=True,
        list_as_website_content=_lt("Post an errand"),
    )
    def categories(self):
        """Show what can be asked for."""
        return request.render(
            "errand_website.categories",
            {
                "categories": request.env["errand.category"]._offered_on(
                    request.website
                ),
            },
        )

    # === FORM === #

    @http.route(
        "/errand/<string:slug>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def form(self, slug):
        """Show a category's form; anyone may look at it."""
        category = common.offered_category(slug)
        return self._render_form(category)

    @http.route(
        "/errand/<string:slug>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["POST"],
    )
    def post(self, slug, **_typed):
        """Make a draft of what was typed, and lead to its review (R0.1)."""
        category = common.offered_category(slug)
        return self._take_form(category, f"/errand/{url_quote(slug)}")

    @http.route(
        "/my/errands/<string:order_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def edit_form(self, order_id):
        """Show a draft in its form again."""
        order = common.order_or_404(order_id)
        if order.state != "draft":
            return request.redirect(f"/my/errands/{order.id}")
        return self._render_form(order.category_id, order=order)

    @http.route(
        "/my/errands/<string:order_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def edit(self, order_id, **_typed):
        """Write the form over the draft."""
        order = common.order_or_404(order_id)
        here = f"/my/errands/{order.id}/edit"
        return self._take_form(order.category_id, here, order=order)

    # === HELPERS === #

    def _render_form(self, category, order=None, form=None, status=200):
        """Show the form: empty, filled from a draft, or as it was sent."""
        company = common.company()
        zone_label = self._branch_zone(order)
        classes = category._priced_classes(company)
        if form:
            typed = form.typed
        elif order:
            typed = typed_of(order)
        else:
            typed = typed_first(category, company, zone_label)
        rule = request.env["errand.price.rule"].sudo()  # the offer is public
        if "ordinary" in classes:
            rule = rule._find(company, category, "ordinary")
        user = request.env.user
        return request.render(
            "errand_website.form",
            {
                "category": category,
                "order": order,
                "typed": typed,
                "errors": form.errors if form else {},
                "quote": form.quote if form else (order and order.quote_id),
                "key": form_key(typed.get("key")),
                "form_slug": request.env["ir.http"]._slug(category),
                "classes": classes,
                "rule": rule,
                "suggestion": self._suggestion_text(category, company),
                "takes_cash": category._takes_cash(company),
                "tip_amounts": [
                    amount
                    for amount in TIP_CHOICES
                    if amount <= company.errand_tip_limit
                ],
                "currency": company.currency_id,
                "branches": common.branches(category),
                "branch_choices": branch_choices(category, company),
                "person_choices": [
                    (worker.id, request.env["errand.order"]._first_name(worker.name))
                    for worker in person_choices(category, company, user)
                ],
                "zone_label": zone_label,
                "map_values": common.map_values(),
                **common.clock(zone_label),
                "is_public": user._is_public(),
                "debts": request.env["errand.order"]._own_debts(company),
                "me": {"name": user.name, "phone": user.partner_id.phone or ""},
            },
            status=status,
        )

    def _suggestion_text(self, category, company):
        """Return what the form says of the fee before a place is known."""
        suggestion = first_suggestion(category, company)
        if not suggestion:
            return ""
        suggestions = request.env["errand.fee.suggestion"]
        return suggestions._text(company.currency_id, *suggestion)

    def _branch_zone(self, order=None):
        """Return the name of the clock that slots are typed on."""
        branches = request.env["errand.branch"].sudo()  # where we serve is public
        if order:
            return order.branch_id.tz or "UTC"
        branch, _reason = branches._choose(common.company())
        return branch.tz or "UTC"

    # === TAKE === #

    def _take_form(self, category, here, order=None):
        """Write the form that was sent, or show what is wrong with it.

        A browser with scripts asks for JSON, so that nothing typed is lost, files
        included; without scripts the page comes back filled in.
        """
        if request.env.user._is_public():
            return self._answer(here, login=f"/web/login?redirect={url_quote(here)}")
        common.count_use("post", POSTS, WINDOW)
        typed = request.httprequest.form
        form = OrderForm(category.env, common.company(), category, typed, order=order)
        if order:
            form.company = order.company_id
        form.take()
        files = self._read_files(form)
        if not form.errors:
            draft = self._write_once(form, files)
            if draft:
                return self._answer(here, done=f"/my/errands/{draft.id}/review")
        return self._answer(here, form=form)

    def _answer(self, here, done=None, login=None, form=None):
        wants_json = request.httprequest.form.get("as_json") == "1"
        if not wants_json and form:
            return self._render_form(form.category, form.order, form, status=422)
        if not wants_json:
            return request.redirect(done or login, code=303)
        if form:
            answer = {"errors": form.errors}
            if form.quote:
                answer["quote"] = {
                    "id": form.quote.id,
                    "html": common.quote_html(form.quote),
                }
            return request.make_json_response(answer, status=422)
        return request.make_json_response({"login": login} if login else {"url": done})

    def _read_files(self, form):
        """Return the sent files as (name, content), each checked."""
        limit = int(form.category.file_max_mb * 1024 * 1024) + 1
        files = []
        for upload in request.httprequest.files.getlist("files")[:50]:
            name = self._file_name(upload.filename)
            if name:
                files.append((name, upload.stream.read(limit)))
        attachments = form.env["ir.attachment"]
        kept = form.order.attachment_ids if form.order else attachments
        kept = kept.filtered(lambda file: file.id not in self._removed_ids())
        try:
            for name, content in files:
                attachments._check_errand_file(form.category, name, content)
            if len(kept) + len(files) > form.category.file_limit:
                raise UserError(
                    request.env._(
                        "You can add %(limit)s files at most.",
                        limit=form.category.file_limit,
                    )
                )
        except UserError as error:
            form.errors["files"] = str(error)
        return files

    def _file_name(self, text):
        """Return the last part of a path as a name of at most 120 characters."""
        name = re.split(r"[\\/]", text or "")[-1].replace("\x00", "").strip()
        stem, dot, ending = name.rpartition(".")
        return f"{stem[:100]}{dot}{ending[:19]}" if dot else name[:120]

    def _removed_ids(self):
        sent = request.httprequest.form.getlist("remove_file")[:50]
        return {whole_number(text) for text in sent}

    def _write_once(self, form, files):
        """Write the draft under the form's key; a second submit gets the same one.

        :return: the draft, or None with an error in the form
        """
        requests = request.env["errand.request"]
        orders = request.env["errand.order"]
        actor = orders._posting_actor()
        action = f"edit-{form.order.id}" if form.order else "post"
        removed = self._removed_ids()

        def write():
            return orders._write_draft(form, files, removed).id

        try:
            # All or nothing: a refused file leaves no half an order behind.
            with request.env.cr.savepoint():
                order_id = requests._answer_once(
                    actor,
                    action,
                    form_key(form.typed.get("key")),
                    self._payload(form, files),
                    write,
                )
        except KeyReused:
            form.errors["form"] = request.env._(
                "This form was sent already. You find the order under “My errands”; "
                "reload this page for another one."
            )
            return None
        except UserError as error:
            form.errors["form"] = str(error)
            return None
        return orders._own_order(order_id)

    def _payload(self, form, files):
        """Return what makes two submits the same one."""
        ignored = ("csrf_token", "key", "as_json")
        typed = sorted(
            (name, text)
            for name, text in form.typed.items(multi=True)
            if name not in ignored
        )
        digests = [(name, hashlib.sha256(data).hexdigest()) for name, data in files]
        return [form.category.id, typed, digests]
