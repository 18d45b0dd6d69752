"""The shipped exercises keep every rule, and each rule finds what it is there for."""

from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
import yaml

from service.core.lint import RULES, Finding, lint
from service.core.lint.doses import expected_seconds
from service.gateways.library import load_catalogue

PATH = files("service") / "data" / "exercises.yaml"
CARDS: list[dict[str, Any]] = yaml.load(
    PATH.read_bytes(),
    Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),  # noqa: S506 - is safe
)["exercises"]
STOP = "Pain grows, or is sharp, shooting or spreading."


def with_fault(card_id: str, /, **changes: Any) -> list[Finding]:
    """Check one card with a change; ``step0`` and so on change one step."""
    card = deepcopy(next(one for one in CARDS if one["id"] == card_id))
    for field, value in changes.items():
        if field.startswith("step") and field != "steps":
            card["steps"][int(field[4:])] = value
        else:
            card[field] = value
    return list(lint([card], load_catalogue().exercises))


def without(name: str, field: str, tag: str) -> dict[str, list[str]]:
    card = next(one for one in CARDS if one["id"] == name)
    assert tag in card[field], "the card does not have what the test takes away"
    return {field: [one for one in card[field] if one != tag]}


def test_all_shipped_exercises_keep_all_rules() -> None:
    assert [str(one) for one in lint(CARDS)] == []
    assert len(CARDS) == len(load_catalogue()) >= 143


def test_nobody_is_said_to_have_reviewed_ours() -> None:
    assert [one.id for one in load_catalogue() if one.review] == []


def noted(source: str) -> dict[str, Any]:
    return {"evidence": {"grade": "B", "note": f"A programme {source}."}}


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


