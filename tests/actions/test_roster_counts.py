"""What an import counts and refuses tells nothing that a person did."""

from threading import Thread

from service.actions import own_data, roster
from service.actions.scene import Scene
from service.core.audit import MACHINE
from service.core.errors import Refused
from service.core.roster_cells import COLUMNS, RosterRow, cells, read_cell
from service.core.standing import Standing
from service.store import audit, people
from tests.actions.test_rotating import somebody_waits
from tests.actions.ways import WAYS, everybody, go
from tests.end_to_end.installation import soon
from tests.world import World

CELLS = {
    "team": "Blue",
    "work_days": "mon-thu",
    "work_start": "10:00",
    "work_end": "16:00",
    "nudges_per_day": "3",
    "country": "DE",
}
FILES = {
    "nothing new": {"team": "Blue", "work_start": "10:00"},
    "only blank cells": {"team": "", "work_start": ""},
    "another team": {"team": "Green"},
    "consent": {"consented_at": "2026-02-01"},
    "newer consent": {"consented_at": "2026-02-20"},
    "hours": {"work_start": "09:30"},
    "hours that were somebody's own": {"work_start": "06:00", "work_end": "11:00"},
    "an end before the known start": {"work_start": "08:00", "work_end": "09:30"},
    "a start after the known end": {"work_start": "16:45"},
    "days": {"work_days": "sat"},
    "number": {"nudges_per_day": "1"},
    "another country": {"country": "FR"},
    "all as it was first": CELLS,
}


def bring_in(world: World, user: str, row: dict[str, str], *, dry_run: bool) -> str:
    """Import one row; gives what was counted, or why it was refused."""
    given = {"slack_user_id": user, **row}
    raw = f"{','.join(given)}\n{','.join(given.values())}\n".encode()
    try:
        counts = roster.import_people(world.app, world.workspace, raw, dry_run=dry_run)
    except Refused as refused:
        return str(refused)
    return ",".join(sorted(counts.elements()))


def test_an_import_counts_the_same_whatever_somebody_did(world: World) -> None:
    users = everybody(world, **CELLS)
    told = {}
    for name, row in FILES.items():
        for dry_run in (True, False):
            said = {
                way: bring_in(world, user, row, dry_run=dry_run)
                for way, user in users.items()
            }
            assert len(set(said.values())) == 1, (name, said)
            told[name] = said["nothing"]
    assert told["nothing new"] == told["only blank cells"] == "unchanged"
    assert told["another team"] == told["consent"] == told["hours"] == "changed"
    assert "16:45 to 11:00" not in told["a start after the known end"]
    assert "the hours end before they start" in told["a start after the known end"]


def test_the_same_file_again_is_all_unchanged(world: World) -> None:
    row = {**CELLS, "consented_at": "2026-01-01"}
    for way in WAYS:
        user = world.add(way.replace("_", ""), agreed=False, **CELLS)
        assert bring_in(world, user, row, dry_run=False) == "changed"
        go(world, user, way)
        for dry_run in (True, False, False):
            assert bring_in(world, user, row, dry_run=dry_run) == "unchanged", way


def test_who_was_only_in_slack_is_new_on_the_roster(world: World) -> None:
    for name in ("zoe", "yan"):
        world.practice.add_member(f"U0{name.upper()}", name)
    world.run("sync")
    go(world, "U0YAN", "agreed")
    for user in ("U0ZOE", "U0YAN"):
        assert bring_in(world, user, {"team": "Red"}, dry_run=False) == "added"
        assert world.person(user).team == "Red"


def test_hours_come_back_from_the_roster_after_a_deletion(world: World) -> None:
    """Also where the file repeats half of them only."""
    alice = world.add("Alice", agreed=False, work_start="18:00", work_end="22:00")
    go(world, alice, "own_hours_deleted")
    assert world.person(alice).work_start.hour == 9
    assert bring_in(world, alice, {"work_end": "21:00"}, dry_run=False) == "changed"
    after = world.person(alice)
    assert (after.work_start.hour, after.work_end.hour) == (18, 21)


def test_a_deletion_during_an_import_changes_no_count_of_the_next(
    world: World,
) -> None:
    alice = world.add("Alice", agreed=False)
    place = world.workspace.workspace_id
    row = {"team": "Green", "consented_at": "2026-02-01"}
    said: list[str] = []
    with world.app.engine.begin() as conn:
        person = people.by_slack_user(conn, place, alice)
        assert person is not None
        own_data.delete(
            Scene(app=world.app, conn=conn, person=person, now=world.clock())
        )
        importing = Thread(
            target=lambda: said.append(bring_in(world, alice, row, dry_run=False))
        )
        importing.start()
        assert soon(lambda: somebody_waits(world))
    importing.join()
    assert said == ["changed"]
    assert bring_in(world, alice, row, dry_run=False) == "unchanged"
    after = world.person(alice)
    assert (after.team, after.standing) == ("Green", Standing.DECLINED)


def test_the_audit_log_says_how_many_rows_said_that_somebody_agreed(
    world: World,
) -> None:
    raw = (
        b"email,consented_at\na@acme.example,2026-01-01\nb@acme.example,\n"
        b"c@acme.example,2026-01-02\n"
    )
    for _ in range(2):
        roster.import_people(world.app, world.workspace, raw, actor=MACHINE)
    with world.app.engine.begin() as conn:
        entries = audit.entries(conn, world.workspace.workspace_id)
        details = [dict(entry.event.details) for entry, _digest in entries]
    assert details == [
        {"added": 3, "changed": 0, "unchanged": 0, "consents": 2},
        {"added": 0, "changed": 0, "unchanged": 3, "consents": 2},
    ]


def test_what_a_row_says_can_be_read_again() -> None:
    given = {
        **CELLS,
        "slack_user_id": "U0ALICE",
        "email": "a@acme.example",
        "department": "Ops",
        "site": "Berlin",
        "region": "BE",
        "timezone": "Europe/Berlin",
        "consented_at": "2026-02-01T09:00:00+01:00",
    }
    assert given.keys() == set(COLUMNS)
    read = {name: read_cell(name, cell) for name, cell in given.items()}
    said = cells(RosterRow(line=2, **read))
    assert {name: read_cell(name, cell) for name, cell in said.items()} == read
    assert cells(RosterRow(line=2, email="a@acme.example")) == {
        "email": "a@acme.example"
    }


def test_the_next_holder_of_an_account_does_not_see_what_was_said_of_the_one_before(
    world: World,
) -> None:
    alice = world.add("Alice")
    world.practice.event("user_change", user=alice, deleted=True)
    world.practice.change_member(alice, deleted=False, email="next@acme.example")
    world.run("sync")
    assert world.person(alice).roster_row is None
    assert bring_in(world, alice, {"team": "Blue"}, dry_run=False) == "added"
