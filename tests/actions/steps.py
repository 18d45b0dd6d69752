"""What tests do again and again: get a nudge, fill in a modal, look at what is kept."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from service.actions import invite
from service.actions.reading import owner_of, profile_of, routine_of
from service.core.nudges import State
from service.core.profile import Profile
from service.core.routines import Routine
from service.store import nudges, responses
from service.store.nudges import Nudge
from tests.world import World
from web.practice.values import Message, Outcome

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Ten o'clock in Berlin: far from lunch and from the end of the day."""


def arrive(world: World, user: str, at: datetime | None = None) -> str:
    """Let the person's next nudge come; gives the ts of its message.

    ``at`` puts it to an instant that a test can count on.
    """
    world.run("plan")
    planned = [one for one in world.nudges(user) if one.state is State.PLANNED]
    first = min(planned, key=lambda one: one.due_at)
    world.clock.now = at or first.due_at
    with world.app.engine.begin() as conn:
        key = first.workspace_id, first.nudge_id
        nudges.change(conn, *key, due_at=world.clock.now)
    assert world.run("dispatch").get("sent"), "no nudge came"
    ts: str = world.sent(user)[-1]["ts"]
    return ts


def start_wave(world: World, team: str | None = None) -> int:
    """Start an invitation wave and send it; gives how many it queued."""
    wave = invite.prepare(world.app, world.workspace, team)
    queued = invite.start(world.app, world.workspace, wave)
    world.run("dispatch")
    return queued


def shown(world: World, user: str, ts: str) -> Message:
    """Give the message as the person sees it now."""
    return next(one for one in world.practice.messages_of(user) if one.ts == ts)


def nudge_of(world: World, user: str, ts: str) -> Nudge:
    return next(one for one in world.nudges(user) if one.ts == ts)


def choose(world: World, user: str, ts: str, entry: str, **tap: Any) -> Outcome:
    """Choose an entry of the nudge's menu."""
    return world.practice.click(user, ts, "more", entry, **tap)


def fill(world: World, user: str, **answers: Any) -> Outcome:
    """Send the modal on top, filled in with ``answers`` (block_id=value)."""
    values = {block_id: {block_id: value} for block_id, value in answers.items()}
    return world.practice.submit(user, values=values)


def home(world: World, user: str) -> str:
    """Open the App Home; gives the id of its view."""
    world.practice.event("app_home_opened", user=user)
    view = world.practice.home_of(user)
    assert view is not None
    return view.view_id


def open_set_up(world: World, user: str) -> None:
    """Open the first screen from the App Home."""
    assert world.practice.click(user, home(world, user), "my_answers").ok
    view = world.practice.open_view_of(user)
    if view is not None and view.view["callback_id"] == "menu":
        assert world.practice.click(user, view.view_id, "set_up").ok


def set_up(world: World, user: str, *screens: dict[str, Any]) -> None:
    """Open the screens and send them, one dict of answers for each."""
    open_set_up(world, user)
    for answers in screens:
        assert fill(world, user, **answers).ok


def title(world: World, user: str) -> str:
    """Give the heading of the modal on top, or nothing where none is open."""
    view = world.practice.open_view_of(user)
    return str(view.view["title"]["text"]) if view else ""


def says(world: World, user: str) -> str:
    """Give all the paragraphs of the modal on top."""
    view = world.practice.open_view_of(user)
    blocks = view.blocks if view else []
    return "\n".join(b["text"]["text"] for b in blocks if b["type"] == "section")


def answers(world: World, user: str) -> list[str]:
    """Give how the person answered nudges, sorted: the clock stands still."""
    owner = owner_of(world.app, world.person(user))
    with world.app.engine.begin() as conn:
        return sorted(one.answer for one in responses.of_person(conn, owner))


def profile(world: World, user: str) -> Profile:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        return profile_of(world.app, conn, person)


def routine(world: World, user: str, ts: str) -> Routine:
    """Give the routine that stands sealed with the nudge."""
    person = world.person(user)
    with world.app.engine.begin() as conn:
        found = routine_of(world.app, conn, person, nudge_of(world, user, ts))
    assert found is not None
    return found


def routine_ids(world: World, user: str, ts: str) -> list[str]:
    return [item.exercise.id for item in routine(world, user, ts).items]


def make_sending(world: World, user: str, ts: str) -> str:
    """Put the nudge back to where its send is not settled; gives its id."""
    nudge = nudge_of(world, user, ts)
    with world.app.engine.begin() as conn:
        nudges.change(
            conn, nudge.workspace_id, nudge.nudge_id, state=State.SENDING, ts=None
        )
    return nudge.nudge_id


def rows(world: World) -> str:
    """Give every row of every table, raw, as one text.

    All but what was noted of requests, so that none counts twice.
    """
    names = text(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in ('public', 'keys')"
        " and table_name not in ('events_seen', 'request_counts')"
    )
    with world.app.engine.begin() as conn:
        tables = conn.execute(names).all()
        found = [
            conn.execute(text(f'select t.* from "{schema}"."{name}" t')).all()  # noqa: S608 - names of our own tables
            for schema, name in tables
        ]
    return repr(found)