STEPS = CARDS[0]["steps"]
DOSE = CARDS[0]["dose"]
PLANTED: list[tuple[str, dict[str, Any], str, str]] = [
    # links
    ("chin_tuck", {"progression": "nowhere"}, "progression", "no exercise nowhere"),
    ("chin_tuck", {"regression": "chin_tuck"}, "regression", "leads back"),
    ("deep_neck_flexor_hold", {"progression": "chin_tuck"}, "progression", "back"),
    ("plank", {"progression": "desk_plank"}, "progression", "below 3"),
    ("chin_tuck", {"regression": "chin_tuck_wall"}, "regression", "above 1"),
    ("squat", {"progression": "push_up"}, "progression", "trains push, not squat"),
    ("squat", {"seated_alternative": None}, "seated_alternative", "there is none"),
    ("squat", {"seated_alternative": "lunge"}, "seated_alternative", "no exercise"),
    ("squat", {"seated_alternative": "calf_raise"}, "seated_alternative", "not seated"),
    # doses
    ("chin_tuck", {"dose": [*DOSE[:3], {**DOSE[0], "step": 4}]}, "dose", "smaller"),
    ("chin_tuck", {"dose": [{**DOSE[0], "est_s": 5}, *DOSE[1:]]}, "dose", "about 20 s"),
    ("chin_tuck", {"tempo": "5-5-5"}, "dose", "takes about 75 s"),
    ("chin_tuck", {"tempo": "quick"}, "tempo", "quick"),
    # words
    ("chin_tuck", {"steps": STEPS[:2]}, "steps", "there are 2"),
    ("chin_tuck", {"steps": STEPS * 2}, "steps", "there are 8"),
    ("chin_tuck", {"step0": "Sit " + "very " * 25 + "tall."}, "steps", "characters"),
    ("chin_tuck", {"common_mistake": "Long. " * 99}, "steps", "the card has"),
    ("chin_tuck", {"name": "Chin " * 13}, "name", "characters"),
    ("chin_tuck", {"name": "Tuck, chin"}, "name", "comma"),
    ("chin_tuck", {"name": "Cervical retraction"}, "name", "word of the trade"),
    ("chin_tuck", {"step0": "Lie prone."}, "steps", "word of the trade"),
    ("chin_tuck", {"step0": "This fixes your neck."}, "steps", "claims"),
    ("chin_tuck", {"name": "Proven chin tuck"}, "name", "claims"),
    ("chin_tuck", {"common_mistake": "It treats pain."}, "common_mistake", "claims"),
    ("chin_tuck", {"step0": "It corrects your spine."}, "steps", "claims"),
    ("chin_tuck", {"step0": "It cures."}, "steps", "claims"),
    ("chin_tuck", {"stop_if": f"{STOP} Safe for you."}, "stop_if", "claims"),
    ("leg_press", {"stop_if": "Knee pain above 3 of 10."}, "stop_if", "laxer"),
    ("leg_press", {"stop_if": "Sharp knee pain."}, "stop_if", "leaves out"),
    ("leg_press", {"stop_if": "-"}, "stop_if", "there is none"),
    ("leg_press", {"stop_if": ""}, "stop_if", "must be a text"),
    ("chin_tuck", {"evidence": {"grade": "B", "note": "x"}}, "evidence", "source"),
    ("chin_tuck", {"evidence": {"note": "x"}}, "evidence", "grade"),
    ("chin_tuck", {"evidence": {"grade": "B", "note": "x []"}}, "evidence", "source"),
    ("chin_tuck", noted("[verified: Foo 2020 abstract]"), "evidence", "working mark"),
    ("chin_tuck", noted("[Foo 2020 via somewhere.com]"), "evidence", "working mark"),
    ("chin_tuck", noted("[Foo 2020], from memory"), "evidence", "working mark"),
    # things
    ("thoracic_ext_chair", {"step0": "Sit on a chair."}, "steps", "give way"),
    ("seated_contralateral_reach", {"step0": "Front of a chair."}, "steps", "give way"),
    ("desk_push_up", {"step0": "Hands on the desk."}, "steps", "may slide"),
    ("band_row_standing", {"step0": "Anchor the band."}, "steps", "give way"),
    ("desk_row_iso", {"step0": "Hold the edge of the desk."}, "steps", "may slide"),
    ("chin_tuck", {"step0": "Hold the back of a chair."}, "equipment", "use a chair"),
    ("chin_tuck", {"step0": "Lean over the backrest."}, "equipment", "use a chair"),
    ("chin_tuck", {"step0": "Lean on the desk."}, "equipment", "use a desk"),
    ("wall_angel", {"equipment": ["none"]}, "equipment", "use a wall"),
    ("chin_tuck", {"equipment": ["towel"]}, "steps", "do not name the towel"),
    ("hip_hinge_load", {"step0": "Start with 2-5 kg."}, "steps", "load rule"),
    ("suitcase_carry", {"step0": "Take 2-20 kg, a weight."}, "steps", "load rule"),
    ("db_shrug", {"step0": "Hold a weight."}, "steps", "name no weight"),
    ("db_shrug", {"step0": "Hold a weight of 12-20 kg."}, "steps", "20 kg"),
    ("squat", {"step0": "Wear a backpack of 11 kg."}, "steps", "11 kg"),
    ("goblet_squat", {"step0": "Hold 15 kilos."}, "steps", "another unit"),
    ("goblet_squat", {"step0": "Hold 15 kilograms."}, "steps", "another unit"),
    ("goblet_squat", {"step0": "Hold 30 lb."}, "steps", "another unit"),
    ("goblet_squat", {"step0": "Hold 30lbs."}, "steps", "another unit"),
    ("goblet_squat", {"step0": "Hold 30 pounds."}, "steps", "another unit"),
    ("hip_hinge_wall", {"step0": "Lift a 5-8 kg bag."}, "steps", "load rule"),
    ("leg_press", {"step0": "Sit in the machine."}, "steps", "is open"),
    ("plank", {"care": ["hypertension"]}, "care", "stands in avoid already"),
    ("chin_tuck", {"shiny": True}, "shiny", "no such field"),
]


@pytest.mark.parametrize(("name", "changes", "field", "wrong"), PLANTED)
def test_a_planted_fault_is_found(
    name: str, changes: dict[str, Any], field: str, wrong: str
) -> None:
    found = with_fault(name, **changes)
    assert any(
        (one.exercise, one.field) == (name, field) and wrong in one.wrong
        for one in found
    ), found


LAX = [
    "Pain grows a lot, or is sharp, shooting or spreading.",
    "Severe pain that grows, is sharp, shooting or spreading.",
    "Pain grows above five of ten, or is sharp, shooting or spreading.",
    "Pain grows over 5/10, or is sharp, shooting or spreading.",
    "Pain grows for more than a day, or is sharp, shooting or spreading.",
]


