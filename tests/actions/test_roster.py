"""A roster file goes in whole or not at all, and never beats what a person said."""

import threading
from pathlib import Path

import pytest

from service.actions import roster
from service.core.errors import Refused
from service.core.standing import Standing
from tests.actions.steps import set_up, start_wave
from tests.world import World

HEADER = (
    "slack_user_id,email,department,team,site,country,region,timezone,work_days,"
    "work_start,work_end,nudges_per_day,consented_at"
)
ALICE = "U0ALICE,alice@acme.example,Ops,Blue,Berlin,DE,,Europe/Berlin,mon-thu,10:00,"
FILE = f"{HEADER}\n{ALICE}16:00,2,\n,bob@acme.example,Ops,Red,,,,,,,,,\n".replace(
    ",,,,,,,,,\n", ",,,,,,,,\n"
)


def bring_in(world: World, text: str, *, dry_run: bool = False) -> dict[str, int]:
    return dict(
        roster.import_people(world.app, world.workspace, text.encode(), dry_run=dry_run)
    )


def test_a_roster_is_imported_and_the_same_file_again_changes_nothing(
    world: World,
) -> None:
    assert bring_in(world, FILE) == {"added": 2, "changed": 0, "unchanged": 0}
    assert bring_in(world, FILE) == {"added": 0, "changed": 0, "unchanged": 2}
    alice = world.person("U0ALICE")
    assert (alice.team, alice.timezone, alice.work_days) == (
        "Blue",
        "Europe/Berlin",
        (0, 1, 2, 3),
    )
    assert (alice.standing, alice.nudges_per_day) == (Standing.KNOWN, 2)


def test_a_changed_cell_changes_that_person_only(world: World) -> None:
    bring_in(world, FILE)
    counts = bring_in(world, FILE.replace("Blue", "Green"))
    assert counts == {"added": 0, "changed": 1, "unchanged": 1}
    assert world.person("U0ALICE").team == "Green"


def test_a_blank_cell_leaves_what_is_known(world: World) -> None:
    bring_in(world, FILE)
    counts = bring_in(world, "slack_user_id,team\nU0ALICE,\n")
    assert counts["unchanged"] == 1
    assert world.person("U0ALICE").team == "Blue"


def test_a_dry_run_counts_and_changes_nothing(world: World) -> None:
    assert bring_in(world, FILE, dry_run=True)["added"] == 2
    assert bring_in(world, FILE)["added"] == 2


def test_one_bad_row_and_nothing_of_the_file_is_imported(world: World) -> None:
    bad = FILE + "U0CAROL,,,,,,,Europe/Berlim,,,,,\n"
    with pytest.raises(Refused, match=r"line 4, timezone: .*Europe/Berlin"):
        bring_in(world, bad)
    assert bring_in(world, FILE)["added"] == 2


