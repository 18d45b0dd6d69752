"""The practice workspace: a stand-in for Slack, for the demo and the tests."""

from web.practice.behind import Behind, Play, Step, What
from web.practice.faults import Kind
from web.practice.routes import blueprint
from web.practice.values import Impossible, Incomplete, Outcome
from web.practice.workspace import PracticeWorkspace

__all__ = [
    "Behind",
    "Impossible",
    "Incomplete",
    "Kind",
    "Outcome",
    "Play",
    "PracticeWorkspace",
    "Step",
    "What",
    "blueprint",
]
