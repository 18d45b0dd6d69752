"""The nudge: which movements, how long, how, and every answer one tap away."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from slack_sdk.models import blocks as kit
from slack_sdk.models.blocks.basic_components import SlackFile

from service.blocks import ids
from service.blocks.beyond import suggestion_in_message
from service.blocks.frame import button, button_row, message, paragraph, small_print
from service.core.card import Exercise
from service.core.exposures import asks_effort
from service.core.pictures import Uploaded
from service.core.routines import Routine, RoutineItem
from service.core.thresholds import CARE_DOSE_STEP
from service.forms.dose import dose_words, tempo_words
from service.forms.words import (
    clipped,
    escaped,
    in_order,
    inside_a_sentence,
    length,
    short_name,
)
from service.ports import Message
from service.words import _

FOOTER = _(
    "General movement tips. Not medical advice, not a medical device. Stop if it "
    "hurts more than a little."
)
CARE = _("Keep it small and easy, and keep breathing.")

NO_PICTURES: Mapping[str, Uploaded] = MappingProxyType({})

MOST_TITLE = 200
MOST_LINE = 500

MORE_MENU = (
    (ids.Action.WHY, _("Why this?")),
    (ids.Action.SWAP, _("Swap it")),
    (ids.Action.SHORT, _("60-second version")),
    (ids.Action.TOO_EASY, _("Too easy")),
    (ids.Action.TOO_HARD, _("Too hard")),
    (ids.Action.EASIER, _("Easier next time")),
    (ids.Action.ALREADY_MOVED, _("Already moved")),
    (ids.Action.NEVER, _("Never this one")),
    (ids.Action.PAUSE_TODAY, _("Pause today")),
    (ids.Action.PAUSE_WEEK, _("Pause a week")),
    (ids.Action.STOP, _("Stop")),
)


EFFORT_WORDS = (
    (ids.Action.VERY_EASY, _("Done, very easy")),
    (ids.Action.EASY, _("Done, easy")),
    (ids.Action.SOMEWHAT_HARD, _("Done, somewhat hard")),
    (ids.Action.HARD, _("Done, hard: two more would go")),
    (ids.Action.VERY_HARD, _("Done, very hard")),
    (ids.Action.ALL_OUT, _("Done, all out")),
)

MORNING = _(
    "Last time there was a little more to do than before. How does it feel this "
    "morning?"
)
MORNING_WORDS = (
    (ids.Action.AS_USUAL, _("As usual")),
    (ids.Action.A_BIT_SORE, _("A bit sore")),
    (ids.Action.HURTS_MORE, _("It hurts more than before")),
)


def nudge_message(  # noqa: PLR0913 - each by its name
    *,
    nudge_id: str,
    turn: int,
    routine: Routine,
    beyond: Exercise | None = None,
    pictures: Mapping[str, Uploaded] = NO_PICTURES,
    asks_morning: bool = False,
) -> Message:
    """Show a routine. Nothing in it depends on more than exercises and doses.

    The reasons stand behind "Why this?"; raise ``turn`` each time it is shown anew.
    ``beyond``: the suggestion of the week, in one message of it.
    ``pictures``: exercise id -> a file that Slack has; the others go without.
    ``asks_morning``: ask how the day after a higher dose feels. One nudge in three
    also takes how hard it was, beside the plain "Done".
    """
    title = title_line(routine)
    questions = (
        *([_menu(*_MORNING_MENU)] if asks_morning else []),
        *([_menu(*_EFFORT_MENU)] if asks_effort(nudge_id) else []),
    )
    return message(
        title,
        [
            paragraph(f"*{title}*"),
            *([paragraph(MORNING)] if asks_morning else []),
            *(
                block
                for place, item in enumerate(routine.items, start=1)
                for block in _item(place, item, pictures.get(item.exercise.id))
            ),
            _answers(ids.nudge_block(nudge_id, turn), questions),
            *(suggestion_in_message(beyond) if beyond else []),
            small_print(FOOTER),
        ],
    )


def title_line(routine: Routine) -> str:
    """Give ``Two minutes: chest opener, then band row.``, escaped for Slack."""
    names = [
        inside_a_sentence(short_name(item.exercise.name)) for item in routine.items
    ]
    title = _("{length}: {names}.").format(
        length=length(routine.seconds), names=in_order(names)
    )
    return escaped(clipped(title, MOST_TITLE))


def _item(
    place: int, item: RoutineItem, picture: Uploaded | None
) -> Iterator[kit.Block]:
    """Give what to do, and below it how that looks."""
    yield _told(place, item)
    if picture is not None:
        file = SlackFile(id=picture.file_id)
        yield kit.ImageBlock(alt_text=picture.alt, slack_file=file)


def _told(place: int, item: RoutineItem) -> kit.SectionBlock:
    exercise = item.exercise
    tempo = tempo_words(exercise)
    lines = [
        f"*{place}. {_safe(exercise.name)}*",
        dose_words(exercise, item.dose) + (f". {tempo}." if tempo else "."),
        *(f"• {_safe(step)}" for step in exercise.steps),
        _("Common mistake: {text}").format(text=_safe(exercise.common_mistake)),
        _("Stop if: {text}").format(text=_safe(exercise.stop_if)),
        *([CARE] if _asks_for_care(item) else []),
    ]
    return paragraph("\n".join(lines))


def _asks_for_care(item: RoutineItem) -> bool:
    """Read it from card and dose alone, never from the person's limits.

    A line for some people only would tell every reader of an export who has one.
    People with a limit never get past dose step 2 (design), so they all see it.
    """
    return bool(item.exercise.care) and item.dose.step <= CARE_DOSE_STEP


def _safe(text: str) -> str:
    return escaped(clipped(text, MOST_LINE))


Entries = tuple[tuple[ids.Action, str], ...]

_MORE_MENU = (ids.Action.MORE, _("More"), MORE_MENU)
_EFFORT_MENU = (ids.Action.EFFORT, _("Done. How hard was it?"), EFFORT_WORDS)
_MORNING_MENU = (ids.Action.MORNING, _("This morning it feels"), MORNING_WORDS)


def _answers(
    block_id: str, questions: Sequence[kit.InteractiveElement]
) -> kit.ActionsBlock:
    return button_row(
        block_id,
        [
            button(ids.Action.DONE, _("Done"), primary=True),
            *questions,
            button(ids.Action.SNOOZE, _("In 15 min")),
            button(ids.Action.SKIP, _("Skip")),
            button(ids.Action.HURTS, _("It hurts")),
            _menu(*_MORE_MENU),
        ],
    )


def _menu(
    action: ids.Action, placeholder: str, entries: Entries
) -> kit.StaticSelectElement:
    options = [kit.Option(value=entry.value, text=label) for entry, label in entries]
    return kit.StaticSelectElement(
        action_id=action.value, placeholder=placeholder, options=options
    )
