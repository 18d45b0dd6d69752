"""Says who answers for the content of a card."""

from datetime import date

from service.core.card import Exercise
from service.forms.words import MONTHS
from service.words import _


def credit(exercise: Exercise) -> str | None:
    """Say who wrote and who reviewed it; None where nobody reviewed it so far.

    As in ``By Ana Ruiz, physiotherapist, reviewed 3 March 2026``.
    """
    review = exercise.review
    if review is None or not exercise.reviewed:
        return None
    on = _day(review.on)
    if exercise.author == review.by:
        return _("By {who}, reviewed {day}").format(who=review.by, day=on)
    said = _("Reviewed by {who}, {day}").format(who=review.by, day=on)
    if exercise.author is None:
        return said
    return _("By {who}").format(who=exercise.author) + ". " + said


def _day(day: date) -> str:
    return _("{day} {month} {year}").format(
        day=day.day, month=MONTHS[day.month - 1], year=day.year
    )
