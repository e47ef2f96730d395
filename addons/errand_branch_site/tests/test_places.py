# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase, tagged

from odoo.addons.errand_base.engine.geo import Point, distance_km

from ..tools import ip_place
from .cities import CITIES


@tagged("post_install", "-at_install")
class TestPlaces(BaseCase):
    def test_addresses_of_both_kinds_are_placed_in_their_cities(self):
        """R2.6: IPv4 and IPv6, against what their owners say."""
        for city, (latitude, longitude, *addresses) in CITIES.items():
            for address in addresses:
                with self.subTest(city=city, address=address):
                    place = ip_place.place_of(address)
                    away = distance_km(place.point, Point(latitude, longitude))
                    self.assertLess(away, 60)

    def test_ipv4_written_as_ipv6_is_ipv4(self):
        """R2.6: a server that listens on both sees such addresses."""
        self.assertEqual(
            ip_place.place_of("::ffff:166.111.8.28"), ip_place.place_of("166.111.8.28")
        )

    def test_private_reserved_and_garbage_have_no_place(self):
        """R2.6: nobody is led by an address that says nothing."""
        addresses = [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.9",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fe80::1%eth0",
            "fd00::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:10.0.0.1",
            "",
            None,
            "unknown",
            "1.2.3",
            "1.2.3.4.5",
            "01.02.03.04",
            "166.111.8.28:443",
            "166.111.8.28, 10.0.0.1",
            "\u0661.2.3.4",
            "a" * 5000,
        ]
        for address in addresses:
            with self.subTest(address=address):
                self.assertIsNone(ip_place.place_of(address))

    def test_server_without_the_files_places_nobody(self):
        """R2.6: and says that it has none."""
        self.patch(ip_place, "folder", lambda: "/nonexistent")

        self.assertFalse(ip_place.is_ready())
        self.assertIsNone(ip_place.place_of("166.111.8.28"))
