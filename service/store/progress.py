"""Where a person stands on the ladders: one sealed section, written as a whole."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from service.core.progress import Learned, Rung
from service.core.reasons import ReasonCode
from service.store.answers import put
from service.store.sealing import Owner, seal, unseal
from service.store.tables import answers

SECTION = "progress"
PLACE = f"answers/{SECTION}"

_CODES = frozenset(ReasonCode)


def load(conn: Connection, owner: Owner) -> Learned:
    """Read what was learned; nothing before the first time."""
    sealed = conn.execute(
        select(answers.c.sealed).where(
            answers.c.workspace_id == owner.workspace_id,
            answers.c.person_id == owner.person_id,
            answers.c.section == SECTION,
        )
    ).scalar_one_or_none()
    opened = unseal(conn, owner, PLACE, sealed) if sealed is not None else None
    if not isinstance(opened, dict):
        return Learned()
    rungs = {family: _from_json(item) for family, item in opened["rungs"].items()}
    return Learned(progress=rungs, evaluated_at=_instant(opened["at"]))


def save(conn: Connection, owner: Owner, learned: Learned) -> None:
    plain = {
        "at": _seconds(learned.evaluated_at),
        "rungs": {family: _to_json(rung) for family, rung in learned.progress.items()},
    }
    put(conn, owner, SECTION, seal(conn, owner, PLACE, plain))


def _to_json(rung: Rung) -> list[object]:
    return [
        rung.level,
        rung.dose_step,
        _seconds(rung.changed_at),
        _seconds(rung.level_changed_at),
        _seconds(rung.rose_at),
        rung.why,
        rung.held_for,
    ]


def _from_json(item: list[Any]) -> Rung:
    level, dose_step, changed_at, level_changed_at, rose_at, why, held_for = item
    return Rung(
        level=level,
        dose_step=dose_step,
        changed_at=_instant(changed_at),
        level_changed_at=_instant(level_changed_at),
        rose_at=_instant(rose_at),
        why=_code(why),
        held_for=_code(held_for),
    )


def _code(name: str | None) -> ReasonCode | None:
    """Read a reason; one of an older version says nothing any more."""
    return ReasonCode(name) if name in _CODES else None


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
