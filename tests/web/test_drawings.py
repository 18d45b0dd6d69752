"""The drawings beside the desk questions: one figure, in one piece, on the floor."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import dist

import pytest

from service.forms.questions import QUESTION_TEXT
from web.drawings import SCENES, drawing, joints
from web.drawings_props import BONES, FLOOR, HEAD_RADIUS, Point

DESK = tuple(
    question for question in QUESTION_TEXT if re.match(r"D([3-9]|10)_", question)
)
DRAWN = [(question, code) for question, codes in SCENES.items() for code in codes]
HANGING = {("D6_chair", "one_missing"), ("D6_chair", "both_missing")}
CLASSES = {"ink", "accent", "prop", "faint", "limb", "dash", "dot", "solid"}
HANDS = ("hand", "left_hand", "right_hand")
KEYBOARD = 10.5  # nothing floats: what carries a hand is wider than this
WIDEST = 2.5  # half of the widest stroke

each_drawing = pytest.mark.parametrize(("question", "code"), DRAWN)


def svg(question: str, code: str) -> str:
    found = drawing(question, code)
    assert found is not None
    return str(found)


def paths(question: str, code: str) -> list[tuple[set[str], str]]:
    found = re.findall(r'<path class="([^"]+)" d="([^"]+)"/>', svg(question, code))
    return [(set(kinds.split()), way) for kinds, way in found]


def steps(way: str) -> Iterator[tuple[str, list[float]]]:
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", way):
        yield letter, [float(one) for one in re.findall(r"-?[\d.]+", rest)]


def bulge(letter: str, said: list[float], x: float, y: float) -> Iterator[Point]:
    """Give how far a circle, a dial (both from twelve o'clock) or an arch goes."""
    radius = said[0]
    if letter == "A" or said[3] == 1:
        yield from ((x - radius, y + 2 * radius), (x + radius, y))
    else:
        yield x, y - radius


def end_of(letter: str, said: list[float], x: float, y: float) -> Point:
    left, top = (0.0, 0.0) if letter.isupper() else (x, y)
    if letter in "Hh":
        return left + said[0], y
    if letter in "Vv":
        return x, top + said[0]
    return (left + said[-2], top + said[-1]) if said else (x, y)


def corners(way: str) -> Iterator[Point]:
    """Give points that a path stays within; a bend stays within its pulls."""
    x = y = 0.0
    for letter, said in steps(way):
        if letter in "Aa":
            yield from bulge(letter, said, x, y)
        if letter in "Qq":
            yield end_of(letter, said[:2], x, y)
        x, y = end_of(letter, said, x, y)
        yield x, y


def test_every_answer_about_the_desk_has_its_drawing() -> None:
    missing = [
        (question, code)
        for question in DESK
        for code in QUESTION_TEXT[question].answers
        if drawing(question, code) is None
    ]
    assert len(DESK) == 8
    assert missing == []


@pytest.mark.parametrize("question", SCENES)
def test_a_question_is_drawn_for_all_of_its_answers_or_for_none(question: str) -> None:
    assert set(SCENES[question]) == set(QUESTION_TEXT[question].answers)


def test_what_we_cannot_show_has_no_drawing() -> None:
    assert drawing("L3_new_load_4wk", "yes") is None
    assert drawing("D6_chair", "no such answer") is None
    assert drawing("nothing", "") is None


@each_drawing
def test_no_limb_changes_its_length(question: str, code: str) -> None:
    at = joints(question, code)
    measured = {
        joint: dist(at[joint], at[parent])
        for joint, parent, _length in BONES
        if joint in at and parent in at
    }
    asked = {joint: length for joint, _parent, length in BONES if joint in measured}
    assert len(measured) >= 6
    assert measured == pytest.approx(asked)


@each_drawing
def test_both_arms_of_the_figure_are_as_long_as_its_one_arm_from_the_side(
    question: str, code: str
) -> None:
    lengths = {joint: length for joint, _parent, length in BONES}
    for joint in joints(question, code):
        plain = re.sub("left_|right_", "", joint)
        if plain in {"elbow", "hand"}:
            assert lengths[joint] == lengths[plain]


@each_drawing
def test_the_figure_is_drawn_where_its_joints_are(question: str, code: str) -> None:
    at = joints(question, code)
    limbs = "".join(way for kinds, way in paths(question, code) if "limb" in kinds)
    drawn = set(corners(limbs))
    for joint in at.keys() & {"elbow", "hand", "knee", "ankle", "toe", *HANDS}:
        assert min(dist(at[joint], point) for point in drawn) < 0.1, joint


@each_drawing
def test_the_feet_stand_on_the_floor(question: str, code: str) -> None:
    at = joints(question, code)
    if "toe" in at:
        above = [FLOOR - at[joint][1] for joint in ("ankle", "toe")]
        if (question, code) in HANGING:
            assert min(above) > 6
        else:
            assert max(above) < 2.6
            assert min(above) > 0


@each_drawing
def test_no_hand_covers_the_face(question: str, code: str) -> None:
    at = joints(question, code)
    head = at.get("head", at["neck"])
    hands = [at[hand] for hand in HANDS if hand in at]
    assert hands
    assert min(dist(head, hand) for hand in hands) > HEAD_RADIUS + 4


@each_drawing
def test_each_hand_lies_on_a_desk_or_holds_a_box(question: str, code: str) -> None:
    at = joints(question, code)
    edges = [
        (min(start[0], end[0]), max(start[0], end[0]), start[1])
        for kinds, way in paths(question, code)
        if kinds & {"prop", "accent"}
        for part in way.split("M")[1:]
        for start, end in pairwise(corners(f"M{part}"))
        if start[1] == end[1] and abs(start[0] - end[0]) > KEYBOARD
    ]
    for x, y in (at[hand] for hand in HANDS if hand in at):
        assert any(
            left <= x <= right and abs(top - y) < 5 for left, right, top in edges
        )


def test_the_screen_stands_where_its_answer_says() -> None:
    def above_the_eyes(code: str) -> float:
        ways = {frozenset(kinds): way for kinds, way in paths("D3_screen_height", code)}
        top = next(corners(ways[frozenset({"accent", "limb"})]))[1]
        return next(corners(ways[frozenset({"accent", "dash"})]))[1] - top

    assert abs(above_the_eyes("eye_level")) < 2
    assert above_the_eyes("above") > 12
    assert above_the_eyes("below") < -8


@each_drawing
def test_nothing_leaves_the_picture(question: str, code: str) -> None:
    for kinds, way in paths(question, code):
        room = 1 if "solid" in kinds else WIDEST
        for x, y in corners(way):
            assert room <= x <= 120 - room
            assert room <= y <= 96 - room


@each_drawing
def test_a_drawing_is_small_and_carries_nothing_that_the_page_forbids(
    question: str, code: str
) -> None:
    text = svg(question, code)
    assert len(text.encode()) <= 1600
    assert re.search(r"\d*\.\d\d", text) is None
    assert not re.search(r"style|<text|fill=|stroke=|href|script", text)
    assert text.startswith('<svg class="drawing" viewBox="0 0 120 96" ')
    assert 'aria-hidden="true" focusable="false"' in text


@each_drawing
def test_a_drawing_has_one_thing_to_look_at_and_known_classes(
    question: str, code: str
) -> None:
    kinds = [kinds for kinds, _way in paths(question, code)]
    assert set().union(*kinds) <= CLASSES
    assert any("accent" in one for one in kinds)
    assert any({"ink", "solid"} <= one for one in kinds)


@pytest.mark.parametrize("question", SCENES)
def test_the_answers_of_a_question_look_different(question: str) -> None:
    for one, other in combinations(SCENES[question], 2):
        differing = {way for _kinds, way in paths(question, one)} ^ {
            way for _kinds, way in paths(question, other)
        }
        assert differing
