"""What no card may ask for, promise or hold: a planted fault each."""

import pytest

from tests.service.cards import STOP, with_fault

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
