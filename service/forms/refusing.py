"""What is asked when somebody never wants a movement again."""

from collections.abc import Iterable, Mapping

from service.forms import fields as ask
from service.forms.fields import Ask, Field, Given
from service.words import _

INTRO = _(
    "It will not come again until you take that back, under My answers here in "
    "Slack, or in the library on your own page."
)
LEFT_OUT = _("Noted. It will not come again.")
OFFERED = _("Noted. It may come again.")
MOVEMENT = Field(name="movement", label=_("Which movement is it?"), optional=False)


def asks(movements: Mapping[str, str]) -> list[Ask]:
    """Ask which of several movements (id -> name) it is."""
    only = next(iter(movements)) if len(movements) == 1 else None
    return [ask.one(MOVEMENT, movements, only)]


def read_refused(given: Given, exercise_ids: Iterable[str]) -> str | None:
    """Read the modal; raises Refused for what the catalogue does not hold."""
    return ask.chosen(given, MOVEMENT, dict.fromkeys(exercise_ids, ""))
