"""What a column leaves open is settled by the column itself, or asked; it is never guessed or lost in silence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from filmjournal.exchange.batch import Batch
from filmjournal.exchange.readers import markdown
from filmjournal.exchange.readers.doubts import order_of
from filmjournal.exchange.readers.mapped import mapped_reader
from filmjournal.exchange.readers.recognise import reader_of
from filmjournal.exchange.reading.files import Files
from filmjournal.model.when import DateOrder
from read_batches import MOMENT, reasons, viewings_of


def files(name: str, *lines: str) -> Files:
    return Files.of({name: "".join(f"{line}\n" for line in lines).encode()})


def read(of: Files, *, scale: int | None = None, order: DateOrder | None = None) -> Batch:
    """Return what the reader that knows these files makes of them, given an answer."""
    reader = reader_of(of) or mapped_reader({"Film": "title", "Seen": "watched", "Score": "rating"})
    return reader.read(of, structs.replace(MOMENT, scale=scale, order=order))


def days(batch: Batch) -> list[str | None]:
    return [each.viewing.watched and str(each.viewing.watched) for each in batch.viewings]


LETTERBOXD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date"
RATINGS = "Date,Name,Year,Letterboxd URI,Rating"
MOVARY = "title,year,tmdbId,imdbId,watchedAt,comment,location"
YAMTRACK = "media_id,source,media_type,title,score,status,notes,start_date,end_date,progress,created_at"
TVTIME = "entity_type,type,movie_name,release_date,runtime,uuid,created_at,updated_at,watch_date"


def dated(service: str, *written: str) -> Files:
    """Return a table of a service, re-saved by a spreadsheet, with a viewing on each of these days."""
    rows = {
        "letterboxd": (
            "diary.csv",
            LETTERBOXD,
            "{day},F{at},2001,https://boxd.it/{at},4,,,{day}",
        ),
        "movary": ("history.csv", MOVARY, "F{at},2001,1{at},,{day},,"),
        "yamtrack": (
            "yamtrack.csv",
            YAMTRACK,
            "1{at},tmdb,movie,F{at},7,Completed,,,{day},,2024-01-01",
        ),
        "tvtime": (
            "tracking-prod-records.csv",
            TVTIME,
            "movie,watch,F{at},2001,6000,u{at},2024-01-01,,{day}",
        ),
        "table": ("films.csv", "Film,Seen,Score", "F{at},{day},4"),
    }
    name, head, row = rows[service]
    return files(name, head, *(row.format(at=at, day=day) for at, day in enumerate(written)))


Days = list[str | None]
"""Days as they are read."""

SERVICES = ["letterboxd", "movary", "yamtrack", "tvtime", "table"]

of_services = pytest.mark.parametrize("service", SERVICES)


@of_services
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("4/30/20", "4/3/20", "12/25/19"), ["2020-04-30", "2020-04-03", "2019-12-25"]),
        (("30/04/2020", "03/04/2020"), ["2020-04-30", "2020-04-03"]),
        (("30-04-20", "03-04-20"), ["2020-04-30", "2020-04-03"]),
        (("03.04.2020", "04.05.99"), ["2020-04-03", "1999-05-04"]),
        (("04.30.2020", "04.03.2020"), ["2020-04-30", "2020-04-03"]),
        (("5/5/20", "2020-04-03", ""), ["2020-05-05", "2020-04-03", None]),
        (("4/30/20 9:15", "4/3/20 23:59"), ["2020-04-30", "2020-04-03"]),
    ],
)
def test_a_column_settles_the_order_of_its_dates(
    service: str, written: tuple[str, ...], meant: list[str | None]
) -> None:
    batch = read(dated(service, *written))
    assert (days(batch), batch.problems) == (meant, ())


@of_services
@pytest.mark.parametrize("written", [("4/3/20", "5/6/20"), ("04-03-2020",), ("4/4/2020", "1/2/2020 10:00", "")])
def test_an_order_that_nothing_settles_is_asked_and_the_answer_is_taken(service: str, written: tuple[str, ...]) -> None:
    table = dated(service, *written)
    batch = read(table)
    (problem,) = batch.problems
    assert (batch.viewings, batch.watchlist, batch.films) == ((), (), ())
    assert problem.question is not None
    assert [value for value, _ in problem.question.answers] == ["day-first", "month-first"]
    assert "--dates day-first" in problem.reason
    by_day, by_month = (read(table, order=order) for order in DateOrder)
    assert (by_day.problems, by_month.problems) == ((), ())
    assert days(by_day) != days(by_month)
    assert len(days(by_day)) == len(written)


def test_columns_that_prove_both_orders_read_each_date_that_stands_for_itself() -> None:
    batch = read(dated("table", "30/4/2020", "4/30/2020", "3/4/2020"))
    assert days(batch) == ["2020-04-30", "2020-04-30", None]
    assert [str(problem.place) for problem in batch.problems] == ["films.csv, row 3"]


@given(
    st.lists(st.dates(date(1930, 1, 1), MOMENT.today), min_size=1, max_size=6),
    st.sampled_from(DateOrder),
    st.booleans(),
)
def test_dates_written_in_an_order_are_read_in_it_or_asked(dates: list[date], order: DateOrder, is_short: bool) -> None:
    form = ("%d/%m/" if order is DateOrder.DAY_FIRST else "%m/%d/") + ("%y" if is_short else "%Y")
    written = [day.strftime(form) for day in dates]
    meant = [day.isoformat() for day in dates]
    batch = read(dated("table", *written))
    if order_of(written) is None and any(day.day != day.month for day in dates):
        assert [problem.question is not None for problem in batch.problems] == [True]
        batch = read(dated("table", *written), order=order)
    assert (days(batch), batch.problems) == (meant, ())


def notes_with(key: str, *values: str) -> Files:
    text = "---\ntitle: F{at}\nyear: 2001\n{key}: {value}\n---\n"
    return Files.of({f"{at}.md": text.format(at=at, key=key, value=each).encode() for at, each in enumerate(values)})


def test_the_dates_of_notes_settle_each_other() -> None:
    notes = notes_with("watched", "3/4/2020", "4/30/2020")
    assert days(markdown.read(notes, MOMENT)) == ["2020-03-04", "2020-04-30"]


def rated(service: str, *scores: str) -> Files:
    """Return a table of a service with these ratings, in the units that it writes."""
    rows = {
        "movielens": (
            "movielens-ratings.csv",
            "movie_id,imdb_id,tmdb_id,rating,average_rating,title",
            "{at},,,{score},3,F{at} (2001)",
        ),
        "douban": (
            "douban.csv",
            "标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接,状态",
            "F{at},{score},2020-01-01,,2001,,https://d.example/{at},看过",
        ),
        "table": ("films.csv", "Film,Seen,Score", "F{at},2020-01-01,{score}"),
    }
    name, head, row = rows[service]
    return files(name, head, *(row.format(at=at, score=score) for at, score in enumerate(scores)))


of_five = pytest.mark.parametrize("service", ["movielens", "douban", "table"])


@of_five
@pytest.mark.parametrize(
    ("scores", "scales"), [(("10", "7", "1"), ["10", "100"]), (("6", "2"), ["10", "100"]), (("80", "40"), ["100"])]
)
def test_ratings_above_what_is_usual_ask_for_the_scale(
    service: str, scores: tuple[str, ...], scales: list[str]
) -> None:
    table = rated(service, *scores)
    batch = read(table)
    (problem,) = batch.problems
    assert (batch.films, problem.question and [value for value, _ in problem.question.answers]) == ((), scales)
    answered = read(table, scale=int(scales[0]))
    assert answered.problems == ()
    of_scale = [round(float(score) / int(scales[0]) * 10) for score in scores]
    assert [each.viewing.rating for each in answered.viewings] == [max(1, rating) for rating in of_scale]


@of_five
def test_one_slip_among_many_ratings_is_a_problem_of_its_row(service: str) -> None:
    batch = read(rated(service, *["4"] * 40, "45"))
    assert [problem.value for problem in batch.problems] == ["rating"]
    assert [each.viewing.rating for each in batch.viewings] == [8] * 40 + [None]


@of_five
def test_a_rating_that_states_its_scale_is_of_that(service: str) -> None:
    batch = read(rated(service, "7/10", "4/5", "55/100"))
    assert ([each.viewing.rating for each in batch.viewings], batch.problems) == ([7, 8, 6], ())


@pytest.mark.parametrize(
    ("head", "rows", "said"),
    [
        ("Film,Seen,Score", ("A,once,4", "B,then,4", "C,2020-01-01,4"), "2 of 3 rows with a date"),
        ("Film,Seen,Score", ("A,,good", "B,,fine", "C,,", "D,,", "E,,"), "2 of 2 rows with a rating"),
        (
            "Date,Name,Year,Letterboxd URI,Rating",
            ("2024-01-01,A,x,u1,4", "2024-01-01,B,y,u2,4"),
            "2 of 2 rows with a year",
        ),
        (LETTERBOXD, ("2024-01-01,A,2001,u1,9,,,once", "2024-01-01,B,2001,u2,8,,,then"), "2 of 2 rows with a date"),
    ],
)
def test_a_column_most_of_which_cannot_be_read_is_said_once(head: str, rows: tuple[str, ...], said: str) -> None:
    batch = read(files("ratings.csv", head, *rows))
    columns = [str(problem) for problem in batch.problems if problem.is_column]
    assert any(said in column for column in columns), reasons(batch)
    assert len(batch.viewings) == len(rows)


def test_a_note_whose_rating_is_in_doubt_asks_for_the_scale() -> None:
    notes = notes_with("rating", "4", "8")
    batch = markdown.read(notes, MOMENT)
    (problem,) = batch.problems
    assert problem.question is not None
    assert [value for value, _ in problem.question.answers] == ["5", "10"]
    settled = markdown.read(notes, structs.replace(MOMENT, scale=10))
    assert [viewings_of(settled, title)[0].rating for title in ("F0", "F1")] == [4, 8]
