"""Which fixed card comes first: where exercise waits, or somebody should look."""

from collections.abc import Mapping

from service.actions.scene import Scene
from service.core import hurts
from service.core.causes import Status, triage_of
from service.core.questions import SOFT, UPPER_BACK_UNCHECKED
from service.core.status import HOLDS, STOPS
from service.forms import cards
from service.forms.cards import Card
from service.forms.sections import Section

# After which section a card takes the place of what follows: a hold must not keep
# anybody from giving a new rating, or from changing the hours.
CARD_AFTER: Mapping[Section, frozenset[Status]] = {
    Section.SAFETY: STOPS,
    Section.SORENESS: STOPS | HOLDS,
    Section.LIMITS: STOPS | HOLDS,
    Section.OWN_VIEW: STOPS | HOLDS,
}


def card_after(scene: Scene, section: Section) -> Card | None:
    """Give the card that the answers of a section call for, if exercise waits."""
    return _card(scene, CARD_AFTER.get(section, frozenset()))


def resting_card(scene: Scene) -> Card | None:
    """Give the card that says why exercise waits; None where it goes on."""
    return _card(scene, STOPS | HOLDS)


def parting_card(scene: Scene) -> Card | None:
    """Give the card of somebody who goes on, but should show it to somebody."""
    flags = scene.profile.flags
    if UPPER_BACK_UNCHECKED in flags:
        return _twice(scene) or cards.UPPER_BACK
    return _twice(scene) or (cards.SOFT if flags & SOFT else None)


def card_of_hurt(scene: Scene) -> Card | None:
    """Give the card that comes first after something hurt, if one does."""
    return resting_card(scene) or _twice(scene)


def _twice(scene: Scene) -> Card | None:
    """Give the card of rule P4, while a region rests by what hurt there."""
    by_id = scene.app.catalogue.by_id
    rests = hurts.overloaded(scene.profile.hurts, by_id, scene.now)
    return cards.TWICE if rests else None


def _card(scene: Scene, among: frozenset[Status]) -> Card | None:
    """Give the fixed card of the person's status, where exercise has to wait."""
    profile = scene.profile
    triage = triage_of(profile, scene.now)
    if triage.status not in among:
        return None
    return cards.waiting(triage, profile, scene.now)
