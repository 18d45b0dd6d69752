"""The modal "My answers": every section that a person can fill in, a button each."""

from collections.abc import Iterable, Iterator

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.cards import card_blocks
from service.blocks.frame import Frame, button, button_row, modal, paragraph
from service.core.card import Exercise
from service.forms.cards import Card
from service.forms.sections import FORMS, LINES, Section
from service.forms.words import clipped, escaped
from service.ports import View
from service.words import _

INTRO = _(
    "Everything you have told me, and can change. Each part may stay blank. Only you "
    "see it."
)


AGAIN = _("Go through the four short screens again")
LEFT_OUT = _("What I leave out")


RESTING = _("Stays away for now: {name}")
BRING_BACK = _("Bring back")
BROUGHT_BACK = _("It may come again.")
MOST_RESTING = 20
MOST_NAME = 200


def menu(card: Card | None = None, resting: Iterable[Exercise] = ()) -> View:
    """List the sections; first of all the card, where exercise waits.

    ``resting``: movements that stay away because they hurt.
    """
    frame = Frame(callback=ids.Callback.MENU, title=_("My answers"))
    first = card_blocks(card) if card else []
    again = button_row(
        ids.Block.MENU,
        [
            button(ids.Action.SET_UP, AGAIN),
            button(ids.Action.LEFT_OUT, LEFT_OUT),
        ],
    )
    return modal(frame, [*first, paragraph(INTRO), *_rows(), *_resting(resting), again])


def _resting(exercises: Iterable[Exercise]) -> Iterator[kit.Block]:
    for exercise in list(exercises)[:MOST_RESTING]:
        name = escaped(clipped(exercise.name, MOST_NAME))
        yield kit.SectionBlock(
            block_id=ids.exercise_block(exercise.id),
            text=kit.MarkdownTextObject(text=RESTING.format(name=name)),
            accessory=button(ids.Action.BRING_BACK, BRING_BACK),
        )


def _rows() -> Iterator[kit.Block]:
    for section in Section:
        yield kit.SectionBlock(
            block_id=ids.section_block(section),
            text=kit.MarkdownTextObject(
                text=f"*{FORMS[section].title}*\n{LINES[section]}"
            ),
            accessory=kit.ButtonElement(
                action_id=ids.Action.SECTION.value,
                text=_("Open"),
                accessibility_label=_("Open {part}").format(part=FORMS[section].title),
            ),
        )
