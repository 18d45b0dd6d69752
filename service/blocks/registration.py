"""The forms as modals: four screens after Agree (about 90 seconds), or one alone."""

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph, small_print
from service.blocks.inputs import drawn
from service.core.errors import Refused
from service.forms import one_day, own_view
from service.forms.answers import Registered
from service.forms.sections import FORMS, Section
from service.ports import View
from service.words import _

ORDER = (Section.SAFETY, Section.SORENESS, Section.HOURS, Section.LIMITS)
LAST = len(ORDER)


def screen(number: int, current: Registered) -> View:
    """Show screen ``number`` (1-4), filled in with what is known.

    private_metadata holds the number and nothing else.
    """
    form = FORMS[ORDER[number - 1]]
    frame = Frame(
        callback=ids.Callback.SET_UP,
        title=form.title,
        submit=_("Save") if number == LAST else _("Next"),
        close=_("Later"),
    )
    step = _("Screen {number} of {last}").format(number=number, last=LAST)
    asks = drawn(form.asks(current))
    blocks = [small_print(step), paragraph(form.intro), *asks]
    return modal(frame, blocks, str(number))


def section_view(section: Section, current: Registered) -> View:
    """Show one section alone; private_metadata holds its name and nothing else."""
    form = FORMS[section]
    frame = Frame(
        callback=ids.Callback.SECTION,
        title=form.title,
        submit=_("Save"),
        close=_("Back"),
        goes_back=True,
    )
    said = [*map(paragraph, _known(section, current)), paragraph(form.intro)]
    return modal(frame, [*said, *drawn(form.asks(current))], section.value)


def number_of(private_metadata: str) -> int:
    """Read the screen's number back; raises Refused for anything else."""
    known = {str(number): number for number in range(1, LAST + 1)}
    if private_metadata not in known:
        raise Refused(_("This screen is not one of ours."))
    return known[private_metadata]


def _known(section: Section, current: Registered) -> list[str]:
    """Say before a form what it is about, where that is more than its fields."""
    if section is Section.ONE_DAY:
        return one_day.in_words(current)
    if section is Section.OWN_VIEW and current.seen is not None:
        return own_view.in_words(current.seen, current.profile.own_category)
    return []
