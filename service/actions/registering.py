"""Reads what comes back from the modals, and says which screen or card follows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from service.actions import advising, learning, own_data, refusing, standing
from service.actions.keeping import keep, learn
from service.actions.reading import routine_of
from service.actions.scene import Scene, Submission
from service.actions.standing import registered
from service.blocks import registration
from service.blocks import today as day_view
from service.blocks.cards import card_view, cleared_card, thanks_card
from service.blocks.check_in import read_check_in
from service.blocks.follow_up import read_follow_up
from service.blocks.ids import Callback
from service.core import asking, hurts
from service.core.errors import Refused
from service.core.pains import newest_pain
from service.core.profile import Hurt as HurtEvent
from service.core.profile import Pain, Profile
from service.core.questions import UPPER_BACK_UNCHECKED
from service.core.thresholds import NOT_NOW
from service.forms import cards, pause, privacy, sections
from service.forms.cards import Card
from service.forms.fields import Given, Mistakes
from service.forms.holidays import asks_for_region
from service.forms.hurting import Hurt, Sign, read_hurts, stays_away
from service.forms.refusing import LEFT_OUT, read_refused
from service.forms.sections import Section, section_of
from service.forms.words import escaped
from service.ports import View
from service.store import nudges

_ABOUT_THE_BODY = frozenset({Callback.SET_UP, Callback.CHECK_IN, Callback.HURTS})

Next = View | Mistakes | None
"""The screen that follows; mistakes to put right; or None: the modal closes."""

# What a sign during a movement counts as (rule P6): the flag that it is kept as.
SIGN_FLAGS: Mapping[Sign, str] = {
    Sign.CHEST_PAIN: "A3_chest_pain_or_breathless",
    Sign.BREATHLESSNESS: "A3_chest_pain_or_breathless",
    Sign.DIZZINESS: "A5_worst_headache_speech_vision_face_drop_attack",
    Sign.NEW_NUMBNESS: "B5_arm_or_leg_weak_numb_or_clumsy",
}


def submit(scene: Scene, submission: Submission) -> Next:
    """Store one modal's answers. Raises Refused for values never offered."""
    return MODALS[Callback(submission.callback)](scene, submission)


def is_about_the_body(submission: Submission) -> bool:
    """Say whether it may change what may be done, whatever was answered."""
    callback = Callback(submission.callback)
    about = submission.private_metadata
    return callback in _ABOUT_THE_BODY or (
        callback is Callback.SECTION and section_of(about) in sections.BODY
    )


def kept(scene: Scene, section: Section, given: Given) -> Mistakes | Card | None:
    """Store one section; gives what is wrong, or the card that it calls for."""
    read = sections.read(section, given)
    mistakes = read if isinstance(read, Mistakes) else keep(scene, read)
    return mistakes or advising.card_after(scene, section)


def set_up(scene: Scene, submission: Submission) -> Next:
    """Store one of the four screens, and show the next, or the card it calls for."""
    number = registration.number_of(submission.private_metadata)
    match kept(scene, registration.ORDER[number - 1], submission.given):
        case Mistakes() as mistakes:
            return mistakes
        case Card() as card:
            return card_view(card)
        case None:
            return _following(scene, number)


def _following(scene: Scene, number: int) -> View:
    if number < registration.LAST:
        return registration.screen(number + 1, registered(scene))
    last = advising.parting_card(scene)
    return card_view(last) if last else thanks_card(scene.next_at_words())


def one_section(scene: Scene, submission: Submission) -> Next:
    """Store a section that was opened by itself; a card may follow, else it closes."""
    section = section_of(submission.private_metadata)
    before = registered(scene)
    match kept(scene, section, submission.given):
        case Mistakes() as mistakes:
            return mistakes
        case Card() as card:
            return card_view(card)
        case None:
            pass
    if section is Section.SAFETY and scene.profile.to_ask:
        # A clinician's word starts nothing before the soreness was asked.
        return _resting_view(scene)
    after = registered(scene.anew())
    asks = section is Section.HOLIDAYS and asks_for_region(
        submission.given, before, after
    )
    return registration.section_view(section, after) if asks else None


def _resting_view(scene: Scene) -> View | None:
    card = advising.resting_card(scene)
    return card_view(card) if card else None


