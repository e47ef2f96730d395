# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Asks an OSRM server for a way through streets. Knows no Odoo.

The HTTP interface is that of the Open Source Routing Machine 5: ``route`` service,
version 1 (https://project-osrm.org/docs/v5.24.0/api/).
"""

import json
import math
from dataclasses import dataclass
from urllib.parse import quote

import requests
from urllib3.exceptions import HTTPError

#: An answer without geometry has a few hundred bytes.
ANSWER_LIMIT = 64 * 1024
#: Codes that say something of the two points, and nothing against the server.
NO_WAY = ("NoRoute", "NoSegment")


class OsrmError(Exception):
    """No way was got. ``is_outage`` tells that asking again soon is of no use."""

    def __init__(self, message, is_outage=True):
        super().__init__(message)
        self.is_outage = is_outage


@dataclass(frozen=True, slots=True)
class OsrmClient:
    """One server and profile; ``timeout`` in seconds counts to connect and to read."""

    base_url: str
    profile: str
    timeout: float

    def route(self, start, end):
        """Return (kilometres, minutes) from one ``Point`` to another.

        :raise OsrmError: no answer in time, a refusal, nonsense, or no way there
        """
        pair = ";".join(f"{at.longitude:.6f},{at.latitude:.6f}" for at in (start, end))
        url = f"{self.base_url.rstrip('/')}/route/v1/{quote(self.profile)}/{pair}"
        return self._read(*self._get(url))

    def _get(self, url):
        """Return the status and the parsed JSON of an answer."""
        try:
            with requests.get(
                url,
                params={"overview": "false"},
                timeout=self.timeout,
                # A route service that sends us elsewhere is not the one that was set.
                allow_redirects=False,
                stream=True,
            ) as response:
                response.raw.decode_content = True
                content = response.raw.read(ANSWER_LIMIT)
                return response.status_code, json.loads(content)
        except (OSError, HTTPError) as error:
            # HTTPError is urllib3's own: the connection broke while it was read.
            raise OsrmError(f"no answer: {type(error).__name__}") from error
        except (ValueError, RecursionError) as error:
            raise OsrmError("an answer that is not JSON") from error

    def _read(self, status, answer):
        code = answer.get("code") if isinstance(answer, dict) else None
        if code in NO_WAY:
            raise OsrmError(str(code), is_outage=False)
        if status != 200 or code != "Ok":
            raise OsrmError(f"refused: HTTP {status}, {str(code)[:40]}")
        try:
            first = answer["routes"][0]
            metres, seconds = float(first["distance"]), float(first["duration"])
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise OsrmError("an answer without a route") from error
        if not all(
            math.isfinite(number) and number >= 0 for number in (metres, seconds)
        ):
            raise OsrmError("a route of no length")
        return metres / 1000, seconds / 60
