"""Public holidays of a country and its regions, from the holidays library."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

import holidays
from babel import Locale

from service.core.workday import did_you_mean
from service.words import _

# Codes that people use daily and that ISO gave to nobody.
_SLIPS = {"UK": "GB", "EL": "GR"}


class PublicHolidays:
    """Implements the port ``Holidays``.

    A country is an ISO 3166 code of two letters; a region is a code or name that
    the library knows for that country. Case does not matter.
    """

    def countries(self) -> Mapping[str, str]:
        return _named_countries()

    def regions(self, country: str | None) -> Mapping[str, str]:
        code = (country or "").upper()
        return _named_regions(code) if code in _countries() else {}

    def region_code(self, country: str | None, region: str | None) -> str | None:
        return _region_code((country or "").upper(), region)

    def on(self, day: date, country: str | None, region: str | None) -> bool:
        """Say whether the day is a public holiday; never one without a country.

        A place that the library does not know (any more) is read as the whole
        country, or as a place without holidays: it must not stop anybody's day.
        """
        return country is not None and day in _dates(country, region, day.year)

    def problem(self, country: str | None, region: str | None) -> str | None:
        """Say in one sentence why this country or region is not known, or None."""
        if country is None:
            return None if region is None else _("A region needs a country beside it.")
        code = country.upper()
        if code not in _countries():
            return _unknown_country(country)
        if region is None or _region_code(code, region) is not None:
            return None
        return _unknown_region(code, region)


def _unknown_country(country: str) -> str:
    wrong = _(
        "The country %(country)r is not known. Write its code of two letters, like"
        " DE, GB or US."
    ) % {"country": country}
    slip = _SLIPS.get(country.upper(), country)
    return wrong + did_you_mean(slip, _countries())


def _unknown_region(country: str, region: str) -> str:
    known = _regions(country)
    if not known:
        return _(
            "No regions are known for %(country)s. Leave the region blank instead of"
            " %(region)r."
        ) % {"country": country, "region": region}
    examples = sorted(set(known.values()))[:3]
    wrong = _(
        "The region %(region)r is not known for %(country)s. Write one like"
        " %(examples)s."
    ) % {"region": region, "country": country, "examples": ", ".join(examples)}
    return wrong + did_you_mean(region, tuple(known))


@lru_cache(maxsize=4_096)
def _dates(country: str, region: str | None, year: int) -> frozenset[date]:
    code = country.upper()
    if code not in _countries():
        return frozenset()
    subdivision = _region_code(code, region)
    return frozenset(holidays.country_holidays(code, subdiv=subdivision, years=year))


@cache
def _countries() -> tuple[str, ...]:
    known = holidays.list_supported_countries(include_aliases=False)
    return tuple(sorted(code for code in known if len(code) == 2))


def _region_code(country: str, region: str | None) -> str | None:
    if region is None or country not in _countries():
        return None
    folded = region.casefold()
    return next(
        (code for name, code in _regions(country).items() if name.casefold() == folded),
        None,
    )


@cache
def _named_countries() -> Mapping[str, str]:
    """Name the countries by Unicode's list; a code without a name there stands."""
    names = Locale("en").territories
    named = {code: names.get(code, code) for code in _countries()}
    return dict(sorted(named.items(), key=lambda one: _plain(one[1])))


def _plain(name: str) -> str:
    """Give a name to sort by: Åland stands with A."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@cache
def _named_regions(country: str) -> Mapping[str, str]:
    """Name each region by the longest name that the library has for it."""
    names: dict[str, str] = {}
    for name, code in _regions(country).items():
        names[code] = max(names.get(code, ""), name, key=len)
    return dict(sorted(names.items(), key=lambda one: _plain(one[1])))


@cache
def _regions(country: str) -> Mapping[str, str]:
    """Give the regions of a country: code or name -> code."""
    place = holidays.country_holidays(country)
    names = {code: code for code in place.subdivisions}
    return {**place.subdivisions_aliases, **names}
