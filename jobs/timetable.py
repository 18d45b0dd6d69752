"""When each sweep runs. The timetable says when; the database says for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``threads``: at how many workspaces the sweep works at the same time.

    Each sweep has threads of its own, so that a long one never delays another.
    """

    every: timedelta
    threads: int


TIMETABLE: Mapping[str, Entry] = {
    "dispatch": Entry(every=timedelta(seconds=5), threads=8),
    "plan": Entry(every=timedelta(minutes=15), threads=2),
    "pictures": Entry(every=timedelta(minutes=1), threads=2),
    "purge": Entry(every=timedelta(hours=24), threads=1),
    "sync": Entry(every=timedelta(hours=1), threads=2),
}