@pytest.mark.parametrize("stop_if", LAX)
def test_a_stop_rule_that_waits_for_more_is_laxer(stop_if: str) -> None:
    (found,) = with_fault("chin_tuck", stop_if=stop_if)
    assert (found.field, "laxer" in found.wrong) == ("stop_if", True)


@pytest.mark.parametrize(("tempo", "found"), [("1-7-1", False), ("1-8-1", True)])
def test_a_pause_within_a_repetition_is_a_hold_too(tempo: str, found: bool) -> None:  # noqa: FBT001
    dose = [
        {"step": n, "sets": 1, "reps": n, "hold_s": 0, "rest_s": 0, "est_s": n * 10}
        for n in (1, 2, 3, 4)
    ]
    fields = {one.field for one in with_fault("scaption_raise", tempo=tempo, dose=dose)}
    assert ("care" in fields) is found


@pytest.mark.parametrize("hold", [61, 90])
def test_a_stretch_is_held_for_a_minute_at_most(hold: int) -> None:
    dose = [
        {
            "step": n,
            "sets": 1,
            "reps": 1,
            "hold_s": hold,
            "rest_s": 0,
            "est_s": 2 * hold,
        }
        for n in (1, 2, 3, 4)
    ]
    found = with_fault("upper_trap_stretch", dose=dose)
    assert {one.field for one in found} == {"dose"}
    assert len(found) == 4


def test_two_cards_with_one_id_are_found() -> None:
    found = list(lint([*CARDS, CARDS[0]]))
    last = len(CARDS) + 1
    assert [(one.exercise, one.field) for one in found] == [
        ("chin_tuck (number 1)", "id"),
        (f"chin_tuck (number {last})", "id"),
    ]


def test_of_two_cards_with_one_id_each_finding_says_which() -> None:
    bad = {**CARDS[0], "stop_if": "Never."}
    found = [one for one in lint([*CARDS, bad]) if one.field == "stop_if"]
    assert [one.exercise for one in found] == [f"chin_tuck (number {len(CARDS) + 1})"]


def test_all_findings_are_given_not_only_the_first() -> None:
    cards = deepcopy(CARDS)
    cards[0] |= {"stop_if": "Never.", "steps": ["Fix it."], "level": 9, "kind": "dance"}
    cards[1] |= {"stop_if": "Never at all.", "common_mistake": "It heals."}
    found = {(one.exercise, one.field) for one in lint(cards)}
    # A card that cannot be read is named for that alone.
    assert {(cards[0]["id"], "level"), (cards[0]["id"], "kind")} <= found
    second = {(cards[1]["id"], "stop_if"), (cards[1]["id"], "common_mistake")}
    assert second <= found


def test_a_finding_is_one_line_that_says_what_to_do() -> None:
    (line,) = map(str, with_fault("leg_press", stop_if="Knee pain above 3 of 10."))
    assert line == (
        "leg_press, stop_if: it is laxer than every exercise's stop rule: "
        "'Knee pain above 3 of 10.'; "
        "stop at pain that grows, or is sharp, shooting or spreading"
    )


def test_what_a_circle_takes_is_counted_as_one_number() -> None:
    rolls = load_catalogue().by_id["shoulder_roll"]
    assert rolls.tempo == "4"
    assert [expected_seconds(rolls, dose) for dose in rolls.dose] == [20, 32, 40, 48]


def test_no_rule_stands_twice_in_the_table() -> None:
    assert len(set(RULES)) == len(RULES)


USES = {
    "chair": "Grip the armrest.",
    "desk": "Lean on the desk.",
    "band": "Pull the band.",
    "towel": "Roll a towel.",
    "wall": "Stand at the wall.",
    "doorway": "Stand in a door frame.",
    "door_anchor": "Close the anchor in.",
    "dumbbell": "Lift a dumbbell.",
    "bench": "Lie on a bench.",
    "mat": "Lie on a mat.",
}


@pytest.mark.parametrize(("piece", "step"), USES.items())
def test_whatever_the_steps_use_is_listed(piece: str, step: str) -> None:
    found = with_fault("chin_tuck", equipment=["none"], step0=step)
    assert any(
        (one.field, one.wrong) == ("equipment", f"the steps use a {piece}")
        for one in found
    ), found


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


def test_a_dose_must_shrink_neither_in_work_nor_in_time() -> None:
    less_work = {**DOSE[2], "step": 4, "reps": 1}
    less_time = {**DOSE[3], "est_s": DOSE[2]["est_s"] - 1}
    for last in (less_work, less_time):
        found = with_fault("chin_tuck", dose=[*DOSE[:3], last])
        assert any("step 4 is smaller" in one.wrong for one in found), found


