# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clients.osrm import OsrmClient
from ..engine.geo import Point
from ..tools import outage
from .common import BINJIANG, WEST_LAKE, WULIN_SQUARE, ErrandCommon
from .osrm_server import OsrmCalls, osrm_server, route_answer, silent_server

LAKE, SQUARE, RIVER = (Point(*at) for at in (WEST_LAKE, WULIN_SQUARE, BINJIANG))
LOGGER = "odoo.addons.errand_base.tools.outage"


@tagged("post_install", "-at_install")
class TestRoute(OsrmCalls, ErrandCommon):
    def setUp(self):
        super().setUp()
        outages = patch.dict(outage._down_until, clear=True)
        outages.start()
        self.addCleanup(outages.stop)

    def _use_osrm(self, address, **values):
        self.company.write(
            {
                "errand_route_provider": "osrm",
                "errand_osrm_url": address,
                "errand_osrm_timeout": 2.0,
                **values,
            }
        )

    def test_straight_line_is_the_default(self):
        """R0.4: great circle times the factor, and the couriers' speed."""
        route = self.company._errand_route((LAKE, SQUARE), ask=True)

        self.assertEqual(route.source, "straight")
        self.assertEqual(route.km, self.company._errand_route_km(LAKE, SQUARE))
        self.assertEqual(route.minutes, self.company._errand_route_minutes(route.km))
        self.assertEqual(self.company._errand_route_km(LAKE, None), 0)
        self.assertEqual(self.company._errand_route((None, LAKE)).km, 0)

    def test_server_is_asked_once_and_only_when_it_may_be(self):
        """R0.4: computing a distance asks nobody; what was asked is remembered."""
        with osrm_server(route_answer(4321, 900)) as (address, asked):
            self._use_osrm(address)
            before = self.company._errand_route((LAKE, SQUARE))
            self.assertFalse(asked)
            first = self.company._errand_route((LAKE, SQUARE), ask=True)
            self.company._errand_route((LAKE, SQUARE), ask=True)

        self.assertEqual(before.source, "straight")
        self.assertEqual((first.km, first.minutes, first.source), (4.32, 15, "osrm"))
        self.assertEqual(len(asked), 1)
        self.assertEqual(self.company._errand_route_km(LAKE, SQUARE), 4.32)

    def test_several_stops_are_several_legs(self):
        """R0.4: a way with stops is the sum of its legs."""
        with osrm_server(route_answer(1000, 60)) as (address, asked):
            self._use_osrm(address)
            route = self.company._errand_route((LAKE, None, SQUARE, RIVER), ask=True)

        self.assertEqual((route.km, route.minutes, route.source), (2, 2, "osrm"))
        self.assertEqual(len(asked), 2)

    def test_old_answers_are_forgotten(self):
        """R0.4: streets change: a way is measured anew after a month."""
        with osrm_server() as (address, asked):
            self._use_osrm(address)
            self.company._errand_route((LAKE, SQUARE), ask=True)
            known = self.env["errand.route"].search([])
            self.env.cr.execute(
                "UPDATE errand_route SET create_date = create_date - interval '31 days'"
            )
            self.company._errand_route((LAKE, SQUARE), ask=True)
        self.assertEqual(len(asked), 2)

        self.env["errand.route"]._gc_routes()
        self.assertFalse(known.exists())

    def test_no_point_is_kept(self):
        """R0.10: a remembered way does not tell where it was."""
        with osrm_server() as (address, _asked):
            self._use_osrm(address)
            self.company._errand_route((LAKE, SQUARE), ask=True)

        self.assertRegex(self.env["errand.route"].search([]).digest, "^[0-9a-f]{64}$")

    def test_silent_server_is_left_alone_for_a_while(self):
        """R0.4: one waits, the others do not; the log says it once."""
        with silent_server() as address, self.assertLogs(LOGGER, "WARNING") as logs:
            self._use_osrm(address, errand_osrm_timeout=0.05)
            first = self.company._errand_route((LAKE, SQUARE), ask=True)
            with patch.object(OsrmClient, "route") as called:
                second = self.company._errand_route((SQUARE, RIVER), ask=True)
            called.assert_not_called()
            later = patch.object(outage.time, "monotonic", return_value=10.0**9)
            with later:
                self.company._errand_route((LAKE, SQUARE), ask=True)

        self.assertEqual({first.source, second.source}, {"straight"})
        self.assertEqual(len(logs.output), 1)
        self.assertFalse(self.env["errand.route"].search([]))

    def test_way_that_is_not_there(self):
        """R0.4: without a street the straight line counts, and others are asked for."""
        with osrm_server({"code": "NoRoute"}, 400) as (address, asked):
            self._use_osrm(address)
            route = self.company._errand_route((LAKE, SQUARE), ask=True)
            self.company._errand_route((LAKE, RIVER), ask=True)

        self.assertEqual(route.source, "straight")
        self.assertEqual(len(asked), 2)

    def test_quote_says_who_measured_its_way(self):
        """R0.4: the order keeps the way that was priced, whoever is asked later."""
        with osrm_server(route_answer(7000, 1200)) as (address, _asked):
            self._use_osrm(address)
            order = self._create_professional_order()
        quote = order.quote_id
        self.assertEqual((quote.distance_km, quote.route_source), (7, "osrm"))
        self.assertEqual(quote.amount, 6 + 6 * 2)
        self.assertEqual(order.distance_km, 7)

        self.company.errand_route_provider = "straight"
        order.with_user(self.dispatcher).action_place()
        self.assertEqual(order.distance_km, 7)

    def test_placing_measures_an_ordinary_order(self):
        """R0.4: what staff place is measured before anything is locked."""
        order = self._create_order()
        self.assertNotEqual(order.distance_km, 7)

        with osrm_server(route_answer(7000, 1200)) as (address, _asked):
            self._use_osrm(address)
            order.with_user(self.dispatcher).action_place()

        self.assertEqual(order.distance_km, 7)

    def test_settings_of_the_server(self):
        """R0.4: an address of another kind is refused."""
        for values in (
            {"errand_osrm_url": False},
            {"errand_osrm_url": "ftp://x"},
            {"errand_osrm_profile": ""},
            {"errand_osrm_timeout": 60},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._use_osrm("http://127.0.0.1:5000", **values)
                self.env.flush_all()
            self.company.invalidate_recordset()
