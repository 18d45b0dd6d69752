"""The made-up company of the demo: its people, their places, its roster file."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.actions.scene import Submission

VISITOR = "U0VISITOR"
OPERATOR = "U0DEMO0001"
"""The first colleague runs the service, once a visitor goes in by that door."""

# City zone, country, site: the made-up company sits in four places, and keeps the
# public holidays of each.
PLACES = (
    ("Europe/Berlin", "DE", "Berlin"),
    ("Europe/London", "GB", "London"),
    ("America/New_York", "US", "New York"),
    ("Asia/Tokyo", "JP", "Tokyo"),
)
# Somewhere it is working time, and not noon, at every hour: the visitor sits there.
AT_WORK = frozenset({9, 10, 11, 13, 14, 15})
VISITOR_ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Africa/Johannesburg",
    "Atlantic/Azores",
    "America/Anchorage",
    "America/Costa_Rica",
    "Asia/Karachi",
    "Australia/Brisbane",
    "Pacific/Tongatapu",
)
GIVEN = ("Ada", "Ben", "Chloe", "Dev", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas")
FAMILY = ("Almeida", "Brandt", "Cho", "Dubois", "Eriksen", "Gupta", "Haas", "Ito")
TEAMS = (("Product", "Web"), ("Product", "Mobile"), ("Operations", "Support"))

# What the visitor has told so far, as forms that came back: (form, screen,
# {field: ticks or choice}). A low screen, much sitting, a slightly sore neck.
VISITOR_ANSWERS: tuple[tuple[str, str, Mapping[str, str | list[str]]], ...] = (
    ("set_up", "1", {"age": "20_55"}),
    ("set_up", "2", {"pain": "2", "regions": ["neck", "shoulders"]}),
    ("set_up", "4", {"equipment": ["band"]}),
    ("section", "pattern", {"patterns": ["Q1_worse_sitting_or_end_of_day"]}),
    (
        "section",
        "desk",
        {
            "D1_sit_hours": ">6",
            "D2_unbroken": "30-60min",
            "D3_screen_height": "below",
            "D4_screen_dist": "arm_length",
            "D5_laptop_only": "most_days",
            "D6_chair": "one_missing",
            "D7_reach": "reach_or_shrug",
            "D8_phone": "never_or_headset",
            "D9_twist": "no",
            "D10_stand_desk": "no",
            "D11_commute": "<60min_sitting",
        },
    ),
    (
        "section",
        "load",
        {
            "L1_lift": "rarely",
            "L2_repetitive": "none",
            "L3_new_load_4wk": "no",
            "L4_hard_training": "no",
            "L5_on_feet_manual": "no",
        },
    ),
)

COLUMNS = (
    "slack_user_id",
    "email",
    "department",
    "team",
    "site",
    "country",
    "timezone",
    "work_days",
    "nudges_per_day",
    "consented_at",
)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A made-up employee. ``agreed``: consent was recorded before the demo.

    ``nudges_per_day`` is the own wish, or blank.
    """

    user_id: str
    name: str
    place: tuple[str, str, str]
    team: tuple[str, str]
    agreed: bool = True
    work_days: str = "mon-fri"
    nudges_per_day: str = ""

    @property
    def is_visitor(self) -> bool:
        return self.user_id == VISITOR

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@acme.example"


def company(people: int, now: datetime) -> list[Colleague]:
    """Make up ``people`` colleagues, the visitor first; two in three have agreed."""
    visitor = Colleague(
        user_id=VISITOR,
        name="Alex Rivera",
        place=(visitor_zone(now), "", "Home"),
        team=TEAMS[0],
        work_days="mon-sun",
    )
    return [visitor, *(_colleague(number) for number in range(1, people))]


def visitor_zone(now: datetime) -> str:
    """Find a zone where people are at their desks, at any hour of any day."""
    # Nor does lunch begin before the first nudge is there.
    around = (now, now + timedelta(minutes=5))
    return next(
        name
        for name in VISITOR_ZONES
        if all(at.astimezone(ZoneInfo(name)).hour in AT_WORK for at in around)
    )


def roster(colleagues: list[Colleague], agreed_at: datetime) -> bytes:
    """Write the company's roster file, with consents of this instant."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    for one in colleagues:
        timezone, country, site = one.place
        about = (one.user_id, one.email, *one.team, site, country, timezone)
        consent = agreed_at.isoformat() if one.agreed else ""
        lines.writerow([*about, one.work_days, one.nudges_per_day, consent])
    return file.getvalue().encode()


def _colleague(number: int) -> Colleague:
    given = GIVEN[number % len(GIVEN)]
    # Neighbours in the list differ, and no pair of names comes twice.
    family = FAMILY[(number + number // len(GIVEN)) % len(FAMILY)]
    again = number // (len(GIVEN) * len(FAMILY))
    return Colleague(
        user_id=f"U0DEMO{number:04}",
        name=f"{given} {family}" + (f" {again + 1}" if again else ""),
        place=PLACES[number % len(PLACES)],
        # In each team some have agreed, and each of them wishes something else.
        team=TEAMS[number // 3 % len(TEAMS)],
        agreed=number % 3 != 0,
        nudges_per_day=str(number // 12 % 3 + 1),
    )


def visitor_forms(workspace_id: str) -> Iterator[Submission]:
    """Give the visitor's answers as Slack would send them."""
    for callback, screen, fields in VISITOR_ANSWERS:
        yield Submission(
            workspace_id=workspace_id,
            slack_user_id=VISITOR,
            callback=callback,
            private_metadata=screen,
            given={
                name: (value,) if isinstance(value, str) else tuple(value)
                for name, value in fields.items()
            },
        )
