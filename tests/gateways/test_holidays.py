from datetime import date

import pytest

from service.gateways.holidays import PublicHolidays

CORPUS_CHRISTI = date(2026, 6, 4)
CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def holidays() -> PublicHolidays:
    return PublicHolidays()


def test_a_countrys_holiday_is_one_in_all_its_regions(holidays: PublicHolidays) -> None:
    assert holidays.on(CHRISTMAS, "DE", None)
    assert holidays.on(CHRISTMAS, "DE", "BY")
    assert not holidays.on(date(2026, 12, 28), "DE", "BY")


def test_a_regions_holiday_is_one_there_only(holidays: PublicHolidays) -> None:
    assert holidays.on(CORPUS_CHRISTI, "DE", "BY")
    assert holidays.on(CORPUS_CHRISTI, "de", "bayern")
    assert not holidays.on(CORPUS_CHRISTI, "DE", "BE")
    assert not holidays.on(CORPUS_CHRISTI, "DE", None)


def test_without_a_country_there_are_no_holidays(holidays: PublicHolidays) -> None:
    assert not holidays.on(CHRISTMAS, None, None)


def test_a_place_that_became_unknown_stops_nobody(holidays: PublicHolidays) -> None:
    assert not holidays.on(CHRISTMAS, "QQ", None)
    assert holidays.on(CHRISTMAS, "DE", "Atlantis")


@pytest.mark.parametrize(
    ("country", "region"),
    [(None, None), ("DE", None), ("de", "by"), ("US", "CA"), ("GB", "SCT")],
)
def test_known_places_are_no_problem(
    holidays: PublicHolidays, country: str | None, region: str | None
) -> None:
    assert holidays.problem(country, region) is None


@pytest.mark.parametrize(
    ("country", "region", "sentence"),
    [
        ("QQ", None, "The country 'QQ' is not known. Write its code of two letters"),
        ("UK", None, "Did you mean GB?"),
        ("DEU", None, "Did you mean DE?"),
        ("DE", "Bayer", "Did you mean Bayern?"),
        ("DE", "QQ", "The region 'QQ' is not known for DE. Write one like"),
        ("SG", "X", "No regions are known for SG."),
        (None, "BY", "A region needs a country beside it."),
    ],
)
def test_unknown_places_are_named_with_what_to_write(
    holidays: PublicHolidays, country: str | None, region: str | None, sentence: str
) -> None:
    assert sentence in holidays.problem(country, region)
