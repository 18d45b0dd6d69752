"""What people say about their bodies stands nowhere but sealed, and in modals."""

from collections.abc import Iterator
from typing import Any

import pytest

from service import logs
from tests.actions.steps import arrive, choose, fill, profile, rows, set_up
from tests.world import World

# Ids of flags, limits, regions, ages, answers: what a leak would look like.
CANARIES = (
    "B3_cancer_history",
    "C4_keeps_coming_back",
    "A5_worst_headache",
    "upper_back",
    "56_64",
    "pregnancy",
    "L1_lift",
    "heavy_or_daily",
    "Q5_worse",
    "D1_sit_hours",
    "too_hard",
    "already_moved",
    "dumbbell",
    "dizziness",
)
SCREENS: tuple[dict[str, Any], ...] = (
    {"age": "56_64"},
    {"pain": "3", "regions": ["upper_back"], "soft": ["C4_keeps_coming_back"]},
    {"place": "home"},
    {"limits_body": ["pregnancy"], "equipment": ["dumbbell"]},
)


def live(world: World) -> str:
    """Answer about everything that can be answered; gives the person."""
    alice = world.add("Alice")
    set_up(world, alice, *SCREENS)
    ts = arrive(world, alice)
    for entry in ("why", "swap", "too_hard"):
        choose(world, alice, ts, entry)
    for answer in (["Q5_worse_during_or_day_after_lifting_or_sport"], "4-6"):
        world.practice.click(alice, ts, "one_question")
        view = world.practice.open_view_of(alice)
        assert view is not None
        fill(world, alice, **{next(iter(view.values)): answer})
    choose(world, alice, arrive(world, alice), "already_moved")
    world.practice.add_fault("views.open", "error", error="expired_trigger_id")
    world.practice.click(alice, arrive(world, alice), "hurts")
    world.practice.click(alice, arrive(world, alice), "hurts")
    fill(world, alice, signs=["dizziness"], pain="5")
    set_up(world, alice, {"lifelong": ["B3_cancer_history"]})
    return alice


def leaks(text: str, *but: str) -> list[str]:
    return [one for one in CANARIES if one in text and one not in but]


def test_no_table_holds_an_answer_in_the_clear(world: World) -> None:
    alice = live(world)
    kept = profile(world, alice)
    assert kept.flags >= {"B3_cancer_history", "C4_keeps_coming_back"}
    assert kept.answers == {"D1_sit_hours": "4-6"}
    assert kept.patterns
    raw = rows(world)
    assert alice in raw, "the tables were really read"
    assert leaks(raw) == []


def test_no_log_line_holds_an_answer(
    capsys: pytest.CaptureFixture[str], world: World
) -> None:
    logs.set_up("DEBUG")
    alice = live(world)
    captured = capsys.readouterr()
    assert '"not_shown"' in captured.err
    said = captured.err + captured.out
    assert leaks(said) == []
    assert alice not in said


def test_no_message_holds_an_answer(world: World) -> None:
    alice = live(world)
    told = repr(world.sent()) + repr(world.practice.messages_of(alice))
    # Every menu names two of these, and the cards of exercises the third.
    assert leaks(told, "too_hard", "already_moved", "dizziness") == []
    seen = list(buttons(world, alice))
    assert seen
    assert [one for one in seen if "value" in one] == []
    assert all(one.metadata is None for one in world.practice.messages_of(alice))


def buttons(world: World, user: str) -> Iterator[dict[str, Any]]:
    for message in world.practice.messages_of(user):
        for block in message.blocks:
            for element in block.get("elements", []):
                if element["type"] == "button":
                    yield element


def test_private_metadata_holds_a_screens_number_or_a_nudges_id(world: World) -> None:
    alice = world.add("Alice")
    set_up(world, alice, SCREENS[0])
    assert metadata(world, alice) == "2"
    world.practice.click(alice, arrive(world, alice), "hurts")
    assert metadata(world, alice) in [one.nudge_id for one in world.nudges(alice)]
    fill(world, alice, pain="8")
    assert metadata(world, alice) == ""


def metadata(world: World, user: str) -> str:
    view = world.practice.open_view_of(user)
    assert view is not None
    return str(view.view.get("private_metadata", ""))
