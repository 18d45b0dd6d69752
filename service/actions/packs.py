"""Installs, lists and removes content packs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.actions.content import installed
from service.app import App
from service.core.errors import Refused
from service.core.packs import Pack, read_pack, refuse_older
from service.store import packs
from service.store.packs import Acknowledgement


class Outcome(StrEnum):
    INSTALLED = "installed"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What is installed, and who answered last for unreviewed cards."""

    packs: tuple[Pack, ...]
    acknowledged: Acknowledgement | None


def install(
    app: App,
    document: Mapping[str, Any],
    pictures: Mapping[str, bytes],
    *,
    dry_run: bool,
) -> Outcome:
    """Install a pack that has no findings; all of it, or nothing.

    Raises:
        Refused: a newer version, or the same with another content, is installed.
    """
    pack = read_pack(document)
    with app.engine.begin() as conn:
        packs.lock(conn)
        before = packs.version_of(conn, pack.name)
        if before is not None:
            refuse_older(pack, *before)
            if before == (pack.version, pack.digest):
                return Outcome.UNCHANGED
        if not dry_run:
            packs.put(conn, pack, document, pictures, app.now())
    return Outcome.REPLACED if before is not None else Outcome.INSTALLED


def remove(app: App, name: str) -> None:
    """Remove a pack; a routine that was sent with it stays as it is.

    Raises:
        Refused: there is none of that name.
    """
    with app.engine.begin() as conn:
        packs.lock(conn)
        if not packs.remove(conn, name):
            names = ", ".join(packs.documents(conn)) or "none"
            raise Refused(f"There is no pack {name!r}; installed: {names}.")


def stock(app: App) -> Stock:
    with app.engine.begin() as conn:
        said = packs.acknowledged(conn)
        return Stock(
            packs=tuple(installed(conn)), acknowledged=said[-1] if said else None
        )
