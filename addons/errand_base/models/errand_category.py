# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate, format_date, format_datetime

_lt = LazyTranslate(__name__)

STOP_CHOICES = [("no", "None"), ("optional", "Optional"), ("required", "Required")]

#: Property types that the portal form can show and check.
PROPERTY_TYPES = (
    "boolean",
    "char",
    "text",
    "date",
    "datetime",
    "float",
    "integer",
    "selection",
)

#: Odoo does not translate property labels. Those of the categories that come with
#: the suite are translated here; labels that staff write are shown as written.
PROPERTY_LABELS = {
    "Pick-up code": _lt("Pick-up code"),
    "Parcel size": _lt("Parcel size"),
    "Small": _lt("Small"),
    "Medium": _lt("Medium"),
    "Large": _lt("Large"),
    "Express company": _lt("Express company"),
    "Shopping list": _lt("Shopping list"),
    "Shop you prefer": _lt("Shop you prefer"),
    "Weight (kg)": _lt("Weight (kg)"),
    "Fragile": _lt("Fragile"),
    "Copies": _lt("Copies"),
    "Colour": _lt("Colour"),
    "Black and white": _lt("Black and white"),
    "Full colour": _lt("Full colour"),
    "Both sides": _lt("Both sides"),
    "Paper": _lt("Paper"),
    "Subject": _lt("Subject"),
}


class ErrandCategory(models.Model):
    """What kind of errand it is, with the questions its form asks (R0.3)."""

    _name = "errand.category"
    _description = "Errand Category"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    summary = fields.Char(
        translate=True, help="One line under the name when a customer chooses."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: all companies offer it."
    )
    icon = fields.Char(
        default="fa-shopping-bag", help="A Font Awesome 4.7 icon, such as fa-print."
    )
    pickup = fields.Selection(
        STOP_CHOICES, string="Pick-up", required=True, default="required"
    )
    dropoff = fields.Selection(
        STOP_CHOICES, string="Drop-off", required=True, default="required"
    )
    has_goods_advance = fields.Boolean(
        "Goods Advance", help="The courier buys goods for the customer, up to a cap."
    )
    ordinary_offered = fields.Boolean("Ordinary Class", default=True)
    professional_offered = fields.Boolean("Professional Class", default=True)
    file_type_ids = fields.Many2many("errand.file.type", string="Allowed Files")
    file_limit = fields.Integer("Files at Most", default=5)
    file_max_mb = fields.Float("Largest File (MB)", digits=(6, 1), default=10.0)
    property_definition = fields.PropertiesDefinition("Form Fields")
    price_rule_ids = fields.One2many("errand.price.rule", "category_id")

    _file_limits = models.Constraint(
        "CHECK (file_limit BETWEEN 0 AND 20 AND file_max_mb > 0 AND file_max_mb <= 50)",
        "Allow 0 to 20 files of at most 50 MB each.",
    )

    @api.constrains("ordinary_offered", "professional_offered")
    def _check_some_class_is_offered(self):
        for category in self:
            if not (category.ordinary_offered or category.professional_offered):
                raise ValidationError(
                    self.env._(
                        "Offer at least one service class for %s.", category.name
                    )
                )

    @api.constrains("property_definition")
    def _check_property_types(self):
        for category in self:
            for definition in category.property_definition or []:
                kind = definition.get("type")
                if kind not in (*PROPERTY_TYPES, "separator"):
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” cannot be asked on the website: choose "
                            "another type than %(type)s.",
                            field=definition.get("string"),
                            type=kind,
                        )
                    )

    # === FORM === #

    def _offered_classes(self):
        """Return the service classes a customer may choose."""
        self.ensure_one()
        offered = []
        if self.ordinary_offered:
            offered.append("ordinary")
        if self.professional_offered:
            offered.append("professional")
        return offered

    def _property_label(self, text):
        """Return a label of the form in the user's language."""
        label = PROPERTY_LABELS.get(text)
        return self.env._(label) if label else text

    def _property_text(self, field, tz="UTC"):
        """Return a property's value as the user reads it, empty when not filled.

        :param field: dict of the definition with its value, as ``read`` gives it
        :param tz: name of the zone whose clock shows a date and time
        """
        value = field.get("value")
        if field["type"] == "selection":
            texts = dict(field.get("selection") or [])
            return self._property_label(texts[value]) if value in texts else ""
        if field["type"] == "boolean":
            return self.env._("Yes") if value else ""
        if field["type"] == "float" and value:
            return f"{value:g}"
        if field["type"] == "date" and value:
            return format_date(self.env, value)
        if field["type"] == "datetime" and value:
            return format_datetime(self.env, value, tz=tz, dt_format="short")
        return str(value) if value else ""

    def _allowed_extensions(self):
        """Return the endings a file may have, sorted, each with its dot."""
        return [f".{ending}" for ending in sorted(self.file_type_ids._get_extensions())]
