"""My data on the own page: read, taken along, agreed to anew, deleted."""

import json
import re

import pytest

from service.core.consent import CURRENT
from service.core.standing import Standing
from service.forms import privacy
from service.store import personal
from tests.actions.test_own_data import CANARIES, MARKED, live_fully
from tests.dispatch.scenes import told
from tests.web.browsing import Browsing, sign_in
from tests.world import World

FILES = ("/me/data.json", "/me/data.html")


def test_the_page_and_both_files_hold_everything_and_are_kept_nowhere(
    world: World,
) -> None:
    alice = live_fully(world)
    told(world, alice, **MARKED)
    browser = sign_in(world, alice)
    for path in ("/me/data", *FILES):
        answer = browser.get(path)
        assert answer.status == 200
        assert [one for one in CANARIES if one not in answer.text] == []
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script" not in answer.text
    bob = sign_in(world, "U0BOB")
    for path in ("/me/data", "/me/answers", "/me/", *FILES):
        assert [one for one in CANARIES if one in bob.get(path).text] == []


def test_the_files_come_as_downloads_and_need_nothing_else(world: World) -> None:
    browser = sign_in(world, world.add("Alice"))
    for path in FILES:
        said = browser.get(path).headers["Content-Disposition"]
        assert said.startswith("attachment; filename=")
    page = browser.get(FILES[1]).text
    assert re.findall(r"(?:src|href|action)=|url\(|@import", page) == []
    document = json.loads(browser.get(FILES[0]).text)
    assert (document["format"], document["version"]) == ("unhunch-own-data", 1)


@pytest.mark.parametrize("path", ["/me/data", *FILES])
def test_nobody_gets_them_without_signing_in(world: World, path: str) -> None:
    world.add("Alice")
    answer = Browsing(url=world.url).get(path)
    assert (answer.status, answer.to) == (303, "/")


def test_deleting_needs_the_tick_and_then_ends_everything(world: World) -> None:
    alice = live_fully(world)
    old = world.person(alice)
    browser, other = sign_in(world, alice), sign_in(world, alice)
    refused = browser.post("/me/data/delete")
    assert refused.status == 422
    assert "tick the box first" in refused.text
    assert world.person(alice).person_id == old.person_id
    gone = browser.post("/me/data/delete", {"sure": "yes"})
    assert (gone.status, gone.to) == (303, "/")
    assert "Everything is deleted." in browser.get("/").text
    assert browser.get("/me/").to == "/"
    assert other.get("/me/").to == "/"
    assert "unhunch" not in browser.cookies
    with world.app.engine.begin() as conn:
        assert personal.left(conn, (old.workspace_id, old.person_id)) == {}
    assert world.person(alice).standing is Standing.DECLINED
    view = world.practice.home_of(alice)
    assert view is not None
    assert "Nothing comes unless you agree." in repr(view.blocks)


def test_a_form_sent_after_the_deletion_keeps_nothing(world: World) -> None:
    alice = world.add("Alice")
    browser, other = sign_in(world, alice), sign_in(world, alice)
    token = {"csrf_token": other.token()}
    browser.post("/me/data/delete", {"sure": "yes"})
    late = other.send("POST", "/me/answers/desk/save", {**token, "D1_sit_hours": "4-6"})
    assert (late.status, late.to) == (303, "/")
    with world.app.engine.begin() as conn:
        person = world.person(alice)
        left = personal.left(conn, (person.workspace_id, person.person_id))
    assert set(left) == {"people", "invitations"}


def test_a_newer_wording_is_agreed_to_on_the_page(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    assert privacy.AGREE_ANEW in browser.get("/me/data").text
    browser.post("/me/standing/agree_anew")
    assert world.person(alice).agreed_wording == CURRENT
    assert privacy.AGREE_ANEW not in browser.get("/me/data").text


def test_agreeing_anew_starts_nothing_for_who_stopped(world: World) -> None:
    alice = world.add("Alice")
    browser = sign_in(world, alice)
    browser.post("/me/standing/stop")
    browser.post("/me/standing/agree_anew")
    assert world.person(alice).standing is Standing.STOPPED


def test_who_has_not_agreed_is_told_that_nothing_is_kept(world: World) -> None:
    alice = world.add("Alice", agreed=False)
    browser = sign_in(world, alice)
    assert privacy.AGREE_FIRST in browser.get("/me/answers").text
    saved = browser.post("/me/answers/desk/save", {"D1_sit_hours": "4-6"})
    assert saved.status == 400
    acted = browser.post("/me/library/wall_angel/act", {"wish": "never"})
    assert acted.status == 400


def test_the_privacy_page_is_open_to_all_and_says_what_an_export_shows(
    world: World,
) -> None:
    page = Browsing(url=world.url).get("/privacy")
    assert page.status == 200
    for said in (privacy.EXPORT, privacy.HR_SEES, *privacy.RIGHTS, privacy.BACKUPS):
        assert said in page.text
    for what, long, _why in privacy.retention_lines():
        assert what in page.text
        assert long in page.text
    assert "/privacy" in Browsing(url=world.url).get("/").text
