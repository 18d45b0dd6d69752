"""Seals what people say about their bodies: AES-256-GCM, one key per person."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.postgresql import insert

from service.core.errors import Refused
from service.store.tables import person_keys

_NONCE_BYTES = 12
_SECTION_BYTES = 1_024

# The least length by kind of place: a press is short; the ladders of all families
# are kept together, and there must be room for each of them from the start.
_LEAST = {"responses/": 256, "answers/progress": 8_192}

Open = Callable[[str, bytes], object | None]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose sealed values these are, and the key that wraps the person's key."""

    data_key: bytes
    workspace_id: str
    person_id: str


def seal(conn: Connection, owner: Owner, place: str, value: object) -> bytes:
    """Seal a JSON value. ``place`` (table, section, row) is bound in."""
    key = _person_key(conn, owner) or _make_person_key(conn, owner)
    return encrypt(
        key, padded(json.dumps(value).encode(), _least(place)), _bound(owner, place)
    )


def unseal(conn: Connection, owner: Owner, place: str, sealed: bytes) -> object | None:
    """Open what ``seal`` made; None where the person's key was destroyed.

    Raises:
        Refused: the ciphertext was changed, or belongs to another row.
    """
    return opener(conn, owner)(place, sealed)


def opener(conn: Connection, owner: Owner) -> Open:
    """Read the person's key once, to ``unseal`` many values with it."""
    key = _person_key(conn, owner)

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


def encrypt(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Open ``encrypt``'s result.

    Raises:
        Refused: wrong key, or changed or moved ciphertext.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):  # a ValueError: cut short
        raise Refused(
            "Sealed data could not be opened: the data key (UNHUNCH_DATA_KEY, or "
            "keys/data_key in the data folder) is not the one they were sealed with, "
            "or the data were changed; put the right key back first."
        ) from None


def check_key(engine: Engine, data_key: bytes) -> None:
    """See that the key opens what is sealed already; raises Refused if not."""
    with engine.connect() as conn:
        row = conn.execute(select(person_keys).limit(1)).mappings().one_or_none()
    if row is not None:
        owner = Owner(
            data_key=data_key,
            workspace_id=row["workspace_id"],
            person_id=row["person_id"],
        )
        decrypt(data_key, row["wrapped"], _bound(owner, "key"))


def _bound(owner: Owner, place: str) -> bytes:
    return f"{owner.workspace_id}|{owner.person_id}|{place}".encode()


def _person_key(conn: Connection, owner: Owner) -> bytes | None:
    wrapped = conn.execute(
        select(person_keys.c.wrapped).where(
            person_keys.c.workspace_id == owner.workspace_id,
            person_keys.c.person_id == owner.person_id,
        )
    ).scalar_one_or_none()
    if wrapped is None:
        return None
    return decrypt(owner.data_key, wrapped, _bound(owner, "key"))


def _make_person_key(conn: Connection, owner: Owner) -> bytes:
    wrapped = encrypt(owner.data_key, secrets.token_bytes(32), _bound(owner, "key"))
    # Two first answers at once: the first key stays, both use it.
    conn.execute(
        insert(person_keys)
        .values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            wrapped=wrapped,
        )
        .on_conflict_do_nothing()
    )
    key = _person_key(conn, owner)
    if key is None:
        raise Refused("The person's key could not be made; try again.")
    return key
