from itertools import product

import pytest

from service.core.errors import Refused
from service.core.nudges import (
    FINAL,
    MAY_HAVE_ARRIVED,
    PENDING,
    RETRY_DELAYS,
    SETTLEMENTS,
    TRANSITIONS,
    Effect,
    Event,
    Outcome,
    SlotForm,
    State,
    after,
    form_of,
    now_slot,
    planned_slot,
    retry_at,
    slot_number,
    snooze_slot,
)
from tests.core.people_builders import at, minutes


def test_every_state_is_either_final_or_pending() -> None:
    assert set(State) == FINAL | PENDING
    assert not FINAL & PENDING
    assert set(State) == {
        State.SENT,
        State.SKIPPED,
        State.FAILED,
        State.UNKNOWN,
        *PENDING,
    }


def test_a_final_state_is_never_left_but_by_a_plan_that_wants_it_back() -> None:
    left = {state for state, event in TRANSITIONS if event is not Event.RETURN}
    assert left == PENDING
    returned = [state for state, event in TRANSITIONS if event is Event.RETURN]
    assert returned == [State.SKIPPED]


def test_every_event_and_every_state_is_used() -> None:
    assert {event for _state, event in TRANSITIONS} == set(Event)
    assert set(TRANSITIONS.values()) == set(State)


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_what_the_table_does_not_name_is_refused(state: State, event: Event) -> None:
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
        return
    with pytest.raises(Refused, match=f"is {state} cannot {event}"):
        after(state, event)


def test_only_a_claimed_nudge_is_sent() -> None:
    ways = [state for (state, _), then in TRANSITIONS.items() if then is State.SENT]
    assert ways == [State.SENDING]


def test_only_what_left_the_house_counts_as_arrived() -> None:
    assert frozenset({State.SENDING, State.SENT, State.UNKNOWN}) == MAY_HAVE_ARRIVED


def test_every_outcome_of_sending_is_settled_by_an_allowed_event() -> None:
    assert set(SETTLEMENTS) == set(Outcome)
    for settlement in SETTLEMENTS.values():
        assert (State.SENDING, settlement.event) in TRANSITIONS


def test_a_lost_answer_is_never_sent_again() -> None:
    lost = SETTLEMENTS[Outcome.AMBIGUOUS]
    assert after(State.SENDING, lost.event) is State.UNKNOWN


def test_a_rate_limit_holds_the_workspace_and_counts_no_attempt() -> None:
    limited = SETTLEMENTS[Outcome.RATE_LIMITED]
    assert after(State.SENDING, limited.event) is State.PLANNED
    assert limited.effect is Effect.HOLD_WORKSPACE
    assert not limited.counts_attempt


@pytest.mark.parametrize(
    ("outcome", "effect"),
    [
        (Outcome.PERSON_REFUSED, Effect.STOP_PERSON),
        (Outcome.WORKSPACE_REFUSED, Effect.STOP_WORKSPACE),
        (Outcome.MESSAGE_REFUSED, Effect.NONE),
    ],
)
def test_a_final_no_fails_the_nudge_and_stops_whom_it_concerns(
    outcome: Outcome, effect: Effect
) -> None:
    settlement = SETTLEMENTS[outcome]
    assert after(State.SENDING, settlement.event) is State.FAILED
    assert settlement.effect is effect


def test_retries_wait_longer_each_time_and_end_before_the_nudge_is_late() -> None:
    assert list(RETRY_DELAYS) == sorted(set(RETRY_DELAYS))
    assert sum(RETRY_DELAYS, minutes(0)) < minutes(30)
    assert retry_at(at("10:00"), 1) == at("10:00:30")
    assert retry_at(at("10:00"), 2) == at("10:01")
    assert retry_at(at("10:00"), len(RETRY_DELAYS)) == at("10:14")
    assert retry_at(at("10:00"), len(RETRY_DELAYS) + 1) is None


def test_slots_say_how_the_nudge_came_to_be() -> None:
    assert form_of(planned_slot(2)) is SlotForm.PLANNED
    assert form_of(now_slot(1)) is SlotForm.NOW
    assert form_of(snooze_slot("2")) is SlotForm.SNOOZE
    assert form_of(snooze_slot(now_slot(1))) is SlotForm.SNOOZE


def test_slots_are_named_as_the_ledger_shows_them() -> None:
    assert planned_slot(2) == "2"
    assert now_slot(1) == "now-1"
    assert snooze_slot("2") == "2+snooze"


def test_only_the_planners_slots_have_a_number() -> None:
    assert slot_number("3") == 3
    assert slot_number("3+snooze") is None
    assert slot_number("now-1") is None


def test_a_nudge_is_snoozed_once() -> None:
    with pytest.raises(Refused, match="once"):
        snooze_slot("2+snooze")
