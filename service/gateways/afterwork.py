"""A pool for what may wait until after an answer, and may be lost."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore

import structlog

from service import logs
from service.app import Later

log = structlog.get_logger()


def bounded_pool(name: str, threads: int, waiting: int) -> Later:
    """Make a pool that drops what does not fit, and never holds a listener up."""
    pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
    seats = BoundedSemaphore(waiting)

    def done(work: Future[object]) -> None:
        seats.release()
        error = work.exception()
        if error is not None:
            log.error("afterwork_failed", **logs.about(error))

    def later(work: Callable[[], object]) -> None:
        if seats.acquire(blocking=False):
            pool.submit(work).add_done_callback(done)
        else:
            log.warning("afterwork_dropped", where=name)

    return later
