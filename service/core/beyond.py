"""Beyond the desk: at most one gym, yoga or trainer suggestion a week.

A suggestion is no nudge: nothing is planned, sent or counted for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.core.card import Exercise, Kind, Position, Theme
from service.core.causes import Triage, effective_limits
from service.core.exercises import Catalogue
from service.core.hurts import overloaded
from service.core.pains import rested_lately
from service.core.profile import Limit, Profile, Setting
from service.core.questions import NEW_LOAD
from service.core.ramp import stage, week_of
from service.core.status import Status
from service.core.thresholds import BEYOND_FROM_WEEK, BEYOND_WEEKLY_FROM


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a suggestion rests on; ``week`` counts from 1, as the ramp does."""

    catalogue: Catalogue
    profile: Profile
    triage: Triage
    week: int
    now: datetime


def suggestion(outlook: Outlook) -> Exercise | None:
    """Give the card of the week, the same for the same week, answers and limits.

    Weeks 1 and 2 have none, weeks 3 and 4 share one (evidence.md 4.5).
    """
    if not _is_time(outlook):
        return None
    fitting = [card for card in outlook.catalogue if _fits(card, outlook)]
    return fitting[_period(outlook.week) % len(fitting)] if fitting else None


def period_start(started: date, day: date) -> date:
    """Give the first day of the time that shares one suggestion with ``day``."""
    week = week_of(started, day)
    first = BEYOND_FROM_WEEK if week < BEYOND_WEEKLY_FROM else week
    return started + timedelta(weeks=first - 1)


def _period(week: int) -> int:
    return max(week - BEYOND_WEEKLY_FROM + 1, 0)


def _is_time(outlook: Outlook) -> bool:
    """Not before week 3, and only where everything goes: no hold, stop or gentle."""
    profile, now = outlook.profile, outlook.now
    return (
        outlook.week >= BEYOND_FROM_WEEK
        and outlook.triage.status is Status.GO
        and profile.safety_answered
        and profile.wants_beyond
        and not rested_lately(profile, now)
    )


def _fits(card: Exercise, outlook: Outlook) -> bool:
    is_beyond = card.kind is Kind.GUIDANCE or card.setting is Setting.GYM
    return is_beyond and all(rule(card, outlook) for rule in RULES)


def _is_wanted(card: Exercise, outlook: Outlook) -> bool:
    until_then = outlook.profile.not_now.get(card.id)
    put_off = until_then is not None and outlook.now < until_then
    return card.id not in outlook.profile.never and not put_off


def _level_is_reached(card: Exercise, outlook: Outlook) -> bool:
    return card.level <= stage(outlook.week).max_level


def _is_not_avoided(card: Exercise, outlook: Outlook) -> bool:
    limits = effective_limits(outlook.profile)
    seated = card.position in {Position.SEATED, Position.ANY}
    return card.avoid.isdisjoint(limits) and (seated or Limit.WHEELCHAIR not in limits)


def _is_approved_in_pregnancy(card: Exercise, outlook: Outlook) -> bool:
    """In pregnancy only the way to a professional is open without a clinician."""
    pregnant = Limit.PREGNANCY in effective_limits(outlook.profile)
    return not pregnant or outlook.profile.exercise_approved or _asks(card)


def _suits_fragile_bones(card: Exercise, outlook: Outlook) -> bool:
    """Keep fragile bones from a class, which bends the back to its end (design)."""
    fragile = Limit.OSTEOPOROSIS in effective_limits(outlook.profile)
    return not fragile or _asks(card) or Theme.YOGA not in card.themes


def _goes_there(card: Exercise, outlook: Outlook) -> bool:
    """Suggest machines and weights only to those who named a gym as a place."""
    profile = outlook.profile
    places = {profile.setting, *profile.setting_by_day.values()}
    return card.kind is Kind.GUIDANCE or Setting.GYM in places


def _adds_no_new_load(card: Exercise, outlook: Outlook) -> bool:
    """No weights while the load is new, nor where two movements hurt (rule P4)."""
    if not card.builds:
        return True
    profile, by_id = outlook.profile, outlook.catalogue.by_id
    rests = overloaded(profile.hurts, by_id, outlook.now)
    is_new = profile.answers.get(NEW_LOAD) == "yes"
    return not is_new and card.regions.isdisjoint(rests)


def _asks(card: Exercise) -> bool:
    """Say whether the card is no exercise, but the way to somebody who knows."""
    is_class = Theme.YOGA in card.themes
    return card.kind is Kind.GUIDANCE and not is_class


# A card is suggested only if every one of these says yes. Design.
RULES: tuple[Callable[[Exercise, Outlook], bool], ...] = (
    _is_wanted,
    _level_is_reached,
    _is_not_avoided,
    _is_approved_in_pregnancy,
    _suits_fragile_bones,
    _goes_there,
    _adds_no_new_load,
)
