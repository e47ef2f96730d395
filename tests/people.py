"""Demo people at a real server: signing in, asking pages, calling JSON routes."""

import re

import requests

TIMEOUT = 60


def sign_in(server, login):
    """Return a session of a demo user."""
    session = requests.Session()
    page = session.get(f"{server.url}/web/login", timeout=TIMEOUT).text
    session.post(
        f"{server.url}/web/login",
        data={"login": login, "password": login, "csrf_token": csrf_token(page)},
        timeout=TIMEOUT,
    )
    return session


def csrf_token(page):
    """Return the token that a page's forms send, empty when it has none."""
    found = re.search(r'csrf_token(?:" value=|: )"(\w+)"', page)
    return found[1] if found else ""


def ask(server, session, route, params):
    """Call a JSON route; return the whole answer, error included."""
    body = {"jsonrpc": "2.0", "method": "call", "params": params}
    return session.post(f"{server.url}{route}", json=body, timeout=TIMEOUT).json()


def call(server, session, route, **params):
    """Call a JSON route; return its result."""
    answer = ask(server, session, route, params)
    assert "result" in answer, answer.get("error")
    return answer["result"]
