"""Every picture that may not be: one planted fault each, and the sentence for it."""

from dataclasses import replace
from typing import Any

import pytest

from service.core.errors import Refused
from service.drawing.checks import checked, faults
from service.drawing.ranges import RANGES
from service.drawing.reading import read
from service.drawing.scene import scene
from tests.drawing.sketches import NOD, STANCES, WRITTEN, drawn, ends_with, wrong


def test_a_right_picture_breaks_no_rule() -> None:
    assert wrong() == []


def test_a_refusal_names_exercise_and_pose() -> None:
    with pytest.raises(Refused, match=r"^nod: pose 2: neck aside is at 70 degrees"):
        checked(drawn(poses=[{}, {"neck_side": 70}]))


def test_a_limb_that_would_have_to_grow_is_refused() -> None:
    with pytest.raises(Refused, match=r"right hand is asked to be \d+ cm too far away"):
        checked(drawn(poses=[{}, {"right_arm": {"to": [90, 100, 15]}}]))


def test_a_limb_that_did_grow_is_seen() -> None:
    made = scene(drawn())
    moment = made.moments[3]
    stretched = {**moment.body.joints, "right_wrist": (60.0, 80.0, 15.0)}
    body = replace(moment.body, joints=stretched)
    moments = (*made.moments[:3], moment._replace(body=body), *made.moments[4:])
    found = list(faults(replace(made, moments=moments)))
    assert any("right_elbow to right_wrist is" in fault for fault in found)


@pytest.mark.parametrize(
    ("pose", "whose"),
    [
        ({"spine": 120}, "spine forward"),
        ({"spine": [40, 0, 0]}, "a third of the spine forward"),
        ({"side": 60}, "spine aside"),
        ({"twist": 90}, "spine turned"),
        ({"neck": 70}, "neck and head forward"),
        ({"neck": 60, "nod": -30}, "neck forward"),
        ({"nod": -60}, "nod"),
        ({"neck_side": 60}, "neck aside"),
        ({"neck_turn": 100}, "neck turned"),
        ({"shrug": 50}, "right shrug"),
        ({"reach": [0, 60]}, "left reach of the shoulder"),
        ({"belly": 9}, "belly"),
        ({"arms": {"raise": 85, "plane": 180}}, "right shoulder behind, arm level"),
        ({"arms": {"raise": 70, "plane": -70}}, "right shoulder across"),
        ({"left_arm": {"elbow": 170}}, "left elbow"),
        ({"right_arm": {"wrist": -120}}, "right wrist"),
    ],
)
def test_an_angle_that_no_body_reaches_is_refused(
    pose: dict[str, Any], whose: str
) -> None:
    assert any(f"pose 2: {whose} is at" in fault for fault in ends_with(**pose))


@pytest.mark.parametrize(
    ("leg", "whose"),
    [
        ({"hip": 150}, "right hip forward"),
        ({"hip": -60}, "right hip forward"),
        ({"out": 80}, "right hip aside"),
        ({"hip": 90, "knee": 90, "turn": 130}, "right hip turned"),
        ({"knee": 170}, "right knee"),
        ({"ankle": 80}, "right ankle"),
    ],
)
def test_a_leg_that_no_body_has_is_refused(leg: dict[str, Any], whose: str) -> None:
    found = ends_with(right_leg=leg, touch={"right_sole": None})
    assert any(f"pose 2: {whose} is at" in fault for fault in found)


def test_a_knee_that_bends_forward_is_refused() -> None:
    forward = {"to": [8, 0, 9.5], "bend": "back"}
    found = wrong(stance="stand", poses=[{}, {"at": [0, 75], "legs": forward}])
    assert any("hip turned" in fault for fault in found)


def test_every_range_has_its_source() -> None:
    for name, (low, high, source) in RANGES.items():
        assert low < high, name
        assert source.startswith(("AAOS", "design")), name


def test_feet_in_the_air_are_refused() -> None:
    found = ends_with(legs={"to": [35, 12, 11]})
    assert "pose 2: right_sole hangs 12.0 cm off the floor." in found


def test_feet_that_sink_are_refused() -> None:
    found = ends_with(legs={"to": [35, -4, 11]})
    assert "pose 2: right_sole sinks 4.0 cm into the floor." in found


def test_hips_that_hang_over_their_seat_are_refused() -> None:
    found = ends_with(at=[-6, 62])
    assert "pose 2: seat hangs 8.0 cm off the chair." in found


def test_a_hand_that_does_not_hold_what_it_should_is_refused() -> None:
    found = ends_with(touch={"right_hand": "left_knee"})
    assert any("right_hand is" in fault and "left_knee" in fault for fault in found)


