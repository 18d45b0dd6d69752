"""The pictures as files: named by their content, kept for good."""

import re
from html import unescape
from pathlib import Path

import pytest

from service.actions import packs
from service.actions.content import LOOK_AGAIN
from service.bootstrap import library
from tests.cli.packs import with_picture
from tests.web.browsing import Browsing, sign_in
from tests.world import World
from web.sheet import contact_sheet


def test_a_picture_is_served_under_the_name_of_its_content(world: World) -> None:
    (picture, *_) = world.app.pictures.all()
    browser = Browsing(url=world.url)
    answer = browser.get(f"/static/pictures/{picture.name('svg')}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.text.startswith("<svg")


def test_an_old_name_and_a_foreign_one_are_not_found(world: World) -> None:
    (picture, *_) = world.app.pictures.all()
    browser = Browsing(url=world.url)
    for name in (
        f"{picture.exercise_id}.00000000.svg",
        "index.json",
        "..%2findex.json",
    ):
        assert browser.get(f"/static/pictures/{name}").status == 404


@pytest.fixture
def packed(world: World) -> World:
    """Give a world with a pack whose one exercise has a picture."""
    document, pictures = with_picture()
    packs.install(world.app, document, pictures, dry_run=False)
    world.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    return world


def test_a_packs_picture_is_shown_where_ours_are(packed: World) -> None:
    browser = sign_in(packed, packed.add("Alice"))
    for page in ("/me/library", "/me/library/acme-desk_wave"):
        shown = re.findall(
            r'src="(/static/pictures/acme[^"]+)"', browser.get(page).text
        )
        assert shown, page
    answer = browser.get(shown[0])
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_picture_of_a_removed_pack_is_not_found(packed: World) -> None:
    picture = packed.app.pictures.of("acme-desk_wave")
    assert picture is not None
    packs.remove(packed.app, "acme")
    browser = Browsing(url=packed.url)
    name = f"/static/pictures/{picture.name('png')}"
    assert browser.get(name).status == 404
    packed.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    assert browser.get(name).status == 404


def test_the_contact_sheet_shows_each_drawing_with_its_name(
    world: World, tmp_path: Path
) -> None:
    catalogue, pictures = library()
    page = contact_sheet(catalogue, pictures)
    assert page.count("data:image/svg+xml;base64,") == len(pictures.all())
    shown = unescape(page)
    for picture in pictures.all():
        assert catalogue.by_id[picture.exercise_id].name in shown
    done = world.command("catalogue", "sheet", str(tmp_path / "sheet.html"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "sheet.html").read_text("utf-8") == page
