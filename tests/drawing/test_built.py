"""What ships is what the poses give: nothing stale, nothing large, nothing foreign."""

import hashlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageColor

from service.core.exercises import Kind
from service.drawing.build import FOLDER, KINDS, built, index, make, source
from service.drawing.look import LIGHT
from service.gateways.library import load_catalogue
from tests.drawing.sketches import STANCES, WRITTEN

INDEX = index(FOLDER)
MOST_GIF, MOST_IN_ALL = 300_000, 10_000_000
STALE = "run `make pictures`"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def sample(count: int) -> list[str]:
    """Give pictures by chance; with each change of poses or code it is other ones."""
    return sorted(
        INDEX,
        key=lambda name: hashlib.sha256(
            (INDEX[name]["source"] + name).encode()
        ).digest(),
    )[:count]


def test_every_pose_is_built_as_it_stands_now() -> None:
    now = {name: source(raw, STANCES) for name, raw in WRITTEN.items()}
    assert now == {name: about["source"] for name, about in INDEX.items()}, STALE


def test_every_file_is_the_one_that_the_index_names() -> None:
    there = {file.name: digest(file) for file in FOLDER.iterdir()}
    del there["index.json"]
    assert there == {
        f"{name}.{kind}": about[kind] for name, about in INDEX.items() for kind in KINDS
    }, STALE


@pytest.mark.parametrize("name", sample(2))
def test_built_again_a_picture_is_the_same_to_the_byte(name: str) -> None:
    made = built(name, WRITTEN[name], STANCES)
    for kind in KINDS:
        assert made[kind] == (FOLDER / f"{name}.{kind}").read_bytes(), (kind, STALE)


def test_the_pictures_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert sum(sizes.values()) < MOST_IN_ALL
    assert {
        name for name in sizes if name.endswith(".gif") if sizes[name] > MOST_GIF
    } == set()


def test_a_loop_goes_on_calmly_and_for_ever() -> None:
    for name in INDEX:
        with Image.open(FOLDER / f"{name}.gif") as loop:
            assert loop.info["loop"] == 0
            total = 0
            for number in range(loop.n_frames):
                loop.seek(number)
                total += loop.info["duration"]
        assert 2000 <= total <= 8000, name


def test_a_loop_keeps_the_colour_of_its_arrow() -> None:
    arrow = ImageColor.getrgb(LIGHT["arrow"])
    for name in INDEX:
        with Image.open(FOLDER / f"{name}.gif") as loop:
            shown = loop.convert("RGB").getcolors(100_000) or []
        assert {colour: count for count, colour in shown}.get(arrow, 0) > 40, name


def test_a_web_picture_is_plain_xml_for_both_themes_without_text() -> None:
    for name in INDEX:
        text = (FOLDER / f"{name}.svg").read_text("utf-8")
        root = ET.fromstring(text)  # noqa: S314 - our own
        assert root.get("aria-label") == INDEX[name]["alt"]
        assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
            "svg",
            "style",
            "rect",
            "path",
        }
        assert "prefers-color-scheme:dark" in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_every_movement_has_a_picture_with_words_of_its_own() -> None:
    movements = {one.id for one in load_catalogue() if one.kind is not Kind.GUIDANCE}
    assert set(INDEX) == movements
    alts = [about["alt"] for about in INDEX.values()]
    assert len(set(alts)) == len(alts)


def test_a_changed_pose_is_built_anew_and_a_dropped_one_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = sorted(INDEX)[:2]
    written = {one: WRITTEN[one], other: WRITTEN[other]}
    for kind in KINDS:
        (tmp_path / f"gone.{kind}").write_bytes(b"old")
    monkeypatch.setattr(
        "service.drawing.build.written_down", lambda: (STANCES, written)
    )
    written[other] = {**written[other], "alt": "no full stop"}
    refused = make(tmp_path)
    assert [line.split(":")[0] for line in refused] == [other]
    assert {file.stem for file in tmp_path.iterdir()} == {one, "index"}
