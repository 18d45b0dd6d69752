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
    # Entries of both menus, and buttons in the App Home.
    PAUSE_TODAY = "pause_today"
    PAUSE_WEEK = "pause_week"
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


class Callback(StrEnum):
    """Which modal came back; it is the callback_id.

    The four set-up screens share one; the screen's number stands in
    private_metadata.
    """

    SET_UP = "set_up"
    FOLLOW_UP = "follow_up"
    HURTS = "hurts"
    CHECK_IN = "check_in"
    WHY = "why"
    CARD = "card"


class Block(StrEnum):
    """The block_id of every input, and of the button rows that need no nudge."""

    # Set-up, safety.
    EMERGENCY = "emergency"
    LIFELONG = "lifelong"
    TOLD = "told"
    AGE = "age"
    CLEARED = "cleared"
    # Set-up, soreness; the check-in uses some of them too.
    PAIN = "pain"
    REGIONS = "regions"
    URGENT = "urgent"
    SOFT = "soft"
    ABOUT = "about"
    # Set-up, hours.
    PLACE = "place"
    DAYS = "days"
    START = "start"
    END = "end"
    LUNCH_START = "lunch_start"
    LUNCH_END = "lunch_end"
    PER_DAY = "per_day"
    # Set-up, limits and equipment.
    LIMITS_JOINTS = "limits_joints"
    LIMITS_BODY = "limits_body"
    EQUIPMENT = "equipment"
    # It hurts.
    MOVEMENT = "movement"
    SIGNS = "signs"
    # Rows of buttons.
    INVITATION = "invitation"
    BUTTONS = "buttons"
    QUIET = "quiet"
    HOME = "home"


NUDGE = "nudge"
QUESTION = "question"


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


def question_block(question_id: str) -> str:
    """Name the input of one follow-up question."""
    return f"{QUESTION}:{question_id}"


def question_ref(block_id: str) -> str | None:
    """Read the question id back from a block_id; None for any other block."""
    kind, _, question_id = block_id.partition(":")
    return question_id if kind == QUESTION and question_id else None