def test_what_is_easier_must_train_something_related() -> None:
    found = with_fault("squat", regression="push_up")
    assert any(
        one.field == "regression" and "trains push" in one.wrong for one in found
    )


STRONG = ("much", "very", "strong", "unbearable", "intense", "extreme", "too bad")
LATE = ("never", "longer than a day", "for more than a day", "7 out of 10")


@pytest.mark.parametrize("word", [*STRONG, *LATE])
def test_every_word_that_waits_for_more_is_laxer(word: str) -> None:
    found = with_fault("chin_tuck", stop_if=f"Pain grows, is sharp or spreads: {word}.")
    assert [one.field for one in found if "laxer" in one.wrong] == ["stop_if"]


CLAIMING = ["cures", "heals", "prevents", "relieves", "eliminates", "realigns"]
TRADE = ["cervical", "scapulae", "isometric", "supine", "lumbar", "trapezius", "glutes"]


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        *((word, "claims an effect") for word in [*CLAIMING, "guarantees"]),
        *((word, "word of the trade") for word in TRADE),
    ],
)
def test_each_claim_and_each_word_of_the_trade_is_found(word: str, wrong: str) -> None:
    found = with_fault("chin_tuck", step0=f"Sit so that it {word} you.")
    assert any(one.field == "steps" and wrong in one.wrong for one in found), found


def test_what_is_done_on_the_floor_is_not_for_a_wheelchair() -> None:
    found = with_fault("chin_tuck", position="floor", avoid=[])
    assert any("wheelchair is missing" in one.wrong for one in found)


DANGERS = {
    "Push on through the pain; pain is good.": "in spite of pain",
    "Go on despite any ache.": "in spite of pain",
    "Stretch until it hurts.": "in spite of pain",
    "Do not stop: ten more.": "in spite of pain",
    "Keep going even if it hurts.": "in spite of pain",
    "Carry on with some pain.": "in spite of pain",
    "Remember, no pain, no gain.": "calls pain good",
    "Hold your breath for ten seconds and strain.": "hold the breath",
    "Breathe in and hold for ten seconds.": "hold the breath",
    "Take a deep breath and hold it.": "hold the breath",
    "Do not breathe while you press.": "hold the breath",
    "Pull your head hard to the side.": "a jerk",
    "Crack your neck with a fast jerk to the side.": "a jerk",
    "Roll your head all the way round.": "a jerk",
    "Bounce at the end.": "a jerk",
    "Pull as hard as you can.": "all that somebody has",
    "Go on to exhaustion.": "all that somebody has",
    "Press with maximum effort.": "all that somebody has",
    "Sink as low as possible.": "all that somebody has",
    "Jump up with both feet.": "it jumps",
    "Do not rest, and hop on one foot.": "it jumps",
    "Go into a headstand.": "upside down",
    "Kick up to a hand stand.": "upside down",
    "Stand on your head with legs up.": "upside down",
    "Step onto the seat.": "climbs on furniture",
    "Lean on the rolling chair.": "a thing that rolls",
    "Your pain will be gone by tomorrow.": "promises an effect",
    "Breathe the tension away.": "promises an effect",
    "This ends your back pain.": "promises an effect",
    "You will be free of headaches.": "promises an effect",
}


@pytest.mark.parametrize(("step", "wrong"), DANGERS.items())
def test_what_no_card_may_ask_for_or_promise_is_found(step: str, wrong: str) -> None:
    found = with_fault("chin_tuck", step0=step)
    assert any(one.field == "steps" and wrong in one.wrong for one in found), found


HARMLESS = [
    "Do not jump or bounce.",
    "Never hold your breath.",
    "Skip headstands, shoulder stands and jumps.",
    "Turn slowly, without a jerk; rise instead of jumping.",
    "Stop before you strain or it hurts.",
    "Breathe in and hold the edge of your jacket.",
    "Shift your weight to your left foot.",
    "Keep the weight of your head in your hands.",
    "Move in the range that has no pain.",
    "Take the weight off your wrists.",
    "Do not breathe too fast.",
    "Stop where the end of the range hurts.",
]


