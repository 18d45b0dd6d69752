"""The modal "My answers": every section that a person can fill in, a button each."""

from collections.abc import Iterator

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.cards import card_blocks
from service.blocks.frame import Frame, button, button_row, modal, paragraph
from service.forms.cards import Card
from service.forms.privacy import ONLY_YOU
from service.forms.sections import FORMS, LINES, Section
from service.ports import View
from service.words import _

INTRO = _(
    "Everything you have told me, and can change. Each part may stay blank. {private}"
).format(private=ONLY_YOU)


AGAIN = _("Go through the four short screens again")
LEFT_OUT = _("What I leave out")
MY_DATA = _("My data")


def menu(card: Card | None = None) -> View:
    """List the sections; first of all the card, where exercise waits."""
    frame = Frame(callback=ids.Callback.MENU, title=_("My answers"))
    first = card_blocks(card) if card else []
    again = button_row(
        ids.Block.MENU,
        [
            button(ids.Action.SET_UP, AGAIN),
            button(ids.Action.LEFT_OUT, LEFT_OUT),
            button(ids.Action.MY_DATA, MY_DATA),
        ],
    )
    return modal(frame, [*first, paragraph(INTRO), *_rows(), again])


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
