"""Runs the timetable: each tick hands every workspace with work to a thread."""

import logging
import os
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Lock, Thread

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.timetable import TIMETABLE
from service.actions import sweeps
from service.app import App

log = structlog.get_logger()

_DRAIN_S = 9
_LAST_TICK_S = 0.5


class Runner:
    """The jobs of one process. Any number of processes may run side by side.

    Does not decide what is due and does not hold any plan: a runner that dies
    loses nothing, and its advisory locks are freed by the database server.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._stopping = Event()
        self._pools = {
            name: ThreadPoolExecutor(entry.threads, thread_name_prefix=name)
            for name, entry in TIMETABLE.items()
        }
        self._running: dict[tuple[str, str], Future[None]] = {}
        self._guard = Lock()
        # Misfires run late rather than never; two that meet run once.
        self.scheduler = BackgroundScheduler(
            timezone="UTC",
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                "misfire_grace_time": None,
            },
        )
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        for name, entry in TIMETABLE.items():
            self.scheduler.add_job(
                self._tick,
                "interval",
                args=[name],
                seconds=entry.every.total_seconds(),
                next_run_time=self._app.now(),
            )
        self.scheduler.start()

    def stop_claiming(self) -> None:
        """Begin nothing new from this moment; what is being sent goes on."""
        self._stopping.set()

    def stop(self) -> None:
        """Stop, and wait for what is being sent: at most nine seconds.

        What still hangs then, in Slack or the database, would keep the process
        from ending: it is left as if killed, which loses nothing.
        """
        self.stop_claiming()
        # Waits for ticks that are looking for work just now.
        ticks = Thread(target=self._end_ticks, daemon=True)
        ticks.start()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        with self._guard:
            running = [turn for turn in self._running.values() if not turn.cancelled()]
        hangs = wait(running, timeout=_DRAIN_S).not_done
        ticks.join(_LAST_TICK_S)
        if hangs or ticks.is_alive():
            log.warning("drain_cut_short")
            os._exit(0)

    def _end_ticks(self) -> None:
        if self.scheduler.running:
            self.scheduler.shutdown()

    def _tick(self, name: str) -> None:
        if self._stopping.is_set():
            return
        try:
            for workspace_id in sweeps.due(self._app, name):
                self._hand_over(name, workspace_id)
        except Exception as error:  # noqa: BLE001 - the next tick tries again
            log.error("tick_failed", sweep=name, error=type(error).__name__)  # noqa: TRY400 - a trace would show statements

    def _hand_over(self, name: str, workspace_id: str) -> None:
        """Give the workspace to a thread, unless this process is still at it."""
        with self._guard:
            before = self._running.get((name, workspace_id))
            busy = before is not None and not before.done()
            if not busy and not self._stopping.is_set():
                self._running[name, workspace_id] = self._pools[name].submit(
                    self._turn, name, workspace_id
                )

    def _turn(self, name: str, workspace_id: str) -> None:
        try:
            sweeps.turn(self._app, name, workspace_id, stopping=self._stopping.is_set)
        except Exception as error:  # noqa: BLE001 - one workspace must not stop others
            log.error(  # noqa: TRY400 - a trace would show statements
                "turn_failed",
                sweep=name,
                workspace_id=workspace_id,
                error=type(error).__name__,
            )
