"""Restores a backup into an empty database: all of it, or nothing.

What happened after the backup is not known: nothing that was due is sent, every
workspace waits for the operator, and whose key is gone stays erased.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from gzip import GzipFile
from pathlib import Path

from sqlalchemy import Connection

from service.actions import auditing, keys_file
from service.actions.backup_file import opened
from service.actions.erasing import erase
from service.actions.keys_file import KeysFile
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.backups import Header, header_from, refuse_unfit
from service.core.errors import Refused
from service.core.standing import Standing
from service.store import (
    consents,
    dump,
    people,
    person_keys,
    schema,
    sealed_rows,
    workspaces,
)
from service.store.deliveries import INVITATIONS, NUDGES, lose_due

_REASON = "restored"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore did. ``erased``: how many people have lost their key since."""

    made_at: datetime
    erased: int
    paused: list[str]


def restore(app: App, path: Path, keys_path: Path | None = None) -> Restored:
    """Restore a backup with the newest key file: the one beside it, if none is named.

    Raises:
        Refused: a file is no backup, changed, or not of this data key; the schema is
            another; the keys are older than the backup; the database is not empty.
    """
    keys = keys_file.read(keys_path or path.parent / keys_file.NAME, app.keyring)
    with opened(path, _key(app, keys)) as source:
        header = header_from(source.readline().decode())
        refuse_unfit(header, schema.head(), keys.made_at)
        with app.engine.begin() as conn:
            dump.unhurried(conn)
            _refuse_full(conn)
            person_keys.put_all(conn, keys.rows)
            for name, columns in header.tables.items():
                dump.copy_in(conn, name, columns, _lines(source))
            return _settled(app, conn, header, keys)


def _key(app: App, keys: KeysFile) -> bytes:
    """Give the installation's key, which proves that the backup is its own."""
    owner = person_keys.installation(app.keyring)
    wrapped = next(one.wrapped for one in keys.rows if not one.workspace_id)
    return person_keys.unwrap(owner, wrapped)


def _refuse_full(conn: Connection) -> None:
    full = dump.first_with_rows(conn)
    if full:
        raise Refused(
            f"The database is not empty (it has {full}): restore into a new one, with "
            "another UNHUNCH_DATA_DIR or UNHUNCH_DATABASE_URL."
        )


def _lines(source: GzipFile) -> Iterator[bytes]:
    """Give the rows of the next table."""
    return iter(source.readline, b"\\.\n")


def _settled(app: App, conn: Connection, header: Header, keys: KeysFile) -> Restored:
    for queue in (NUDGES, INVITATIONS):
        lose_due(conn, queue, app.now())
    restored = Restored(
        made_at=header.made_at,
        erased=_erase_again(app, conn, keys),
        paused=workspaces.pause_all(conn, _REASON),
    )
    event = Event(
        actor=MACHINE,
        action=Audited.BACKUP_RESTORED,
        details={"made_at": header.made_at.isoformat(), "erased": restored.erased},
    )
    auditing.note(app, conn, INSTALLATION, event)
    return restored


def _erase_again(app: App, conn: Connection, keys: KeysFile) -> int:
    """Erase whose key is gone since the backup; gives how many people that are.

    Whoever ever said a word has a key, and so has whoever told something.
    """
    known = {
        (one.workspace_id, one.person_id, person_keys.id_of_key(app.keyring, one))
        for one in keys.rows
    }
    told = {(place, who) for place, who, _ in sealed_rows.key_ids(conn) - known}
    said = consents.said_by(conn) - {(place, who) for place, who, _ in known}
    erased = 0
    for place, who in sorted(told | said):
        person = people.lock(conn, place, who)
        if person is not None:
            erase(app, conn, person, Standing.DECLINED)
            erased += 1
    return erased
