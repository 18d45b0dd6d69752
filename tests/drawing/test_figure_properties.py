"""The figure keeps its lengths, whatever the pose."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.errors import Refused
from service.drawing.checks import BONES
from service.drawing.figure import build
from service.drawing.limbs import two_bones
from service.drawing.motion import midway
from service.drawing.vectors import ROOM, dot, far, plus, size, times
from service.drawing.wording import REST, laid_over

degrees = st.floats(-180, 180)
limb = st.fixed_dictionaries(
    {"raise": degrees, "plane": degrees, "elbow": st.floats(0, 150)}
)
leg = st.fixed_dictionaries(
    {"hip": degrees, "out": degrees, "turn": degrees, "knee": st.floats(0, 150)}
)
poses = st.fixed_dictionaries(
    {
        "lean": degrees,
        "roll": degrees,
        "facing": degrees,
        "spine": degrees,
        "twist": degrees,
        "neck": degrees,
        "shrug": st.floats(-40, 40),
        "reach": st.floats(-40, 40),
        "arms": limb,
        "left_leg": leg,
    }
)
places = st.tuples(*[st.floats(-100, 100)] * 3)


@settings(max_examples=40)
@given(poses, poses, st.floats(0, 1))
def test_no_bone_changes_its_length_in_a_pose_or_on_the_way(
    one: dict[str, Any], other: dict[str, Any], share: float
) -> None:
    start, end = laid_over(REST, one), laid_over(REST, other)
    bodies = build(start), build(end)
    way = build(midway((start, bodies[0]), (end, bodies[1]), share))
    for body in (*bodies, way):
        for a, b, length in BONES:
            assert far(body.joints[a], body.joints[b]) == pytest.approx(length)


@settings(max_examples=40)
@given(poses)
def test_every_frame_stays_square(pose: dict[str, Any]) -> None:
    for frame in build(laid_over(REST, pose)).frames.values():
        for axis in frame:
            assert size(axis) == pytest.approx(1, abs=1e-6)
        assert dot(frame.front, frame.up) == pytest.approx(0, abs=1e-6)
        assert dot(frame.front, frame.right) == pytest.approx(0, abs=1e-6)


@given(places, places, places)
def test_two_bones_reach_their_goal_or_say_that_they_cannot(
    root: Any, goal: Any, wish: Any
) -> None:
    lengths = (31.0, 25.0)
    try:
        upper, lower = two_bones("hand", root, goal, lengths, wish)
    except Refused:
        assert not 6 <= far(root, goal) <= 56
    else:
        end = plus(root, times(upper, 31), times(lower, 25))
        assert far(end, goal) < 1


@settings(max_examples=40)
@given(poses)
def test_a_mirrored_pose_gives_a_mirrored_figure(pose: dict[str, Any]) -> None:
    upright = {key: pose[key] for key in ("lean", "spine", "neck", "arms", "shrug")}
    joints = build(laid_over(REST, {**upright, "legs": pose["left_leg"]})).joints
    for name, (x, y, z) in joints.items():
        if name.startswith("right_"):
            other = joints[name.replace("right_", "left_")]
            assert other == pytest.approx((x, y, -z), abs=1e-6)


def test_the_figure_faces_ahead_with_its_right_to_the_viewer() -> None:
    joints = build(REST).joints
    assert joints["nose"][0] > joints["head"][0] + 5
    assert joints["right_hand"][2] > 10
    assert joints["right_toe"][0] > joints["right_heel"][0]
    assert ROOM.turned(90).up == pytest.approx((1, 0, 0), abs=1e-9)
