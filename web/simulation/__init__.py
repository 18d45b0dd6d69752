"""Runs made-up people over weeks on the real engine, in fast time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - a simulation draws; the seed is an argument
from tempfile import TemporaryDirectory

from service.actions import workspaces
from service.actions.ledger import ledger
from service.actions.looking import look
from service.actions.roster import import_people
from service.actions.today import recent_days
from service.bootstrap import build, prepare
from service.core.dispatching import Content
from service.core.errors import Refused
from service.core.nudges import SlotForm, State
from service.embedded import FOLDER, stop_postgres
from service.settings import Settings
from service.surroundings import forget_surroundings
from web.demo import BOT_TOKEN, SIGNING_SECRET, settings
from web.demo.clock import DemoClock
from web.demo.living import joined
from web.practice import PracticeWorkspace
from web.simulation.judging import Lived, Sent
from web.simulation.life import Diary, Life
from web.simulation.people import Persona, people
from web.simulation.report import Figures, figures

MONDAY = date(2026, 3, 2)
AGREED = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""The day before, in every zone."""
HOST, PORT = "127.0.0.1", 1
"""Nothing listens there, and nobody asks."""


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What is asked for. Without ``data`` nothing is left behind."""

    people: int
    days: int
    seed: int
    data: Path | None = None


def simulate(
    asked: Simulation, passed: Callable[[], object] = lambda: None
) -> tuple[Figures, list[Lived]]:
    """Run it; gives the figures, and what each person lived through.

    ``passed`` is called once for each day. The same seed gives the same.

    Raises:
        Refused: the folder holds people already.
    """
    forget_surroundings()
    with _folder(asked.data) as folder:
        made = prepare(Settings.read(**settings(folder, PORT)), migrate=True)
        return live(asked, made, passed)


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with TemporaryDirectory(prefix="unhunch-simulate-") as folder:
        try:
            yield Path(folder)
        finally:
            stop_postgres(Path(folder) / FOLDER)


def live(
    asked: Simulation, made: Settings, passed: Callable[[], object]
) -> tuple[Figures, list[Lived]]:
    """Run it on the database of prepared settings, which must be empty."""
    life = _life(asked, made, passed)
    app = life.app
    try:
        with life.clock.at(AGREED):
            company = _roster(life.personas)
            added = import_people(app, life.workspace, company)["added"]
        if added < asked.people or ledger(app)["planned"]:
            raise Refused("There are people already: name an empty folder.")
        life.live_through(life.events())
        lived = [_seen(life, one) for one in life.personas.values()]
        counts = ledger(app)
    finally:
        app.engine.dispose()
    about = {"people": asked.people, "days": asked.days, "seed": asked.seed}
    return about | {"ledger": counts} | figures(lived), lived


def _life(asked: Simulation, made: Settings, passed: Callable[[], object]) -> Life:
    end = datetime.combine(MONDAY, time(), UTC) + timedelta(days=asked.days)
    clock = DemoClock(lambda: end)
    personas = {one.user_id: one for one in people(asked.people, asked.seed)}
    practice = _practice(personas, clock)
    ids = Random(asked.seed)  # noqa: S311 - made-up people, no secret
    app = replace(
        joined(build(made, clock=clock, hurried=True), practice),
        new_id=lambda: f"{ids.getrandbits(128):032x}",
    )
    return Life(
        app=app,
        practice=practice,
        clock=clock,
        workspace=workspaces.first(app),
        go_on=lambda: True,
        first=MONDAY,
        days=asked.days,
        personas=personas,
        diaries={name: Diary() for name in personas},
        draws={name: Random(f"{asked.seed} {name}") for name in personas},  # noqa: S311 - as above
        passed=passed,
    )


def _practice(personas: Mapping[str, Persona], clock: DemoClock) -> PracticeWorkspace:
    workspace = PracticeWorkspace(
        team_name="Simulated",
        bot_token=BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        events_url=f"http://{HOST}:{PORT}/slack/events",
        now=clock,
    )
    for one in personas.values():
        workspace.add_member(one.user_id, one.user_id, tz=one.zone)
    return workspace


def _roster(personas: Mapping[str, Persona]) -> bytes:
    lines = [
        f"{one.user_id},{one.zone},{AGREED.isoformat()}" for one in personas.values()
    ]
    return "\n".join(["slack_user_id,timezone,consented_at", *lines, ""]).encode()


def _seen(life: Life, persona: Persona) -> Lived:
    """Read what arrived, as the person's own page would show it."""
    days = look(
        life.app,
        life.workspace,
        persona.user_id,
        lambda scene: recent_days(scene, life.days + 1),
    )
    slots = [slot for day in days or () for slot in day.slots]
    arrived = [
        s for s in slots if s.state is State.SENT and s.content == Content.ROUTINE
    ]
    return Lived(
        persona=persona,
        diary=life.diaries[persona.user_id],
        first=MONDAY,
        sent=[
            Sent(
                at=slot.at,
                items=tuple(
                    (item.exercise.id, item.dose.step, item.seconds)
                    for item in (slot.routine.items if slot.routine else ())
                ),
                counts=slot.form is not SlotForm.SNOOZE,
            )
            for slot in sorted(arrived, key=lambda slot: slot.at)
        ],
    )
