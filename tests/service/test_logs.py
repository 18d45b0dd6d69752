"""Log lines name ids and reasons, and can hold nothing else."""

import json
import logging
from datetime import datetime, timedelta

import pytest
import structlog

from service import logs


def test_a_line_is_json_and_drops_what_is_not_allowed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("INFO")
    structlog.get_logger().warning("nudge_failed", nudge_id="n1", pain=7, text="sore")
    line = json.loads(capfd.readouterr().err)
    assert line.keys() == {"event", "level", "timestamp", "nudge_id"}
    assert line["nudge_id"] == "n1"


def test_an_error_is_described_by_kind_and_place_only() -> None:
    try:
        int("my neck hurts")
    except ValueError as error:
        described = logs.about(error)
    assert described["error"] == "ValueError"
    assert described["where"].partition(".py:")[0].endswith("test_logs")
    assert "neck" not in str(described)


def test_lines_below_the_level_are_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up("WARNING")
    structlog.get_logger().info("tick")
    assert capfd.readouterr().err == ""


def test_what_bolt_would_say_of_a_request_is_not_said(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("DEBUG")
    for name in ("slack_bolt", "slack_bolt.App", "slack_sdk.web.base_client"):
        logging.getLogger(name).error("body: my neck hurts")
    assert capfd.readouterr().err == ""


def test_a_line_says_when_in_utc_what_and_how_grave(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("INFO")
    structlog.get_logger().warning("nudge_failed", nudge_id="n1")
    line = json.loads(capfd.readouterr().err)
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta(0)
    assert (line["event"], line["level"]) == ("nudge_failed", "warning")


def test_nobody_can_write_a_second_line(capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    forged = 'x\n{"event": "audited"}\r\x1b[2K\u2028'
    structlog.get_logger().info("not_planned", reason=forged)
    (line,) = capfd.readouterr().err.splitlines()
    assert json.loads(line)["reason"] == forged
    assert "\x1b" not in line
