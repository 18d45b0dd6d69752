"""Who must not do a movement, or only with care, is found from the card itself."""

import pytest

from service.gateways.library import load_catalogue
from tests.service.cards import CARDS, with_fault, without

TAGS = [
    ("scap_retraction", "care", "hypertension", "held for 8 s"),
    ("plank", "avoid", "hypertension", "more than 10 s"),
    ("band_row_seated", "care", "hypertension", "a weight or a band"),
    ("cat_cow", "avoid", "osteoporosis", "spine"),
    ("cobra", "avoid", "osteoporosis", "spine"),
    ("seated_forward_fold", "avoid", "osteoporosis", "spine"),
    ("thoracic_rotation_seated", "care", "osteoporosis", "spine"),
    ("standing_side_bend", "care", "osteoporosis", "spine"),
    ("squat", "avoid", "wheelchair", "not done seated"),
    ("wall_angel", "avoid", "wheelchair", "not done seated"),
    ("prone_w", "avoid", "pregnancy", "face down"),
    ("glute_bridge", "avoid", "pregnancy", "flat on the back"),
    ("downward_dog", "avoid", "dizziness", "goes down"),
    ("standing_backbend", "avoid", "dizziness", "goes back"),
    ("neck_rotation", "avoid", "dizziness", "turns to its end"),
    ("chin_tuck", "care", "dizziness", "neck"),
    ("chin_tuck", "care", "neck", "neck"),
    ("bird_dog", "avoid", "knee", "knees"),
    ("bird_dog", "avoid", "wrist", "rests on bent wrists"),
    ("puppy_pose", "avoid", "wrist", "rests on bent wrists"),
    ("wall_push_up", "avoid", "wrist", "presses through bent wrists"),
    ("db_row", "avoid", "wrist", "presses through bent wrists"),
    ("calf_stretch", "care", "wrist", "leans on bent wrists"),
    ("lat_stretch_desk", "care", "wrist", "leans on bent wrists"),
]


@pytest.mark.parametrize(("name", "field", "tag", "why"), TAGS)
def test_a_missing_tag_is_found(name: str, field: str, tag: str, why: str) -> None:
    found = with_fault(name, **without(name, field, tag))
    assert any(
        one.exercise == name
        and one.wrong.startswith(f"{tag} is missing")
        and why in one.wrong
        for one in found
    ), found


@pytest.mark.parametrize(("tempo", "found"), [("1-7-1", False), ("1-8-1", True)])
def test_a_pause_within_a_repetition_is_a_hold_too(tempo: str, found: bool) -> None:  # noqa: FBT001
    dose = [
        {"step": n, "sets": 1, "reps": n, "hold_s": 0, "rest_s": 0, "est_s": n * 10}
        for n in (1, 2, 3, 4)
    ]
    fields = {one.field for one in with_fault("scaption_raise", tempo=tempo, dose=dose)}
    assert ("care" in fields) is found


HEAD_DOWN = [
    "Fold forward.",
    "Push your hips up and back.",
    "Rest your forehead on the mat or on your hands.",
    "Let your chest sink between your arms.",
    "Let your chest sink toward the floor.",
    "Let your head hang.",
    "Lie on the side of your head.",
]


@pytest.mark.parametrize("step", HEAD_DOWN)
def test_a_head_that_goes_down_asks_for_both_tags(step: str) -> None:
    found = with_fault("scap_retraction", step0=step, care=[], avoid=[])
    wrong = [one.wrong for one in found]
    assert "dizziness is missing: the head goes down" in wrong
    assert "hypertension is missing: the head goes down" in wrong


@pytest.mark.parametrize("pattern", ["thoracic", "backbend"])
def test_a_movement_of_the_back_asks_for_the_tag_whatever_its_words(
    pattern: str,
) -> None:
    found = with_fault("chin_tuck", pattern=pattern, avoid=[], care=[])
    assert any("osteoporosis is missing" in one.wrong for one in found)


def test_what_is_done_on_the_floor_is_not_for_a_wheelchair() -> None:
    found = with_fault("chin_tuck", position="floor", avoid=[])
    assert any("wheelchair is missing" in one.wrong for one in found)


