# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import inspect

from odoo import models
from odoo.http import request

from ..tools.refusal import damaged

OURS = "odoo.addons.errand_"
NAMED = (
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.KEYWORD_ONLY,
)


class IrHttp(models.AbstractModel):
    """Requests to our addresses that lack a part are refused in words."""

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        """Override of ``base``: a missing parameter is the request's fault.

        Python would call it a TypeError, and the server would log it as its own.
        """
        if endpoint.func.__module__.startswith(OURS):
            cls._errand_check_parameters(endpoint.func)
        return super()._dispatch(endpoint)

    @classmethod
    def _errand_check_parameters(cls, function):
        """Refuse a request without a parameter that ``function`` needs.

        :raise UserError: says that the request was damaged
        """
        needed = {
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if name != "self"
            and parameter.kind in NAMED
            and parameter.default is inspect.Parameter.empty
        }
        if needed - set(request.params):
            raise damaged()
