"""Who can write to the database, but has no key, gets in nowhere by it."""

import hashlib
import hmac
import json
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from service.actions import setup_link
from service.actions.secret_hashes import Use
from tests.web.browsing import Browsing, link_in_slack, sign_in
from tests.web.offices import set_up_session
from tests.world import World

SET_UP = "/operator/setup"
WORD = "a-word-of-their-choice"


def write(world: World, statement: str, **given: object) -> None:
    with world.app.engine.begin() as conn:
        conn.execute(text(statement), {"now": world.clock.now, **given})


def known(owner: str) -> tuple[str, set[bytes]]:
    """Give a secret that somebody made up, and all that they may take for its hash."""
    secret = f"{owner}{WORD}"
    plain = {hashlib.sha256(one.encode()).digest() for one in (secret, WORD)}
    keyed = {
        hmac.digest(key, json.dumps([use, secret]).encode(), "sha256")
        for key in (b"", b"another key")
        for use in Use
    }
    return secret, plain | keyed


def is_in(browser: Browsing) -> bool:
    return browser.get("/me/").status == 200


def with_cookie(world: World, name: str, secret: str) -> Browsing:
    return Browsing(url=world.url, cookies={name: secret})


def test_a_session_that_somebody_wrote_down_signs_nobody_in(world: World) -> None:
    person = world.person(world.add("Alice"))
    place, who = person.workspace_id, person.person_id
    for owner in (f"{place}.", f"{place}.{who}."):
        secret, hashes = known(owner)
        for made in hashes:
            write(
                world,
                "insert into sessions (workspace_id, session_hash, person_id, role,"
                " opened_at, seen_at) values"
                " (:place, :made, :who, 'employee', :now, :now)"
                " on conflict do nothing",
                place=place,
                who=who,
                made=made,
            )
        assert not is_in(with_cookie(world, "unhunch", secret))


def test_a_link_that_somebody_wrote_down_signs_nobody_in(world: World) -> None:
    person = world.person(world.add("Alice"))
    secret, hashes = known(f"{person.workspace_id}.{person.person_id}.")
    for made in hashes:
        write(
            world,
            "insert into sign_in_links (workspace_id, link_hash, person_id, made_at)"
            " values (:place, :made, :who, :now)",
            place=person.workspace_id,
            who=person.person_id,
            made=made,
        )
    thief = Browsing(url=world.url)
    assert thief.get(f"/sign-in/{secret}").status == 410
    assert thief.post(f"/sign-in/{secret}").status == 410


def test_a_session_handed_to_somebody_else_signs_nobody_in(world: World) -> None:
    alice, eve = (world.person(world.add(name)) for name in ("Alice", "Eve"))
    browser = sign_in(world, "U0EVE")
    write(world, "update sessions set person_id = :who", who=alice.person_id)
    assert not is_in(browser)
    hers = browser.cookies["unhunch"].replace(eve.person_id, alice.person_id)
    assert not is_in(with_cookie(world, "unhunch", hers))
    write(world, "update sessions set person_id = :who", who=eve.person_id)
    assert is_in(browser)


def test_a_link_handed_to_somebody_else_signs_nobody_in(world: World) -> None:
    alice, eve = (world.person(world.add(name)) for name in ("Alice", "Eve"))
    path = link_in_slack(world, "U0EVE")
    write(world, "update sign_in_links set person_id = :who", who=alice.person_id)
    browser = Browsing(url=world.url)
    for one in (path, path.replace(eve.person_id, alice.person_id)):
        assert browser.get(one).status == 410
        assert browser.post(one).status == 410
    write(world, "update sign_in_links set person_id = :who", who=eve.person_id)
    assert browser.post(path).status == 303


def test_the_hash_of_a_link_is_none_of_a_session(world: World) -> None:
    """A link is read by more than one browser, and over in ten minutes."""
    path = link_in_slack(world, world.add("Alice"))
    write(
        world,
        "insert into sessions (workspace_id, session_hash, person_id, role, opened_at,"
        " seen_at) select workspace_id, link_hash, person_id, 'employee', made_at,"
        " made_at from sign_in_links",
    )
    assert not is_in(with_cookie(world, "unhunch", path.rpartition("/")[2]))


@pytest.mark.parametrize("owner", ["", "T0PRACTICE."])
def test_a_set_up_that_somebody_wrote_down_opens_nothing(
    world: World, owner: str
) -> None:
    secret, hashes = known(owner)
    for number, made in enumerate(hashes):
        for link, session in ((made, None), (b"%d" % number, made)):
            write(
                world,
                "insert into setup_links (link_hash, workspace_id, made_at, used_at,"
                " session_hash) values (:link, :place, :now, :used, :session)",
                link=link,
                session=session,
                used=world.clock.now if session else None,
                place=owner.rstrip("."),
            )
    assert Browsing(url=world.url).post(f"/operator/link/{secret}").status == 410
    assert with_cookie(world, "unhunch-setup", secret).get(SET_UP).to == "/"


def test_a_set_up_of_one_workspace_opens_no_other(world: World) -> None:
    moved = "update setup_links set workspace_id = 'T0OTHER'"
    browser = set_up_session(world)
    write(world, moved)
    assert browser.get(SET_UP).to == "/"
    place = world.workspace.workspace_id
    for mine in (None, place):
        path = urlsplit(setup_link.make_link(world.app, mine)).path
        assert Browsing(url=world.url).get(path).status == 200
        write(world, moved)
        assert Browsing(url=world.url).get(path).status == 410
        assert Browsing(url=world.url).post(path).status == 410


def test_a_set_up_link_for_one_workspace_opens_it(world: World) -> None:
    place = world.workspace.workspace_id
    browser = Browsing(url=world.url)
    path = urlsplit(setup_link.make_link(world.app, place)).path
    assert browser.post(path).to == SET_UP
    assert setup_link.setting_up(world.app, browser.cookies["unhunch-setup"]) == place
    assert browser.get(SET_UP).status == 200
