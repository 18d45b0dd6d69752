"""One sealed value: key id, nonce, AES-256-GCM; what it belongs to is bound in."""

import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, ColumnElement, func

from service.core.errors import Unreadable
from service.core.keys import ID_BYTES, key_id

_NONCE_BYTES = 12


def encrypt(key: bytes, plain: bytes, bound: Sequence[str]) -> bytes:
    """Seal bytes. ``bound`` names the place; it and the key's id are bound in."""
    used, nonce = key_id(key), secrets.token_bytes(_NONCE_BYTES)
    return used + nonce + AESGCM(key).encrypt(nonce, plain, _bound(bound, used))


def decrypt(key: bytes, sealed: bytes, bound: Sequence[str]) -> bytes:
    """Open ``encrypt``'s result.

    Raises:
        Unreadable: wrong key, or changed or moved ciphertext.
    """
    used, rest = id_of(sealed), sealed[ID_BYTES:]
    nonce, content = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        if used == key_id(key):
            return AESGCM(key).decrypt(nonce, content, _bound(bound, used))
    except (InvalidTag, ValueError):  # a ValueError: cut short
        pass
    raise Unreadable(
        "Sealed data could not be opened: they were changed, moved from another "
        "place, or sealed with another key."
    )


def id_of(sealed: bytes) -> bytes:
    """Give the id of the key with which a value was sealed."""
    return sealed[:ID_BYTES]


def id_in(column: Column[bytes]) -> ColumnElement[bytes]:
    """Give the same of a column's values, in SQL."""
    return func.substring(column, 1, ID_BYTES)


def _bound(bound: Sequence[str], used: bytes) -> bytes:
    # As a JSON list: no choice of ids makes two places look the same.
    return json.dumps([*bound, used.hex()]).encode()
