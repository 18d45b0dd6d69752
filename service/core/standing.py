"""Where a person stands in the product: from known to agreed, stopped or left."""

from collections.abc import Mapping
from enum import StrEnum

from service.core.errors import Refused


class Standing(StrEnum):
    """Only ``AGREED`` gets nudges."""

    KNOWN = "known"
    INVITED = "invited"
    AGREED = "agreed"
    DECLINED = "declined"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"
    LEFT = "left"


class StandingEvent(StrEnum):
    INVITE = "invite"
    """The one invitation goes out."""
    AGREE = "agree"
    """The person presses Agree; nobody else can."""
    RECORD_CONSENT = "record_consent"
    """The roster says that the person agreed elsewhere; never beats a no."""
    DECLINE = "decline"
    """The person presses Not for me."""
    STOP = "stop"
    """The person presses Stop."""
    REFUSE = "refuse"
    """Slack will never deliver to this person."""
    LEAVE = "leave"
    """The account is closed, or is no employee's."""
    RETURN = "return"
    """The account is an employee's and open; sync says so each time."""


_S = Standing

# One line per event, one pair per standing it may meet: from -> to.
_BY_EVENT: Mapping[StandingEvent, Mapping[Standing, Standing]] = {
    StandingEvent.INVITE: {_S.KNOWN: _S.INVITED},
    StandingEvent.AGREE: {
        _S.KNOWN: _S.AGREED,
        _S.INVITED: _S.AGREED,
        _S.AGREED: _S.AGREED,
        _S.DECLINED: _S.AGREED,
        _S.STOPPED: _S.AGREED,
        _S.UNREACHABLE: _S.AGREED,
    },
    StandingEvent.RECORD_CONSENT: {
        _S.KNOWN: _S.AGREED,
        _S.INVITED: _S.AGREED,
        _S.AGREED: _S.AGREED,
        _S.DECLINED: _S.DECLINED,
        _S.STOPPED: _S.STOPPED,
        _S.UNREACHABLE: _S.UNREACHABLE,
        _S.LEFT: _S.LEFT,
    },
    StandingEvent.DECLINE: {
        _S.KNOWN: _S.DECLINED,
        _S.INVITED: _S.DECLINED,
        _S.AGREED: _S.STOPPED,
        _S.DECLINED: _S.DECLINED,
        _S.STOPPED: _S.STOPPED,
        _S.UNREACHABLE: _S.DECLINED,
    },
    StandingEvent.STOP: {
        _S.KNOWN: _S.STOPPED,
        _S.INVITED: _S.STOPPED,
        _S.AGREED: _S.STOPPED,
        _S.DECLINED: _S.DECLINED,
        _S.STOPPED: _S.STOPPED,
        _S.UNREACHABLE: _S.STOPPED,
    },
    # A no outlives a closed conversation: else a return would forget it.
    StandingEvent.REFUSE: {
        _S.KNOWN: _S.UNREACHABLE,
        _S.INVITED: _S.UNREACHABLE,
        _S.AGREED: _S.UNREACHABLE,
        _S.DECLINED: _S.DECLINED,
        _S.STOPPED: _S.STOPPED,
        _S.UNREACHABLE: _S.UNREACHABLE,
        _S.LEFT: _S.LEFT,
    },
    StandingEvent.LEAVE: dict.fromkeys(Standing, _S.LEFT),
    # Agreeing does not survive leaving; somebody else may have the account now.
    StandingEvent.RETURN: {
        _S.KNOWN: _S.KNOWN,
        _S.INVITED: _S.INVITED,
        _S.AGREED: _S.AGREED,
        _S.DECLINED: _S.DECLINED,
        _S.STOPPED: _S.STOPPED,
        _S.UNREACHABLE: _S.UNREACHABLE,
        _S.LEFT: _S.KNOWN,
    },
}

TRANSITIONS: Mapping[tuple[Standing, StandingEvent], Standing] = {
    (before, event): then
    for event, moves in _BY_EVENT.items()
    for before, then in moves.items()
}


def after(standing: Standing, event: StandingEvent) -> Standing:
    """Give the next standing; raise Refused where the event cannot happen."""
    try:
        return TRANSITIONS[standing, event]
    except KeyError:
        raise Refused(f"A person who is {standing} cannot {event}.") from None
