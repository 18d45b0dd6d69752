"""How long each kind of data is kept, and why: the one table that counts.

``unhunch run purge`` and the daily job keep it. What is kept with the person goes
when the person deletes everything, or when a term for whole people is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is kept; the words are those of the counts of ``run purge``."""

    NUDGES = "nudges"
    RESPONSES = "responses"
    EXERCISES_DONE = "exercises_done"
    LINKS = "sign_in_links"
    SESSIONS = "sessions"
    ATTEMPTS = "used_attempts"
    REQUESTS = "request_counts"
    SETUP = "setup_links"
    EVENTS = "events_seen"
    FOLDS = "pending_folds"
    LEFT = "left"
    SAID_NO = "said_no"
    PERSON = "person"
    TOLD = "answers"
    INVITATION = "invitations"
    CONSENT = "consents"
    KEY = "person_keys"
    COUNTS = "past_nudges"
    AUDIT = "audit_log"


@dataclass(frozen=True, kw_only=True)
class Term:
    """``tables``: where it stands. ``days`` None: kept as long as ``since`` says."""

    what: str
    tables: tuple[str, ...]
    days: int | None
    since: str
    why: str

    def over_before(self, now: datetime) -> datetime:
        """Give the instant before which this is too old; it has to have days."""
        if self.days is None:
            raise ValueError(self.what)
        return now - timedelta(days=self.days)


_WITH_PERSON = "as long as you are in the product"
_QUARTER = (
    "The choice of routines looks back 28 days; a report covers a quarter (92 days) "
    "and comes three days later."
)

RETENTION: Mapping[Kind, Term] = {
    Kind.NUDGES: Term(
        what="Nudges: when one came, the routine in it, and why it was chosen",
        tables=("nudges",),
        days=105,
        since="their day",
        why=_QUARTER,
    ),
    Kind.RESPONSES: Term(
        what="What you pressed below a nudge",
        tables=("responses",),
        days=105,
        since="the press",
        why=_QUARTER,
    ),
    Kind.EXERCISES_DONE: Term(
        what="Exercises that you did from the library",
        tables=("exercises_done",),
        days=105,
        since="the day you did it",
        why=_QUARTER,
    ),
    Kind.LINKS: Term(
        what="That a sign-in link was sent; never the link itself",
        tables=("sign_in_links",),
        days=1,
        since="the message",
        why="A link works for ten minutes; how many came in an hour is counted.",
    ),
    Kind.SESSIONS: Term(
        what="That a browser is signed in",
        tables=("sessions",),
        days=7,
        since="the sign-in",
        why="After seven days everybody has to sign in anew.",
    ),
    Kind.ATTEMPTS: Term(
        what="That an answer of Slack's to a sign-in was used; without a person",
        tables=("used_attempts",),
        days=1,
        since="the sign-in",
        why="Slack's answer works once, and for ten minutes.",
    ),
    Kind.REQUESTS: Term(
        what="How often somebody asked for the same thing; as a keyed hash",
        tables=("request_counts",),
        days=1,
        since="the first of them",
        why="Whoever asks too often waits; the longest wait is an hour.",
    ),
    Kind.SETUP: Term(
        what="That a set-up link was made and used; never the link itself",
        tables=("setup_links",),
        days=1,
        since="the making",
        why="It works for an hour, and so does what it opens.",
    ),
    Kind.EVENTS: Term(
        what="The numbers of Slack's events and requests; not what was in them",
        tables=("events_seen",),
        days=7,
        since="their arrival",
        why="Slack may deliver an event again; each has to count once.",
    ),
    Kind.FOLDS: Term(
        what="Where messages stand that are still to be folded after a deletion",
        tables=("pending_folds",),
        days=1,
        since="the deletion",
        why="Folding takes minutes; what Slack did not let us fold by then stays.",
    ),
    Kind.LEFT: Term(
        what="Everything about somebody whose Slack account was closed",
        tables=("people",),
        days=30,
        since="the day the account was closed",
        why="An account that was closed by mistake comes back within days.",
    ),
    Kind.SAID_NO: Term(
        what="Everything that somebody told who stopped or declined",
        tables=("people",),
        days=365,
        since="the day of that word",
        why="Who starts again within a year need not tell everything anew.",
    ),
    Kind.PERSON: Term(
        what="Who you are at work, your hours, your pause, your role",
        tables=("people",),
        days=None,
        since=_WITH_PERSON,
        why="Nudges have to find you, and only in your hours.",
    ),
    Kind.TOLD: Term(
        what="What you told about desk, pain, limits and signs, and your progress",
        tables=("answers",),
        days=None,
        since=f"{_WITH_PERSON}; ratings of pain for 60 days, the newest ones longer",
        why="Each routine is chosen by it.",
    ),
    Kind.INVITATION: Term(
        what="That you were invited, and when",
        tables=("invitations",),
        days=None,
        since="as long as you are on your employer's list",
        why="Nobody is invited twice.",
    ),
    Kind.CONSENT: Term(
        what="When you agreed, declined or stopped, and to which wording",
        tables=("consents",),
        days=None,
        since=_WITH_PERSON,
        why="It is the proof that we may send you anything.",
    ),
    Kind.KEY: Term(
        what="The key that opens what you told",
        tables=("person_keys",),
        days=None,
        since=f"{_WITH_PERSON}; destroyed when you delete everything",
        why="Without it what you told is unreadable; soon in old backups, too.",
    ),
    Kind.COUNTS: Term(
        what="How many nudges ended how, over everybody; no person, no day",
        tables=("past_nudges",),
        days=None,
        since="as long as the installation lives",
        why="The ledger has to add up after rows have gone.",
    ),
    Kind.AUDIT: Term(
        what="Who did what with roles, settings, exports and erasures, by random ids",
        tables=("audit_log",),
        days=None,
        since="as long as the installation lives",
        why="It cannot be shortened without breaking what proves that it is whole.",
    ),
}
"""Everything that is about people. What is missing is not about anybody."""

NOT_ABOUT_PEOPLE: Mapping[str, str] = {
    "workspaces": "The Slack workspace and its sealed token.",
    "paces": "How many calls to Slack are left in this minute.",
    "slack_pictures": "Which pictures Slack already has.",
    "packs": "Exercises that an organisation added.",
    "pack_pictures": "Their pictures.",
    "partitions": "By what the reports count people together, and how many at least.",
    "acknowledgements": "Who answers for exercises, by the name given for it.",
}
"""Table -> what it holds."""

SWEPT = tuple(kind for kind, term in RETENTION.items() if term.days is not None)
"""The kinds that ``run purge`` takes away."""
