"""One remaining question at a time, asked after a nudge was answered."""

from collections.abc import Collection

from service.blocks import ids
from service.blocks.frame import Frame, modal, paragraph
from service.blocks.inputs import drawn
from service.core.errors import Refused
from service.core.profile import Profile
from service.forms import fields as ask
from service.forms.answers import Habits, Patterns
from service.forms.fields import Field, Given
from service.forms.habits import RATHER_NOT, answers_of
from service.forms.questions import PATTERN_TEXT, QUESTION_TEXT
from service.ports import View
from service.words import _

PATTERNS = "patterns"
"""The id of the one question about how the pain behaves: tick what fits."""

INTRO = _("One question, so that the routines fit your day. It stays private.")


def next_question(profile: Profile, asked: Collection[str] = ()) -> str | None:
    """Give the next question id, or None when all were asked.

    How the pain behaves comes first while there is pain, then desk, then load.
    ``asked`` holds ids that came back blank or without a tick; without it they
    would be asked again after each nudge.
    """
    hurts = bool(profile.pains) and profile.pains[-1].score > 0
    first = [PATTERNS] if hurts and not profile.patterns else []
    rest = [one for one in QUESTION_TEXT if one not in profile.answers]
    return next((one for one in [*first, *rest] if one not in asked), None)


def has_more(profile: Profile) -> bool:
    """Say whether a question about desk or load is open.

    Shown in messages, which can be exported: so the question that only people
    with pain get does not count.
    """
    return any(
        one not in profile.answers and one not in profile.asked for one in QUESTION_TEXT
    )


def follow_up(question_id: str) -> View:
    """Show one question; raises Refused for an unknown id."""
    if question_id == PATTERNS:
        asked = ask.ticks(_field(question_id), PATTERN_TEXT)
    else:
        asked = ask.one(_field(question_id), answers_of(question_id))
    frame = Frame(
        callback=ids.Callback.FOLLOW_UP,
        title=_("One question"),
        submit=_("Save"),
        close=_("Later"),
    )
    return modal(frame, [paragraph(INTRO), *drawn([asked])])


def read_follow_up(given: Given) -> Habits | Patterns:
    """Read the one question on the screen; raises Refused for forged values."""
    question_id = next(filter(None, map(ids.question_ref, given)), "")
    field = _field(question_id)
    if question_id == PATTERNS:
        return Patterns(patterns=ask.ticked(given, field, PATTERN_TEXT))
    code = ask.chosen(given, field, answers_of(question_id))
    return Habits(codes={question_id: None if code == RATHER_NOT else code})


def _field(question_id: str) -> Field:
    return Field(name=ids.question_block(question_id), label=_label(question_id))


def _label(question_id: str) -> str:
    if question_id == PATTERNS:
        return _("How does it behave? Tick what fits, or nothing.")
    if question_id not in QUESTION_TEXT:
        raise Refused(_("This question is not one of ours."))
    return QUESTION_TEXT[question_id].ask
