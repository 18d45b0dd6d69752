"""Builders: people with nudges that are due now, and other ways to reach Slack."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from socket import socket
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert, select

from service.actions.plan import new_row
from service.app import App
from service.blocks.ids import nudge_ref
from service.core.nudges import SlotKind, State, planned_slot
from service.core.standing import Standing
from service.core.workday import local_date
from service.gateways.slack import SlackGateway
from service.store import answers, nudges, tables
from service.store.nudges import Nudge
from service.store.sealing import Owner
from tests.practice_server import serve
from tests.world import World
from web.practice import PracticeWorkspace, blueprint

USUAL_HOURS = {
    "work_days": [0, 1, 2, 3, 4],
    "work_start": time(9),
    "work_end": time(17),
    "lunch_start": time(12),
    "lunch_end": time(13),
}


def due(world: World, user_id: str, at: datetime | None = None, slot: int = 1) -> str:
    """Give a person a planned nudge, due now or at ``at``; returns its id."""
    person = world.person(user_id)
    instant = at or world.clock.now
    day = local_date(instant, person.timezone)
    row = new_row(person, day, planned_slot(slot), instant)
    with world.app.engine.begin() as conn:
        assert nudges.add(conn, [row | {"kind": SlotKind.ANY}]) == 1
    return str(row["nudge_id"])


def someone_due(world: World, name: str = "Alice") -> str:
    """Add an employee with a nudge that is due now; gives the Slack id."""
    user_id = world.add(name)
    due(world, user_id)
    return user_id


def many_due(
    world: World,
    count: int,
    at: datetime,
    timezone: str = "Europe/Berlin",
    **hours: object,
) -> list[str]:
    """Put many people with one due nudge each straight into the tables.

    ``hours`` are columns of people, such as ``lunch_start=None``. Gives Slack ids.
    """
    workspace_id = world.workspace.workspace_id
    people, rows, users = [], [], []
    for number in range(count):
        person_id = uuid4().hex
        user_id = f"U1{person_id[:8].upper()}"
        users.append(user_id)
        world.practice.add_member(user_id, f"P{number}", tz=timezone)
        people.append(
            {
                **USUAL_HOURS,
                **hours,
                "workspace_id": workspace_id,
                "person_id": person_id,
                "slack_user_id": user_id,
                "standing": Standing.AGREED,
                "slack_timezone": timezone,
                "started_on": local_date(at, timezone),
            }
        )
        rows.append(
            {
                "workspace_id": workspace_id,
                "nudge_id": uuid4().hex,
                "person_id": person_id,
                "local_day": local_date(at, timezone),
                "slot": planned_slot(1),
                "kind": SlotKind.ANY,
                "state": State.PLANNED,
                "planned_at": at,
                "due_at": at,
            }
        )
    with world.app.engine.begin() as conn:
        conn.execute(insert(tables.people), people)
        conn.execute(insert(tables.nudges), rows)
    return users


def one(world: World, user_id: str) -> Nudge:
    """Give the person's first nudge."""
    return world.nudges(user_id)[0]


def ending(world: World, user_id: str) -> tuple[str, str | None]:
    """Give state and reason of a person's first nudge."""
    nudge = one(world, user_id)
    return nudge.state.value, nudge.reason


def told(world: World, user_id: str, **fields: Any) -> None:
    """Let a person have told something about the body."""
    person = world.person(user_id)
    owner = Owner(
        keyring=world.app.keyring,
        workspace_id=person.workspace_id,
        person_id=person.person_id,
    )
    with world.app.engine.begin() as conn:
        old = answers.load_profile(conn, owner)
        answers.save_profile(conn, owner, old, replace(old, **fields))


def reaching(world: World, url: str | None = None, timeout_s: float = 6) -> World:
    """Give the same world where Slack is elsewhere, or is given up on sooner."""
    settings = world.app.settings
    if url is not None:
        settings = settings.model_copy(update={"slack_api_url": f"{url}/"})
    app = replace(
        world.app,
        settings=settings,
        slack=cache(lambda token: SlackGateway(token, settings, timeout_s=timeout_s)),
    )
    return replace(world, app=app)


def nobody_listens() -> str:
    """Give an address where connections are refused."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@contextmanager
def with_neighbours(world: World) -> Iterator[tuple[World, PracticeWorkspace]]:
    """Serve a second practice workspace behind the same address as the first."""
    other = PracticeWorkspace(
        now=world.clock,
        team_id="T0OTHER",
        team_name="Other",
        bot_token="xoxb-other",
        app_token="xapp-other",
    )
    outside = Flask("two-slacks")
    both = blueprint(world.practice, other)
    outside.register_blueprint(both, url_prefix="/practice")
    with serve(outside) as url:
        yield reaching(world, f"{url}/practice/api"), other


def adds_up(world: World) -> None:
    """Check what must hold at all times: the sums, and no nudge twice."""
    counts = world.ledger()
    ended = [sum(counts[state].values()) for state in ("skipped", "failed", "unknown")]
    assert counts["planned"] == counts["sent"] + sum(ended) + counts["pending"]
    arrived = nudge_ids(world.sent())
    assert len(arrived) == len(set(arrived))
    rows = states(world.app)
    may = {nudge_id for nudge_id, state in rows.items() if state in _MAY}
    assert set(arrived) <= may
    sent = {nudge_id for nudge_id, state in rows.items() if state == State.SENT}
    assert sent <= set(arrived)


_MAY = {State.SENT, State.SENDING, State.UNKNOWN}


def states(app: App) -> dict[str, str]:
    query = select(tables.nudges.c.nudge_id, tables.nudges.c.state)
    with app.engine.begin() as conn:
        return {row.nudge_id: row.state for row in conn.execute(query)}


def nudge_ids(messages: Sequence[dict[str, Any]]) -> list[str]:
    """Read which nudges the practice workspace's messages are."""
    refs = (
        nudge_ref(str(block.get("block_id")))
        for message in messages
        for block in message["blocks"]
    )
    return [ref[0] for ref in refs if ref is not None]


SOON = timedelta(seconds=75)
"""Later than a minute: what a dead process began counts as lost."""