def test_the_command_reports_bad_rows_by_line_and_column(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("slack_user_id,work_start,work_end\nU0ALICE,17:00,09:00\n")
    refused = world.command("people", "import", str(file))
    assert refused.returncode == 1
    assert "line 2, work_end: the hours end before they start" in refused.stderr
    file.write_text("slack_user_id\nU0ALICE\n")
    assert world.command("people", "import", str(file)).stdout == (
        "1 added, 0 changed, 0 unchanged.\n"
    )


def test_a_row_with_an_address_only_is_joined_with_the_slack_account(
    world: World,
) -> None:
    bring_in(world, FILE)
    world.practice.add_member("U0BOB", "Bob", email="Bob@acme.example", tz="Asia/Tokyo")
    assert world.run("sync") == {"changed": 1, "left_out": 2}
    bob = world.person("U0BOB")
    assert (bob.team, bob.timezone, bob.on_roster) == ("Red", "Asia/Tokyo", True)
    assert bring_in(world, FILE)["unchanged"] == 2


def test_consent_recorded_elsewhere_counts_as_agreeing(world: World) -> None:
    bring_in(world, "slack_user_id,consented_at\nU0ALICE,2026-01-15\n")
    alice = world.person("U0ALICE")
    assert alice.standing is Standing.AGREED
    assert str(alice.agreed_at) == "2026-01-15 00:00:00+00:00"


@pytest.mark.parametrize(
    ("button", "standing"),
    [("decline", Standing.DECLINED), ("stop", Standing.STOPPED)],
)
def test_consent_recorded_elsewhere_never_beats_a_no(
    world: World, button: str, standing: Standing
) -> None:
    alice = world.add("Alice", agreed=button == "stop")
    start_wave(world)
    if button == "stop":
        world.practice.event("app_home_opened", user=alice)
        home = world.practice.home_of(alice)
        assert home is not None
        world.practice.click(alice, home.view_id, "stop")
    else:
        world.practice.click(alice, world.sent(alice)[0]["ts"], "decline")
    bring_in(world, f"slack_user_id,consented_at\n{alice},2026-03-01\n")
    assert world.person(alice).standing is standing


def test_hours_that_the_person_chose_survive_a_later_import(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, {}, {}, {"start": "11:00", "end": "15:00"})
    counts = bring_in(
        world,
        "slack_user_id,team,timezone,work_start,work_end\n"
        f"{alice},Green,Asia/Tokyo,08:00,18:00\n",
    )
    after = world.person(alice)
    assert counts["changed"] == 1
    assert (after.team, after.timezone) == ("Green", "Europe/Berlin")
    assert (after.work_start.hour, after.work_end.hour) == (11, 15)


def test_a_row_that_names_two_people_is_reported(world: World) -> None:
    bring_in(world, FILE)
    with pytest.raises(Refused, match="line 2, email: this address belongs to another"):
        bring_in(world, "slack_user_id,email\nU0ALICE,bob@acme.example\n")


def test_a_row_cannot_take_an_address_with_it_to_another_account(world: World) -> None:
    bring_in(world, FILE)
    with pytest.raises(Refused, match="line 2, email: this address belongs to another"):
        bring_in(world, "slack_user_id,email\nU0CAROL,alice@acme.example\n")
    assert world.person("U0ALICE").email == "alice@acme.example"


def test_a_person_who_comes_back_with_a_new_account_is_a_new_person(
    world: World,
) -> None:
    bring_in(world, FILE)
    world.practice.add_member("U0ALICE", "Alice", email="alice@acme.example")
    world.practice.event("user_change", user="U0ALICE", deleted=True)
    again = "slack_user_id,email\nU0ALICE2,alice@acme.example\n"
    assert bring_in(world, again)["added"] == 1
    assert bring_in(world, again)["unchanged"] == 1


def test_an_hour_that_does_not_fit_the_known_other_one_is_reported(
    world: World,
) -> None:
    bring_in(world, FILE)
    with pytest.raises(Refused, match=r"line 2, work_end: .* 16:30 to 16:00"):
        bring_in(world, "slack_user_id,work_start\nU0ALICE,16:30\n")


def test_the_same_file_imported_twice_at_once_adds_each_person_once(
    world: World,
) -> None:
    workspace = world.workspace
    counts: list[dict[str, int]] = []

    def one() -> None:
        done = roster.import_people(world.app, workspace, FILE.encode())
        counts.append(dict(done))

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done["added"] for done in counts) == [0, 0, 0, 2]


def test_consent_of_before_does_not_return_with_a_leaver(world: World) -> None:
    alice = world.add("Alice")
    world.practice.event("user_change", user=alice, deleted=True)
    world.practice.event("user_change", user=alice, deleted=False)
    assert world.person(alice).standing is Standing.KNOWN

    world.add("Alice")
    assert world.person(alice).standing is Standing.KNOWN

    world.add("Alice", consented_at="2026-03-01")
    assert world.person(alice).standing is Standing.AGREED
