"""Dispatches until nothing is due, without the lock that keeps others away."""

import sys
from datetime import datetime

from service.actions import workspaces
from service.actions.dispatch import dispatch
from service.bootstrap import build, prepare
from service.settings import Settings

if __name__ == "__main__":
    app = build(prepare(Settings.read()), at=datetime.fromisoformat(sys.argv[1]))
    place = workspaces.first(app)
    while dispatch(app, place, lambda: True):
        pass
