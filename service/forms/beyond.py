"""The weekly suggestion beyond the desk, in words; the load rule always with it."""

from service.core.card import Exercise
from service.words import _

TITLE = _("Beyond the desk, if you like")
LOAD_RULE = _(
    "Start light and slowly, and never go to exhaustion: stop while two more would "
    "still be easy. Stop at once if it hurts more than a little, or if you feel dizzy, "
    "sick, short of breath or tight in the chest. Nothing hot, fast or heavy. A "
    "trainer can show you how, and which weight is light enough."
)
NOT_INTERESTED = _("Not interested")
NEVER = _("Never this one")
AGAIN = _("Suggest gym, yoga or a trainer again")
OFF = _("Fine. No more suggestions beyond the desk.")
LEFT_OUT = _("Fine. That one stays away.")
ON = _("Fine. A suggestion may come once a week again.")


def how(card: Exercise) -> list[str]:
    """Give what to do, what to look out for, and how much, as plain sentences."""
    start = card.dose[0].reps if card.dose else 0
    return [
        *card.steps,
        _("Common mistake: {text}").format(text=card.common_mistake),
        *([_("To begin with: {n} times, once.").format(n=start)] if start else []),
        *([_("Stop if: {text}").format(text=card.stop_if)] if card.dose else []),
    ]
