"""What a backup says about itself, and whether it may be restored here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.core.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Header:
    """``schema``: the database's revision. ``tables``: name -> columns, in order."""

    schema: str
    version: str
    made_at: datetime
    tables: Mapping[str, Sequence[str]]

    def to_json(self) -> str:
        return json.dumps(vars(self) | {"made_at": self.made_at.isoformat()})


def header_from(line: str) -> Header:
    said = json.loads(line)
    return Header(**said | {"made_at": datetime.fromisoformat(said["made_at"])})


def refuse_unfit(header: Header, schema: str, keys_made_at: datetime) -> None:
    """Refuse a backup of another schema, or keys that are older than the backup."""
    if header.schema != schema:
        raise Refused(
            f"The backup has schema {header.schema}, this version has {schema}: "
            f"install Unhunch {header.version}, restore with it, then upgrade."
        )
    if keys_made_at < header.made_at:
        raise Refused(
            f"The key file is of {keys_made_at:%Y-%m-%d %H:%M}, older than the backup: "
            "name the newest one with --keys."
        )
