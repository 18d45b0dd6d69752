"""What a backup says about itself decides whether it may be restored."""

from datetime import UTC, datetime, timedelta

import pytest

from service.core.backups import Header, header_from, refuse_unfit
from service.core.errors import Refused

MADE_AT = datetime(2026, 3, 2, 3, tzinfo=UTC)
HEADER = Header(
    schema="0051", version="0.9", made_at=MADE_AT, tables={"people": ["person_id"]}
)


def test_a_header_comes_back_as_it_was() -> None:
    assert header_from(HEADER.to_json()) == HEADER


def test_a_backup_of_this_schema_with_keys_of_then_or_later_is_fine() -> None:
    for late in (timedelta(0), timedelta(days=1)):
        refuse_unfit(HEADER, "0051", MADE_AT + late)


def test_another_schema_is_refused_with_the_version_to_install() -> None:
    with pytest.raises(Refused, match=r"has schema 0051, .* install Unhunch 0\.9,"):
        refuse_unfit(HEADER, "0052", MADE_AT)


def test_older_keys_are_refused_with_their_date() -> None:
    with pytest.raises(Refused, match="of 2026-03-02 02:59, older than the backup"):
        refuse_unfit(HEADER, "0051", MADE_AT - timedelta(seconds=1))