@pytest.mark.parametrize("step", HARMLESS)
def test_a_warning_is_no_danger(step: str) -> None:
    assert [str(one) for one in with_fault("chin_tuck", step0=step)] == []


@pytest.mark.parametrize(
    ("mistake", "found"),
    [
        ("Holding the breath, or jerking up into pain.", []),
        ("Stopping too early because it hurts.", ["a mistake to stop at pain"]),
        ("Worrying: pain is normal.", ["calls pain good"]),
    ],
)
def test_a_mistake_may_name_a_danger_but_not_ask_for_it(
    mistake: str, found: list[str]
) -> None:
    wrong = [one.wrong for one in with_fault("chin_tuck", common_mistake=mistake)]
    assert len(wrong) == len(found)
    assert all(part in one for part, one in zip(found, wrong, strict=True))


MARKED = ["<b>tall</b>", "<!channel>", "*tall*", "_tall_", "`tall`", "~tall~"]
LINKS = ["https://evil.example", "www.evil.example", "[here](x)", "evil.com", "&lt;"]


@pytest.mark.parametrize("mark", [*MARKED, *LINKS, "@channel"])
def test_markup_and_links_are_found_in_every_text(mark: str) -> None:
    said = f"Sit {mark} now. {STOP}"
    for changes in (
        {"name": f"Sit {mark}"},
        {"step0": said},
        {"common_mistake": said},
        {"stop_if": said},
        {"evidence": {"grade": "D", "note": said}},
        {"picture": {"kind": "png", "digest": "d", "alt": said}},
        {"review": {"by": said, "date": "2026-03-03", "hash": "h"}},
    ):
        found = with_fault("chin_tuck", **changes)
        field = next(iter(changes)).replace("step0", "steps")
        assert any(
            (one.field, "markup" in one.wrong) == (field, True) for one in found
        ), (changes, found)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("chin_tuck", "Lie down on the floor."),
        ("chin_tuck", "Kneel."),
        ("chin_tuck", "Roll onto your back."),
        ("chin_tuck", "Stand up."),
        ("chin_tuck", "Walk slowly round the room."),
        ("squat", "Lie flat."),
        ("wall_angel", "Start on all fours."),
    ],
)
def test_a_position_that_the_steps_do_not_have_is_found(name: str, step: str) -> None:
    found = with_fault(name, step0=step)
    assert any(
        one.field == "position" and f"but a step says '{step}'" in one.wrong
        for one in found
    ), found


def doses(*reps: int, hold_s: int = 0) -> list[dict[str, int]]:
    """Give doses that add up for a tempo of 1-2-1, without rests."""
    return [
        {
            "step": n,
            "sets": 1,
            "reps": many,
            "hold_s": hold_s,
            "rest_s": 0,
            "est_s": many * (hold_s or 4),
        }
        for n, many in enumerate(reps, start=1)
    ]


@pytest.mark.parametrize(
    ("dose", "wrong"),
    [
        (doses(2, 4, 8, 20), []),
        (doses(1, 3, 6, 10), []),
        (doses(1, 20, 20, 20), ["the work jumps from 4 s to 80 s in step 2"]),
        (doses(4, 4, 4, 11), ["the work jumps from 16 s to 44 s in step 4"]),
        (
            [*doses(6, 6, 6, hold_s=5), {**doses(1, hold_s=30)[0], "step": 4}],
            ["the hold jumps from 5 s to 30 s in step 4"],
        ),
    ],
)
def test_a_dose_grows_to_two_and_a_half_times_at_most(
    dose: list[dict[str, int]], wrong: list[str]
) -> None:
    assert [one.wrong for one in with_fault("chin_tuck", dose=dose)] == wrong


HEAVY = [
    "Lift a heavy weight in each hand.",
    "Raise the weights.",
    "Take a kettlebell.",
]


@pytest.mark.parametrize("step", HEAVY)
def test_a_weight_in_the_hand_is_listed_and_given_in_kg(step: str) -> None:
    wrong = [one.wrong for one in with_fault("chin_tuck", step0=step)]
    assert wrong == ["the steps use a dumbbell", "they name no weight"]


def test_a_weight_is_found_fault_with_once() -> None:
    for step, wrong in (
        ("Hold a weight of 20 kg.", "they name 20 kg"),
        ("Hold a weight of 3 kg.", "they name one weight only"),
    ):
        assert [one.wrong for one in with_fault("db_shrug", step0=step)] == [wrong]
