"""What may be offered to a person now, from everything to nothing."""

from enum import StrEnum


class Status(StrEnum):
    GO = "GO"
    GO_GENTLE = "GO_GENTLE"
    HOLD_RISE = "HOLD_RISE"
    HOLD_SEVERE = "HOLD_SEVERE"
    STOP_SEEK_CARE = "STOP_SEEK_CARE"
    STOP_EMERGENCY = "STOP_EMERGENCY"


GOES = frozenset({Status.GO, Status.GO_GENTLE})
HOLDS = frozenset({Status.HOLD_RISE, Status.HOLD_SEVERE})
STOPS = frozenset({Status.STOP_SEEK_CARE, Status.STOP_EMERGENCY})
ADVISES = STOPS | {Status.HOLD_SEVERE}
"""Where seeing a professional is suggested whatever the person ticked."""
