# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import BaseCase

from ..clients.osrm import OsrmClient, OsrmError
from ..engine.geo import Point
from .common import WEST_LAKE, WULIN_SQUARE
from .osrm_server import OsrmCalls, osrm_server, route_answer, silent_server

START, END = Point(*WEST_LAKE), Point(*WULIN_SQUARE)


class TestOsrm(OsrmCalls, BaseCase):
    """The client, against real HTTP on this machine."""

    def _fails(self, address, timeout=2.0):
        with self.assertRaises(OsrmError) as caught:
            OsrmClient(address, "bike", timeout).route(START, END)
        return caught.exception

    def test_way_is_asked_longitude_first(self):
        """R0.4: OSRM takes longitude, latitude, and answers in metres and seconds."""
        with osrm_server(route_answer(2500, 600)) as (address, asked):
            answer = OsrmClient(f"{address}/", "bike", 2.0).route(START, END)

        self.assertEqual(answer, (2.5, 10.0))
        self.assertEqual(
            asked,
            ["/route/v1/bike/120.150000,30.250000;120.163600,30.274100?overview=false"],
        )

    def test_no_way_is_not_an_outage(self):
        """R0.4: two points without a street say nothing against the server."""
        for code in ("NoRoute", "NoSegment"):
            with osrm_server({"code": code}, status=400) as (address, _asked):
                self.assertFalse(self._fails(address).is_outage, code)

    def test_refusals_are_outages(self):
        """R0.4: a wrong profile, a server that broke, one that sends us elsewhere."""
        cases = [
            ({"code": "InvalidQuery", "message": "x" * 5000}, 400),
            ({"code": "Ok"}, 500),
            (route_answer(), 302),
            (b"<html>Bad Gateway</html>", 502),
        ]
        for answer, status in cases:
            with osrm_server(answer, status) as (address, asked):
                self.assertTrue(self._fails(address).is_outage)
            self.assertEqual(len(asked), 1)

    def test_garbage_is_refused(self):
        """R0.4: what is no route of a length is no answer."""
        numbers = [{"distance": "far", "duration": 1}, {"distance": 1}, [], None, "x"]
        numbers += [{"distance": -1, "duration": 1}, {"distance": 1, "duration": None}]
        answers = [{"code": "Ok", "routes": [one]} for one in numbers]
        answers += [{"code": "Ok", "routes": []}, {"code": "Ok", "routes": {}}, {}]
        answers += [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 50000]
        answers += [b'{"code": "Ok", "routes": [{"distance": NaN, "duration": 1}]}']
        for answer in answers:
            with self.subTest(answer=str(answer)[:60]), osrm_server(answer) as served:
                self.assertTrue(self._fails(served[0]).is_outage)

    def test_silence_is_not_waited_for(self):
        """R0.4: a server that takes the call and says nothing is given up."""
        with silent_server() as address:
            self.assertTrue(self._fails(address, timeout=0.05).is_outage)

    def test_nobody_there(self):
        """R0.4: nobody listens, or the address is none."""
        with silent_server() as address:
            closed = address
        for address in (closed, "http://", "http://[", "nonsense"):
            with self.subTest(address=address):
                self.assertTrue(self._fails(address, timeout=0.2).is_outage)
