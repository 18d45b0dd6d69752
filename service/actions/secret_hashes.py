"""Secrets that a browser holds, and the keyed hashes that the database holds of them.

Without the installation's key nobody makes such a hash: whoever can only write to the
database writes down no secret that they know. The hash covers what a secret says of
its owner, so a row that is handed to somebody else opens nothing either.
"""

import hashlib
import hmac
import json
import secrets
from enum import StrEnum

from service.app import App

_SECRET_BYTES = 32


class Use(StrEnum):
    """What a hash is kept for; one for one use is none for another."""

    SESSION = "session"
    LINK = "link"
    ASKED = "asked"
    ATTEMPT = "attempt"
    SETUP_LINK = "setup link"
    SETUP_SESSION = "setup session"
    LIMIT = "limit"


def new_secret(*owner: str) -> str:
    """Draw a secret, ``OWNER.RANDOM``: ids of ours (if any) and 256 random bits."""
    return ".".join([*owner, secrets.token_urlsafe(_SECRET_BYTES)])


def owner_in(secret: str) -> tuple[str, ...]:
    """Give the ids that a secret names.

    What are no ids of ours name nobody, and never reach the database.
    """
    names = secret.split(".")[:-1]
    return tuple(names) if all(name.isalnum() for name in names) else ()


def keyed_hash(app: App, use: Use, secret: str) -> bytes:
    """Give the HMAC-SHA-256 of a secret, or of what must not be read, for one use."""
    said = json.dumps([use, secret])
    return hmac.digest(app.secret_key, said.encode(), hashlib.sha256)
