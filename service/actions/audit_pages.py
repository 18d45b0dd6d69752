"""The audit log as its page shows it: what was done, and by whom where that may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from service.app import App
from service.core.audit import INSTALLATION, MACHINE, SERVICE, Audited, Entry
from service.forms import audit as words
from service.store import audit, people

PAGE = 50
# What is done with a role, or about one. Elsewhere a name would tell that this person
# uses the product at all.
NAMED = frozenset(
    {
        Audited.ROLE_CHANGED,
        Audited.SETTING_CHANGED,
        Audited.ROSTER_IMPORTED,
        Audited.TEST_MESSAGE_SENT,
        Audited.WAVE_STARTED,
        Audited.SIGNED_IN,
        Audited.REPORT_VIEWED,
        Audited.REPORT_EXPORTED,
    }
)
_OURS: Mapping[str, str] = {MACHINE: words.MACHINE, SERVICE: words.SERVICE}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in words; ``chain`` is blank for the installation's own."""

    at: datetime
    chain: str
    number: int
    who: str
    what: str


def newest(app: App, workspace_id: str, page: int) -> tuple[list[Line], bool]:
    """Give a page (from 0) of entries, the newest first; and whether more follow."""
    chains = {workspace_id, INSTALLATION}
    with app.engine.begin() as conn:
        found = audit.newest(conn, chains, page * PAGE, PAGE + 1)
        names = {
            one.person_id: one.email or one.slack_user_id or words.SOMEBODY
            for one in people.some(conn, workspace_id, _named(found))
        }
    return [_line(one, names) for one in found[:PAGE]], len(found) > PAGE


def _named(found: list[tuple[str, Entry]]) -> set[str]:
    events = [entry.event for _chain, entry in found if entry.event.action in NAMED]
    return {one.actor for one in events} | {one.subject for one in events}


def _line(one: tuple[str, Entry], names: Mapping[str, str]) -> Line:
    chain, entry = one
    event = entry.event
    known = names if event.action in NAMED else {}
    # What is no person stands for itself: a setting's name.
    whom = known.get(event.subject, words.SOMEBODY)
    return Line(
        at=entry.at,
        chain=chain,
        number=entry.number,
        who=_OURS.get(event.actor) or known.get(event.actor, words.SOMEBODY_DID),
        what=words.what(event, whom),
    )
