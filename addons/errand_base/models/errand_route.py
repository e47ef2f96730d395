# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import secret

#: Days an answer of a route service is used, and kept.
KEEP_DAYS = 30
#: Decimals of a point that a way is remembered for: about 10 m.
DECIMALS = 4


class ErrandRoute(models.Model):
    """What a route service said of a way, so that it is asked once.

    Filled before an order or a quote is written, and never while rows are locked;
    distances are computed from it without asking anybody. Keeps no points: a way is
    found by a keyed digest of them (points are personal data, R0.10). Rows are only
    added, so that two requests never wait for one another; the newest counts.
    """

    _name = "errand.route"
    _description = "Measured Way"
    _order = "id desc"
    _rec_name = "id"

    digest = fields.Char(required=True, readonly=True)
    km = fields.Float(digits=(8, 2), required=True, readonly=True)
    minutes = fields.Float(digits=(8, 1), required=True, readonly=True)

    _newest_idx = models.Index("(digest, id DESC)")
    _age_idx = models.Index("(create_date)")

    @api.model
    def _digest(self, service, start, end):
        """Return what stands for a way, as one service measures it.

        :param service: text that names the service, so that another one starts anew
        """
        places = ";".join(
            f"{at.latitude:.{DECIMALS}f},{at.longitude:.{DECIMALS}f}"
            for at in (start, end)
        )
        return secret.digest("route", f"{service}|{places}")

    @api.model
    def _known(self, digest):
        """Return (km, minutes) of a way, or None where it is not known any more."""
        rows = self.env.execute_query(
            SQL(
                "SELECT km, minutes FROM errand_route"
                " WHERE digest = %s AND create_date > %s ORDER BY id DESC LIMIT 1",
                digest,
                fields.Datetime.now() - timedelta(days=KEEP_DAYS),
            )
        )
        return (float(rows[0][0]), float(rows[0][1])) if rows else None

    @api.model
    def _remember(self, digest, km, minutes):
        # Nobody has rights on it; customers' requests fill it.
        self.sudo().create({"digest": digest, "km": km, "minutes": minutes})

    @api.autovacuum
    def _gc_routes(self):
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        self.search([("create_date", "<", limit)], limit=100000).unlink()
