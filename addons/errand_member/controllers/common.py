# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One-time codes in a browser: what waits for its code, and who confirmed who they are.

The number waits in the session, sealed; it is never in an address or a page.
"""

import time
from urllib.parse import urlencode

from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.errand_base.tools import secret
from odoo.addons.errand_base.tools.number import whole_number
from odoo.addons.errand_base.tools.phone import mask_phone
from odoo.addons.errand_website.controllers.common import company, count_use

from ..models.errand_code import PAUSE

#: Where members go who came from nowhere.
HOME = "/errand/home"
WAITING, CONFIRMED = "errand_code", "errand_confirmed"
#: How long a confirmation counts.
CONFIRMED_SECONDS = 600
#: Forms a browser may send in ten minutes.
FORMS, WINDOW = 60, 600
ADDRESS_LIMIT = 500


def local_url(text, default=""):
    """Return an address of this site; anything else becomes ``default``."""
    text = str(text or "")[:ADDRESS_LIMIT]
    is_local = text.startswith("/") and text[1:2] not in ("/", "\\")
    return text if is_local and text.isprintable() else default


def with_redirect(url, redirect):
    return f"{url}?{urlencode({'redirect': redirect})}" if redirect else url


def private_page(template, values, status=200):
    """Return a page that nobody keeps or frames."""
    response = request.render(template, values, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response


# === NUMBERS === #


def countries():
    """Return the countries with their prefix, for the choice beside the number."""
    known = request.env["res.country"].sudo()  # public knowledge
    return known.search([("phone_code", "!=", 0)], order="name")


def home_country():
    return company().country_id or request.env.ref("base.cn")


def read_number(typed, country_id):
    """Return a typed number in E.164.

    :raise ValidationError: not a phone number
    """
    chosen = whole_number(country_id)
    country = countries().filtered(lambda country: country.id == chosen)
    phones = request.env["errand.phone"]
    number = "".join(
        character for character in str(typed or "")[:40] if character.isprintable()
    )
    return phones._normalise_phone(number, country=country or home_country())


# === CODES === #


def ask(purpose, number, redirect=""):
    """Send a code, and remember in this browser what it is for.

    :raise UserError: too often
    """
    count_use("member", FORMS, WINDOW)
    code_id = request.env["errand.code"]._ask(
        purpose, number, request.httprequest.remote_addr, company()
    )
    request.session[WAITING] = {
        "id": code_id,
        "purpose": purpose,
        "number": secret.encrypt(number),
        "redirect": redirect,
        "sent_at": time.time(),
    }


def waiting(purpose):
    """Return what waits for its code: dict of number, redirect ..., else None."""
    state = request.session.get(WAITING)
    if not state or state["purpose"] != purpose:
        return None
    return {**state, "number": secret.decrypt(state["number"])}


def ask_again(purpose):
    """Send another code to the same number; return why not, else None."""
    state = waiting(purpose)
    try:
        ask(purpose, state["number"], state["redirect"])
    except UserError as error:
        return str(error)
    return None


def try_code(purpose, typed):
    """Try what was typed.

    :return: the number that is proven or None, and what is wrong with the code
    """
    count_use("member", FORMS, WINDOW)
    state = waiting(purpose)
    verdict = request.env["errand.code"]._try_code(
        state["id"], purpose, state["number"], str(typed or "")
    )
    if verdict == "right":
        del request.session[WAITING]
        return state["number"], None
    if verdict == "dead":
        return None, request.env._(
            "This code is no longer valid. Please ask for a new one."
        )
    return None, request.env._("This is not the code. Please look at the SMS again.")


def code_values(purpose, error=None):
    """Return what the page needs that asks for a code."""
    state = waiting(purpose)
    waited = time.time() - state["sent_at"]
    return {
        "masked": mask_phone(state["number"]),
        "wait_seconds": max(0, int(PAUSE - waited) + 1),
        "error": error,
    }


def number_page(template, values, number="", country=None, error=None):
    """Show a page that asks for a number, with what was typed.

    :param values: dict of what else the page needs
    """
    return private_page(
        template,
        {
            **values,
            "countries": countries(),
            "country_id": str(country or home_country().id),
            "number": str(number or "")[:40],
            "error": error,
        },
        status=422 if error else 200,
    )


def code_page(purpose, number_url, error=None):
    """Show the page that asks for a code.

    :param number_url: of the page before, below which this page's routes are
    """
    return private_page(
        "errand_member.code_page",
        {
            **code_values(purpose, error),
            "action": f"{number_url}/code",
            "again_action": f"{number_url}/again",
            "back_url": with_redirect(number_url, waiting(purpose)["redirect"]),
        },
        status=422 if error else 200,
    )


# === WHO IT IS === #


def confirm():
    """Remember that the signed-in person has just shown who they are."""
    request.session[CONFIRMED] = {"uid": request.env.uid, "at": time.time()}


def needs_confirmation():
    """Tell whether the person at the device must show first who they are."""
    user = request.env.user
    state = request.session.get(CONFIRMED) or {}
    is_fresh = time.time() - state.get("at", 0) < CONFIRMED_SECONDS
    if is_fresh and state.get("uid") == user.id:
        return False
    return bool(user.partner_id._errand_phone()) or user._errand_has_password()
