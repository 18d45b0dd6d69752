"""The file beside the backups that holds everybody's wrapped keys; there is one."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from service.closed import draft, named
from service.core.errors import Refused
from service.ports import Keyring
from service.store.envelope import decrypt, encrypt, id_of
from service.store.person_keys import Wrapped

NAME = "unhunch-keys.sealed"

LOCK, AT_MOST = "unhunch:keys", timedelta(hours=1)
"""Held by whoever rotates keys or writes this file: one after the other."""

_FIRST = b"unhunch keys 1\n"
_BOUND = (NAME,)


@dataclass(frozen=True, kw_only=True)
class KeysFile:
    """The keys as they were at an instant. Who was erased before it is not in it."""

    made_at: datetime
    rows: Sequence[Wrapped]


def write(path: Path, wrapping: bytes, keys: KeysFile) -> None:
    rows = [
        [one.workspace_id, one.person_id, base64.b64encode(one.wrapped).decode()]
        for one in keys.rows
    ]
    plain = json.dumps({"made_at": keys.made_at.isoformat(), "rows": rows}).encode()
    with named(path), draft(path) as file:
        file.write(_FIRST + encrypt(wrapping, plain, _BOUND))


def read(path: Path, keyring: Keyring) -> KeysFile:
    """Read the keys; raises Refused where the file is none, changed, or of others."""
    with named(path):
        raw = path.read_bytes()
    if not raw.startswith(_FIRST):
        raise Refused(f"{path} is no key file of Unhunch.")
    sealed = raw[len(_FIRST) :]
    said = json.loads(decrypt(keyring.by_id(id_of(sealed)), sealed, _BOUND))
    rows = [
        Wrapped(workspace_id=place, person_id=person, wrapped=base64.b64decode(wrapped))
        for place, person, wrapped in said["rows"]
    ]
    return KeysFile(made_at=datetime.fromisoformat(said["made_at"]), rows=rows)
