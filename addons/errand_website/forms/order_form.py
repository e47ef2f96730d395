# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer's form: what was typed, what is wrong with it, what it means."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from odoo.addons.errand_base.engine.quote import Asked

from .branch import read_branch
from .money import read_payment_way, read_tip
from .person import read_person
from .readers import (
    ENDS,
    LINE_LIMIT,
    TEXT_LIMIT,
    clean,
    read_date,
    read_float,
    read_integer,
    read_point,
    read_property,
    read_time,
    to_utc,
)

#: A slot may be wanted this far ahead.
SLOT_DAYS = 60
GOODS_CAP_LIMIT = 1_000_000


class OrderForm:
    """Typed text in, an order's values out; every error is kept under its field.

    Nothing is written here. ``errors`` is empty when ``values``, ``contacts``,
    ``branch`` and ``branch_reason`` are complete.
    """

    def __init__(self, env, company, category, typed, order=None):
        """
        :param env: environment in superuser mode: customers have no rights on prices
        :param typed: mapping of field name to text
        :param order: the draft that is edited, None for a new one
        """
        self.env = env
        self.company = company
        self.category = category
        self.typed = typed
        self.order = order
        self.errors = {}
        self.values = {"wanted_from": False, "wanted_until": False}
        self.contacts = {}
        self.points = {"pickup": None, "dropoff": None}
        self.branch = env["errand.branch"]
        self.branch_reason = None
        self.quote = env["errand.quote"]

    def take(self):
        """Read every field; return True when nothing is wrong."""
        self._read_description()
        for end in ENDS:
            self._read_end(end)
        read_branch(self)
        read_person(self)
        self._read_properties()
        self._read_weight()
        self._read_range()
        self._read_goods_cap()
        self._read_class()
        read_tip(self)
        read_payment_way(self)
        if not self.errors:
            self._measure()
        return not self.errors

    def _measure(self):
        """Have the way measured now: nobody is asked while a draft is written."""
        self.company._errand_route(self.asked("").points, ask=True)

    def asked(self, service_class):
        """Return the ``Asked`` of what was typed: what a price depends on."""
        return Asked(
            branch=self.branch,
            category=self.category,
            service_class=service_class,
            points=(self.points["pickup"], self.points["dropoff"]),
            weight_kg=self.values.get("weight_kg") or 0.0,
            wanted_from=self.values.get("wanted_from"),
        )

    # === TEXT === #

    def _text(self, name, limit=LINE_LIMIT):
        try:
            return clean(self.typed.get(name), limit)
        except ValueError:
            self.errors[name] = self.env._(
                "Please shorten this to %(limit)s characters.", limit=limit
            )
            return ""

    def _read_description(self):
        text = self._text("description", TEXT_LIMIT)
        self.values["description"] = text
        if not text:
            self.errors.setdefault(
                "description", self.env._("Please say what is to be done.")
            )

    def _read_properties(self):
        values = {}
        for definition in self.category.property_definition or []:
            if definition["type"] == "separator":
                continue
            name = f"prop_{definition['name']}"
            long = definition["type"] == "text"
            text = self._text(name, TEXT_LIMIT if long else LINE_LIMIT)
            try:
                values[definition["name"]] = read_property(text, definition, self.zone)
            except (ValueError, OverflowError):
                self.errors[name] = self._property_error(definition["type"])
        self.values["properties"] = values

    def _property_error(self, kind):
        return {
            "integer": self.env._("Please write a whole number."),
            "float": self.env._("Please write a number."),
            "date": self.env._("Please choose a date."),
            "datetime": self.env._("Please choose a date and a time."),
            "selection": self.env._("Please choose one of the list."),
        }.get(kind, self.env._("This cannot be used here."))

    def _read_weight(self):
        """Read what it weighs, where the category asks for it."""
        self.values["weight_kg"] = 0.0
        need, heaviest = self.category.weight, self.category.weight_max_kg
        text = self._text("weight_kg")
        if need == "no" or "weight_kg" in self.errors:
            return
        if not text:
            if need == "required":
                self.errors["weight_kg"] = self.env._("Please write what it weighs.")
            return
        message = self.env._(
            "Please write a weight of at most %(heaviest)s kg.",
            heaviest=f"{heaviest:g}",
        )
        weight = self._number("weight_kg", message)
        if weight is not None and not 0 < weight <= heaviest:
            self.errors["weight_kg"] = message
        self.values["weight_kg"] = round(weight or 0.0, 2)

    # === PLACES === #

    def _read_end(self, end):
        """Read one end of the errand; an optional end that is empty is left out."""
        need = self.category[end]
        self.contacts[end] = None
        if need == "no":
            return
        texts = {
            part: self._text(f"{end}_{part}")
            for part in ("name", "phone", "address", "detail", "latitude", "longitude")
        }
        if need == "optional" and not any(texts.values()):
            return
        point = self._read_point(end, texts)
        self._require(f"{end}_name", texts["name"], self.env._("Who is there?"))
        self._require(
            f"{end}_address", texts["address"], self.env._("Where is it exactly?")
        )
        self.contacts[end] = {
            "name": texts["name"],
            **self._read_phone(end, texts["phone"]),
            "address": texts["address"],
            "address_detail": texts["detail"],
            "latitude": point.latitude if point else 0.0,
            "longitude": point.longitude if point else 0.0,
            "has_point": bool(point),
        }

    def _require(self, name, text, message):
        if not text:
            self.errors.setdefault(name, message)

    def _read_point(self, end, texts):
        try:
            point = read_point(texts["latitude"], texts["longitude"])
        except ValueError:
            self.errors[f"{end}_point"] = self.env._("This is not a place on the map.")
            return None
        if not point:
            self.errors[f"{end}_point"] = self.env._("Please set the point on the map.")
        self.points[end] = point
        return point

    def _read_phone(self, end, text):
        """Return the contact's values of a phone; a mask stands for a known one."""
        self._require(f"{end}_phone", text, self.env._("Please write a phone number."))
        known = text and self.env["errand.order"]._known_phone(self, end, text)
        if known:
            return known._phone_values()
        contact = self.env["errand.contact"].new({"company_id": self.company.id})
        try:
            if text:
                contact._normalise_phone(text)
        except ValidationError as error:
            self.errors[f"{end}_phone"] = str(error)
        return {"phone": text}

    @property
    def zone(self):
        """The clock that slots are typed on: the branch's."""
        branch = self.branch
        if not branch:
            branch, _reason = self.env["errand.branch"]._choose(self.company)
        return ZoneInfo(branch.tz or "UTC")

    # === TIME AND REACH === #

    def _read_range(self):
        message = self.env._("Please choose a range between 0.5 and 100 km.")
        range_km = self._number("range_km", message)
        if range_km is not None and not 0.5 <= range_km <= 100:
            self.errors["range_km"] = message
        self.values["range_km"] = range_km

    def _number(self, name, message):
        """Return a typed number, None when it is none."""
        try:
            return read_float(self._text(name))
        except ValueError:
            self.errors.setdefault(name, message)
            return None

    def _read_wanted_time(self):
        self.values.update(wanted_from=False, wanted_until=False)
        if self.typed.get("when") != "slot":
            return
        day = self._moment("slot_date", read_date, self.env._("Please choose a date."))
        start, end = (
            self._moment(name, read_time, self.env._("Please choose a time."))
            for name in ("slot_from", "slot_until")
        )
        if None in (day, start, end):
            return
        wanted_from, wanted_until = (to_utc(day, at, self.zone) for at in (start, end))
        now = fields.Datetime.now()
        if wanted_until <= wanted_from:
            self.errors["slot_until"] = self.env._("The end must be after the start.")
        elif wanted_until <= now:
            self.errors["slot_date"] = self.env._(
                "This time is over. Please choose a later one."
            )
        elif wanted_from > now + timedelta(days=SLOT_DAYS):
            self.errors["slot_date"] = self.env._(
                "Please choose a day within the next %(days)s days.", days=SLOT_DAYS
            )
        self.values.update(wanted_from=wanted_from, wanted_until=wanted_until)

    def _moment(self, name, reader, message):
        try:
            return reader(self._text(name))
        except ValueError:
            self.errors.setdefault(name, message)
            return None

    # === MONEY === #

    def _read_goods_cap(self):
        self.values["goods_cap"] = 0.0
        if not self.category.has_goods_advance:
            return
        message = self.env._("Please write how much the goods may cost at most.")
        cap = self._number("goods_cap", message)
        if cap is not None and not 0 < cap <= GOODS_CAP_LIMIT:
            self.errors["goods_cap"] = message
        self.values["goods_cap"] = cap

    def _read_class(self):
        service_class = self.typed.get("service_class")
        offered = self.category._priced_classes(self.company)
        if not offered:
            self.errors["form"] = self.env._(
                "%(category)s has no price yet. Please choose another category, or ask "
                "us.",
                category=self.category.name,
            )
        elif service_class not in offered:
            self.errors["service_class"] = self.env._("Please choose one of these.")
        else:
            self.values["service_class"] = service_class
            if service_class == "professional":
                self._read_quote()
            else:
                self._read_fee()

    def _read_fee(self):
        rule = self.env["errand.price.rule"]._find(
            self.company, self.category, "ordinary"
        )
        currency = self.company.currency_id
        message = self.env._(
            "Please offer a fee between %(lowest)s and %(highest)s.",
            lowest=currency.format(rule.minimum_fee),
            highest=currency.format(rule.maximum_fee),
        )
        fee = self._number("fee", message)
        compare = currency.compare_amounts
        if fee is not None and (
            compare(fee, rule.minimum_fee) < 0 or compare(fee, rule.maximum_fee) > 0
        ):
            self.errors["fee"] = message
        self.values.update(fee=currency.round(fee or 0.0), quote_id=False)
        if not self.errors:
            # Kept beside the fee: staff see what the customer was told.
            suggestion = self.suggest()
            self.values.update(
                suggested_fee=suggestion.fee, suggested_from=suggestion.count
            )

    def suggest(self):
        """Return the ``Suggestion`` for what was typed so far.

        :raise UserError: the category has no price
        """
        return self.env["errand.fee.suggestion"]._suggest(self.asked("ordinary"))

    def _read_quote(self):
        """Take the quote that the customer saw, if it still is the price."""
        try:
            quote_id = read_integer(self._text("quote_id") or "0")
        except ValueError:
            quote_id = 0
        quote = self.env["errand.quote"].browse(quote_id).exists()
        if quote and quote._is_valid() and quote._fits(self.asked("professional")):
            self.quote = quote
            self.values.update(quote_id=quote.id, fee=quote.amount)
        elif not self.errors:
            self._offer_quote(expired=bool(quote))

    def _offer_quote(self, expired):
        """Make the price; the customer confirms it by sending the form again."""
        self._measure()
        try:
            self.quote = self.env["errand.quote"]._make(self.asked("professional"))
        except UserError as error:
            self.errors["quote"] = str(error)
            return
        self.errors["quote"] = (
            self.env._("The price is new. Please look at it and confirm it.")
            if expired
            else self.env._("This is the price. Please look at it and confirm it.")
        )
