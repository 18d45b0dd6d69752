"""The practice workspace: a stand-in for Slack, for the demo and the tests."""

from web.practice.faults import Kind
from web.practice.routes import blueprint
from web.practice.values import Impossible, Incomplete, Outcome
from web.practice.workspace import PracticeWorkspace

__all__ = [
    "Impossible",
    "Incomplete",
    "Kind",
    "Outcome",
    "PracticeWorkspace",
    "blueprint",
]
