"""What has to be asked before somebody exercises again, and what is due for a look."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from service.core.causes import Triage
from service.core.pains import bounded, hold_of, unsettled
from service.core.profile import Pain, Part, Profile, ToAsk
from service.core.questions import QUESTIONS
from service.core.scores import Category, Confidence, category_of, score
from service.core.settling import settle
from service.core.thresholds import ASK_HABITS_AGAIN, HOLD, HURTS_IN_A_ROW

BOTH = frozenset(Part)


class Point(StrEnum):
    """A question about the load that is open, beside those never answered."""

    DOES_IT_FIT = "does_it_fit"
    OLD_ANSWERS = "old_answers"


def must_ask(profile: Profile, since: datetime, parts: Iterable[Part]) -> Profile:
    """Let nobody exercise until these parts were answered, at ``since`` or later."""
    before = profile.to_ask
    if before:
        since = max(since, before.since)
        parts = before.parts | set(parts)
    return replace(profile, to_ask=ToAsk(since=since, parts=frozenset(parts)))


def answered(profile: Profile, parts: Iterable[Part], now: datetime) -> Profile:
    """Note that the person was asked; an answer before its time does not count."""
    asked = profile.to_ask
    if asked is None or now < asked.since:
        return profile
    left = asked.parts - set(parts)
    return replace(profile, to_ask=replace(asked, parts=left) if left else None)


def rated(profile: Profile, pain: Pain) -> Profile:
    """Add a rating, with all that follows from it alone (rules P1 and P2)."""
    pains = (*profile.pains, pain)
    new = replace(
        profile,
        pains=bounded(pains, pain.at),
        unsettled=profile.unsettled or unsettled(pains, profile.cleared_at),
    )
    holds = hold_of(pains, len(pains) - 1) is not None
    return must_ask(new, pain.at + HOLD, BOTH) if holds else new


def cleared(profile: Profile, now: datetime) -> Profile:
    """Take a clinician's word that exercise is fine; the soreness is asked anew."""
    fine = replace(profile, unsettled=False, cleared_at=now)
    return must_ask(fine, now, {Part.SORENESS})


def hurt_again(profile: Profile, closing: Iterable[bool], now: datetime) -> Profile:
    """Ask first where the last three routines all hurt (rule P7).

    ``closing``: of the routines that were answered, the newest first, whether the
    answer was that it hurts.
    """
    last = [hurts for hurts, _ in zip(closing, range(HURTS_IN_A_ROW), strict=False)]
    in_a_row = len(last) == HURTS_IN_A_ROW and all(last)
    return must_ask(profile, now, BOTH) if in_a_row else profile


def habits_told(
    profile: Profile, codes: Mapping[str, str | None], now: datetime
) -> Profile:
    """Note when desk or load was gone through, and what the answers point to now.

    A single answer does not refresh the others, but the first one starts the clock.
    """
    axes = {QUESTIONS[name].axis for name in codes}
    gone = dict(profile.gone_through)
    for axis in axes:
        every = {name for name, question in QUESTIONS.items() if question.axis is axis}
        if every <= codes.keys() or axis not in gone:
            gone[axis.value] = now
    return settled(replace(profile, gone_through=gone), now)


def settled(profile: Profile, now: datetime) -> Profile:
    """Settle the likely load, once every question about desk and load was asked."""
    if not QUESTIONS.keys() <= profile.asked | profile.answers.keys():
        return profile
    category = category_of(score(profile.answers, profile.patterns))
    return replace(profile, settled=settle(profile.settled, category, now))


def open_points(profile: Profile, triage: Triage, now: datetime) -> tuple[Point, ...]:
    """Give what to ask the person about the own load; nothing while exercise waits."""
    if not triage.nudges:
        return ()
    doubtful = (
        triage.confidence is Confidence.LOW
        and triage.category is not Category.UNCLEAR
        and profile.own_category is None
    )
    old = any(at + ASK_HABITS_AGAIN <= now for at in profile.gone_through.values())
    said = ((doubtful, Point.DOES_IT_FIT), (old, Point.OLD_ANSWERS))
    return tuple(point for holds, point in said if holds)
