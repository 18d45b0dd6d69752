"""What to look at again about the own load, in one sentence each."""

from collections.abc import Mapping

from service.core.asking import Point
from service.core.causes import Triage
from service.core.scores import Category
from service.forms.sections import Section
from service.words import _

OLD_ANSWERS = _(
    "Your answers about desk and load are more than eight weeks old. Do they still fit?"
)
DOES_IT_FIT: Mapping[Category, str] = {
    Category.POSTURAL: _("This looks mostly like desk load. Does that fit?"),
    Category.OVERUSE: _("This looks mostly like lifting or training. Does that fit?"),
    Category.MIXED: _("This looks like desk load and lifting both. Does that fit?"),
}
LOOK = _("Have a look")


def asked(point: Point, triage: Triage) -> tuple[str, Section]:
    """Give the question, and the section that answers it."""
    if point is Point.OLD_ANSWERS:
        return OLD_ANSWERS, Section.DESK
    return DOES_IT_FIT[triage.category], Section.OWN_VIEW
