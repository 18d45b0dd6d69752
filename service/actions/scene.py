"""What a person did in Slack, where it stands, and what is shown in return."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from service.actions.coming import next_one
from service.actions.reading import owner_of, profile_of
from service.app import App
from service.core.causes import triage_of
from service.core.profile import Profile
from service.core.standing import Standing
from service.core.workday import local_date, zone
from service.forms import words
from service.forms.fields import Given
from service.ports import Message, View
from service.store import answers, nudges, people
from service.store.people import Person
from service.store.sealing import Owner
from service.words import _

KEEPS = frozenset({Standing.AGREED, Standing.STOPPED, Standing.UNREACHABLE})
NOTHING_KEPT = _(
    "Nothing was kept: you have not agreed, or you deleted what was there. Home in "
    "the Unhunch app has the Agree button."
)


@dataclass(frozen=True, kw_only=True)
class Click:
    """A pressed button, or a chosen menu entry (then ``action`` is the entry)."""

    workspace_id: str
    slack_user_id: str
    action: str
    block_id: str
    trigger_id: str
    response_url: str | None


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A modal that came back, with what was given in its fields."""

    workspace_id: str
    slack_user_id: str
    callback: str
    private_metadata: str
    given: Given


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is shown after the commit: the folded message, a modal, or both.

    ``push`` lays the modal over the one that the click came from. ``then`` is what
    takes longer, such as a message to send.
    """

    fold: Message | None = None
    view: View | None = None
    push: bool = False
    then: Callable[[], object] | None = None


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One transaction of one person; the person's row is locked."""

    app: App
    conn: Connection
    person: Person
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        return zone(self.person.timezone)

    @property
    def owner(self) -> Owner:
        return owner_of(self.app, self.person)

    @property
    def may_keep(self) -> bool:
        """Say whether the person agreed: of nobody else anything is kept.

        So a form that stood open while its person deleted everything, or said no,
        brings nothing back.
        """
        person = self.person
        return person.agreed_at is not None and person.standing in KEEPS

    @property
    def profile(self) -> Profile:
        return profile_of(self.app, self.conn, self.person)

    def anew(self) -> "Scene":
        """Read the person again, after something was changed."""
        key = self.person.workspace_id, self.person.person_id
        return replace(self, person=people.get(self.conn, *key) or self.person)

    def save(self, old: Profile, new: Profile) -> None:
        answers.save_profile(self.conn, self.owner, old, new)

    def next_at_words(self) -> str | None:
        """Say when the next nudge comes: "today at about 14:40".

        None where none comes: nothing is planned, the person said no, or has to
        rest. What is planned inside a pause does not count.
        """
        key = self.person.workspace_id, self.person.person_id
        # Read anew: what was pressed a moment ago counts already.
        person = people.get(self.conn, *key)
        if person is None or person.standing is not Standing.AGREED:
            return None
        if not triage_of(self.profile, self.now).nudges:
            return None
        today = local_date(self.now, person.timezone)
        rows = nudges.of_person(self.conn, *key, today)
        coming = next_one(self.app, person, rows, self.now)
        return words.when(coming.at, self.now, self.zone) if coming else None
