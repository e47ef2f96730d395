# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.addons.errand_website.forms.order_form import OrderForm

END = "dropoff"


class AddressForm(OrderForm):
    """The form of one saved address: an end of an errand, without the errand."""

    def __init__(self, env, company, typed, address=None):
        """
        :param env: environment in superuser mode
        :param address: the one that is edited, None for a new one
        """
        super().__init__(env, company, {END: "required"}, typed)
        self.address = address

    def take(self):
        """Override of ``errand_website``: read the one end."""
        self._read_end(END)
        return not self.errors

    @property
    def contact_values(self):
        return self.contacts[END]
