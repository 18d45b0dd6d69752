"""The modal behind "Why this?": the reasons of a routine, one sentence each."""

from collections.abc import Iterator

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph, small_print
from service.core.routines import Routine
from service.forms.credit import credit
from service.forms.privacy import ONLY_YOU
from service.forms.reasons import GENERAL, because
from service.forms.words import escaped, short_name
from service.ports import View
from service.words import _

LIKELY = _("A likely fit from what you told me, not a finding about your body.")


def why(routine: Routine) -> View:
    """Say why this routine, and why each exercise; a modal, never a message."""
    paragraphs = [escaped(because(routine.reasons)) or GENERAL, *_items(routine)]
    blocks = [*map(paragraph, paragraphs), small_print(f"{LIKELY} {ONLY_YOU}")]
    return modal(Frame(callback=ids.Callback.WHY, title=_("Why this?")), blocks)


def _items(routine: Routine) -> Iterator[str]:
    for item in routine.items:
        said = [because(item.reasons), credit(item.exercise)]
        lines = [escaped(one) for one in said if one]
        if lines:
            name = escaped(short_name(item.exercise.name))
            yield "\n".join([f"*{name}*", *lines])
