"""What a person presses decides what comes next: more, less, or the same for now."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from service.actions.learning import exposures_of, progress_of
from service.actions.reading import owner_of, place_of
from service.actions.scene import Scene
from service.core.exposures import asks_effort
from service.core.nudges import State
from service.core.progress import Learned, Progress, Rung, rung_of
from service.core.reasons import ReasonCode
from service.core.routine_json import routine_to_json
from service.forms.words import short_name
from service.store import nudges, progress, responses, tables
from service.store.sealing import seal
from tests.actions.steps import (
    arrive,
    choose,
    fill,
    home,
    nudge_of,
    profile,
    routine,
    routine_ids,
    says,
    set_up,
    shown,
)
from tests.actions.test_answers import WELL
from tests.world import World

R = ReasonCode


def learned(world: World, user: str) -> Progress:
    with world.app.engine.begin() as conn:
        return progress_of(world.app, conn, world.person(user))


def start_at(world: World, user: str, **rungs: Rung) -> None:
    """Put a person onto the ladders, as if looked at a moment ago."""
    owner = owner_of(world.app, world.person(user))
    with world.app.engine.begin() as conn:
        progress.save(
            conn, owner, Learned(progress=rungs, evaluated_at=world.clock.now)
        )


def place(world: World, user: str, family: str) -> tuple[int, int]:
    rung = rung_of(learned(world, user), family, world.app.catalogue)
    return rung.level, rung.dose_step


def families(world: World, user: str, ts: str) -> set[str]:
    return {item.exercise.family for item in routine(world, user, ts).items}


def well(world: World) -> str:
    alice = world.add("Alice")
    set_up(world, alice, *WELL)
    return alice


def offers_effort(world: World, user: str, ts: str) -> bool:
    return asks_effort(nudge_of(world, user, ts).nudge_id)


# ----------------------------------------------------------- over several weeks


def test_by_clicks_alone_three_families_progress_and_three_regress(
    world: World,
) -> None:
    alice = well(world)
    seen: list[Progress] = [{}]
    for _ in range(56):
        ts = next_one(world, alice)
        now = learned(world, alice)
        if now != seen[-1]:
            seen.append(now)
        rose = {f for one in seen for f, rung in one.items() if rung.rose}
        easy = len(rose) < 4
        if easy and offers_effort(world, alice, ts):
            assert world.practice.click(alice, ts, "effort", "very_easy").ok
        else:
            assert choose(world, alice, ts, "too_easy" if easy else "too_hard").ok
        if len(fell(world, seen)) >= 3:
            break
    assert len(rose) >= 3
    assert len(fell(world, seen)) >= 3
    assert all(
        rung.dose_step <= 4 and rung.level <= 4 for one in seen for rung in one.values()
    )


def next_one(world: World, user: str) -> str:
    """Let the next nudge come, over the weekend if need be."""
    world.run("plan")
    while not any(one.state is State.PLANNED for one in world.nudges(user)):
        world.clock.advance(days=1)
        world.run("plan")
    return arrive(world, user)


def fell(world: World, seen: list[Progress]) -> set[str]:
    """Name the families that came to stand lower than they had stood before."""
    found = set()
    for before, after in pairwise(seen):
        for family in after:
            old, new = (
                rung_of(one, family, world.app.catalogue) for one in (before, after)
            )
            if (new.level, new.dose_step) < (old.level, old.dose_step):
                found.add(family)
    return found


# ------------------------------------------------------------------- at once


def test_what_hurt_steps_its_family_down_at_once_and_only_once(world: World) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    first, *_ = routine(world, alice, ts).items
    family = first.exercise.family
    start_at(world, alice, **{family: Rung(level=first.exercise.level, dose_step=3)})
    world.practice.click(alice, ts, "hurts")
    assert place(world, alice, family)[1] == 3
    assert fill(world, alice, movement=first.exercise.id).ok
    assert place(world, alice, family)[1] == 2
    assert learned(world, alice)[family].why is R.LESS_HURT


def test_a_blank_it_hurts_counts_for_every_movement_at_the_next_look(
    world: World,
) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "hurts")
    assert fill(world, alice).ok
    for one in routine(world, alice, ts).items:
        assert short_name(one.exercise.name) in says(world, alice)
    assert {one.exercise_id for one in exposures(world, alice) if one.pain} == set(
        routine_ids(world, alice, ts)
    )


def exposures(world: World, user: str) -> Any:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        scene = Scene(app=world.app, conn=conn, person=person, now=world.clock.now)
        return exposures_of(scene)


def test_what_stays_away_is_named_before_and_can_be_brought_back(world: World) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    world.practice.click(alice, ts, "hurts")
    first, *others = routine(world, alice, ts).items
    assert short_name(first.exercise.name) in says(world, alice)
    world.practice.close_view(alice)
    world.practice.click(alice, home(world, alice), "my_answers")
    press_in_modal(world, alice, "left_out")
    press_in_modal(world, alice, "bring_back", f"exercise:{first.exercise.id}")
    assert profile(world, alice).not_now.keys() == {one.exercise.id for one in others}


def press_in_modal(world: World, user: str, action: str, block: str = "") -> None:
    view = world.practice.open_view_of(user)
    assert view is not None
    given = {"block_id": block} if block else {}
    assert world.practice.click(user, view.view_id, action, **given).ok


def test_easier_applies_at_once_to_the_whole_routine_and_once(world: World) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    standing = {
        one.exercise.family: Rung(level=one.exercise.level, dose_step=3)
        for one in routine(world, alice, ts).items
    }
    start_at(world, alice, **standing)
    for _ in range(2):
        assert choose(world, alice, ts, "easier").ok
    assert {place(world, alice, one)[1] for one in standing} == {2}
    assert says(world, alice) == "Noted. Next time this kind is a little easier."
    assert "done" in repr(shown(world, alice, ts).blocks), "it can still be answered"


# ---------------------------------------------------------------- the effort word


def asking(world: World, user: str) -> str:
    """Let nudges come until one asks how hard it was."""
    for _ in range(40):
        ts = next_one(world, user)
        if offers_effort(world, user, ts):
            return ts
        world.practice.click(user, ts, "skip")
    raise AssertionError


def test_the_effort_word_is_kept_and_the_fold_does_not_tell_it(world: World) -> None:
    alice = well(world)
    folds = set()
    for word, effort in (("very_easy", 2), ("all_out", 10)):
        ts = asking(world, alice)
        assert world.practice.click(alice, ts, "effort", word).ok
        folds.add(repr(shown(world, alice, ts).blocks))
        (last,) = [one for one in given(world, alice) if of(world, alice, ts, one)]
        assert (last.answer, last.effort) == ("done", effort)
    assert len(folds) == 1


def given(world: World, user: str) -> list[responses.Response]:
    owner = owner_of(world.app, world.person(user))
    with world.app.engine.begin() as conn:
        return responses.of_person(conn, owner)


def of(world: World, user: str, ts: str, one: responses.Response) -> bool:
    return one.nudge_id == nudge_of(world, user, ts).nudge_id


# ------------------------------------------------------------- the morning after


def raised(world: World) -> tuple[str, str]:
    """Let somebody do more than before on one day; gives them and the family."""
    alice = well(world)
    ts = arrive(world, alice)
    first, *_ = routine(world, alice, ts).items
    family = first.exercise.family
    now = world.clock.now - timedelta(minutes=1)
    rung = Rung(
        level=first.exercise.level,
        dose_step=2,
        changed_at=now,
        rose_at=now,
        why=R.MORE,
    )
    start_at(world, alice, **{family: rung})
    more = replace(first, dose=first.exercise.dose[1])
    reseal(world, alice, ts, more)
    world.practice.click(alice, ts, "done")
    return alice, family


def reseal(world: World, user: str, ts: str, first: Any) -> None:
    """Make the routine of a message hold more of its first movement."""
    nudge, owner = nudge_of(world, user, ts), owner_of(world.app, world.person(user))
    now = routine(world, user, ts)
    plain = routine_to_json(replace(now, items=(first, *now.items[1:])))
    with world.app.engine.begin() as conn:
        sealed = seal(conn, owner, place_of(nudge), plain)
        nudges.change(conn, nudge.workspace_id, nudge.nudge_id, routine=sealed)


def morning_menu(world: World, user: str, ts: str) -> bool:
    return "How does it feel this morning?" in repr(shown(world, user, ts).blocks)


@pytest.mark.parametrize(
    ("word", "step"), [("as_usual", 2), ("a_bit_sore", 2), ("hurts_more", 1)]
)
def test_the_first_nudge_of_the_next_day_asks_and_only_worse_takes_a_step_back(
    world: World, word: str, step: int
) -> None:
    alice, family = raised(world)
    today = nudge_of(world, alice, world.sent(alice)[-1]["ts"]).local_day
    ts = next_one(world, alice)
    while nudge_of(world, alice, ts).local_day == today:
        assert not morning_menu(world, alice, ts)
        ts = next_one(world, alice)
    assert morning_menu(world, alice, ts)
    choose(world, alice, ts, "why")
    assert morning_menu(world, alice, ts), "other presses leave the question"
    assert world.practice.click(alice, ts, "morning", word).ok
    assert place(world, alice, family)[1] == step
    assert not morning_menu(world, alice, ts)
    assert not morning_menu(world, alice, next_one(world, alice))


# ------------------------------------------------------------- snooze, long gaps


def test_a_snooze_sends_the_movements_that_were_put_off(world: World) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    put_off = routine_ids(world, alice, ts)
    assert world.practice.click(alice, ts, "snooze").ok
    again = arrive(world, alice)
    assert nudge_of(world, alice, again).snoozed_from is not None
    assert routine_ids(world, alice, again) == put_off


def test_a_snooze_sends_others_where_one_hurts_by_now(world: World) -> None:
    alice = well(world)
    ts = arrive(world, alice)
    first, *_ = routine_ids(world, alice, ts)
    assert world.practice.click(alice, ts, "snooze").ok
    tell_that_it_hurts(world, alice, first)
    assert first not in routine_ids(world, alice, arrive(world, alice))


def tell_that_it_hurts(world: World, user: str, exercise_id: str) -> None:
    person = world.person(user)
    with world.app.engine.begin() as conn:
        scene = Scene(app=world.app, conn=conn, person=person, now=world.clock.now)
        later = {exercise_id: world.clock.now + timedelta(days=14)}
        old = scene.profile
        scene.save(old, replace(old, not_now=later))


def test_four_weeks_without_a_session_let_the_ramp_begin_again(world: World) -> None:
    alice = well(world)
    begun = world.person(alice).started_on
    ts = arrive(world, alice)
    start_at(
        world,
        alice,
        **{next(iter(families(world, alice, ts))): Rung(level=1, dose_step=2)},
    )
    world.clock.advance(days=28)
    world.run("dispatch")
    ts = next_one(world, alice)
    assert learned(world, alice) == {}
    assert world.person(alice).started_on == nudge_of(world, alice, ts).local_day
    assert world.person(alice).started_on != begun


# ------------------------------------------------------------------ kept sealed


def test_what_was_learned_has_one_length_whatever_it_is(world: World) -> None:
    alice = well(world)
    at = world.clock.now
    full = Rung(
        level=4,
        dose_step=4,
        changed_at=at,
        level_changed_at=at,
        rose_at=at,
        why=R.AFTER_A_GAP,
        held_for=R.HELD_OUT_OF_REACH,
    )
    lengths = []
    for names in ([], world.app.catalogue.first_levels):
        rungs = dict.fromkeys(names, full)
        start_at(world, alice, **rungs)
        assert learned(world, alice) == rungs
        with world.app.engine.begin() as conn:
            query = select(tables.answers.c.sealed).where(
                tables.answers.c.section == "progress"
            )
            lengths.append(len(conn.execute(query).scalar_one()))
    assert lengths[0] == lengths[1]


def test_every_answer_has_one_length_and_one_row(world: World) -> None:
    alice = well(world)
    for answer in ("done", "skip", "hurts"):
        world.practice.click(alice, next_one(world, alice), answer)
    ts = world.sent(alice)[-1]["ts"]
    fill(world, alice, movement=routine_ids(world, alice, ts)[0])
    with world.app.engine.begin() as conn:
        sealed = conn.execute(select(tables.responses.c.sealed)).scalars().all()
    assert len(sealed) == 3
    assert len({len(one) for one in sealed}) == 1
