"""Seals what people say about their bodies: AES-256-GCM, one key per person."""

import json
from collections.abc import Callable

from sqlalchemy import Connection

from service.store.envelope import decrypt, encrypt
from service.store.person_keys import Owner, key_of, made_key_of

__all__ = ["Owner"]

_SECTION_BYTES = 1_024

# The least length by kind of place: a press is short; the ladders of all families
# are kept together, and there must be room for each of them from the start.
_LEAST = {"responses/": 256, "answers/progress": 8_192}

Open = Callable[[str, bytes], object | None]


def seal(conn: Connection, owner: Owner, place: str, value: object) -> bytes:
    """Seal a JSON value. ``place`` (table, section, row) is bound in."""
    plain = padded(json.dumps(value).encode(), _least(place))
    return encrypt(made_key_of(conn, owner), plain, _bound(owner, place))


def unseal(conn: Connection, owner: Owner, place: str, sealed: bytes) -> object | None:
    """Open what ``seal`` made; None where the person's key was destroyed.

    Raises:
        Refused: the ciphertext was changed, or belongs to another row.
    """
    return opener(conn, owner)(place, sealed)


def opener(conn: Connection, owner: Owner) -> Open:
    """Read the person's key once, to ``unseal`` many values with it."""
    key = key_of(conn, owner)

    def opened(place: str, sealed: bytes) -> object | None:
        if key is None:
            return None
        value: object = json.loads(decrypt(key, sealed, _bound(owner, place)))
        return value

    return opened


def padded(plain: bytes, least: int) -> bytes:
    """Fill up with spaces, which JSON ignores: the length would tell the answer."""
    size = least
    while size < len(plain):
        size *= 2
    return plain.ljust(size)


def _least(place: str) -> int:
    kinds = (size for kind, size in _LEAST.items() if place.startswith(kind))
    return next(kinds, _SECTION_BYTES)


def _bound(owner: Owner, place: str) -> tuple[str, str, str]:
    return owner.workspace_id, owner.person_id, place
