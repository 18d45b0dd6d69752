"""What we say about what is kept is said once, and is agreed to by its version."""

import json
from datetime import date, timedelta

import pytest

from service.blocks import home, invitation
from service.core.consent import CURRENT, WORDINGS, digest
from service.core.retention import NOT_ABOUT_PEOPLE, RETENTION, SWEPT, Kind
from service.core.sign_in import LINK_LIFE, LONGEST
from service.core.standing import Standing
from service.core.thresholds import (
    EXPOSURE_WINDOW,
    HURTS_KEPT,
    LONG_REST,
    MORNING_AFTER,
    PAINS_KEPT,
)
from service.forms import privacy
from service.store import own_data_tables, pack_tables, personal
from service.store.tables import metadata
from web.slack.manifest import LONG_DESCRIPTION

HOUR = timedelta(hours=1)
"""So long the links that somebody got are counted."""


def test_a_changed_text_of_what_people_agree_to_is_a_new_version() -> None:
    assert digest(privacy.CONSENT) == WORDINGS[-1].digest, (
        "What people agree to has changed: add a row to WORDINGS, and say there "
        "whether it asks for more than before."
    )


def test_versions_are_days_in_order() -> None:
    days = [date.fromisoformat(one.version) for one in WORDINGS]
    assert days == sorted(set(days))
    assert WORDINGS[-1].version == CURRENT


def test_every_sentence_that_is_agreed_to_stands_in_the_invitation() -> None:
    message = invitation.invitation(workspace_name="Acme")
    said = json.dumps(message.blocks, ensure_ascii=False)
    for sentence in privacy.CONSENT:
        assert sentence.format(workspace_name="Acme") in said


def test_invitation_home_pages_and_manifest_say_the_same_sentences() -> None:
    shown = json.dumps(home.home(Standing.AGREED), ensure_ascii=False)
    assert privacy.SHORT in shown
    assert privacy.SHORT in LONG_DESCRIPTION
    about = "\n".join(line for part in privacy.about() for line in part.lines)
    for sentence in (privacy.HR_SEES, privacy.HR_SEES_NOT, privacy.EXPORT):
        assert sentence in about


def test_every_table_has_its_row_in_the_retention_or_is_about_nobody() -> None:
    assert own_data_tables.consents.metadata is pack_tables.packs.metadata
    ruled = {table for term in RETENTION.values() for table in term.tables}
    tables = {table.name for table in metadata.sorted_tables}
    assert tables == ruled | NOT_ABOUT_PEOPLE.keys()
    assert not ruled & NOT_ABOUT_PEOPLE.keys()
    assert {table.name for table in personal.tables()} <= ruled


@pytest.mark.parametrize("kind", [Kind.NUDGES, Kind.RESPONSES, Kind.EXERCISES_DONE])
def test_nothing_goes_that_the_choice_of_routines_or_a_report_reads(kind: Kind) -> None:
    looks_back = max(EXPOSURE_WINDOW, HURTS_KEPT, LONG_REST, MORNING_AFTER, PAINS_KEPT)
    assert (RETENTION[kind].days or 0) > looks_back.days
    # A quarter, and the three days until it is published.
    assert (RETENTION[kind].days or 0) >= 92 + 3


def test_no_session_or_link_goes_that_still_works() -> None:
    assert timedelta(days=RETENTION[Kind.SESSIONS].days or 0) >= LONGEST
    assert timedelta(days=RETENTION[Kind.LINKS].days or 0) > max(LINK_LIFE, HOUR)


def test_each_row_is_readable_by_itself() -> None:
    for what, long, why in privacy.retention_lines():
        assert what[0].isupper()
        assert why.endswith(".")
        assert long
    assert all(RETENTION[kind].days for kind in SWEPT)
