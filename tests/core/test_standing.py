from itertools import product

import pytest

from service.core.errors import Refused
from service.core.standing import TRANSITIONS, Standing, StandingEvent, after

NO = (Standing.DECLINED, Standing.STOPPED)


@pytest.mark.parametrize(("standing", "event"), list(product(Standing, StandingEvent)))
def test_what_the_table_does_not_name_is_refused(
    standing: Standing, event: StandingEvent
) -> None:
    if (standing, event) in TRANSITIONS:
        assert after(standing, event) is TRANSITIONS[standing, event]
        return
    with pytest.raises(Refused, match=f"is {standing} cannot {event}"):
        after(standing, event)


def test_every_standing_has_a_way_in_and_a_way_out() -> None:
    for standing in Standing:
        assert any(
            before is standing and then is not standing
            for (before, _), then in TRANSITIONS.items()
        )
        assert any(
            before is not standing and then is standing
            for (before, _), then in TRANSITIONS.items()
        )


def test_only_a_known_person_is_invited() -> None:
    invited = [before for before, event in TRANSITIONS if event is StandingEvent.INVITE]
    assert invited == [Standing.KNOWN]


def test_nobody_comes_to_agree_but_by_the_own_button_or_a_recorded_consent() -> None:
    ways = {
        event
        for (before, event), then in TRANSITIONS.items()
        if then is Standing.AGREED and before is not Standing.AGREED
    }
    assert ways == {StandingEvent.AGREE, StandingEvent.RECORD_CONSENT}


@pytest.mark.parametrize("standing", [*NO, Standing.UNREACHABLE, Standing.LEFT])
def test_a_recorded_consent_never_beats_a_no(standing: Standing) -> None:
    assert after(standing, StandingEvent.RECORD_CONSENT) is standing


@pytest.mark.parametrize("standing", NO)
def test_a_person_who_said_no_may_say_yes_later(standing: Standing) -> None:
    assert after(standing, StandingEvent.AGREE) is Standing.AGREED


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.LEFT}))
def test_everybody_there_can_say_no_twice_over(standing: Standing) -> None:
    for event in (StandingEvent.DECLINE, StandingEvent.STOP):
        once = after(standing, event)
        assert once in NO
        assert after(once, event) is once


@pytest.mark.parametrize("standing", Standing)
def test_who_leaves_and_returns_has_not_agreed(standing: Standing) -> None:
    left = after(standing, StandingEvent.LEAVE)
    assert left is Standing.LEFT
    assert after(left, StandingEvent.RETURN) is Standing.KNOWN


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.LEFT}))
def test_sync_changes_nobody_who_was_there(standing: Standing) -> None:
    assert after(standing, StandingEvent.RETURN) is standing


@pytest.mark.parametrize("standing", NO)
def test_a_closed_conversation_does_not_forget_a_no(standing: Standing) -> None:
    assert after(standing, StandingEvent.REFUSE) is standing
