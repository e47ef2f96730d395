"""R2.6: behind the web server that we ship, the front door sees who really comes."""

import urllib.error
import urllib.request

import pytest
from front import nginx_before

SEEN = "X-Seen-From"
#: nginx takes the address of who comes from here: a test comes from this machine only.
SETTINGS = f"set_real_ip_from 127.0.0.1;\nreal_ip_header {SEEN};\n"
HANGZHOU, HANGZHOU_6, OSLO = "202.101.172.35", "2400:3200::1", "129.240.2.3"
WILLOW = "willow.errand.localhost"


class Stay(urllib.request.HTTPRedirectHandler):
    """Tells where it would be led instead of going."""

    def redirect_request(self, *_arguments):
        return None


@pytest.fixture(scope="module")
def front(start_server, tmp_path_factory):
    """Port of an nginx before an Odoo whose company leads visitors to branches."""
    server = start_server(is_behind_proxy=True)
    server.query("UPDATE res_company SET errand_site_manner = 'lead' RETURNING id")
    folder = tmp_path_factory.mktemp("front")
    with nginx_before(folder, server.port, server.gevent_port, SETTINGS) as port:
        yield port


def visit(port, seen=None, **headers):
    """Open the front page; return its status and headers."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers=headers)
    request.add_header("User-Agent", "Mozilla/5.0 (a visitor's)")
    if seen:
        request.add_header(SEEN, seen)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=120) as response:
            return response.status, response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


@pytest.mark.parametrize("address", [HANGZHOU, HANGZHOU_6])
def test_visitor_is_led_to_the_branch_of_their_address(front, address):
    """R2.6: over the port that they came by."""
    status, headers = visit(front, address)

    assert (status, headers["Location"]) == (302, f"http://{WILLOW}:{front}/")


@pytest.mark.parametrize("seen", [None, OSLO])
def test_nobody_is_led_by_an_address_that_they_claim(front, seen):
    """R2.6: this machine and the far north stay, whatever their headers say."""
    claims = dict.fromkeys(("X-Forwarded-For", "X-Real-Ip", "Forwarded"), HANGZHOU)

    status, headers = visit(front, seen, **claims)

    assert (status, headers["Location"]) == (200, None)


def test_claimed_host_leads_nobody_astray(front):
    """R2.6: the cookie and the way are of the host that nginx was asked for."""
    status, headers = visit(
        front,
        HANGZHOU,
        **{"X-Forwarded-Host": "evil.example", "X-Host": "evil.example"},
    )

    assert status == 302
    assert headers["Location"].startswith(f"http://{WILLOW}:")
    assert "evil" not in str(headers)
