"""A nudge shows movements and doses, every answer, and nothing about the person."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from service.blocks import hurts, ids, why
from service.blocks.limits import message_problems, view_problems
from service.blocks.nudge import FOOTER, nudge_message
from service.core.card import Exercise
from service.core.errors import Refused
from service.core.exercises import Catalogue
from service.core.exposures import Effort, Morning, asks_effort
from service.core.reasons import Reason, ReasonCode
from service.core.routines import Role, Routine, RoutineItem
from service.forms import hurting
from service.forms.dose import dose_words, tempo_words
from service.forms.reasons import sentence
from service.gateways.library import load_catalogue
from tests.blocks.screens import submitted

CATALOGUE: Catalogue = load_catalogue()
MOVEMENTS = [exercise for exercise in CATALOGUE if exercise.dose]


def an_item(exercise: Exercise, step: int = 1, **more: Any) -> RoutineItem:
    dose = exercise.dose[step - 1]
    given = {"caution": False, "reasons": (), **more}
    return RoutineItem(
        exercise=exercise, role=Role.OPEN, dose=dose, seconds=dose.seconds, **given
    )


def a_routine(*items: RoutineItem, reasons: Sequence[Reason] = ()) -> Routine:
    seconds = sum(item.seconds + 8 for item in items)
    return Routine(items=items, seconds=seconds, reasons=tuple(reasons))


def an_exercise(name: str = "chin_tuck") -> Exercise:
    return CATALOGUE.by_id[name]


IDS = [f"n{number}" for number in range(30)]
PLAIN = next(one for one in IDS if not asks_effort(one))
ASKING = next(one for one in IDS if asks_effort(one))


def shown(routine: Routine, turn: int = 0, nudge_id: str = "n1", **more: Any) -> Any:
    return nudge_message(nudge_id=nudge_id, turn=turn, routine=routine, **more)


def actions(message: Any) -> Any:
    """Give the elements under a nudge."""
    return next(b for b in message.blocks if b["type"] == "actions")["elements"]


def all_text(blocks: Any) -> str:
    return "\n".join(
        block["text"]["text"] for block in blocks if block["type"] == "section"
    )


@pytest.mark.parametrize("exercise", MOVEMENTS, ids=lambda one: one.id)
def test_slack_takes_every_exercise_at_every_dose(exercise: Exercise) -> None:
    for dose in exercise.dose:
        item = an_item(exercise, dose.step)
        message = shown(a_routine(item, item, item))
        assert message_problems(message.text, message.blocks) == []


def test_slack_takes_a_card_of_any_length_from_a_content_pack() -> None:
    long = replace(
        an_exercise(),
        name="<N&> " * 400,
        steps=("<&> step " * 400,) * 9,
        common_mistake="m & " * 900,
        stop_if="s < " * 900,
    )
    routine = a_routine(*[an_item(long)] * 3)
    message = shown(routine)
    assert message_problems(message.text, message.blocks) == []
    assert view_problems(hurts.hurts(nudge_id="n1", routine=routine)) == []
    assert view_problems(why.why(routine)) == []


def test_the_title_names_length_and_movements_in_order() -> None:
    first = an_item(an_exercise("seated_chest_opener"), 2)
    second = an_item(an_exercise("band_row_seated"), 2)
    routine = replace(a_routine(first, second), seconds=120)
    names = "seated chest opener, then seated band row"
    assert shown(routine).text == f"Two minutes: {names}."


def test_a_card_says_how_what_to_avoid_and_when_to_stop() -> None:
    exercise = an_exercise()
    text = all_text(shown(a_routine(an_item(exercise))).blocks)
    said = (*exercise.steps, exercise.common_mistake, exercise.stop_if)
    assert [line for line in said if line not in text] == []


def test_names_cannot_carry_slack_markup() -> None:
    forged = replace(an_exercise(), name="<!channel> & <@U1>")
    message = shown(a_routine(an_item(forged)))
    assert "<" not in message.text + all_text(message.blocks)


def test_the_small_print_stands_under_every_nudge() -> None:
    last = shown(a_routine(an_item(an_exercise()))).blocks[-1]
    assert last["elements"][0]["text"] == FOOTER


def test_one_nudge_in_three_takes_how_hard_it_was_beside_the_plain_done() -> None:
    done, effort, *_ = actions(shown(a_routine(an_item(an_exercise())), 0, ASKING))
    assert done["action_id"] == "done"
    assert effort["action_id"] == "effort"
    assert [one["value"] for one in effort["options"]] == list(Effort)


def test_the_morning_after_more_is_asked_inside_the_routine_and_in_plain_words() -> (
    None
):
    routine = a_routine(*[an_item(an_exercise())] * 3)
    message = shown(routine, 0, ASKING, asks_morning=True)
    assert message_problems(message.text, message.blocks) == []
    assert "How does it feel this morning?" in all_text(message.blocks)
    asked = next(one for one in actions(message) if one["action_id"] == "morning")
    assert [one["value"] for one in asked["options"]] == list(Morning)
    assert message.text == shown(routine, 0, ASKING).text


def test_every_answer_is_there_with_pause_and_stop() -> None:
    elements = actions(shown(a_routine(an_item(an_exercise())), nudge_id=PLAIN))
    assert [one["action_id"] for one in elements] == [
        "done",
        "snooze",
        "skip",
        "hurts",
        "more",
    ]
    assert elements[0]["style"] == "primary"
    assert [one["value"] for one in elements[-1]["options"]] == [
        "why",
        "swap",
        "short",
        "too_easy",
        "too_hard",
        "easier",
        "already_moved",
        "never",
        "pause_today",
        "pause_week",
        "stop",
    ]


def test_each_turn_has_a_new_block_id_that_names_the_nudge() -> None:
    routine = a_routine(an_item(an_exercise()))
    rows = [
        next(b for b in shown(routine, turn).blocks if b["type"] == "actions")
        for turn in (0, 1)
    ]
    refs = [ids.nudge_ref(row["block_id"]) for row in rows]
    assert refs == [("n1", 0), ("n1", 1)]


def test_reasons_and_limits_of_the_person_do_not_change_the_message() -> None:
    exercise = an_exercise()
    reasons = tuple(Reason(code=code, detail="neck") for code in ReasonCode)
    plain = a_routine(an_item(exercise))
    personal = a_routine(
        an_item(exercise, caution=True, reasons=reasons), reasons=reasons
    )
    assert exercise.care
    assert shown(plain) == shown(personal)


def test_everybody_reads_the_word_of_care_at_small_doses() -> None:
    exercise = an_exercise()
    small, large = (
        all_text(shown(a_routine(an_item(exercise, n))).blocks) for n in (2, 3)
    )
    assert ("small and easy" in small, "small and easy" in large) == (True, False)


@pytest.mark.parametrize(
    ("name", "step", "words"),
    [
        ("chin_tuck", 1, "5 slow repetitions, about 20 seconds"),
        ("chin_tuck_wall", 2, "5 times, 5 seconds each, about 35 seconds"),
        ("upper_trap_stretch", 1, "Hold for 15 seconds each side, about 30 seconds"),
        ("paced_breathing", 2, "6 slow breaths, about 60 seconds"),
        ("walk_break", 1, "60 seconds"),
    ],
)
def test_a_dose_is_said_in_plain_words(name: str, step: int, words: str) -> None:
    exercise = an_exercise(name)
    assert dose_words(exercise, exercise.dose[step - 1]) == words


def test_rounds_and_sides_are_said() -> None:
    exercise = replace(an_exercise(), per_side=True)
    dose = replace(exercise.dose[0], sets=2, reps=10, seconds=81)
    words = "10 slow repetitions each side, 2 rounds, about 80 seconds"
    assert dose_words(exercise, dose) == words


@pytest.mark.parametrize(
    ("tempo", "words"),
    [
        ("4", "About 4 seconds each"),
        ("2-1-3", "Out in 2 seconds, hold 1, back in 3"),
        ("1-0-1", "Out in 1 second, back in 1"),
        ("hold", None),
        ("none", None),
    ],
)
def test_a_tempo_is_said_in_plain_words(tempo: str, words: str | None) -> None:
    assert tempo_words(replace(an_exercise(), tempo=tempo)) == words


def test_the_hurt_modal_reads_back_what_it_shows() -> None:
    routine = a_routine(an_item(an_exercise()), an_item(an_exercise("band_row_seated")))
    view = hurts.hurts(nudge_id="n1", routine=routine)
    assert view["private_metadata"] == "n1"
    known = CATALOGUE.by_id
    assert hurting.read_hurts(submitted(view), known) == hurting.Hurt()
    given = {"movement": "band_row_seated", "pain": "7", "signs": list(hurting.Sign)}
    assert hurting.read_hurts(submitted(view, **given), known) == hurting.Hurt(
        exercise_id="band_row_seated", pain_now=7, signs=frozenset(hurting.Sign)
    )
    with pytest.raises(Refused):
        hurting.read_hurts(submitted(view, **given), [])


def test_a_single_movement_is_chosen_beforehand() -> None:
    view = hurts.hurts(nudge_id="n1", routine=a_routine(an_item(an_exercise())))
    hurt = hurting.read_hurts(submitted(view), CATALOGUE.by_id)
    assert hurt.exercise_id == "chin_tuck"


def test_why_says_the_reasons_in_a_modal_that_slack_takes() -> None:
    gentle = Reason(code=ReasonCode.GENTLE)
    fresh = Reason(code=ReasonCode.NOT_RECENT)
    item = an_item(an_exercise(), reasons=(fresh,))
    view = why.why(a_routine(item, reasons=[gentle]))
    assert view_problems(view) == []
    assert sentence(gentle) in all_text(view["blocks"])
    assert sentence(fresh) in all_text(view["blocks"])
    assert "private_metadata" not in view
