"""The days of a year in weeks, and the day a week begins with where somebody lives."""

from collections.abc import Mapping
from datetime import date

MONDAY, SATURDAY, SUNDAY = 1, 6, 7
"""Days that weeks begin with somewhere, as `date.isoweekday` numbers them."""

_FROM_SUNDAY = frozenset(
    [
        "AG",
        "AS",
        "BD",
        "BR",
        "BS",
        "BT",
        "BW",
        "BZ",
        "CA",
        "CO",
        "DM",
        "DO",
        "ET",
        "GT",
        "GU",
        "HK",
        "HN",
        "ID",
        "IL",
        "IN",
        "JM",
        "JP",
        "KE",
        "KH",
        "KR",
        "LA",
        "MH",
        "MM",
        "MO",
        "MT",
        "MX",
        "MZ",
        "NI",
        "NP",
        "PA",
        "PE",
        "PH",
        "PK",
        "PR",
        "PT",
        "PY",
        "SA",
        "SG",
        "SV",
        "TH",
        "TT",
        "TW",
        "UM",
        "US",
        "VE",
        "VI",
        "WS",
        "YE",
        "ZA",
        "ZW",
    ]
)
"""Where a week begins with Sunday: the table of firstDay in Unicode's CLDR (supplemental/weekData.xml)."""

_FROM_SATURDAY = frozenset(["AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"])
"""Where it begins with Saturday, by the same table."""


def first_weekday(environment: Mapping[str, str]) -> int:
    """Return the day that a week begins with, from the territory of LC_ALL, LC_TIME or LANG; else Monday."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_TIME", "LANG") if environment.get(name)), "")
    territory = locale.partition(".")[0].partition("@")[0].partition("_")[2]
    return SUNDAY if territory in _FROM_SUNDAY else SATURDAY if territory in _FROM_SATURDAY else MONDAY


def weekdays_from(first: int) -> tuple[int, ...]:
    """Return the seven days in the order of a week that begins with `first`."""
    return tuple((first - 1 + place) % 7 + 1 for place in range(7))


def week_of(day: date, first: int) -> int:
    """Return the week of its year that a day is in, from 0; the first and last may have fewer than seven days."""
    new_year = date(day.year, 1, 1)
    before = (new_year.isoweekday() - first) % 7
    return (day.toordinal() - new_year.toordinal() + before) // 7
