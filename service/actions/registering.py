"""Stores what comes back from the modals, and says which screen or card follows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from service.actions.answering import NOT_NOW
from service.actions.plan import plan_person
from service.actions.reading import routine_of
from service.actions.scene import Scene, Submission
from service.actions.standing import registered
from service.blocks import cards, registration
from service.blocks.check_in import read_check_in
from service.blocks.follow_up import PATTERNS, Answer, Patterns, read_follow_up
from service.blocks.forms import CheckIn, Hours, Limits, Safety, Soreness
from service.blocks.hurts import Hurt, Sign, read_hurts
from service.blocks.ids import Callback
from service.blocks.inputs import Mistakes
from service.blocks.screen_limits import ASKED_EQUIPMENT
from service.core.causes import Status, triage_of
from service.core.pains import newest_pain
from service.core.profile import Pain, Profile, Region
from service.core.questions import SOFT, UPPER_BACK_UNCHECKED
from service.core.status import STOPS
from service.ports import View
from service.store import nudges, people

HOLDS = frozenset({Status.HOLD_RISE, Status.HOLD_SEVERE})

Next = View | Mistakes | None
"""The screen that follows; mistakes to put right; or None: the modal closes."""

# What a sign during a movement counts as (rule P6): the flag that it is kept as.
SIGN_FLAGS: Mapping[Sign, str] = {
    Sign.CHEST_PAIN: "A3_chest_pain_or_breathless",
    Sign.BREATHLESSNESS: "A3_chest_pain_or_breathless",
    Sign.DIZZINESS: "A5_worst_headache_speech_vision_face_drop_attack",
    Sign.NEW_NUMBNESS: "B5_arm_or_leg_weak_numb_or_clumsy",
}

# After which of the four screens a card takes the place of the next one: a hold
# must not keep anybody from giving a new rating, or from changing the hours.
CARD_AFTER: Mapping[int, frozenset[Status]] = {
    1: STOPS,
    2: STOPS | HOLDS,
    registration.LAST: STOPS | HOLDS,
}


def submit(scene: Scene, submission: Submission) -> Next:
    """Store one modal's answers. Raises Refused for values never offered."""
    return FORMS[Callback(submission.callback)](scene, submission)


def set_up(scene: Scene, submission: Submission) -> Next:
    """Store one of the four screens, and show the next, or the card it calls for."""
    number = registration.number_of(submission.private_metadata)
    read = registration.read_screen(number, submission.state)
    if isinstance(read, Mistakes):
        return read
    match read:
        case Safety():
            _keep(scene, lambda old: safety(old, read))
        case Soreness():
            _keep(scene, lambda old: soreness(old, read, scene.now))
        case Hours():
            hours(scene, read)
        case Limits():
            _keep(scene, lambda old: limits(old, read))
    return _after_screen(scene, number)


def safety(old: Profile, read: Safety) -> Profile:
    """Merge screen 1. Only a clinician's word takes back what stopped before."""
    before = frozenset() if read.cleared else old.flags
    told_before = old.told_not_to_exercise and not read.cleared
    return replace(
        old,
        flags=before | read.flags,
        limits=old.limits | read.limits,
        told_not_to_exercise=read.told_not_to_exercise or told_before,
        age_band=read.age_band,
    )


def soreness(old: Profile, read: Soreness, now: datetime) -> Profile:
    """Merge screen 2: a new rating; soft flags anew, the others only added.

    With it the safety questions are answered: the urgent signs stand here.
    """
    return replace(
        old,
        safety_answered=True,
        flags=(old.flags - SOFT) | read.flags(old.age_band),
        pains=_rated(old, read.pain_now, read.regions, now),
    )


def hours(scene: Scene, read: Hours) -> None:
    """Store screen 3: from now on the person's hours beat the roster's."""
    _keep(scene, lambda old: replace(old, setting=read.setting))
    person = scene.person
    people.change(
        scene.conn,
        person.workspace_id,
        person.person_id,
        own_hours=True,
        work_days=sorted(read.work_days),
        work_start=read.work_start,
        work_end=read.work_end,
        lunch_start=read.lunch_start,
        lunch_end=read.lunch_end,
        nudges_per_day=read.nudges_per_day,
    )
    plan_person(scene.app, scene.conn, person)


def limits(old: Profile, read: Limits) -> Profile:
    asked = frozenset(ASKED_EQUIPMENT)
    return replace(
        old, limits=read.limits, equipment=(old.equipment - asked) | read.equipment
    )