def test_a_head_in_the_wall_is_refused() -> None:
    found = wrong(stance="stand", props={"wall": {"x": 8}}, poses=[{}, {"neck": 30}])
    assert any("head sinks" in fault and "wall" in fault for fault in found)


def test_a_figure_that_touches_nothing_is_refused() -> None:
    nothing = dict.fromkeys(("seat", "right_sole", "left_sole"))
    assert any("touches nothing" in fault for fault in ends_with(touch=nothing))


def test_a_way_through_the_floor_between_two_poses_is_refused() -> None:
    swings = [
        {"right_leg": {"hip": 20, "knee": 40}, "touch": {"right_sole": None}},
        {"right_leg": {"hip": -25, "knee": 0}, "at": [0, 82], "touch": {}},
    ]
    found = wrong(stance="stand", poses=swings)
    assert any(fault.startswith("between the poses") for fault in found)


def test_a_hand_over_the_face_is_refused_unless_it_must_be() -> None:
    covers = {"right_arm": {"to": "nose", "by": [6, 0, 0]}}
    front: dict[str, Any] = {
        "view": "front",
        "poses": [NOD["poses"][0], covers],
        "arrows": [{"of": "right_hand", "shift": [12, 0]}],
    }
    assert any("hides the face" in fault for fault in wrong(**front))
    assert wrong(**front, face="it holds the nose") == []


def test_a_hand_behind_the_head_hides_no_face() -> None:
    behind = {"arms": {"to": "head_back", "by": [-2, -1, 5], "bend": "out"}}
    poses = [NOD["poses"][0], {"neck": 0, **behind}]
    assert wrong(view="front", poses=poses) == []


def test_poses_that_hardly_differ_are_refused() -> None:
    found = wrong(poses=[{"neck": 14}, {"neck": 15}])
    assert any("poses 1 and 2 hardly differ" in fault for fault in found)


def test_one_pose_needs_a_reason_to_be_still() -> None:
    push = [{"of": "right_hand", "way": [0, 8]}]
    assert any("two key poses" in fault for fault in wrong(poses=[{}], arrows=push))
    assert wrong(poses=[{}], arrows=push, still="it is held") == []


def test_a_figure_outside_the_card_is_refused() -> None:
    made = scene(drawn())
    left = replace(made.camera, shift=(-200, made.camera.shift[1]))
    assert "the figure leaves the card." in faults(replace(made, camera=left))


def test_an_arrow_outside_the_card_is_refused() -> None:
    far = [{"of": "right_wrist", "shift": [0, 0], "way": [400, 0]}]
    close = {"at": "right_wrist", "cm": 22}
    found = wrong(close=close, poses=[{}, {"neck": 0}], arrows=far)
    assert found == ["an arrow leaves the card."]


def test_a_picture_without_an_arrow_is_refused() -> None:
    assert wrong(arrows=[]) == ["an arrow must show the movement."]


@pytest.mark.parametrize("alt", ["", "No full stop", "Two. Of them.", "x" * 240 + "."])
def test_an_alt_text_is_one_plain_sentence(alt: str) -> None:
    assert any("alt must be one plain sentence" in fault for fault in wrong(alt=alt))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"view": "below"}, "view must be one of side"),
        ({"stance": "hover"}, "stance must be one of"),
        ({"colour": "red"}, "picture has no colour"),
        ({"poses": []}, "poses must list"),
        ({"poses": [{"knees": 3}]}, "pose 1: a pose has no knees"),
        ({"poses": [{"neck": "much"}]}, "pose 1: neck must be a number"),
        ({"poses": [{"spine": [1, 2]}]}, "spine takes one number, or three"),
        ({"poses": [{"at": [1]}]}, "at must be"),
        ({"poses": [{"arms": {"bend": "sideways"}}]}, "'sideways' is no direction"),
        ({"poses": [{"arms": {"to": "moon"}}]}, "there is no point 'moon'"),
        ({"poses": [{"pin": {"tail": [0, 0]}}]}, "there is no point 'tail'"),
        ({"props": {"sofa": {}}}, "there is no prop 'sofa'"),
        ({"arrows": [{"shift": [1, 1]}]}, "an arrow needs 'of'"),
        ({"close": {"cm": 3}}, "close takes"),
    ],
)
def test_a_word_that_means_nothing_is_told_apart(
    change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        checked(drawn(**change))


def test_all_pictures_that_are_written_down_break_no_rule() -> None:
    # A sample here; building refuses the rest, and the index holds what was built.
    for name in sorted(WRITTEN)[::7]:
        checked(read(name, WRITTEN[name], STANCES))
