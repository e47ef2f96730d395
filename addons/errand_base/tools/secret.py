# Copyright 2026 The Errand Authors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The suite's own secret: what encrypts phones and signs codes.

It lives outside the database, so that a dump alone reveals nothing: in the option
``errand_secret_key`` of the configuration file, or the environment variable
ERRAND_SECRET_KEY, or a file in Odoo's data folder that is made at first use.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from odoo.tools import config


def _read_key_file():
    """Return the key kept in the data folder, made by the first process to ask."""
    path = Path(config["data_dir"]) / "errand_secret.key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and linked into place: no process ever reads half a key, and
        # of two processes that start together one key wins.
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        if not path.exists():
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(32))
            # Where another process was first, its key is the one.
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
    except PermissionError as error:
        raise RuntimeError(
            f"Errand needs a secret: set errand_secret_key in odoo.conf, or let Odoo "
            f"write to {path.parent}."
        ) from error
    return path.read_text().strip()


@lru_cache(maxsize=1)
def _master_key():
    text = (
        config.get("errand_secret_key")
        or os.environ.get("ERRAND_SECRET_KEY")
        or _read_key_file()
    )
    return hashlib.sha256(text.encode()).digest()


def _derive(purpose):
    """Return 32 bytes for one purpose, so that no two purposes share a key."""
    return hmac.new(_master_key(), purpose.encode(), hashlib.sha256).digest()


def encrypt(text):
    """Return ``text`` encrypted and authenticated (Fernet: AES-128-CBC, HMAC)."""
    return (
        Fernet(base64.urlsafe_b64encode(_derive("encrypt")))
        .encrypt(text.encode())
        .decode()
    )


def decrypt(token):
    """Return the text that :func:`encrypt` was given.

    :raise ValueError: made with another key, or damaged
    """
    try:
        fernet = Fernet(base64.urlsafe_b64encode(_derive("encrypt")))
        return fernet.decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("encrypted with another key, or damaged") from error


def digest(purpose, message):
    """Return the hexadecimal HMAC-SHA256 of ``message``, bound to ``purpose``."""
    return hmac.new(_derive(purpose), message.encode(), hashlib.sha256).hexdigest()