def follow_up(scene: Scene, submission: Submission) -> Next:
    read = read_follow_up(submission.state)
    _keep(scene, lambda old: _answered(old, read))
    return None


def check_in(scene: Scene, submission: Submission) -> Next:
    """Store how it is today, which may end a hold."""
    read = read_check_in(submission.state)
    if isinstance(read, Mistakes):
        return read
    _keep(scene, lambda old: checked_in(old, read, scene.now))
    card = _card(scene)
    if card is None and UPPER_BACK_UNCHECKED in scene.profile.flags:
        return cards.upper_back_card()
    return card or cards.cleared_card(scene.next_at_words())


def checked_in(old: Profile, read: CheckIn, now: datetime) -> Profile:
    """Merge a check-in, which asks anew whether somebody has looked at it."""
    return replace(
        old,
        flags=(old.flags - {UPPER_BACK_UNCHECKED}) | read.flags(old.age_band),
        pains=_rated(old, read.pain_now, read.regions, now),
    )


def hurt(scene: Scene, submission: Submission) -> Next:
    """Store which movement hurt and how it is now; let go of the other movements.

    What the person says about the body is kept, whatever became of the nudge.
    """
    read = read_hurts(submission.state, scene.app.catalogue.by_id)
    routine = _routine_ids(scene, submission.private_metadata)
    _keep(scene, lambda old: hurting(old, read, routine, scene.now))
    return _card(scene)


def hurting(
    old: Profile, read: Hurt, routine: Collection[str], now: datetime
) -> Profile:
    """Merge what hurt. ``routine``: the exercises that were held back at once."""
    held = dict(old.not_now)
    if read.exercise_id:
        held = {k: v for k, v in held.items() if k not in routine}
        held[read.exercise_id] = now + NOT_NOW
    pains = old.pains
    if read.pain_now is not None:
        newest = newest_pain(old, now)
        regions = newest.regions if newest else frozenset()
        pains = _rated(old, read.pain_now, regions, now)
    flags = old.flags | {SIGN_FLAGS[sign] for sign in read.signs}
    return replace(old, not_now=held, pains=pains, flags=flags)


FORMS: Mapping[Callback, Callable[[Scene, Submission], Next]] = {
    Callback.SET_UP: set_up,
    Callback.FOLLOW_UP: follow_up,
    Callback.CHECK_IN: check_in,
    Callback.HURTS: hurt,
    Callback.WHY: lambda _scene, _submission: None,
    Callback.CARD: lambda _scene, _submission: None,
}


def _routine_ids(scene: Scene, nudge_id: str) -> frozenset[str]:
    person = scene.person
    nudge = nudges.get(scene.conn, person.workspace_id, nudge_id)
    if nudge is None or nudge.person_id != person.person_id:
        return frozenset()
    routine = routine_of(scene.app, scene.conn, person, nudge)
    items = routine.items if routine else ()
    return frozenset(item.exercise.id for item in items)


def _after_screen(scene: Scene, number: int) -> View:
    card = _card(scene, CARD_AFTER.get(number, frozenset()))
    if card is not None:
        return card
    if number < registration.LAST:
        return registration.screen(number + 1, registered(scene))
    return _last_word(scene)


def _last_word(scene: Scene) -> View:
    flags = scene.profile.flags
    if UPPER_BACK_UNCHECKED in flags:
        return cards.upper_back_card()
    if flags & SOFT:
        return cards.soft_card()
    return cards.thanks_card(scene.next_at_words())


def _card(scene: Scene, among: frozenset[Status] = STOPS | HOLDS) -> View | None:
    """Give the fixed card of the person's status, where exercise has to wait."""
    profile = scene.profile
    triage = triage_of(profile, scene.now)
    if triage.status not in among:
        return None
    return cards.waiting_card(triage, told=profile.told_not_to_exercise)


def _keep(scene: Scene, learn: Callable[[Profile], Profile]) -> None:
    old = scene.profile
    scene.save(old, learn(old))


def _rated(
    old: Profile, score: int, regions: frozenset[Region], now: datetime
) -> tuple[Pain, ...]:
    return (*old.pains, Pain(at=now, score=score, regions=regions))


def _answered(old: Profile, read: Answer | Patterns) -> Profile:
    if isinstance(read, Patterns):
        return replace(old, patterns=read.patterns, asked=old.asked | {PATTERNS})
    answers = dict(old.answers)
    if read.code is not None:
        answers[read.question_id] = read.code
    return replace(old, answers=answers, asked=old.asked | {read.question_id})
