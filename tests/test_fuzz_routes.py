"""Every address of the suite, tried with garbage by everybody: never a crash.

Seeded and short here; `make soak` tries much longer.
"""

import json
import os
import re
from urllib.parse import quote

import pytest
import requests
from ground import rights
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from people import TIMEOUT, csrf_token, sign_in

EXAMPLES = int(os.environ.get("ERRAND_FUZZ_EXAMPLES", "4"))
LOGINS = (None, "customer", "courier", "clerk")
PLACE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")
#: Refusals that were meant. Anything else in a JSON answer is a crash.
MEANT = ("odoo.exceptions.", "odoo.http.SessionExpired", "werkzeug.exceptions.")

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "0",
            "-1",
            "9" * 40,
            "1e309",
            "NaN",
            "\x00",
            "1\x002",
            "٣",
            "²",
            "' OR 1=1 --",
            "../../etc/passwd",
            "<script>",
            "{{7*7}}",
            "%s%n",
            "a" * 5000,
            "2026-13-45T99:99",
        ]
    ),
)
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(1, 60),
    st.floats(allow_nan=True, allow_infinity=True),
)
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
VALUES = st.one_of(
    LEAVES,
    st.lists(LEAVES, max_size=4),
    st.dictionaries(st.text(max_size=8), LEAVES, max_size=4),
)
#: Often a number that may exist, so that the code behind the first check is met too.
SEGMENTS = st.one_of(
    st.integers(1, 60).map(str), st.integers(1, 12).map(str), TEXTS.filter(bool)
)


@pytest.fixture(scope="module")
def routes(bench, template):
    """What `docs/rights.md` is made of."""
    return rights.gathered(bench, template)["routes"]


@pytest.fixture(scope="module")
def people(live_server):
    """A session and a form's token for each login; None is a stranger."""
    found = {}
    for login in LOGINS:
        session = sign_in(live_server, login) if login else requests.Session()
        page = session.get(f"{live_server.url}/web/login?redirect=/my", timeout=TIMEOUT)
        token = csrf_token(page.text)
        if login:
            page = session.get(f"{live_server.url}/my/account", timeout=TIMEOUT)
            token = csrf_token(page.text) or token
        found[login] = (session, token)
    return found


def is_ours(route):
    """Tell our own addresses from those of Odoo that we only guard."""
    return route["route"].split("/")[1] in ("courier", "errand", "my", "t")


def forget_limits(server):
    """Let the next one try as often as they like: limits have tests of their own."""
    server.query("DELETE FROM errand_rate_limit RETURNING id")


def fill(address, segments):
    """Return the address with something in each of its places."""
    rest = iter(segments)
    return PLACE.sub(lambda place: quote(next(rest), safe=""), address)


def try_page(server, person, route, segments, values):
    session, token = person
    texts = {name: str(value) for name, value in values.items() if value is not None}
    url = server.url + fill(route["route"], segments)
    for method in route["methods"] or ["GET"]:
        if method in ("HEAD", "OPTIONS"):
            continue
        sent = (
            {"params": texts}
            if method == "GET"
            else {"data": {**texts, "csrf_token": token}}
        )
        answer = session.request(
            method, url, timeout=TIMEOUT, allow_redirects=False, **sent
        )
        assert answer.status_code < 500, (method, url, sent, answer.text[-2000:])


def try_call(server, person, route, segments, values):
    session, _token = person
    url = server.url + fill(route["route"], segments)
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": values})
    answer = session.post(
        url,
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=TIMEOUT,
        allow_redirects=False,
    )
    assert answer.status_code < 500, (url, body, answer.text[-2000:])
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        error = answer.json().get("error") if isinstance(answer.json(), dict) else None
        name = error["data"]["name"] if error else MEANT[0]
        assert name.startswith(MEANT), (url, body, name, error["data"]["debug"][-3000:])


def try_route(server, person, route, number):
    """Send garbage to one address, the same for every run."""
    places = len(PLACE.findall(route["route"]))
    names = [name for name in route["parameters"] if name != "kwargs"]
    act = try_call if route["type"] in ("jsonrpc", "json") else try_page
    values_of_names = {name: VALUES for name in names}

    @seed(20 + number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        segments=st.lists(SEGMENTS, min_size=places, max_size=places),
        values=st.fixed_dictionaries({}, optional=values_of_names),
    )
    def attempt(segments, values):
        act(server, person, route, segments, values)

    attempt()


@pytest.mark.parametrize("login", LOGINS)
def test_garbage_at_every_address_is_answered_in_words(
    live_server, routes, people, login
):
    """R0.14: Whatever a browser sends, whoever sends it: no crash, no half answer."""
    for number, route in enumerate(filter(is_ours, routes)):
        forget_limits(live_server)
        try_route(live_server, people[login], route, number)
