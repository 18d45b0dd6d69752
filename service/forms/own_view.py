"""What we see in the answers, in plain words, and the person's own word on it.

The person's correction wins over the answers (evidence.md 1.3).
"""

from collections.abc import Mapping

from service.core.causes import Triage
from service.core.questions import CUTS
from service.core.scores import Category, Confidence
from service.forms import fields as ask
from service.forms.answers import OwnView, Registered
from service.forms.fields import Ask, Field, Given
from service.words import _

SEEN: Mapping[Category, str] = {
    Category.POSTURAL: _("It looks mostly like desk load."),
    Category.OVERUSE: _("It looks more like lifting, carrying or training."),
    Category.MIXED: _("It looks like both: desk load, and lifting or training."),
    Category.UNCLEAR: _("Nothing stands out yet."),
}
MEANS: Mapping[Category, str] = {
    Category.POSTURAL: _("Your desk set-up asks a lot of one position."),
    Category.OVERUSE: _("Your body is carrying a lot of load."),
    Category.MIXED: _(
        "Your desk set-up asks a lot of one position, and your body is carrying a lot "
        "of load."
    ),
    Category.UNCLEAR: _("A balanced plan for the whole body is a good start."),
}
PLAN: Mapping[Category, str] = {
    Category.POSTURAL: _(
        "So the routines open the chest, let the upper back move, and train pulling "
        "and what holds you upright."
    ),
    Category.OVERUSE: _(
        "So the routines train legs, hips and arms bit by bit, and give a rest to what "
        "works most."
    ),
    Category.MIXED: _("So the routines take turns between the two."),
    Category.UNCLEAR: _("So the routines go through the whole body in turn."),
}
SURE: Mapping[Confidence, str] = {
    Confidence.HIGH: _("Your answers point there quite clearly."),
    Confidence.MEDIUM: _("Your answers point there, with some room for doubt."),
    Confidence.LOW: _(
        "That is a weak guess: few answers, or answers that point both ways."
    ),
}
CORRECTED = _("You said so yourself, and that counts more than any guess.")
TOO_LITTLE = _(
    "I know too little yet to say: {n} questions on desk and load are still open. "
    "Nothing has to be answered, but each answer helps."
)
NOT_A_FINDING = _(
    "This is a guess at what loads your body, not a finding about your health."
)

INTRO = _("You know your days better than any guess: your own word counts more.")

VIEW = Field(name="view", label=_("Does that fit?"))
AS_SEEN = "as_seen"
VIEW_TEXT: Mapping[str, str] = {
    AS_SEEN: _("Yes, go by my answers"),
    Category.POSTURAL: _("It is mostly my desk"),
    Category.OVERUSE: _("It is more like lifting or training"),
    Category.MIXED: _("It is both"),
    Category.UNCLEAR: _("I am not sure"),
}


def in_words(triage: Triage, own: Category | None) -> list[str]:
    """Say what we see, what it means for the routines, and how sure we are."""
    category = triage.category
    seen = SEEN.get(category)
    if seen is None:
        return []
    if own:
        return [f"{seen} {CORRECTED}", PLAN[category]]
    if triage.scores.missing > CUTS.max_missing:
        return [TOO_LITTLE.format(n=triage.scores.missing), PLAN[category]]
    sure = SURE[triage.confidence or Confidence.LOW]
    sure = "" if category is Category.UNCLEAR else f" {sure}"
    return [f"{seen}{sure}", f"{MEANS[category]} {PLAN[category]}", NOT_A_FINDING]


def asks(current: Registered) -> list[Ask]:
    return [ask.one(VIEW, VIEW_TEXT, current.profile.own_category or AS_SEEN)]


def read_own_view(given: Given) -> OwnView:
    """Read the person's own word; raises Refused for one never offered."""
    chosen = ask.chosen(given, VIEW, VIEW_TEXT) or AS_SEEN
    return OwnView(category=None if chosen == AS_SEEN else Category(chosen))
