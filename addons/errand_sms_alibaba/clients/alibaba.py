# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the services of Alibaba Cloud have in common over HTTP. Knows no Odoo.

Requests are forms, signed with ACS3-HMAC-SHA256
(https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature).
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

import requests

from ..exceptions import GatewayError

ALGORITHM = "ACS3-HMAC-SHA256"

#: Not done, and not the request's fault: the service, or its limits on how often one
#: number gets SMS (one a minute, some an hour).
TEMPORARY = re.compile(
    r"isv\.BUSINESS_LIMIT_CONTROL|isp\.SYSTEM_ERROR|isp\.GATEWAY_ERROR"
    r"|Throttling.*|ServiceUnavailable|InternalError"
)


@dataclass(frozen=True, slots=True, repr=False)
class AccessKey:
    """Who asks. Accounts of services add to it, among others their ``endpoint``."""

    key_id: str
    secret: str

    def __repr__(self):
        return f"{type(self).__name__}({self.key_id!r})"


def call(account, action, version, values, timeout):
    """Let a service do something; return its answer, a dict.

    :param account: an ``AccessKey`` with the ``endpoint`` of the service
    :param values: dict of the form's fields
    :param timeout: seconds to connect, and again to wait for the answer
    :raise GatewayError: not done
    """
    body = urlencode(values).encode()
    try:
        answer = requests.post(
            f"{account.endpoint}/",
            data=body,
            headers=signed_headers(account, action, version, body),
            timeout=timeout,
            allow_redirects=False,
        )
        content = answer.json()
    except requests.RequestException as error:
        # JSONDecodeError included: whatever answered was not Alibaba.
        raise GatewayError("", is_temporary=True) from error
    code = content.get("Code") if isinstance(content, dict) else None
    if answer.status_code == 200 and code == "OK":
        return content
    code = str(code or f"HTTP {answer.status_code}")
    is_temporary = answer.status_code >= 500 or bool(TEMPORARY.fullmatch(code))
    raise GatewayError(code, is_temporary)


# === SIGNATURE === #


def signed_headers(account, action, version, body, now=None, nonce=None):
    """Return the headers of a request, with its signature.

    :param action, version: of the service that the account's endpoint offers
    :param body: bytes of the form
    :param now: aware datetime, of the request
    :param nonce: used once
    """
    now = now or datetime.now(UTC)
    headers = {
        "host": urlsplit(account.endpoint).netloc,
        "x-acs-action": action,
        "x-acs-version": version,
        "x-acs-date": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce or secrets.token_hex(16),
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
        "content-type": "application/x-www-form-urlencoded",
    }
    return {**headers, "Authorization": authorization(account, headers)}


def authorization(account, headers, query=None, method="POST", path="/"):
    """Return the header that signs a request.

    :param headers: dict, lower case; all of them are signed
    :param query: dict of what stands after the question mark
    """
    names = sorted(headers)
    signed = ";".join(names)
    canonical = "\n".join(
        [
            method,
            path,
            canonical_query(query or {}),
            "".join(f"{name}:{headers[name].strip()}\n" for name in names),
            signed,
            headers["x-acs-content-sha256"],
        ]
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{digest}"
    signature = hmac.new(account.secret.encode(), text.encode(), hashlib.sha256)
    return (
        f"{ALGORITHM} Credential={account.key_id},SignedHeaders={signed},"
        f"Signature={signature.hexdigest()}"
    )


def canonical_query(query):
    """Return a query in the one form in which it is signed (RFC 3986)."""
    pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)
