"""The fixed cards shown when exercise has to wait: the same words for everyone.

Design: no disease names, no generated sentence, calm, and no arguing with a tick.
They exist as modals only, so no message ever tells of them.
"""

from collections.abc import Callable, Mapping

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import (
    Frame,
    button,
    button_row,
    modal,
    paragraph,
    small_print,
)
from service.core.causes import Status, Triage
from service.core.reasons import ReasonCode
from service.ports import View
from service.words import _

EMERGENCY = _(
    "Some things you ticked need medical help now, not exercise. Call your local "
    "emergency number or go to emergency care. I have paused all exercise messages. "
    "This tool cannot assess you."
)
EMERGENCY_AFTER = _(
    "Once you have been checked, open my Home tab, choose My answers, and say so "
    "on the first screen."
)
URGENT = _(
    "Some things you ticked should be looked at by a clinician soon, today or "
    "tomorrow if you can. I have paused exercise messages. Tell me when someone has "
    "said exercise is fine."
)
TOLD = _(
    "You were told not to exercise for now, or had an operation recently. I have "
    "paused exercise messages. Tell me when someone has said exercise is fine."
)
CLEARED_LABEL = _("A clinician says it is fine")
SEVERE = _(
    "That is a lot of pain. No exercises today. If it is new, getting worse or "
    "worrying you, please contact a clinician."
)
SEVERE_AFTER = _(
    "Many people find that staying gently active helps, as far as it is "
    "comfortable. I will ask again in two days."
)
RISE = _(
    "That is clearly more than in the last days, so no exercises for two days. If "
    "it is new, getting worse or worrying you, please contact a clinician."
)
RISE_AFTER = _("I will ask again then, and start lower.")
STANDS = _("You had a lot more pain not long ago, so this is still a quiet time.")
STANDS_AFTER = _("I will ask how you are once two days are over.")
SOFT = _(
    "What you ticked is worth showing to a professional, such as a GP or a "
    "physiotherapist. Gentle routines go on meanwhile. Stop if it hurts more than a "
    "little."
)
UPPER_BACK = _(
    "Health services suggest having new pain between the shoulder blades checked. "
    "Gentle routines go on meanwhile. Stop if it hurts more than a little."
)
THANKS = _("Thank you. That is all I need.")


def emergency_card() -> View:
    return _card(EMERGENCY, small_print(EMERGENCY_AFTER))


def urgent_card() -> View:
    return _card(URGENT, _cleared())


def told_card() -> View:
    """For a recent operation, or somebody who was told not to exercise."""
    return _card(TOLD, _cleared())


def severe_card() -> View:
    return _card(SEVERE, small_print(SEVERE_AFTER))


def rise_card() -> View:
    return _card(RISE, small_print(RISE_AFTER))


def standing_card() -> View:
    """For a lower rating while an earlier hold is not over."""
    return _card(STANDS, small_print(STANDS_AFTER))


WAITING: Mapping[Status, Callable[[], View]] = {
    Status.STOP_EMERGENCY: emergency_card,
    Status.STOP_SEEK_CARE: urgent_card,
    Status.HOLD_SEVERE: severe_card,
    Status.HOLD_RISE: rise_card,
}


def waiting_card(triage: Triage, *, told: bool) -> View:
    """Give the card of a status in which exercise waits.

    ``told``: the person was told not to exercise.
    """
    if triage.status is Status.STOP_SEEK_CARE and told:
        return told_card()
    if triage.reasons[0].code is ReasonCode.HOLD_STANDS:
        return standing_card()
    return WAITING[triage.status]()


def soft_card() -> View:
    return _card(SOFT)


def upper_back_card() -> View:
    """For pain between the shoulder blades that nobody has checked."""
    return _card(UPPER_BACK)


def cleared_card(next_at_words: str | None) -> View:
    """Confirm that exercise is fine again."""
    return _card(_("Good. I start again, gently."), *_coming(next_at_words))


def thanks_card(first_at_words: str | None) -> View:
    """Close the set-up; ``first_at_words`` as words.when gives them."""
    return _card(THANKS, *_coming(first_at_words))


def _card(text: str, *more: kit.Block) -> View:
    return modal(Frame(callback=ids.Callback.CARD), [paragraph(text), *more])


def _cleared() -> kit.Block:
    return button_row(ids.Block.CLEARED, [button(ids.Action.CLEARED, CLEARED_LABEL)])


def _coming(at_words: str | None) -> list[kit.Block]:
    if at_words is None:
        return []
    return [paragraph(_("The next routine comes {when}.").format(when=at_words))]
