"""Views, stances, tones and files: what every picture starts from."""

from itertools import combinations

import pytest
from PIL import ImageColor

from service.drawing.camera import VIEWS, camera
from service.drawing.contacts import contacts, sinking
from service.drawing.figure import build
from service.drawing.look import DARK, LIGHT
from service.drawing.scene import scene, still
from service.drawing.vectors import dot, size
from tests.drawing.sketches import STANCES, drawn

TOLD_APART = 24  # of 441 from black to white: tones side by side


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_neither_stretches_nor_skews(view: str) -> None:
    eye = camera(view)
    axes = (eye.right, eye.up, eye.near)
    assert [size(axis) for axis in axes] == pytest.approx([1, 1, 1])
    assert [dot(*pair) for pair in combinations(axes, 2)] == pytest.approx([0, 0, 0])


def test_a_raised_view_shows_what_is_farther_away_and_what_is_higher_up_the_card() -> (
    None
):
    eye = camera("raised")
    _, here = eye.see((0, 0, 0))
    assert not eye.level
    assert eye.see((0, 0, -50))[1] < here - 20, "the far hand, on the floor"
    assert eye.see((0, 50, 0))[1] < here - 20, "a lifted hand"
    assert eye.see((50, 0, 0))[0] > 20, "the head, to the right of the hips"


@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_stands_on_what_it_says(stance: str) -> None:
    made = drawn(stance=stance, poses=[{}])
    pose = made.keys[0].pose
    body = build(pose)
    assert [*contacts(made.props, pose, body), *sinking(made.props, body)] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ghost_is_told_apart_from_what_it_stands_before(
    theme: dict[str, str],
) -> None:
    ghost = ImageColor.getrgb(theme["ghost"])
    for tone in ("card", "floor", "mat", "prop", "prop_dark", "prop_light"):
        there = ImageColor.getrgb(theme[tone])
        apart = sum((a - b) ** 2 for a, b in zip(ghost, there, strict=True)) ** 0.5
        assert apart > TOLD_APART, tone


def test_the_ghost_is_one_shape_with_a_rim() -> None:
    ghosts = [layer for layer in still(scene(drawn())) if layer.tone == "ghost"]
    assert [layer.halo for layer in ghosts] == [True]
