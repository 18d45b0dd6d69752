"""Times, lengths and names read like plain English."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from service.forms import words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday, 09:00 in Berlin


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (timedelta(hours=5, minutes=42), "today at about 14:40"),
        (timedelta(days=1, hours=1, minutes=18), "tomorrow at about 10:20"),
        (timedelta(days=3, hours=1), "on Thursday at about 10:00"),
        (timedelta(days=7), "on 9 March at about 09:00"),
    ],
)
def test_a_coming_nudge_is_named_by_day_and_rounded_time(
    ahead: timedelta, text: str
) -> None:
    assert words.when(NOW + ahead, NOW, BERLIN) == text


def test_a_day_is_the_persons_own_and_not_the_one_of_utc() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert words.when(late, NOW, BERLIN) == "tomorrow at about 00:30"


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (timedelta(hours=2), "11:00"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=2), "Wednesday"),
        (timedelta(days=10), "12 March"),
    ],
)
def test_a_pause_ends_on_a_named_day(ahead: timedelta, text: str) -> None:
    assert words.until(NOW + ahead, NOW, BERLIN) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "Half a minute"),
        (44, "Half a minute"),
        (60, "One minute"),
        (90, "A minute and a half"),
        (118, "Two minutes"),
        (180, "Three minutes"),
        (600, "10 minutes"),
    ],
)
def test_a_length_is_said_to_half_a_minute(seconds: int, text: str) -> None:
    assert words.length(seconds) == text


def test_names_are_joined_in_the_order_of_doing() -> None:
    assert words.in_order([]) == ""
    assert words.in_order(["row"]) == "row"
    assert words.in_order(["row", "squat"]) == "row, then squat"
    assert words.in_order(["row", "squat", "walk"]) == "row, squat, then walk"


def test_a_name_is_shortened_and_starts_small_inside_a_sentence() -> None:
    assert words.short_name("Seated angel (arm slides)") == "Seated angel"
    assert words.short_name("(odd)") == "(odd)"
    assert words.inside_a_sentence("Seated angel") == "seated angel"
    assert words.inside_a_sentence("W squeeze") == "W squeeze"


def test_the_clock_is_the_persons_own() -> None:
    assert words.clock(NOW, BERLIN) == "09:00"


def test_markup_of_slack_is_made_harmless() -> None:
    assert words.escaped("<!channel> & co") == "&lt;!channel&gt; &amp; co"


def test_a_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert words.clipped("a" * 10, 5) == "aaaa…"
    assert words.clipped("short", 5) == "short"
