"""What waits until after an answer: bounded, and never failing unseen."""

import json
from threading import Event

import pytest

from service import logs
from service.gateways.afterwork import bounded_pool


def test_what_does_not_fit_is_dropped_at_once_and_said(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("INFO")
    later = bounded_pool("errand", threads=1, waiting=2)
    go_on, done = Event(), []
    for number in range(5):
        later(lambda number=number: (go_on.wait(5), done.append(number)))
    lines = [json.loads(one) for one in capfd.readouterr().err.splitlines()]
    assert [one["event"] for one in lines] == ["afterwork_dropped"] * 3
    go_on.set()


def test_work_that_fails_is_logged_without_what_it_says(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("INFO")
    later = bounded_pool("fold", threads=1, waiting=2)
    failed = Event()

    def work() -> None:
        failed.set()
        raise RuntimeError("my neck hurts")

    later(work)
    assert failed.wait(5)
    later(Event().set)
    said = ""
    for _ in range(100):
        said += capfd.readouterr().err
        if said:
            break
        Event().wait(0.02)
    assert json.loads(said)["error"] == "RuntimeError"
    assert "neck" not in said
