"""A person's own data: all of it as plain data and in words, and its end.

Shown to the person alone, and by ``export-person`` to whoever holds the machine, which
the audit log tells both of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection

from service.actions.erasing import erase
from service.actions.reading import owner_of
from service.actions.scene import Scene
from service.actions.telling import parts
from service.app import App
from service.core.consent import CURRENT, covers
from service.core.standing import Standing
from service.forms import privacy
from service.forms.own_data import Part
from service.store import audit, personal
from service.store.people import Person
from service.store.sealing import opener

FORMAT = "unhunch-own-data"
VERSION = 1

# Sealed column -> the place to which a row of it is bound; it is opened.
SEALED: Mapping[tuple[str, str], Callable[[Mapping[str, Any]], str]] = {
    ("answers", "sealed"): lambda row: f"answers/{row['section']}",
    ("responses", "sealed"): lambda row: f"responses/{row['response_id']}",
    ("exercises_done", "sealed"): lambda row: f"exercises_done/{row['done_id']}",
    ("nudges", "routine"): lambda row: f"nudges/{row['nudge_id']}",
}

# Column -> why it is in no export.
LEFT_OUT: Mapping[tuple[str, str], str] = {
    ("person_keys", "wrapped"): "the key to what is sealed; all that it opens is here",
    ("sign_in_links", "link_hash"): "the fingerprint of a link, by which it is found",
    ("sign_in_links", "asked_hash"): "the fingerprint of the browser that asked for it",
    ("sessions", "session_hash"): "the fingerprint of a browser's secret",
}


@dataclass(frozen=True, kw_only=True)
class OwnData:
    """``newer`` says that a newer wording can be agreed to, and what it asks."""

    document: Mapping[str, Any]
    parts: tuple[Part, ...]
    newer: str | None


def read(scene: Scene) -> OwnData:
    """Read everything about the person whose row is locked."""
    person = scene.person
    found = document(scene.app, scene.conn, person)
    return OwnData(document=found, parts=parts(scene, found), newer=_newer(person))


def _newer(person: Person) -> str | None:
    agreed = person.agreed_wording
    if person.standing is not Standing.AGREED or agreed == CURRENT:
        return None
    if agreed is None:
        return privacy.ELSEWHERE
    return privacy.NEWER if covers(agreed, CURRENT) else privacy.ASKS_MORE


def delete(scene: Scene) -> None:
    """Delete all of it by the person's own wish: nobody is told, nothing is noted."""
    erase(scene.app, scene.conn, scene.person, Standing.DECLINED)


def document(app: App, conn: Connection, person: Person) -> dict[str, Any]:
    """Give every row about a person as JSON takes it; docs/own-data.md says it all."""
    key = person.workspace_id, person.person_id
    opened = opener(conn, owner_of(app, person))
    rows = personal.rows_of(conn, key)
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": app.now().isoformat(),
        "person_id": person.person_id,
        "tables": {
            table: [
                {
                    column: _value(value, (table, column), row, opened)
                    for column, value in row.items()
                    if (table, column) not in LEFT_OUT
                }
                for row in found
            ]
            for table, found in sorted(rows.items())
        },
        "audit_log": [
            {
                "number": entry.number,
                "at": entry.at.isoformat(),
                "actor": entry.event.actor,
                "action": str(entry.event.action),
                "subject": entry.event.subject,
                "details": dict(entry.event.details),
            }
            for entry in audit.about(conn, *key)
        ],
        "left_out": {f"{t}.{column}": why for (t, column), why in LEFT_OUT.items()},
    }


def _value(
    value: object,
    at: tuple[str, str],
    row: Mapping[str, Any],
    opened: Callable[[str, bytes], object | None],
) -> object:
    match value:
        case bytes():
            return opened(SEALED[at](row), value)
        case datetime() | date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case _:
            return value
