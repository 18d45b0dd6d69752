"""A dose taken apart in time is as long as the card says, and names each part."""

import pytest

from service.core.phases import PhaseKind, phases
from tests.core.builders import exercise

READY, CHANGE = PhaseKind.READY, PhaseKind.CHANGE


def a_dose(**changes: int) -> dict[str, int]:
    return {
        "sets": 1,
        "reps": 3,
        "hold_s": 0,
        "rest_s": 0,
        "est_s": 15,
        **changes,
    }


def parts(**card: object) -> list[tuple[PhaseKind, int]]:
    """Give kind and length of each phase of the first dose, the first left out."""
    made = exercise("one", **card)
    first, *rest = phases(made, made.dose[0])
    assert first.kind is READY
    return [(one.kind, one.length) for one in rest]


def doses(**changes: int) -> list[dict[str, int]]:
    return [{"step": step, **a_dose(**changes)} for step in (1, 2, 3, 4)]


def test_repetitions_are_one_phase_by_the_tempo() -> None:
    assert parts(dose=doses(), tempo="2-1-2") == [(PhaseKind.MOVE, 15)]


def test_holds_have_their_rest_between_them() -> None:
    held = parts(dose=doses(reps=3, hold_s=5, rest_s=2), tempo="hold")
    assert held == [(PhaseKind.HOLD, 3 * 5 + 2 * 2)]


def test_each_side_comes_with_all_its_rounds_and_a_change_between() -> None:
    card = {"dose": doses(sets=2, reps=2, rest_s=20), "tempo": "1-0-1"}
    one_side = [(PhaseKind.MOVE, 4), (PhaseKind.REST, 20), (PhaseKind.MOVE, 4)]
    both = parts(**card, per_side=True)
    assert both == [*one_side, (CHANGE, 5), *one_side]


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        ({"pattern": "breath", "tempo": "4-0-6", "dose": doses()}, PhaseKind.BREATHE),
        ({"pattern": "move", "dose": doses(hold_s=30)}, PhaseKind.KEEP_ON),
        ({"pattern": "breath", "dose": doses(hold_s=5)}, PhaseKind.HOLD),
    ],
)
def test_a_calm_moment_is_no_hold_unless_it_is_one(
    card: dict[str, object], kind: PhaseKind
) -> None:
    assert parts(kind="breath_reset", **{"tempo": "hold", **card})[0][0] is kind
