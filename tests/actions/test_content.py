"""The exercises in use: packs come and go while it runs; the unreviewed wait."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.actions import content, packs, picturing
from service.actions.content import LOOK_AGAIN, Content
from service.actions.packs import Outcome
from service.core.nudges import State
from service.gateways.library import load_catalogue
from tests.actions.steps import arrive, choose, routine_ids
from tests.cli.packs import AUTHOR, pack, pack_card, png, sign, with_picture
from tests.web.browsing import sign_in
from tests.world import World

NAME = "acme-desk_wave"


def install(world: World, document: Mapping[str, Any]) -> Outcome:
    return packs.install(world.app, document, {}, dry_run=False)


def fresh(world: World, *, real: bool) -> Content:
    app = world.app
    made = Content(app.engine, app.now, load_catalogue(), app.settings)
    made.to_clear = real
    return made


@pytest.fixture
def real(world: World) -> World:
    """Give a world whose exercises are for real people."""
    world.app.content.to_clear = True
    return world


def test_a_running_process_takes_up_a_pack_within_half_a_minute(world: World) -> None:
    before = world.app.catalogue
    install(world, pack(sign(pack_card())))
    assert world.app.catalogue is before
    world.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    assert NAME in world.app.catalogue.by_id
    packs.remove(world.app, "acme")
    world.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    assert [*world.app.catalogue] == [*before]


def test_it_is_not_read_again_where_nothing_changed(world: World) -> None:
    before = world.app.catalogue
    world.clock.now += timedelta(hours=1)
    assert world.app.catalogue is before


def test_a_link_to_what_ours_has_no_more_is_dropped(world: World) -> None:
    install(world, pack(sign(pack_card(progression="gone"))))
    assert fresh(world, real=False)().by_id[NAME].progression is None


def test_a_pack_that_cannot_be_read_any_more_leaves_the_others(world: World) -> None:
    install(world, pack(sign(pack_card())))
    other = sign(pack_card("other-wave"))
    install(world, pack(other, name="other"))
    with world.app.engine.begin() as conn:
        sql = "update packs set document = document #- '{exercises,0,level}' "
        conn.execute(text(sql + "where name = 'acme'"))
    found = fresh(world, real=False)().by_id
    assert NAME not in found
    assert "other-wave" in found


def test_who_wrote_and_reviewed_a_card_stands_behind_why_this(real: World) -> None:
    # All of ours wait for the operator's word: only the pack's own can come.
    install(real, pack(sign(pack_card())))
    credit = f"By {AUTHOR}, reviewed 3 March 2026"
    alice = real.add("Alice")
    ts = arrive(real, alice)
    assert routine_ids(real, alice, ts) == [NAME]
    assert credit not in str(real.sent(alice)[-1]["blocks"])

    assert choose(real, alice, ts, "why").ok
    shown = real.practice.open_view_of(alice)
    assert shown is not None
    assert credit in str(shown.view["blocks"])
    browser = sign_in(real, alice)
    for page in (f"/me/library/{NAME}", "/me/"):
        assert credit in browser.get(page).text, page


def test_a_packs_picture_comes_with_its_nudge(real: World) -> None:
    packs.install(real.app, *with_picture(), dry_run=False)
    real.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    while picturing.missing(real.app, real.workspace.workspace_id):
        real.run("pictures")
    alice = real.add("Alice")
    arrive(real, alice)
    blocks = real.sent(alice)[-1]["blocks"]
    (image,) = [block for block in blocks if block["type"] == "image"]
    file = real.practice.files[image["slack_file"]["id"]]
    assert (file.content, image["alt_text"]) == (png(), "Arms go up and down.")


def test_on_a_real_workspace_nothing_unreviewed_leaves(real: World) -> None:
    alice = real.add("Alice")
    assert len(real.app.catalogue) == 0
    real.run("plan")
    real.clock.now = min(one.due_at for one in real.nudges(alice))
    real.run("dispatch")
    assert real.sent(alice) == []
    ended = [one for one in real.nudges(alice) if one.state is not State.PLANNED]
    assert [(one.state, one.reason) for one in ended] == [
        (State.SKIPPED, "nothing_fits")
    ]


def test_after_the_operators_word_it_leaves(real: World) -> None:
    alice = real.add("Alice")
    assert content.acknowledge(real.app, "Kim Lee") == 143
    real.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    assert content.waiting(real.app) is None
    arrive(real, alice)


def test_a_reviewed_pack_needs_no_word(real: World) -> None:
    install(real, pack(sign(pack_card())))
    assert [one.id for one in fresh(real, real=True)()] == [NAME]


def test_a_card_that_changed_asks_again(real: World) -> None:
    content.acknowledge(real.app, "Kim Lee")
    ours = load_catalogue()
    first = replace(ours.exercises[0], digest="another content")
    changed = replace(ours, exercises=(first, *ours.exercises[1:]))
    app = real.app
    now = Content(app.engine, app.now, changed, app.settings)
    now.to_clear = True
    assert now().withheld == {first.id}


def test_the_word_is_kept_with_who_when_and_what(real: World) -> None:
    content.acknowledge(real.app, "Kim Lee")
    said = packs.stock(real.app).acknowledged
    assert said is not None
    assert (said.by, said.at) == ("Kim Lee", real.clock.now)
    assert said.content_digest == load_catalogue().digest
    assert said.cards == {one.digest for one in load_catalogue()}


def test_what_is_withheld_is_in_no_library(real: World) -> None:
    install(real, pack(sign(pack_card())))
    browser = sign_in(real, real.add("Alice"))
    listed = browser.get("/me/library").text
    assert f"/me/library/{NAME}" in listed
    assert "/me/library/chin_tuck" not in listed
    assert browser.get("/me/library/chin_tuck").status == 404


def test_no_page_leads_to_a_withheld_neighbour(real: World) -> None:
    install(real, pack(sign(pack_card(regression="shoulder_roll"))))
    browser = sign_in(real, real.add("Alice"))
    page = browser.get(f"/me/library/{NAME}")
    assert page.status == 200
    assert "shoulder_roll" not in page.text
    content.acknowledge(real.app, "Kim Lee")
    real.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    assert "/me/library/shoulder_roll" in browser.get(f"/me/library/{NAME}").text
