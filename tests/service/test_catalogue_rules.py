"""The shipped exercises keep every rule, and each rule finds what it is there for."""

from copy import deepcopy
from typing import Any

import pytest

from service.core.lint import RULES, lint
from service.core.lint.doses import expected_seconds
from service.gateways.library import load_catalogue
from tests.service.cards import CARDS, STOP, with_fault


def test_all_shipped_exercises_keep_all_rules() -> None:
    assert [str(one) for one in lint(CARDS)] == []
    assert len(CARDS) == len(load_catalogue()) >= 143


def test_nobody_is_said_to_have_reviewed_ours() -> None:
    assert [one.id for one in load_catalogue() if one.review] == []


def noted(source: str) -> dict[str, Any]:
    return {"evidence": {"grade": "B", "note": f"A programme {source}."}}


def told(alt: str) -> dict[str, Any]:
    return {"picture": {"kind": "png", "digest": "0" * 64, "alt": alt}}


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
    ("chin_tuck", noted("[Foo 2020], checked"), "evidence", "working mark"),
    ("chin_tuck", told("Up."), "picture", "its alt has 3 characters"),
    ("chin_tuck", told("Up " * 68), "picture", "its alt has 203 characters"),
    ("chin_tuck", told("A stretch that heals."), "picture", "claims an effect"),
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


def doses_of(*, seconds: int, **changes: int) -> list[dict[str, int]]:
    each = {"sets": 1, "reps": 1, "hold_s": 0, "rest_s": 0, "est_s": seconds}
    return [{"step": step, **each, **changes} for step in (1, 2, 3, 4)]


MUCH = [
    # kind, what changes, seconds of one side, found
    ("stretch", {"hold_s": 60}, 60, None),
    ("stretch", {"hold_s": 60, "reps": 4}, 240, None),
    ("stretch", {"hold_s": 27, "reps": 9}, 243, "240 s of stretch"),
    ("strengthen", {"hold_s": 30}, 30, None),
    ("strengthen", {"hold_s": 31}, 31, "above 30 s"),
    ("strengthen", {"reps": 20, "sets": 3}, 300, None),
    ("strengthen", {"reps": 21}, 105, "20 repetitions"),
    ("strengthen", {"sets": 4}, 20, "3 sets"),
]


@pytest.mark.parametrize(("kind", "changes", "seconds", "wrong"), MUCH)
def test_a_dose_may_be_so_much_and_no_more(
    kind: str, changes: dict[str, int], seconds: int, wrong: str | None
) -> None:
    dose = doses_of(seconds=seconds, **changes)
    found = with_fault(
        "chin_tuck",
        kind=kind,
        tempo="2-1-2",
        dose=dose,
        per_side=False,
        avoid=["hypertension"],
    )
    told = [one.wrong for one in found]
    assert all(wrong in one for one in told) if wrong and told else told == []
    assert bool(told) is bool(wrong)


@pytest.mark.parametrize(
    ("reps", "seconds", "fits"),
    [(4, 25, True), (4, 26, False), (20, 115, True), (20, 116, False)],
)
def test_a_time_may_be_a_little_off_what_adds_up(
    reps: int,
    seconds: int,
    fits: bool,  # noqa: FBT001
) -> None:
    found = with_fault(
        "chin_tuck", tempo="2-1-2", dose=doses_of(seconds=seconds, reps=reps)
    )
    assert (found == []) is fits, found


def test_a_card_without_an_id_is_named_by_its_place() -> None:
    nameless = {field: CARDS[1][field] for field in CARDS[1] if field != "id"}
    for card in (nameless, None):
        (found,) = lint([CARDS[0], card], load_catalogue().exercises)
        assert (found.exercise, found.field) == ("number 2", "id")


def test_an_id_is_taken_even_by_a_card_that_cannot_be_read() -> None:
    broken = {**CARDS[0], "level": 9}
    found = {(one.exercise, one.field) for one in lint([*CARDS, broken])}
    first, last = "chin_tuck (number 1)", f"chin_tuck (number {len(CARDS) + 1})"
    assert found == {(last, "level"), (first, "id"), (last, "id")}


RELATED = [
    ("pull", "shoulder"),
    ("shoulder", "push"),
    ("thoracic", "chest_open"),
    ("thoracic", "backbend"),
    ("thoracic", "whole"),
    ("core_front", "core_back"),
    ("squat", "hinge"),
    ("lunge", "hip_mobility"),
]


@pytest.mark.parametrize("link", ["progression", "regression"])
@pytest.mark.parametrize(("one", "other"), RELATED)
def test_a_link_may_lead_to_a_movement_that_trains_much_the_same(
    one: str, other: str, link: str
) -> None:
    known = {card.pattern: card for card in load_catalogue()}
    found = with_fault("chin_tuck", pattern=one, **{link: known[other].id})
    assert not [f for f in found if "trains" in f.wrong], found
