# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Web push over HTTP: Odoo's own encryption and VAPID, with an answer to act on.

Odoo's ``push_to_end_point`` encrypts (RFC 8291), signs (RFC 8292) and posts, but keeps
to itself whether the push service took the message.
"""

import json
from typing import NamedTuple
from urllib.parse import urlsplit

import requests

from odoo.addons.mail.tools.web_push import DeviceUnreachableError, push_to_end_point

SENT, GONE, BUSY, REFUSED = "sent", "gone", "busy", "refused"

#: Push services of the browsers. Nobody makes the server post to another host.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "notify.windows.com",
    "push.apple.com",
)


class Vapid(NamedTuple):
    """Who pushes: the keys that browsers were given, and the address of the sender."""

    public_key: str
    private_key: str
    base_url: str


def is_allowed_endpoint(endpoint, more_origins=()):
    """Tell whether an address belongs to a push service.

    :param more_origins: origins that the administrator allows beside, such as
        ``https://push.example.com``
    """
    try:
        url = urlsplit(endpoint)
        origin = f"{url.scheme}://{url.netloc}"
        host = url.hostname or ""
        is_plain = url.port in (None, 443) and not url.username
    except ValueError:
        return False
    if origin in more_origins:
        return True
    is_known = any(host == known or host.endswith(f".{known}") for known in PUSH_HOSTS)
    return url.scheme == "https" and is_plain and is_known


def push(endpoint, keys, payload, vapid):
    """Send one message to one device.

    :param keys: dict of the subscription's ``p256dh`` and ``auth``
    :param payload: dict, at most about 4 kB as JSON
    :param vapid: ``Vapid``
    :return: SENT; GONE, the subscription is dead; BUSY, try again; or REFUSED
    """
    answers = []
    with requests.Session() as session:
        # A push service never redirects; following would lead to any host.
        session.max_redirects = 0
        session.hooks["response"].append(lambda answer, **_: answers.append(answer))
        try:
            push_to_end_point(
                base_url=vapid.base_url,
                device={"endpoint": endpoint, "keys": json.dumps(keys)},
                payload=json.dumps(payload),
                vapid_private_key=vapid.private_key,
                vapid_public_key=vapid.public_key,
                session=session,
            )
        except DeviceUnreachableError:
            return GONE
        except requests.TooManyRedirects:
            return REFUSED
        except requests.RequestException:
            return BUSY
        except ValueError:
            return GONE  # keys that no browser made: nothing can be encrypted
    status = answers[-1].status_code
    if 200 <= status < 300:
        return SENT
    return BUSY if status == 429 or status >= 500 else REFUSED
