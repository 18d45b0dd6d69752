"""What people said about being nudged, in the order in which they said it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from service.core.consent import Said
from service.store.own_data_tables import consents


@dataclass(frozen=True, kw_only=True)
class Consent:
    """``wording`` is None where the person agreed elsewhere."""

    at: datetime
    said: Said
    wording: str | None


def note(
    conn: Connection, person: tuple[str, str], consent_id: str, consent: Consent
) -> None:
    workspace_id, person_id = person
    conn.execute(
        consents.insert().values(
            workspace_id=workspace_id,
            person_id=person_id,
            consent_id=consent_id,
            at=consent.at,
            said=consent.said,
            wording=consent.wording,
        )
    )


def said_by(conn: Connection) -> set[tuple[str, str]]:
    """Name whoever ever said a word, in every workspace."""
    query = select(consents.c.workspace_id, consents.c.person_id).distinct()
    return {(place, person_id) for place, person_id in conn.execute(query)}


def of_person(conn: Connection, person: tuple[str, str]) -> list[Consent]:
    workspace_id, person_id = person
    rows = conn.execute(
        select(consents.c.at, consents.c.said, consents.c.wording)
        .where(
            consents.c.workspace_id == workspace_id, consents.c.person_id == person_id
        )
        .order_by(consents.c.at, consents.c.consent_id)
    )
    return [Consent(at=at, said=Said(said), wording=w) for at, said, w in rows]