CARE_IS_TOO_LITTLE = [
    ("squat", "wheelchair"),
    ("prone_w", "pregnancy"),
    ("glute_bridge", "pregnancy"),
    ("downward_dog", "dizziness"),
    ("standing_backbend", "dizziness"),
    ("neck_rotation", "dizziness"),
    ("plank", "hypertension"),
]


@pytest.mark.parametrize(("name", "tag"), CARE_IS_TOO_LITTLE)
def test_what_somebody_must_not_do_is_not_left_to_care(name: str, tag: str) -> None:
    card = next(one for one in CARDS if one["id"] == name)
    care = [*card["care"], tag]
    found = with_fault(name, **without(name, "avoid", tag), care=care)
    assert [one.field for one in found if f"{tag} is missing" in one.wrong] == ["avoid"]


FAR = [
    "Fold forward.",
    "Round your upper back.",
    "Round the back.",
    "The back rounds only here.",
    "Lean back a little.",
    "Lean your upper back over it.",
    "Go into a side bend.",
    "Come into a backbend.",
    "Come up as in camel.",
    "Rise into cobra.",
    "Rise into sphinx.",
    "Lift your breastbone and lean.",
    "Let your chest sink toward the floor.",
    "Lean to the left.",
    "Turn chest and head.",
    "Push your hips back and up.",
    "Push your hips up and back.",
]


@pytest.mark.parametrize("step", FAR)
def test_a_step_that_takes_the_spine_far_asks_for_the_tag(step: str) -> None:
    found = with_fault("chin_tuck", step0=step)
    assert any("osteoporosis is missing" in one.wrong for one in found), found


BACK = ["Lean back a little.", "Lean your upper back over.", "Let the upper back open."]


@pytest.mark.parametrize("step", BACK)
def test_a_head_that_goes_back_asks_for_the_tag(step: str) -> None:
    found = with_fault("chin_tuck", step0=step)
    assert "dizziness is missing: the head goes back" in [one.wrong for one in found]


KNEES = [
    ("Kneel on the mat.", True),
    ("Start on hands and knees.", True),
    ("Come up with your knees down.", True),
    ("Let both knees down to one side.", False),
    ("Lower the knees down.", False),
]


@pytest.mark.parametrize(("step", "loads"), KNEES)
def test_what_rests_on_the_knees_asks_for_the_tag(step: str, loads: bool) -> None:  # noqa: FBT001
    found = with_fault("chin_tuck", step0=step)
    assert any("it loads the knees" in one.wrong for one in found) is loads


AGAINST = "hypertension is missing: it works against a weight or a band"


@pytest.mark.parametrize("piece", ["band", "dumbbell", "machine"])
def test_strength_against_a_resistance_asks_for_the_tag(piece: str) -> None:
    changes = {"equipment": [piece], "level": 2, "care": []}
    found = with_fault("band_row_seated", **changes)
    assert AGAINST in [one.wrong for one in found]
    found = with_fault("band_row_seated", **changes, kind="mobility")
    assert AGAINST not in [one.wrong for one in found]


def test_care_is_not_enough_where_a_bent_wrist_is_loaded() -> None:
    pressing = "Sit tall and press the palms together, elbows out."
    care = ["wrist", "shoulder", "hypertension"]
    (found,) = with_fault("fist_press", step0=pressing, care=care)
    assert (found.field, found.remedy) == ("avoid", "add wrist")
    assert with_fault("fist_press", care=care) == []


def test_whoever_has_bad_wrists_may_do_what_is_offered_instead_of_a_push_up() -> None:
    known = load_catalogue().by_id
    avoiding = [one for one in known.values() if "wrist" in one.avoid]
    offered = [known[one.seated_alternative or one.id] for one in avoiding]
    assert {"push_up", "wall_push_up"} <= {one.id for one in avoiding}
    seated = {"prayer_stretch", "wrist_extension_db"}
    assert {one.id for one in offered if "wrist" in one.avoid} == seated
