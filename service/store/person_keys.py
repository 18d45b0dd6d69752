"""The keys of people, each wrapped by the key-encryption key, in a schema of their own.

A blank person stands for the workspace itself (its Slack token), a blank workspace
too for the installation (its backups). The installation's key tells all processes
which key wraps now: they agree while a rotation runs.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from service.core.errors import Refused
from service.core.keys import KEY_BYTES, key_id
from service.ports import Keyring
from service.store.envelope import decrypt, encrypt, id_in, id_of
from service.store.tables import person_keys


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose sealed values these are, and the keys that wrap the owner's key."""

    keyring: Keyring
    workspace_id: str
    person_id: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Where the owner's wrapped key stands."""
        return "person_keys", self.workspace_id, self.person_id


@dataclass(frozen=True, kw_only=True)
class Wrapped:
    """One row: a key that only its key-encryption key opens."""

    workspace_id: str
    person_id: str
    wrapped: bytes


def installation(keyring: Keyring) -> Owner:
    return Owner(keyring=keyring, workspace_id="", person_id="")


def key_of(conn: Connection, owner: Owner) -> bytes | None:
    """Read an owner's key; None before the first, or where it was destroyed."""
    wrapped = _wrapped(conn, owner)
    return None if wrapped is None else unwrap(owner, wrapped)


def made_key_of(conn: Connection, owner: Owner) -> bytes:
    """Read an owner's key, or make it; of two first ones at once one stays."""
    key = key_of(conn, owner)
    if key is None:
        wrapping = id_of(_held(conn, owner.keyring, shared=True))
        _put(conn, owner, owner.keyring.by_id(wrapping))
        key = key_of(conn, owner)
    if key is None:
        raise Refused("The person's key could not be made; try again.")
    return key


def id_of_key(keyring: Keyring, one: Wrapped) -> bytes:
    """Give the id under which the owner's values are sealed."""
    return key_id(unwrap(_owner(keyring, one), one.wrapped))


def unwrap(owner: Owner, wrapped: bytes) -> bytes:
    """Open a wrapped key; raises Refused where no key at hand does."""
    return decrypt(owner.keyring.by_id(id_of(wrapped)), wrapped, owner.place)


def all_of(conn: Connection) -> list[Wrapped]:
    rows = conn.execute(select(person_keys).order_by("workspace_id", "person_id"))
    return [Wrapped(**row) for row in rows.mappings()]


def put_all(conn: Connection, rows: Sequence[Wrapped]) -> None:
    """Write the rows of a key file into an empty table."""
    conn.execute(insert(person_keys), [vars(one) for one in rows])


def wrapped_by(conn: Connection) -> set[bytes]:
    """Name the key-encryption keys in use, by their ids."""
    return set(conn.execute(select(id_in(person_keys.c.wrapped)).distinct()).scalars())


def check(conn: Connection, keyring: Keyring) -> None:
    """See that every key in use is at hand; raises Refused if not."""
    for wanted in wrapped_by(conn):
        keyring.by_id(wanted)


def are_there(conn: Connection) -> bool:
    return bool(conn.execute(select(exists(select(person_keys)))).scalar())


def rewrap(conn: Connection, keyring: Keyring, limit: int | None = None) -> int:
    """Wrap keys of people by the newest key, some at a time; gives how many."""
    newest = key_id(keyring.newest)
    rows = conn.execute(
        select(person_keys)
        .where(id_in(person_keys.c.wrapped) != newest, person_keys.c.workspace_id != "")
        .order_by(person_keys.c.workspace_id, person_keys.c.person_id)
        .limit(limit)
        .with_for_update()
    )
    found = [Wrapped(**row) for row in rows.mappings()]
    for one in found:
        _rewrap(conn, keyring, one)
    return len(found)


def hand_over(conn: Connection, keyring: Keyring) -> bool:
    """Let the newest key wrap from now on; False where it does so already.

    Waits for whoever makes a key just now, and everybody else waits for the commit:
    afterwards nothing is wrapped by an older key any more.
    """
    held = _held(conn, keyring, shared=False)
    if id_of(held) == key_id(keyring.newest):
        return False
    _rewrap(conn, keyring, Wrapped(workspace_id="", person_id="", wrapped=held))
    return True


def _rewrap(conn: Connection, keyring: Keyring, one: Wrapped) -> None:
    owner = _owner(keyring, one)
    conn.execute(
        update(person_keys)
        .where(
            person_keys.c.workspace_id == one.workspace_id,
            person_keys.c.person_id == one.person_id,
        )
        .values(
            wrapped=encrypt(keyring.newest, unwrap(owner, one.wrapped), owner.place)
        )
    )


def _owner(keyring: Keyring, one: Wrapped) -> Owner:
    return Owner(
        keyring=keyring, workspace_id=one.workspace_id, person_id=one.person_id
    )


def _held(conn: Connection, keyring: Keyring, *, shared: bool) -> bytes:
    """Read the installation's wrapped key, and hold it until the caller commits."""
    owner = installation(keyring)
    query = _select(owner).with_for_update(read=shared)
    found = conn.execute(query).scalar_one_or_none()
    if found is None:
        _put(conn, owner, keyring.newest)
        found = conn.execute(query).scalar_one()
    return found


def _put(conn: Connection, owner: Owner, wrapping: bytes) -> None:
    conn.execute(
        insert(person_keys)
        .values(
            workspace_id=owner.workspace_id,
            person_id=owner.person_id,
            wrapped=encrypt(wrapping, secrets.token_bytes(KEY_BYTES), owner.place),
        )
        .on_conflict_do_nothing()
    )


def _wrapped(conn: Connection, owner: Owner) -> bytes | None:
    found: bytes | None = conn.execute(_select(owner)).scalar_one_or_none()
    return found


def _select(owner: Owner) -> Select[bytes]:
    return select(person_keys.c.wrapped).where(
        person_keys.c.workspace_id == owner.workspace_id,
        person_keys.c.person_id == owner.person_id,
    )
