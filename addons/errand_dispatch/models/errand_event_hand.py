# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, models


class ErrandEvent(models.Model):
    """Words for what staff decide by hand, against what, and why."""

    _inherit = "errand.event"

    @api.model
    def _sentences(self):
        """Override of ``errand_base``: what spoke against it when staff decided."""
        stages = {
            "by_hand": self.env._("Given by hand"),
            "against_scheduled": self.env._("Given by hand before its time"),
            "against_suspended": self.env._(
                "Given by hand to somebody who gets no new errands"
            ),
            "against_off_duty": self.env._("Given by hand to somebody off duty"),
            "against_no_position": self.env._(
                "Given by hand without knowing where the courier is"
            ),
            "against_out_of_range": self.env._("Given by hand out of range"),
            "against_hands_full": self.env._("Given by hand beyond the limit"),
            "against_given_up": self.env._(
                "Given by hand to somebody who had given it up"
            ),
            "against_category": self.env._(
                "Given by hand to somebody who does not take the category"
            ),
            "against_cash": self.env._("Given by hand beyond the cash limit"),
        }
        return {
            **super()._sentences(),
            **{("stage", "task", code): words for code, words in stages.items()},
        }

    @api.model
    def _reasons(self):
        """Override of ``errand_base``: why staff gave it to somebody, or took it."""
        return {
            **super()._reasons(),
            "reassigned_by_staff": self.env._("Given to another one by staff"),
            **self._hand_reasons(),
        }

    @api.model
    def _hand_reasons(self):
        """Return a sentence for each reason that staff choose from."""
        return {
            "agreed_by_phone": self.env._("Agreed with the courier by phone"),
            "customer_asks_for": self.env._("The customer asks for this courier"),
            "nobody_else": self.env._("Nobody else is there"),
            "promised_time": self.env._("The promised time would be missed"),
            "on_the_way_anyway": self.env._("Is on the way there anyway"),
            "courier_cannot": self.env._("The courier cannot go on"),
        }
