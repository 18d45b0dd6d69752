"""Every identifier that Slack sends back to us, in one table."""

from enum import StrEnum


class Action(StrEnum):
    """What a button or a menu entry asks for; it is the action_id.

    A menu entry comes back as the value of ``MORE`` (under a nudge) or of
    ``QUIET`` (under any other message).
    """

    # Buttons of a nudge.
    DONE = "done"
    SNOOZE = "snooze"
    SKIP = "skip"
    HURTS = "hurts"
    # The two menus.
    MORE = "more"
    QUIET = "quiet"
    # Entries of the nudge's menu.
    WHY = "why"
    SWAP = "swap"
    SHORT = "short"
    TOO_EASY = "too_easy"
    TOO_HARD = "too_hard"
    ALREADY_MOVED = "already_moved"
    EASIER = "easier"
    NEVER = "never"
    # Two questions inside a nudge, and their entries.
    EFFORT = "effort"
    VERY_EASY = "very_easy"
    EASY = "easy"
    SOMEWHAT_HARD = "somewhat_hard"
    HARD = "hard"
    VERY_HARD = "very_hard"
    ALL_OUT = "all_out"
    MORNING = "morning"
    AS_USUAL = "as_usual"
    A_BIT_SORE = "a_bit_sore"
    HURTS_MORE = "hurts_more"
    # Entries of both menus, and buttons in the App Home.
    PAUSE_TODAY = "pause_today"
    PAUSE_WEEK = "pause_week"
    PAUSE_UNTIL = "pause_until"
    STOP = "stop"
    # Buttons elsewhere.
    AGREE = "agree"
    DECLINE = "decline"
    SET_UP = "set_up"
    ONE_QUESTION = "one_question"
    CHECK_IN = "check_in"
    RESUME = "resume"
    START_AGAIN = "start_again"
    CLEARED = "cleared"
    NOW = "now"
    SKIP_NEXT = "skip_next"
    TODAY = "today"
    MY_ANSWERS = "my_answers"
    LEFT_OUT = "left_out"
    OFFER_AGAIN = "offer_again"
    SECTION = "section"
    BRING_BACK = "bring_back"
    SIGN_IN = "sign_in"
    FOLLOW_LINK = "follow_link"
    BEYOND_OFF = "beyond_off"
    BEYOND_ON = "beyond_on"
    BEYOND_NEVER = "beyond_never"
    MY_DATA = "my_data"
    DATA_PART = "data_part"
    DELETE_ALL = "delete_all"
    AGREE_ANEW = "agree_anew"


class Callback(StrEnum):
    """Which modal came back; it is the callback_id.

    The four set-up screens share one; the screen's number stands in
    private_metadata, as does the section's name where one is shown alone.
    """

    SET_UP = "set_up"
    FOLLOW_UP = "follow_up"
    HURTS = "hurts"
    NEVER = "never"
    LEFT_OUT = "left_out"
    CHECK_IN = "check_in"
    WHY = "why"
    CARD = "card"
    SECTION = "section"
    MENU = "menu"
    TODAY = "today"
    PAUSE = "pause"
    MY_DATA = "my_data"
    DELETE_ALL = "delete_all"


class Block(StrEnum):
    """The block_id of the button rows that need no nudge.

    Those of inputs are the names of the fields in ``service.forms``.
    """

    CLEARED = "cleared_row"
    ASKS = "asks_row"
    INVITATION = "invitation"
    BUTTONS = "buttons"
    QUIET = "quiet"
    HOME = "home"
    MENU = "menu"
    TODAY = "today"
    BEYOND = "beyond_off_row"
    DATA = "data_row"
    DATA_AGREE = "data_agree_row"


NUDGE = "nudge"
QUESTION = "question"
SECTION = "section"
BEYOND = "beyond"
BEYOND_IN_MODAL = "beyond_today"
EXERCISE = "exercise"
DATA = "data"


def nudge_block(nudge_id: str, turn: int) -> str:
    """Name the button row of a nudge; raise ``turn`` after each use.

    A new block_id makes Slack forget what the menu last showed.
    """
    return f"{NUDGE}:{nudge_id}:{turn}"


def nudge_ref(block_id: str) -> tuple[str, int] | None:
    """Read nudge id and turn back from a block_id; None for any other block."""
    kind, _, rest = block_id.partition(":")
    nudge_id, _, turn = rest.rpartition(":")
    if kind != NUDGE or not nudge_id or not (turn.isascii() and turn.isdigit()):
        return None
    return nudge_id, int(turn)


def section_block(section: str) -> str:
    """Name the row of the button that opens one section."""
    return f"{SECTION}:{section}"


def section_ref(block_id: str) -> str:
    """Read the section's name back from a block_id; blank for any other block."""
    kind, _, section = block_id.partition(":")
    return section if kind == SECTION else ""


def beyond_block(exercise_id: str, *, in_modal: bool) -> str:
    """Name the row of buttons below a suggestion, in a modal or in the Home."""
    return f"{BEYOND_IN_MODAL if in_modal else BEYOND}:{exercise_id}"


def beyond_ref(block_id: str) -> str:
    """Read the suggestion's id back from a block_id; blank for any other block."""
    kind, _, exercise_id = block_id.partition(":")
    return exercise_id if kind in {BEYOND, BEYOND_IN_MODAL} else ""


def is_beyond_in_modal(block_id: str) -> bool:
    return block_id.startswith(f"{BEYOND_IN_MODAL}:")


def exercise_block(exercise_id: str) -> str:
    """Name the row of a button that is about one exercise."""
    return f"{EXERCISE}:{exercise_id}"


def exercise_ref(block_id: str) -> str:
    """Read the exercise's id back from a block_id; blank for any other block."""
    kind, _, exercise_id = block_id.partition(":")
    return exercise_id if kind == EXERCISE else ""


def data_block(part: str) -> str:
    """Name the row of the button that opens one kind of own data."""
    return f"{DATA}:{part}"


def data_ref(block_id: str) -> str:
    """Read the kind's name back from a block_id; blank for any other block."""
    kind, _, part = block_id.partition(":")
    return part if kind == DATA else ""


def question_block(question_id: str) -> str:
    """Name the input of one follow-up question."""
    return f"{QUESTION}:{question_id}"


def question_ref(block_id: str) -> str | None:
    """Read the question id back from a block_id; None for any other block."""
    kind, _, question_id = block_id.partition(":")
    return question_id if kind == QUESTION and question_id else None
