"""Which wording somebody agreed to, and what that covers."""

import pytest

from service.core import consent
from service.core.consent import Wording, covers

ROWS = (
    Wording(version="2026-01-01", digest="a"),
    Wording(version="2026-02-01", digest="b"),
    Wording(version="2026-03-01", digest="c", asks_more=True),
    Wording(version="2026-04-01", digest="d"),
)


@pytest.fixture(autouse=True)
def four_wordings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent, "WORDINGS", ROWS)


@pytest.mark.parametrize(
    ("agreed", "needed", "is_covered"),
    [
        ("2026-01-01", "2026-01-01", True),
        ("2026-01-01", "2026-02-01", True),
        ("2026-02-01", "2026-03-01", False),
        ("2026-01-01", "2026-04-01", False),
        ("2026-03-01", "2026-04-01", True),
        ("2026-04-01", "2026-01-01", True),
        (None, "2026-01-01", False),
        ("elsewhere", "2026-01-01", False),
    ],
)
def test_agreeing_covers_what_the_wording_and_those_before_it_told(
    agreed: str | None,
    needed: str,
    is_covered: object,
) -> None:
    assert covers(agreed, needed) is is_covered
