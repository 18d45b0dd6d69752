"""The audit log's chain: each entry's digest covers the entry before it, under a key.

So who can write to the database, but has no key, makes no chain that holds. Nothing
in it is about the body: who did what to whom or what, and when.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

INSTALLATION = ""
"""The chain of what concerns no workspace: keys, backups, the set-up link."""

MACHINE = "machine"
"""The actor of a command: whoever holds the machine."""
SERVICE = "service"
"""The actor of what the service does by itself, such as keeping the retention."""

START = bytes(32)
"""Stands before the first entry of each chain."""


class Audited(StrEnum):
    """What the audit log knows; the words are fixed, people search for them."""

    ROLE_CHANGED = "role_changed"
    SETUP_LINK_MADE = "setup_link_made"
    SETUP_LINK_USED = "setup_link_used"
    SETTING_CHANGED = "setting_changed"
    TEST_MESSAGE_SENT = "test_message_sent"
    ROSTER_IMPORTED = "roster_imported"
    WAVE_STARTED = "wave_started"
    WORKSPACE_CHANGED = "workspace_changed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    PERSON_EXPORTED = "person_exported"
    PERSON_ERASED = "person_erased"
    REPORT_VIEWED = "report_viewed"
    REPORT_EXPORTED = "report_exported"
    KEYS_ROTATED = "keys_rotated"
    BACKUP_MADE = "backup_made"
    BACKUP_RESTORED = "backup_restored"


class Unheard(str):
    """What stands where an ``Audited`` should: another version wrote it, or nobody."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Who did what to whom or what.

    ``details`` are short words and numbers, never what somebody said. ``subject`` is
    a person's id, or the name of a thing; blank where the action says it all.
    """

    actor: str
    action: Audited | Unheard
    subject: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event with its place in the chain; the first is number 1."""

    number: int
    at: datetime
    event: Event


def action_of(word: str) -> Audited | Unheard:
    return Audited(word) if word in set(Audited) else Unheard(word)


def digest(key: bytes, workspace_id: str, before: bytes, entry: Entry) -> bytes:
    """Give the HMAC-SHA-256 of an entry and of the digest before it."""
    event = entry.event
    said = json.dumps(
        [
            workspace_id,
            entry.number,
            entry.at.astimezone(UTC).isoformat(),
            event.actor,
            event.action,
            event.subject,
            dict(event.details),
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.digest(key, before + said.encode(), hashlib.sha256)


def first_broken(
    key: bytes, workspace_id: str, entries: Iterable[tuple[Entry, bytes]]
) -> int | None:
    """Give the number at which a chain stops to hold; None where all of it holds."""
    before, expected = START, 1
    for entry, kept in entries:
        said = digest(key, workspace_id, before, entry)
        if entry.number != expected or not hmac.compare_digest(kept, said):
            return expected
        before, expected = kept, expected + 1
    return None
