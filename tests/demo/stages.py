"""A demo in this process: its past is written, its time is moved, no socket is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from service.actions.ledger import ledger
from service.app import App
from service.bootstrap import MovableClock, build, prepare, system_clock
from service.settings import Settings
from service.store import nudges, people, tables
from service.store.nudges import Nudge
from tests.world import DATA_KEY
from web.demo import practice_workspace, settings
from web.demo.behind import BehindTheDemo
from web.demo.clock import DemoClock
from web.demo.company import company
from web.demo.living import joined
from web.demo.opening import Stage


@dataclass(frozen=True, kw_only=True)
class Theatre:
    """What a demo is made of. ``app`` talks to the practice workspace itself."""

    app: App
    stage: Stage
    behind: BehindTheDemo

    def zone(self, user_id: str) -> ZoneInfo:
        return ZoneInfo(self.stage.practice.members[user_id].tz)

    def nudges(self, user_id: str) -> list[Nudge]:
        query = select(tables.nudges.c.workspace_id, tables.nudges.c.nudge_id).join(
            tables.people,
            (tables.people.c.person_id == tables.nudges.c.person_id)
            & (tables.people.c.slack_user_id == user_id),
        )
        with self.app.engine.begin() as conn:
            found = [nudges.get(conn, *key) for key in conn.execute(query).all()]
        return sorted((row for row in found if row), key=lambda row: row.due_at)

    def person(self, user_id: str) -> people.Person:
        with self.app.engine.begin() as conn:
            place = conn.execute(select(tables.workspaces.c.workspace_id)).scalar_one()
            found = people.by_slack_user(conn, place, user_id)
        assert found is not None
        return found

    def ledger(self) -> dict[str, Any]:
        return ledger(self.app)

    def play(self, name: str, user_id: str) -> str:
        (found,) = [one for one in self.behind.plays() if one.name == name]
        return found.act(user_id)


@contextmanager
def theatre(database_url: str, folder: Path, number: int) -> Iterator[Theatre]:
    """Set a stage with ``number`` people on it; nobody has moved in yet."""
    given = settings(folder, 1) | {
        "database_url": database_url,
        "secret_key": "s" * 40,
        "data_key": DATA_KEY,
    }
    movable = MovableClock(system_clock)
    clock = DemoClock(movable)
    colleagues = company(number, clock())
    practice = practice_workspace(colleagues, clock, "http://127.0.0.1:1")
    app = joined(build(prepare(Settings(**given)), clock=clock), practice)
    stage = Stage(
        practice=practice, clock=clock, jump=movable.jump, colleagues=colleagues
    )
    behind = BehindTheDemo(app=app, stage=stage)
    try:
        yield Theatre(app=app, stage=stage, behind=behind)
    finally:
        app.engine.dispose()
