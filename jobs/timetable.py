"""When each sweep runs. The timetable says when; the database says for whom."""

from collections.abc import Mapping
from datetime import timedelta

TIMETABLE: Mapping[str, timedelta] = {
    "dispatch": timedelta(seconds=5),
    "plan": timedelta(minutes=15),
    "sync": timedelta(hours=1),
}
