"""Times the parts that must be fast, in pairs, so that machines can be compared.

``python -m tests.bench`` prints figures and asserts nothing. One minute at most.
"""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from service.core.causes import triage_of
from service.core.nudges import Event, SlotKind, State
from service.core.profile import Profile
from service.core.routines import choose
from service.embedded import start_postgres
from service.store import locks, schema, tables
from service.store.deliveries import NUDGES, due, move
from tests.dispatch.scenes import many_due
from tests.world import MONDAY, World, addresses, open_world

PEOPLE = 1_000
HOUR = timedelta(hours=1)


def main() -> None:
    with a_world() as world:
        for name, figure in measured(world):
            sys.stdout.write(f"{name:44} {figure}\n")
            sys.stdout.flush()


def measured(world: World) -> Iterator[tuple[str, str]]:
    """Give each figure with its name; the pairs are ratios of one run."""
    bare = seconds(lambda: query(world), 500)
    yield "one bare query", f"{bare * 1e6:.0f} us"
    yield "choose one routine", in_queries(seconds(lambda: routine(world), 50), bare)
    turn = seconds(lambda: lock(world), 300)
    yield (
        "workspace turn (lock, unlock)",
        f"{1 / turn:.0f}/s, {turn / bare:.1f} queries",
    )
    yield "the same, by 8 threads", f"{turns_at_once(world):.0f}/s"
    many_due(world, PEOPLE, MONDAY)
    claim = claims(world)
    yield "claim of a row", f"{1 / claim:.0f}/s, {claim / bare:.1f} queries"
    first, again = planning(world), planning(world)
    yield f"plan {PEOPLE} people, first time", f"{first:.2f} s"
    yield "the same again", f"{again:.2f} s, {first / again:.1f} times faster"
    sent, took = dispatching(world)
    yield "dispatch over a socket, lock to settle", f"{sent / took:.0f} messages/s"


def in_queries(one: float, bare: float) -> str:
    return f"{one * 1e3:.2f} ms, {one / bare:.1f} queries"


def seconds(work: Callable[[], object], times: int) -> float:
    """Time one run of ``work``: the median of ``times``."""
    work()
    return median(timed(work) for _ in range(times))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def query(world: World) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(text("select 1"))


def lock(world: World, place: str = "T1") -> None:
    with locks.held(world.app.engine, f"bench:{place}", HOUR):
        pass


def turns_at_once(world: World, turns: int = 2_000) -> float:
    with ThreadPoolExecutor(8) as pool:
        places = (f"T{number}" for number in range(turns))
        took = timed(lambda: list(pool.map(lambda one: lock(world, one), places)))
    return turns / took


def routine(world: World) -> None:
    profile = Profile(safety_answered=True)
    choose(
        catalogue=world.app.catalogue,
        profile=profile,
        triage=triage_of(profile, MONDAY),
        week=6,
        slot=SlotKind.BUILD,
        recent=(),
        now=MONDAY,
        seed=uuid4().hex,
    )


def claims(world: World) -> float:
    """Time one claim, each in a transaction of its own; then undo all."""
    place = world.workspace.workspace_id
    with world.app.engine.begin() as conn:
        rows = due(conn, NUDGES, place, MONDAY, PEOPLE)
    step = (State.PLANNED, Event.CLAIM)

    def claim_all() -> None:
        for row in rows:
            with world.app.engine.begin() as conn:
                move(conn, NUDGES, (place, row.key), step, claimed_at=MONDAY)

    took = timed(claim_all)
    with world.app.engine.begin() as conn:
        conn.execute(tables.nudges.update().values(state=State.PLANNED))
    return took / len(rows)


def planning(world: World) -> float:
    return timed(lambda: world.run("plan"))


def dispatching(world: World) -> tuple[int, float]:
    began = time.perf_counter()
    counts = world.run("dispatch")
    return counts["sent"], time.perf_counter() - began


@contextmanager
def a_world() -> Iterator[World]:
    with TemporaryDirectory(prefix="unhunch-bench-") as name:
        folder = Path(name)
        url = start_postgres(folder / "postgres")
        engine = create_engine(make_url(url))
        schema.upgrade(engine)
        engine.dispose()
        with addresses() as at, open_world(url, folder, at) as world:
            yield world


if __name__ == "__main__":
    main()
