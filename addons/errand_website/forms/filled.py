# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a form shows: an empty one, or the one of a draft, all as text."""

from zoneinfo import ZoneInfo

from odoo import fields

from odoo.addons.errand_base.engine.quote import Asked

from .money import typed_tip
from .readers import ENDS, to_local


def typed_first(category, company, zone_name):
    """Return what an empty form of a category shows."""
    classes = category._priced_classes(company)
    typed = {"range_km": "5", "when": "now", "service_class": "".join(classes[:1])}
    typed |= {"tip_choice": "0", "payment_way": "online"}
    suggestion = first_suggestion(category, company)
    if suggestion:
        typed["fee"] = amount_text(suggestion.fee, company.currency_id)
    for definition in category.property_definition or []:
        typed |= _property(definition, definition.get("default"), ZoneInfo(zone_name))
    return typed


def first_suggestion(category, company):
    """Return what is suggested before a place is known, None where nothing is."""
    if "ordinary" not in category._priced_classes(company):
        return None
    branch, _reason = category.env["errand.branch"]._choose(company)
    if not branch:
        return None
    asked = Asked(branch, category, "ordinary", (None, None))
    return category.env["errand.fee.suggestion"]._suggest(asked)


def typed_of(order):
    """Return a draft as its form shows it."""
    zone = ZoneInfo(order.branch_id.tz or "UTC")
    typed = {
        "description": order.description,
        "range_km": f"{order.range_km:g}",
        "service_class": order.service_class,
        "fee": amount_text(order.fee, order.currency_id),
        "quote_id": str(order.quote_id.id or ""),
        "when": "slot" if order.wanted_from else "now",
        "payment_way": order.payment_way,
        **typed_tip(order.tip, order.currency_id),
    }
    if order.branch_reason == "chosen":
        typed["branch_id"] = str(order.branch_id.id)
    if order.wished_worker_id:
        typed["wished_worker_id"] = str(order.wished_worker_id.id)
    if order.weight_kg:
        typed["weight_kg"] = f"{order.weight_kg:g}"
    if order.goods_cap:
        typed["goods_cap"] = amount_text(order.goods_cap, order.currency_id)
    if order.wanted_from:
        start = to_local(order.wanted_from, zone)
        end = to_local(order.wanted_until, zone)
        typed["slot_date"] = start.date().isoformat()
        typed["slot_from"] = start.strftime("%H:%M")
        typed["slot_until"] = end.strftime("%H:%M")
    for definition in order.read(["properties"])[0]["properties"]:
        typed |= _property(definition, definition.get("value"), zone)
    for end in ENDS:
        typed |= _contact(end, order[f"{end}_contact_id"])
    return typed


def amount_text(amount, currency):
    """Return an amount as it is typed into a form."""
    return f"{amount:.{currency.decimal_places}f}"


def _contact(end, contact):
    if not contact:
        return {}
    return {
        f"{end}_name": contact.name,
        # The mask stands for the number: sent back, it means "as it was".
        f"{end}_phone": contact.phone_masked,
        f"{end}_address": contact.address,
        f"{end}_detail": contact.address_detail or "",
        f"{end}_latitude": f"{contact.latitude:.7f}",
        f"{end}_longitude": f"{contact.longitude:.7f}",
    }


def _property(definition, value, zone):
    kind = definition["type"]
    if kind == "separator" or not value:
        return {}
    if kind == "boolean":
        text = "on"
    elif kind == "float":
        text = f"{value:g}"
    elif kind == "datetime":
        moment = fields.Datetime.to_datetime(value)
        text = to_local(moment, zone).strftime("%Y-%m-%dT%H:%M")
    else:
        text = str(value)
    return {f"prop_{definition['name']}": text}
