# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where maps get their ground from."""

TILE_URL = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ATTRIBUTION = (
    '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>'
    " contributors"
)


def tile_settings(env):
    """Return the address of map tiles and the line that their licence asks for."""
    parameters = env["ir.config_parameter"].sudo()  # not a secret
    return {
        "tile_url": parameters.get_param("errand.map_tile_url") or TILE_URL,
        "attribution": parameters.get_param("errand.map_attribution") or ATTRIBUTION,
    }