def follow_up(scene: Scene, submission: Submission) -> Next:
    keep(scene, read_follow_up(submission.given))
    return None


def pause_until(scene: Scene, submission: Submission) -> Next:
    """Pause until the day that was picked; the Home and the page show it then."""
    try:
        reply = standing.pause_until(scene, pause.read_day(submission.given))
    except Refused as refused:
        return Mistakes(by_field={pause.DAY.name: str(refused)})
    return day_view.said(reply.fold.text) if reply.fold else None


def check_in(scene: Scene, submission: Submission) -> Next:
    """Store how it is today, which may end a hold."""
    read = read_check_in(submission.given)
    if isinstance(read, Mistakes):
        return read
    keep(scene, read)
    card = advising.resting_card(scene)
    if card is None and UPPER_BACK_UNCHECKED in scene.profile.flags:
        card = cards.UPPER_BACK
    return card_view(card) if card else cleared_card(scene.next_at_words())


def delete_all(scene: Scene, _submission: Submission) -> Next:
    """Delete everything: the modal was the confirmation."""
    own_data.delete(scene)
    return day_view.said(privacy.DELETED)


def hurt(scene: Scene, submission: Submission) -> Next:
    """Store which movement hurt and how it is now; let go of the other movements.

    What the person says about the body is kept, whatever became of the nudge.
    """
    known = scene.app.catalogue.by_id
    read = read_hurts(submission.given, known)
    routine = _routine_ids(scene, submission.private_metadata)
    learn(scene, lambda old: hurting(old, read, routine, scene.now))
    picked = read.exercise_id
    if picked:
        learning.hurt(scene, submission.private_metadata, picked)
    card = advising.card_of_hurt(scene)
    if card:
        return card_view(card)
    away = [picked] if picked else sorted(routine)
    return day_view.said(escaped(stays_away(known[one].name for one in away)))


def hurting(
    old: Profile, read: Hurt, routine: Collection[str], now: datetime
) -> Profile:
    """Merge what hurt. ``routine``: the exercises that were held back at once."""
    held = dict(old.not_now)
    if read.exercise_id:
        held = {k: v for k, v in held.items() if k not in routine}
        held[read.exercise_id] = now + NOT_NOW
    flags = old.flags | {SIGN_FLAGS[sign] for sign in read.signs}
    new = replace(old, not_now=held, flags=flags)
    if read.exercise_id:
        new = hurts.hurt(new, HurtEvent(at=now, exercise_id=read.exercise_id))
    if read.pain_now is not None:
        newest = newest_pain(old, now)
        regions = newest.regions if newest else frozenset()
        new = asking.rated(new, Pain(at=now, score=read.pain_now, regions=regions))
    return new


def never(scene: Scene, submission: Submission) -> Next:
    """Store which movement shall not come again."""
    read = read_refused(submission.given, scene.app.catalogue.by_id)
    if read:
        refusing.never(scene, read)
    return day_view.said(LEFT_OUT) if read else None


MODALS: Mapping[Callback, Callable[[Scene, Submission], Next]] = {
    Callback.SET_UP: set_up,
    Callback.SECTION: one_section,
    Callback.FOLLOW_UP: follow_up,
    Callback.CHECK_IN: check_in,
    Callback.HURTS: hurt,
    Callback.NEVER: never,
    Callback.PAUSE: pause_until,
    Callback.WHY: lambda _scene, _submission: None,
    Callback.CARD: lambda _scene, _submission: None,
    Callback.MENU: lambda _scene, _submission: None,
    Callback.TODAY: lambda _scene, _submission: None,
    Callback.LEFT_OUT: lambda _scene, _submission: None,
    Callback.MY_DATA: lambda _scene, _submission: None,
    Callback.DELETE_ALL: delete_all,
}


def _routine_ids(scene: Scene, nudge_id: str) -> frozenset[str]:
    person = scene.person
    known = nudge_id.isalnum()
    nudge = nudges.get(scene.conn, person.workspace_id, nudge_id) if known else None
    if nudge is None or nudge.person_id != person.person_id:
        return frozenset()
    routine = routine_of(scene.app, scene.conn, person, nudge)
    return routine.ids if routine else frozenset()
