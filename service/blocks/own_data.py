"""The modals of My data: every kind that is held, who sees it, and its end."""

from collections.abc import Iterable, Iterator, Sequence

from slack_sdk.models import blocks as kit

from service.blocks import ids
from service.blocks.frame import (
    MOST_SECTION,
    Frame,
    button,
    button_row,
    modal,
    paragraph,
    small_print,
)
from service.forms import privacy
from service.forms.own_data import Part
from service.forms.words import clipped, escaped
from service.ports import View
from service.words import _

MOST_PARAGRAPHS = 60
"""Slack takes 250 kB in a modal, and 100 blocks."""

TITLE = _("My data")
INTRO = _(
    "Everything that is kept about you. Only you see this window. As a file it comes "
    "in the browser only, so that Slack never holds it."
)
CUT = _("There is more; your page in the browser shows all of it.")
DELETE = _("Delete everything")


def my_data(parts: Sequence[Part], newer: str | None) -> View:
    """List the kinds; ``newer`` says that a newer wording can be agreed to."""
    frame = Frame(callback=ids.Callback.MY_DATA, title=TITLE)
    agree = button(ids.Action.AGREE_ANEW, privacy.AGREE_ANEW)
    row = button_row(ids.Block.DATA_AGREE, [agree])
    asks = [paragraph(newer), row] if newer else []
    end = kit.ButtonElement(
        action_id=ids.Action.DELETE_ALL.value, text=DELETE, style="danger"
    )
    return modal(
        frame,
        [
            paragraph(INTRO),
            *asks,
            *map(_row, [*parts, *privacy.about()]),
            button_row(ids.Block.DATA, [end]),
        ],
    )


def part_view(part: Part) -> View:
    """Show one kind, as much of it as a modal holds."""
    frame = Frame(
        callback=ids.Callback.MY_DATA,
        title=clipped(part.title, 24),
        close=_("Back"),
        goes_back=True,
    )
    said = list(_paragraphs(part.lines))
    more = [small_print(CUT)] if len(said) > MOST_PARAGRAPHS else []
    title = paragraph(f"*{escaped(part.title)}*")
    return modal(frame, [title, *map(paragraph, said[:MOST_PARAGRAPHS]), *more])


def confirm() -> View:
    """Ask once more, and say what goes and what stays."""
    frame = Frame(
        callback=ids.Callback.DELETE_ALL,
        title=DELETE,
        submit=_("Delete for good"),
        close=_("Keep it"),
        goes_back=True,
    )
    return modal(frame, [paragraph(privacy.DELETES)])


def _row(part: Part) -> kit.Block:
    return kit.SectionBlock(
        block_id=ids.data_block(part.name),
        text=kit.MarkdownTextObject(text=f"*{part.title}*"),
        accessory=kit.ButtonElement(
            action_id=ids.Action.DATA_PART.value,
            text=_("Open"),
            accessibility_label=_("Open {part}").format(part=part.title),
        ),
    )


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Put as many lines into a paragraph as Slack takes."""
    said = ""
    for line in lines:
        one = clipped(f"• {escaped(line)}", MOST_SECTION)
        if said and len(said) + 1 + len(one) > MOST_SECTION:
            yield said
            said = one
        else:
            said = f"{said}\n{one}" if said else one
    if said:
        yield said
