"""Stores what comes back from the modals, and says which screen or card follows."""

from collections.abc import Callable, Mapping
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
from service.blocks.hurts import Sign, read_hurts
from service.blocks.ids import Callback
from service.blocks.inputs import Mistakes
from service.blocks.screen_limits import ASKED_EQUIPMENT
from service.core.causes import Status, Triage, triage_of
from service.core.nudges import MAY_HAVE_ARRIVED
from service.core.pains import newest_pain
from service.core.profile import Pain, Profile, Region
from service.core.questions import SOFT, UPPER_BACK_UNCHECKED
from service.ports import View
from service.store import nudges, people

Next = View | Mistakes | None
"""The screen that follows; mistakes to put right; or None: the modal closes."""

# What a sign during a movement counts as (rule P6): the flag that it is kept as.
SIGN_FLAGS: Mapping[Sign, str] = {
    Sign.CHEST_PAIN: "A3_chest_pain_or_breathless",
    Sign.BREATHLESSNESS: "A3_chest_pain_or_breathless",
    Sign.DIZZINESS: "A5_worst_headache_speech_vision_face_drop_attack",
    Sign.NEW_NUMBNESS: "B5_arm_or_leg_weak_numb_or_clumsy",
}

STATUS_CARDS: Mapping[Status, Callable[[], View]] = {
    Status.STOP_EMERGENCY: cards.emergency_card,
    Status.STOP_SEEK_CARE: cards.urgent_card,
    Status.HOLD_SEVERE: cards.severe_card,
    Status.HOLD_RISE: cards.rise_card,
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
        safety_answered=True,
    )


def soreness(old: Profile, read: Soreness, now: datetime) -> Profile:
    """Merge screen 2: a new rating; soft flags anew, the others only added."""
    return replace(
        old,
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
    return _card(scene) or cards.cleared_card(scene.next_at_words())


def checked_in(old: Profile, read: CheckIn, now: datetime) -> Profile:
    return replace(
        old,
        flags=old.flags | read.flags(old.age_band),
        pains=_rated(old, read.pain_now, read.regions, now),
    )


def hurt(scene: Scene, submission: Submission) -> Next:
    """Store which movement hurt and how it is now; let go of the other movements."""
    person = scene.person
    nudge = nudges.get(scene.conn, person.workspace_id, submission.private_metadata)
    if nudge is None or nudge.person_id != person.person_id:
        return None
    routine = routine_of(scene.app, scene.conn, person, nudge)
    if routine is None or nudge.state not in MAY_HAVE_ARRIVED:
        return None
    in_routine = {item.exercise.id for item in routine.items}
    read = read_hurts(submission.state, in_routine)
    spared = in_routine - {read.exercise_id} if read.exercise_id else set()

    def learn(old: Profile) -> Profile:
        held = {k: v for k, v in old.not_now.items() if k not in spared}
        if read.exercise_id:
            held[read.exercise_id] = scene.now + NOT_NOW
        newest = newest_pain(old, scene.now)
        regions = newest.regions if newest else frozenset()
        rated = (
            old.pains
            if read.pain_now is None
            else _rated(old, read.pain_now, regions, scene.now)
        )
        flags = old.flags | {SIGN_FLAGS[sign] for sign in read.signs}
        return replace(old, not_now=held, pains=rated, flags=flags)

    _keep(scene, learn)
    return _card(scene)


FORMS: Mapping[Callback, Callable[[Scene, Submission], Next]] = {
    Callback.SET_UP: set_up,
    Callback.FOLLOW_UP: follow_up,
    Callback.CHECK_IN: check_in,
    Callback.HURTS: hurt,
    Callback.WHY: lambda _scene, _submission: None,
    Callback.CARD: lambda _scene, _submission: None,
}


def _after_screen(scene: Scene, number: int) -> View:
    card = _card(scene)
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


def _card(scene: Scene) -> View | None:
    """Give the fixed card of the person's status, where exercise has to wait."""
    profile = scene.profile
    triage: Triage = triage_of(profile, scene.now)
    if triage.status is Status.STOP_SEEK_CARE and profile.told_not_to_exercise:
        return cards.told_card()
    card = STATUS_CARDS.get(triage.status)
    return card() if card else None


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
