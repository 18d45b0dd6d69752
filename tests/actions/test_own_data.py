"""My data holds everything there is about a person, and about nobody else."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import inspect, select

from service import logs
from service.actions import library, links, own_data, own_pages, telling
from service.actions.own_people import export
from service.actions.scene import Scene
from service.actions.signing_in import Who
from service.core import consent
from service.core.consent import CURRENT, Wording
from service.core.profile import Equipment, Hurt, Limit, Pain, Profile, Region
from service.forms import own_data as words
from service.forms import privacy, profile_words
from service.forms.questions import QUESTION_TEXT
from service.store import people, personal
from service.store.tables import metadata
from tests.actions.steps import arrive, home, says, start_wave, title
from tests.dispatch.scenes import told
from tests.world import MONDAY, World

TOLD: dict[str, Any] = {
    "safety_answered": True,
    "flags": frozenset({"C4_keeps_coming_back"}),
    "age_band": "56_64",
    "pains": (Pain(at=MONDAY, score=3, regions=frozenset({Region.UPPER_BACK})),),
    "answers": {"D1_sit_hours": "4-6"},
    "limits": frozenset({Limit.PREGNANCY}),
    "equipment": frozenset({Equipment.DUMBBELL}),
}

MARKED: dict[str, Any] = {
    "flags": frozenset({"canary_flag"}),
    "age_band": "canary_age",
    "patterns": frozenset({"canary_pattern"}),
    "answers": {"canary_question": "canary_code"},
    "asked": frozenset({"canary_asked"}),
    "not_now": {"canary_not_now": MONDAY},
    "never": frozenset({"canary_never"}),
    "hurts": (Hurt(at=MONDAY, exercise_id="canary_hurt"),),
    "gone_through": {"canary_axis": MONDAY},
}
"""A profile with a mark in every field that holds a text."""

CANARIES = sorted(set(re.findall(r"canary_\w+", repr(MARKED))))

BYTES = {
    (table.name, column.name)
    for table in metadata.sorted_tables
    if "person_id" in table.c
    for column in table.c
    if column.type.python_type is bytes
}


def who(world: World, user: str) -> Who:
    person = world.person(user)
    return Who(workspace_id=person.workspace_id, person_id=person.person_id)


def live_fully(world: World) -> str:
    """Leave a row of every kind; gives the person, who also has a neighbour."""
    alice, bob = (world.add(name, agreed=False) for name in ("Alice", "Bob"))
    start_wave(world)
    for user in (alice, bob):
        world.practice.click(user, world.sent(user)[0]["ts"], "agree")
    told(world, alice, **TOLD)
    world.practice.click(alice, arrive(world, alice), "hurts")
    done_id = library.new_done_id()
    library.done(world.app, who(world, alice), "wall_angel", done_id, "too_easy")
    person = world.person(alice)
    with world.app.engine.begin() as conn:
        link = links.new_link(world.app, conn, person)
    assert links.use_link(world.app, link or "", None)
    return alice


def exported(world: World, user: str) -> dict[str, Any]:
    seen = own_pages.own_data(world.app, who(world, user))
    found: dict[str, Any] = json.loads(json.dumps(seen.document))
    return found


def test_the_export_holds_every_row_of_every_table_that_names_people(
    world: World,
) -> None:
    alice = live_fully(world)
    tables = exported(world, alice)["tables"]
    with world.app.engine.begin() as conn:
        in_database = {
            name
            for schema in ("public", "keys")
            for name in inspect(conn).get_table_names(schema=schema)
            if "person_id"
            in {c["name"] for c in inspect(conn).get_columns(name, schema=schema)}
        }
        person_id = world.person(alice).person_id
        counts = {
            table.name: len(
                conn.execute(select(table).where(table.c.person_id == person_id)).all()
            )
            for table in personal.tables()
        }
    assert set(tables) == in_database
    assert {name: len(rows) for name, rows in tables.items()} == counts
    assert all(counts.values()), "a row of every kind was really there"


def test_each_column_is_in_the_export_or_stands_in_the_list_with_a_reason(
    world: World,
) -> None:
    tables = exported(world, live_fully(world))["tables"]
    for table in personal.tables():
        held = {column.name for column in table.c}
        left_out = {name for of, name in own_data.LEFT_OUT if of == table.name}
        assert tables[table.name][0].keys() == held - left_out
    assert own_data.LEFT_OUT.keys() | own_data.SEALED.keys() == BYTES


def test_every_sealed_value_is_opened(world: World) -> None:
    tables = exported(world, live_fully(world))["tables"]
    for table, column in own_data.SEALED:
        opened = [row[column] for row in tables[table] if row[column] is not None]
        assert opened, table
        assert all(isinstance(one, dict) for one in opened)


def test_what_somebody_told_is_in_the_own_export_and_in_nobody_elses_nor_in_a_log(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("DEBUG")
    alice, bob = live_fully(world), "U0BOB"
    told(world, alice, **MARKED)
    hers, his = (json.dumps(exported(world, one)) for one in (alice, bob))
    assert [one for one in CANARIES if one not in hers] == []
    assert [one for one in CANARIES if one in his] == []
    assert alice not in his
    seen = own_pages.own_data(world.app, who(world, alice))
    in_words = "\n".join(line for part in seen.parts for line in part.lines)
    assert [one for one in CANARIES if one not in in_words] == []
    captured = capsys.readouterr()
    assert [one for one in CANARIES if one in captured.err + captured.out] == []


def test_everything_is_said_in_words(world: World) -> None:
    alice = live_fully(world)
    parts = own_pages.own_data(world.app, who(world, alice)).parts
    lines = {part.name: "\n".join(part.lines) for part in parts}
    asked = QUESTION_TEXT["D1_sit_hours"].ask
    for said in ("3 of 10 (Upper back)", "pregnant", "dumbbell", asked):
        assert said.lower() in lines["body"].lower()
    assert "You said that it was too easy." in lines["done"]
    assert "You said that it hurts" in lines["nudges"]
    assert f"You agreed ({CURRENT})." in lines["consents"]
    assert "Signed in" in lines["sign_ins"]
    assert alice in lines["work"]


def test_each_field_that_can_be_told_has_words() -> None:
    assert profile_words.PROFILE.keys() == Profile.__dataclass_fields__.keys()


def test_each_column_of_the_person_has_a_name_in_words() -> None:
    labels = words.WORK | words.HOURS | words.AGREED
    assert labels.keys() == {column.name for column in people.people.c}


def test_a_table_that_no_part_says_is_said_under_anything_else(world: World) -> None:
    alice = live_fully(world)
    with world.app.engine.begin() as conn:
        person = world.person(alice)
        scene = Scene(app=world.app, conn=conn, person=person, now=world.clock())
        found = dict(own_data.document(world.app, conn, person))
        found["tables"] = {**found["tables"], "new_kind": [{"colour": "blue"}]}
        rest = next(p for p in telling.parts(scene, found) if p.name == "rest")
    assert rest.lines == ("new kind: colour: blue",)


def test_the_own_export_is_nobodys_business(world: World) -> None:
    alice = live_fully(world)
    first = exported(world, alice)
    assert first["audit_log"] == []
    assert exported(world, alice)["audit_log"] == []


def test_an_export_by_the_operator_is_noted_and_the_person_sees_it(
    world: World,
) -> None:
    alice = live_fully(world)
    document = export(world.app, world.workspace, "ALICE@acme.example")
    assert document["tables"] == exported(world, alice)["tables"]
    (entry,) = exported(world, alice)["audit_log"]
    assert (entry["actor"], entry["action"]) == ("machine", "person_exported")
    assert entry["details"] == {}
    parts = own_pages.own_data(world.app, who(world, alice)).parts
    said = next(part for part in parts if part.name == "audit")
    assert "person exported" in said.lines[0]


def test_my_data_stands_in_modals_too(world: World) -> None:
    alice = live_fully(world)
    assert world.practice.click(alice, home(world, alice), "my_data").ok
    assert title(world, alice) == "My data"
    shown = says(world, alice)
    assert "What you told me" in shown
    assert "Who can see what" in shown
    view = world.practice.open_view_of(alice)
    assert view is not None
    block = next(b for b in view.blocks if b["block_id"] == "data:body")
    assert world.practice.click(
        alice, view.view_id, "data_part", block_id=block["block_id"]
    ).ok
    assert "upper back" in says(world, alice).lower()


def test_my_data_asks_to_agree_to_a_newer_wording_and_nudges_go_on(
    world: World,
) -> None:
    alice = world.add("Alice")  # agreed elsewhere: to no wording of ours
    world.practice.click(alice, home(world, alice), "my_data")
    assert "you agreed elsewhere" in says(world, alice)
    arrive(world, alice)
    view = world.practice.open_view_of(alice)
    assert view is not None
    assert world.practice.click(alice, view.view_id, "agree_anew").ok
    assert world.person(alice).agreed_wording == CURRENT
    assert world.person(alice).agreed_at == world.clock()
    seen = own_pages.own_data(world.app, who(world, alice))
    assert seen.newer is None
    noted = seen.document["tables"]["consents"]
    assert {one["said"]: one["wording"] for one in noted} == {
        "recorded": None,
        "agreed": CURRENT,
    }


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (None, privacy.ELSEWHERE),
        ("2026-01-01", privacy.NEWER),
        ("2025-01-01", privacy.ASKS_MORE),
        ("2026-02-01", None),
    ],
)
def test_my_data_says_whether_the_newer_wording_asks_for_more(
    world: World, monkeypatch: pytest.MonkeyPatch, agreed: str | None, said: str | None
) -> None:
    rows = (
        Wording(version="2025-01-01", digest="a"),
        Wording(version="2026-01-01", digest="b", asks_more=True),
        Wording(version="2026-02-01", digest="c"),
    )
    monkeypatch.setattr(consent, "WORDINGS", rows)
    monkeypatch.setattr(own_data, "CURRENT", rows[-1].version)
    alice = who(world, world.add("Alice"))
    with world.app.engine.begin() as conn:
        key = alice.workspace_id, alice.person_id
        people.change(conn, *key, agreed_wording=agreed)
    assert own_pages.own_data(world.app, alice).newer == said
