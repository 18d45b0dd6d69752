"""The exercises in use: ours, installed packs, and what is withheld for now."""

from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

import structlog
from sqlalchemy import Connection, Engine

from service.actions.auditing import note
from service.app import App
from service.core.audit import INSTALLATION, MACHINE, Audited, Event
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.packs import Pack, joined, read_pack
from service.ports import Clock
from service.settings import Settings
from service.store import packs
from service.store.packs import Acknowledgement

log = structlog.get_logger()

MOST_NAME = 200
LOOK_AGAIN = timedelta(seconds=30)
"""So long a pack that another process installed may take to arrive. Design."""


class Content:
    """Gives the catalogue as it is now; asks the database at most every 30 s.

    ``to_clear``: cards that no professional reviewed are withheld until the operator
    acknowledges them. That is so where real people get them.
    """

    def __init__(
        self, engine: Engine, now: Clock, ours: Catalogue, settings: Settings
    ) -> None:
        self._engine, self._now, self._ours = engine, now, ours
        self.to_clear = settings.talks_to_real_slack
        self._held: Catalogue | None = None
        self._stamp: str | None = None
        self._looked_at = datetime.min.replace(tzinfo=now().tzinfo)
        self._looking = Lock()

    def __call__(self) -> Catalogue:
        """Give the catalogue; whoever comes while one looks gets the last one.

        So one thread at most waits here for a connection beside its own.
        """
        if self._held is None:
            with self._looking:
                return self._first_look()
        if abs(self._now() - self._looked_at) < LOOK_AGAIN:
            return self._held
        if self._looking.acquire(blocking=False):
            try:
                return self._look()
            finally:
                self._looking.release()
        return self._held

    def _first_look(self) -> Catalogue:
        """Look, unless another thread did while this one waited."""
        return self._look() if self._held is None else self._held

    def _look(self) -> Catalogue:
        self._looked_at = self._now()
        with self._engine.begin() as conn:
            stamp = packs.stamp(conn)
            if self._held is None or stamp != self._stamp:
                self._held = _read(conn, self._ours, to_clear=self.to_clear)
                self._stamp = stamp
        return self._held


def waiting(app: App) -> str | None:
    """Say in one line what the operator has to do before all exercises go out."""
    catalogue = app.catalogue
    number = len(catalogue.withheld)
    if not number:
        return None
    return (
        f"{number} of {len(catalogue.exercises)} exercises were reviewed by no "
        "professional and are sent to nobody: read them, and answer for them with "
        '`unhunch catalogue acknowledge --by "YOUR NAME"`.'
    )


def acknowledge(app: App, by: str, actor: str = MACHINE) -> int:
    """Note that the operator answers for the unreviewed cards; returns how many.

    For every workspace here: content belongs to the installation. A card that changes
    later asks again.

    Raises:
        Refused: no name was given, or every card was reviewed.
    """
    unreviewed = frozenset(one.digest for one in app.catalogue.unreviewed)
    if not by.strip() or not by.isprintable() or len(by) > MOST_NAME:
        raise Refused(
            f'Say who answers for it, in {MOST_NAME} characters: --by "YOUR NAME".'
        )
    if not unreviewed:
        raise Refused("Every exercise was reviewed: there is nothing to acknowledge.")
    said = Acknowledgement(
        by=by.strip(),
        at=app.now(),
        content_digest=app.catalogue.digest,
        cards=unreviewed,
    )
    with app.engine.begin() as conn:
        packs.acknowledge(conn, said)
        event = Event(
            actor=actor,
            action=Audited.SETTING_CHANGED,
            subject="content",
            details={"exercises": len(unreviewed)},
        )
        note(app, conn, INSTALLATION, event)
    return len(app.catalogue.unreviewed)


def installed(conn: Connection) -> list[Pack]:
    """Read the packs; one that this version cannot read is left out, and logged."""
    found = []
    for name, document in packs.documents(conn).items():
        try:
            found.append(read_pack(document))
        except Refused as refused:
            log.error("pack_left_out", where=name, reason=str(refused))  # noqa: TRY400 - says it all
    return found


def _read(conn: Connection, ours: Catalogue, *, to_clear: bool) -> Catalogue:
    catalogue = Catalogue(joined(ours.exercises, installed(conn)))
    if not to_clear:
        return catalogue
    cleared = {card for said in packs.acknowledged(conn) for card in said.cards}
    withheld = (one.id for one in catalogue.unreviewed if one.digest not in cleared)
    return replace(catalogue, withheld=frozenset(withheld))
