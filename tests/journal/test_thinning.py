from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from filmjournal.journal.safety.backups import DAYS, MONTHS, NEWEST, WEEKS, Backup, BackupReason, thinned


def made(days: Sequence[date]) -> list[Backup]:
    """Return a backup of each of these days, made in this order."""
    return [
        Backup(Path(f"{place}"), place, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), BackupReason.DAY)
        for place, day in enumerate(days, 1)
    ]


def left(backups: Sequence[Backup]) -> list[Backup]:
    """Return what a thinning leaves."""
    needless = thinned(backups)
    assert needless == [backup for backup in backups if backup in needless]
    return [backup for backup in backups if backup not in needless]


def left_in_the_end(backups: Sequence[Backup]) -> list[Backup]:
    """Return what is left where each backup is followed by a thinning, as it is in a folder."""
    kept: list[Backup] = []
    for backup in backups:
        kept = left([*kept, backup])
    return kept


def month(backup: Backup) -> Hashable:
    return backup.made.year, backup.made.month


def last_different(periods: Iterable[Hashable], number: int) -> list[Hashable]:
    """Return the last periods that differ, the last first."""
    return list(dict.fromkeys(list(periods)[::-1]))[:number]


_steps = st.one_of(
    st.sampled_from([0, 0, 1, 1, 7, 31, -1]), st.integers(-60, 60), st.integers(-9000, 9000), st.just(26_000)
)
"""By how many days a clock goes on, or jumps ahead, or back."""


def _days(steps: Iterable[int]) -> list[date]:
    days = [date(2026, 11, 24).toordinal()]
    for step in steps:
        days.append((days[-1] + step - 1) % (date.max.toordinal() - 366) + 1)
    return [date.fromordinal(day) for day in days]


histories = (
    st.integers(0, 120).flatmap(lambda size: st.lists(_steps, min_size=size, max_size=size)).map(_days).map(made)
)
"""Backups made by any sequence of clocks."""


def test_daily_backups_leave_days_then_weeks_then_months_then_years() -> None:
    today = date(2026, 11, 25)
    kept = left_in_the_end(made([today - timedelta(days=back) for back in range(1500, -1, -1)]))
    days = [today - timedelta(days=back) for back in range(NEWEST + DAYS)]
    sundays = [date(2026, 9, 27) + timedelta(weeks=week) for week in range(6)]
    firsts = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(MONTHS - 1)]
    lasts = [first - timedelta(days=1) for first in firsts]
    years = [date(2022, 12, 31), date(2023, 12, 31)]
    assert {backup.made.date() for backup in kept} == {*days, *sundays, *lasts, *years}


def test_a_clock_that_jumped_to_2099_and_back_takes_nothing_else_with_it() -> None:
    before = [date(2026, 1, 1) + timedelta(days=day) for day in range(300)]
    after = [date(2026, 10, 28) + timedelta(days=day) for day in range(28)]
    kept = left_in_the_end(made([*before, date(2099, 1, 1), *after]))
    assert {backup.made.month for backup in kept if backup.made.year == 2026} == set(range(1, 12))
    assert [backup.made.date() for backup in kept[-NEWEST:]] == after[-NEWEST:]


def test_a_hundred_backups_of_one_day_leave_the_newest_and_one_more() -> None:
    assert [backup.sequence for backup in left_in_the_end(made([date(2026, 11, 24)] * 100))] == list(range(90, 101))


def test_a_year_keeps_its_last_backup_for_ever() -> None:
    kept = left_in_the_end(made([date(year, day, day) for year in range(1900, 2100) for day in (3, 9)]))
    assert [backup.made.year for backup in kept] == sorted(backup.made.year for backup in kept)
    assert {(backup.made.year, backup.made.month) for backup in kept if backup.made.year < 2080} == {
        (year, 9) for year in range(1900, 2080)
    }


def test_a_week_in_two_years_is_one_week() -> None:
    last = date(2026, 2, 1)
    kept = left_in_the_end(made([last - timedelta(days=back) for back in range(100, -1, -1)]))
    assert [backup.made.day for backup in kept if backup.made.month == 12] == [7, 14, 21, 28, 31]


@given(st.permutations(made(_days([1, 31, 0, 400, -400] * 8))))
def test_the_order_in_which_backups_are_handed_over_does_not_matter(backups: list[Backup]) -> None:
    assert thinned(backups) == thinned(sorted(backups, key=lambda backup: backup.sequence))


@given(histories)
def test_a_second_thinning_finds_nothing_to_do(backups: list[Backup]) -> None:
    assert thinned(left(backups)) == []


@given(histories)
def test_the_newest_stay_and_so_no_folder_becomes_empty(backups: list[Backup]) -> None:
    assert left(backups)[-NEWEST:] == backups[-NEWEST:]


@settings(deadline=None)
@given(histories)
def test_a_thinning_after_each_backup_leaves_what_one_thinning_of_them_all_leaves(backups: list[Backup]) -> None:
    assert left_in_the_end(backups) == left(backups)


@given(histories, st.dates())
def test_one_more_backup_drops_one_for_days_weeks_months_and_years_at_most(backups: list[Backup], day: date) -> None:
    kept = left(backups)
    assert len(thinned([*kept, made([*(backup.made.date() for backup in backups), day])[-1]])) <= 4


@settings(deadline=None)
@given(histories)
def test_each_of_the_last_months_and_every_year_keeps_its_newest_backup(backups: list[Backup]) -> None:
    kept = left_in_the_end(backups)
    for number, period in ((MONTHS, month), (len(backups), lambda backup: backup.made.year)):
        newest = {period(backup): backup for backup in backups}
        assert all(newest[one] in kept for one in last_different(map(period, backups), number))


@given(histories)
def test_what_is_left_is_bounded(backups: list[Backup]) -> None:
    years = len({backup.made.year for backup in backups})
    assert len(left(backups)) <= NEWEST + DAYS + WEEKS + MONTHS + years
