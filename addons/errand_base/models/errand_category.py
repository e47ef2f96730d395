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
    weight = fields.Selection(
        STOP_CHOICES,
        required=True,
        default="no",
        help="Whether customers are asked what it weighs.",
    )
    weight_max_kg = fields.Float(
        "Heaviest (kg)",
        digits=(8, 2),
        default=20.0,
        help="What couriers of this category can carry.",
    )
    has_goods_advance = fields.Boolean(
        "Goods Advance", help="The courier buys goods for the customer, up to a cap."
    )
    proof_code = fields.Selection(
        STOP_CHOICES,
        string="Delivery Code",
        required=True,
        default="required",
        help="Where there is a drop-off: six digits that the recipient tells.",
    )
    proof_photo = fields.Selection(
        STOP_CHOICES, string="Photo at the End", required=True, default="no"
    )
    proof_signature = fields.Selection(
        STOP_CHOICES,
        string="Signature",
        required=True,
        default="no",
        help="Where there is a drop-off: the recipient signs on the courier's phone.",
    )
    proof_pickup_photo = fields.Selection(
        STOP_CHOICES, string="Photo at the Pick-up", required=True, default="no"
    )
    proof_instead_of_code = fields.Boolean(
        "Photo and Signature Instead of the Code",
        help="When the recipient has no code, or it is dead. It is noted in the log.",
    )
    ordinary_offered = fields.Boolean("Ordinary Class", default=True)
    professional_offered = fields.Boolean("Professional Class", default=True)
    waiting_minutes = fields.Integer(
        help="How long a courier waits for somebody; 0: as the company says."
    )
    returns_to = fields.Selection(
        [("pickup", "Back to the pick-up"), ("branch", "To the branch")],
        string="When It Cannot Be Delivered",
        required=True,
        default="pickup",
        help="Without a pick-up it goes to the branch.",
    )
    file_type_ids = fields.Many2many("errand.file.type", string="Allowed Files")
    file_limit = fields.Integer("Files at Most", default=5)
    file_max_mb = fields.Float("Largest File (MB)", digits=(6, 1), default=10.0)
    property_definition = fields.PropertiesDefinition("Form Fields")
    price_rule_ids = fields.One2many("errand.price.rule", "category_id")

    _file_limits = models.Constraint(
        "CHECK (file_limit BETWEEN 0 AND 20 AND file_max_mb > 0 AND file_max_mb <= 50)",
        "Allow 0 to 20 files of at most 50 MB each.",
    )
    _waiting = models.Constraint(
        "CHECK (waiting_minutes >= 0)", "Waiting minutes cannot be negative."
    )

    _weight_positive = models.Constraint(
        "CHECK (weight_max_kg > 0)", "The heaviest weight is more than zero."
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

    # === PROOF === #

    def _proof_rules(self):
        """Return which proofs an errand of this kind needs, as JSON values.

        :return: dict of kind to no, optional or required, and ``instead_of_code``
        """
        self.ensure_one()
        return {
            "code": self.proof_code,
            "photo": self.proof_photo,
            "signature": self.proof_signature,
            "pickup_photo": self.proof_pickup_photo,
            "instead_of_code": self.proof_instead_of_code,
        }

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
