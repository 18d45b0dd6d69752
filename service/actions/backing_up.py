"""Writes a backup: all rows as of one moment, and apart from them the keys."""

from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection

from service.actions import auditing, keys_file
from service.actions.backup_file import written
from service.actions.keys_file import KeysFile
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.backups import Header
from service.core.errors import Refused
from service.store import dump, person_keys, schema
from service.store.locks import held


def back_up(app: App, path: Path) -> Path:
    """Write a backup with the service running; gives the key file beside it.

    The key file is written first: what was erased before is in no newer one.

    One at a time: a slow one that ends last would put keys back that were destroyed
    meanwhile.

    Raises:
        Refused: a file cannot be written, a rotation was not finished, or one or
            another backup runs.
    """
    beside = path.parent / keys_file.NAME
    if path == beside:
        raise Refused(f"{path.name} is the name of the key file: choose another.")
    with held(app.engine, keys_file.LOCK, keys_file.AT_MOST) as alone:
        if not alone:
            raise Refused("A rotation or a backup runs: wait until it has ended.")
        _write(app, path, beside)
    return beside


def _write(app: App, path: Path, beside: Path) -> None:
    with app.engine.begin() as conn:
        key = person_keys.made_key_of(conn, person_keys.installation(app.keyring))
    now = app.now()
    with dump.snapshot(app.engine) as conn, written(path, key) as out:
        header = Header(
            schema=schema.head(),
            version=version("unhunch"),
            made_at=now,
            tables=dump.kept(conn),
        )
        out.write(f"{header.to_json()}\n".encode())
        for name, columns in header.tables.items():
            dump.copy_out(conn, name, columns, out.write)
            out.write(b"\\.\n")
        keys = KeysFile(made_at=now, rows=person_keys.all_of(conn))
        keys_file.write(beside, _wrapping(app, conn), keys)
    with app.engine.begin() as conn:
        event = Event(actor=MACHINE, action=Audited.BACKUP_MADE)
        auditing.note(app, conn, INSTALLATION, event)


def _wrapping(app: App, conn: Connection) -> bytes:
    """Give the one key that wraps all others."""
    used = person_keys.wrapped_by(conn)
    if len(used) != 1:
        raise Refused(
            "A rotation of keys has not ended: run `unhunch keys rotate`, then this."
        )
    return app.keyring.by_id(used.pop())
