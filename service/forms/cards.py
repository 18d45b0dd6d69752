"""The fixed cards shown when exercise has to wait: the same words for everyone.

Design: no disease names, no generated sentence, calm, and no arguing with a tick.
They are shown in modals and on the person's own pages only, never in a message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from service.core.causes import Status, Triage
from service.core.profile import Part, Profile
from service.core.reasons import ReasonCode
from service.core.status import STOPS
from service.words import _


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card: its heading (24 characters), what it says, and a line below.

    ``can_be_cleared``: by a clinician's word. ``asks``: what the person can answer
    now, so that it may go on. ``is_urgent``: it comes before all else.
    """

    text: str
    after: str | None = None
    can_be_cleared: bool = False
    title: str = _("Exercise rests for now")
    is_urgent: bool = False
    asks: Part | None = None


ANSWER_LABEL = _("Say how you are")
CLEARED_LABEL = _("A clinician says it is fine")

EMERGENCY = Card(
    title=_("Get medical help now"),
    is_urgent=True,
    text=_(
        "Some things you ticked need medical help now, not exercise. Call your local "
        "emergency number or go to emergency care. I have paused all exercise "
        "messages. This tool cannot assess you."
    ),
    after=_(
        "Once you have been checked, say so under My answers, in the part Safety first."
    ),
)
URGENT = Card(
    text=_(
        "Some things you ticked should be looked at by a clinician soon, today or "
        "tomorrow if you can. I have paused exercise messages. Tell me when someone "
        "has said exercise is fine."
    ),
    can_be_cleared=True,
)
TOLD = Card(
    text=_(
        "You were told not to exercise for now, or had an operation recently. I have "
        "paused exercise messages. Tell me when someone has said exercise is fine."
    ),
    can_be_cleared=True,
)
SEVERE = Card(
    text=_(
        "That is a lot of pain. No exercises today. If it is new, getting worse or "
        "worrying you, please contact a clinician."
    ),
    after=_(
        "Many people find that staying gently active helps, as far as it is "
        "comfortable. I will ask again in two days."
    ),
)
RISE = Card(
    text=_(
        "That is clearly more than in the last days, so no exercises for two days. If "
        "it is new, getting worse or worrying you, please contact a clinician."
    ),
    after=_("I will ask again then, and start lower."),
)
STANDS = Card(
    text=_("You had a lot more pain not long ago, so this is still a quiet time."),
    after=_("I will ask how you are once two days are over."),
)
UNSETTLED = Card(
    text=_(
        "A lot of pain came back, or has not eased in a week. That should be looked at "
        "by a clinician soon, today or tomorrow if you can. I have paused exercise "
        "messages. Tell me when someone has said exercise is fine."
    ),
    can_be_cleared=True,
)
ASK_FIRST = Card(
    title=_("First, how are you?"),
    text=_(
        "Before the next routine I need to know how you are, and whether any of the "
        "warning signs is true."
    ),
)
TWICE = Card(
    title=_("A word first"),
    text=_(
        "Two movements for the same part hurt within a week. Nothing loads that part "
        "for seven days; the rest goes on. Please show it to a professional, such as a "
        "GP or a physiotherapist."
    ),
)
SOFT = Card(
    title=_("A word first"),
    text=_(
        "What you ticked is worth showing to a professional, such as a GP or a "
        "physiotherapist. Gentle routines go on meanwhile. Stop if it hurts more than "
        "a little."
    ),
)
UPPER_BACK = Card(
    title=_("A word first"),
    text=_(
        "Health services suggest having new pain between the shoulder blades checked. "
        "Gentle routines go on meanwhile. Stop if it hurts more than a little."
    ),
)
THANKS = _("Thank you. That is all I need.")
STARTS_AGAIN = _("Good. I start again, gently.")

WAITING: Mapping[Status, Card] = {
    Status.STOP_EMERGENCY: EMERGENCY,
    Status.STOP_SEEK_CARE: URGENT,
    Status.HOLD_SEVERE: SEVERE,
    Status.HOLD_RISE: RISE,
}


# Where the rule that decided has a card of its own.
BY_RULE: Mapping[ReasonCode, Card] = {
    ReasonCode.HOLD_STANDS: STANDS,
    ReasonCode.PAIN_UNSETTLED: UNSETTLED,
    ReasonCode.ASK_FIRST: ASK_FIRST,
}


def waiting(triage: Triage, profile: Profile, now: datetime) -> Card | None:
    """Give the card of a status in which exercise waits; None where it goes."""
    if triage.nudges:
        return None
    if triage.status is Status.STOP_SEEK_CARE and profile.told_not_to_exercise:
        return TOLD
    if triage.status not in STOPS and profile.to_ask and profile.to_ask.since <= now:
        first = next(part for part in Part if part in profile.to_ask.parts)
        return replace(ASK_FIRST, asks=first)
    rule = triage.reasons[0].code if triage.reasons else None
    return (BY_RULE.get(rule) if rule else None) or WAITING.get(triage.status)
