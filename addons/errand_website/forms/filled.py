# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a form shows: an empty one, or the one of a draft, all as text."""

from zoneinfo import ZoneInfo

from odoo import fields

from .order_form import ENDS
from .readers import to_local


def typed_first(category, company, zone_name):
    """Return what an empty form of a category shows."""
    classes = category._priced_classes(company)
    typed = {"range_km": "5", "when": "now", "service_class": "".join(classes[:1])}
    if "ordinary" in classes:
        rules = category.env["errand.price.rule"]
        rule = rules._find(company, category, "ordinary")
        typed["fee"] = _amount(rule.suggested_fee, company.currency_id)
    for definition in category.property_definition or []:
        typed |= _property(definition, definition.get("default"), ZoneInfo(zone_name))
    return typed


def typed_of(order):
    """Return a draft as its form shows it."""
    zone = ZoneInfo(order.branch_id.tz or "UTC")
    typed = {
        "description": order.description,
        "range_km": f"{order.range_km:g}",
        "service_class": order.service_class,
        "fee": _amount(order.fee, order.currency_id),
        "quote_id": str(order.quote_id.id or ""),
        "when": "slot" if order.wanted_from else "now",
    }
    if order.goods_cap:
        typed["goods_cap"] = _amount(order.goods_cap, order.currency_id)
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


def _amount(amount, currency):
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
