import pytest

from filmjournal.exchange.batch import Batch, SourceViewing
from filmjournal.exchange.readers.letterboxd import READER
from filmjournal.exchange.reading.files import Files
from letterboxd_exports import HEADS, batch_of, batch_of_rows, export, listed

PIG = "https://boxd.it/pig1"
HEAT = "https://boxd.it/heat"
MARKED_PIG = ["2024-03-02", "Pig", "2021", PIG]
LOGGED_PIG = ["2024-03-02", "Pig", "2021", "https://boxd.it/4P7hnr", "4", "", "", "2024-03-01"]
LOGGED_HEAT = ["2024-03-03", "Heat", "1995", "https://boxd.it/4P7hns", "4", "", "", "2024-03-02"]
REVIEWED_PIG = [*LOGGED_PIG[:6], "Quiet.", "", "2024-03-01"]


def only(batch: Batch) -> SourceViewing:
    (viewing,) = batch.viewings
    return viewing


def problems(batch: Batch) -> list[str]:
    return [str(problem) for problem in batch.problems]


def tables(viewing: SourceViewing) -> list[str]:
    return [source.table for source in viewing.sources]


def test_the_diary_and_the_reviews_are_one_viewing_where_they_have_one_address() -> None:
    batch = batch_of_rows({"diary.csv": [LOGGED_PIG], "reviews.csv": [REVIEWED_PIG]})
    seen = only(batch)
    assert (seen.viewing.watched, seen.viewing.rating, seen.viewing.review) == ("2024-03-01", 8, "Quiet.")
    assert [(source.table, source.key) for source in seen.sources] == [
        ("diary", "https://boxd.it/4P7hnr"),
        ("reviews", "https://boxd.it/4P7hnr"),
    ]
    assert seen.sources[1].cells["Review"] == "Quiet."
    assert (seen.viewing.film, batch.problems) == ("title:pig|2021", ())


def test_a_film_has_its_address_from_the_files_that_know_it() -> None:
    batch = batch_of_rows({"diary.csv": [LOGGED_PIG], "watched.csv": [MARKED_PIG]})
    (film,) = batch.films
    assert (film.film.id, film.film.external_ids.letterboxd) == (f"letterboxd:{PIG}", PIG)
    assert only(batch).viewing.film == film.film.id


def test_a_film_that_was_seen_on_no_known_day_is_a_viewing_without_a_date() -> None:
    batch = batch_of_rows(
        {"watched.csv": [MARKED_PIG], "ratings.csv": [[*MARKED_PIG, "3.5"]], "likes/films.csv": [MARKED_PIG]}
    )
    seen = only(batch)
    assert (seen.viewing.watched, seen.viewing.rating, seen.viewing.liked) == (None, 7, True)
    assert tables(seen) == ["watched", "ratings", "likes"]


def test_the_day_a_row_was_made_is_never_the_day_of_the_viewing() -> None:
    late = [*LOGGED_PIG[:7], "2024-09-11"]
    assert only(batch_of_rows({"diary.csv": [late]})).viewing.watched == "2024-09-11"
    assert only(batch_of_rows({"reviews.csv": [[*REVIEWED_PIG[:8], ""]]})).viewing.watched is None


@pytest.mark.parametrize(
    ("ratings", "expected", "of_film"), [(["", ""], [None, 9], []), (["2", ""], [4, None], ["ratings"])]
)
def test_the_stars_of_a_film_go_to_its_last_viewing_unless_one_has_its_own(
    ratings: list[str], expected: list[int | None], of_film: list[str]
) -> None:
    diary = [
        [*LOGGED_PIG[:3], f"https://boxd.it/{at}", stars, "", "", f"2024-0{at}-01"]
        for at, stars in zip((1, 2), ratings, strict=True)
    ]
    batch = batch_of_rows({"diary.csv": diary, "ratings.csv": [[*MARKED_PIG, "4.5"]]})
    assert [viewing.viewing.rating for viewing in batch.viewings] == expected
    assert [source.table for source in batch.films[0].sources] == of_film
    assert tables(batch.viewings[1]) == ["diary", *(["ratings"] if not of_film else [])]


def test_the_heart_of_a_film_goes_to_its_last_viewing() -> None:
    diary = [[*LOGGED_PIG[:3], f"https://boxd.it/{at}", "", "", "", f"2024-0{at}-01"] for at in (3, 1, 2)]
    batch = batch_of_rows({"diary.csv": diary, "likes/films.csv": [MARKED_PIG]})
    assert [viewing.viewing.liked for viewing in batch.viewings] == [True, False, False]


def test_what_says_that_a_film_was_seen_is_with_the_viewing_that_was_the_first() -> None:
    diary = [
        [*LOGGED_PIG[:3], "https://boxd.it/2", "", "Yes", "", "2024-01-01"],
        [*LOGGED_PIG[:3], "https://boxd.it/3", "", "", "", "2024-02-01"],
    ]
    batch = batch_of_rows({"diary.csv": diary, "watched.csv": [MARKED_PIG]})
    assert list(map(tables, batch.viewings)) == [["diary"], ["diary", "watched"]]
    assert [viewing.viewing.rewatch for viewing in batch.viewings] == [True, False]


def test_where_every_viewing_is_a_rewatch_what_says_so_stays_with_the_film() -> None:
    again = [*LOGGED_PIG[:5], "Yes", "", "2024-01-01"]
    batch = batch_of_rows({"diary.csv": [again], "watched.csv": [MARKED_PIG]})
    assert [source.table for source in batch.films[0].sources] == ["watched"]


def test_tags_are_one_cell() -> None:
    row = [*LOGGED_PIG[:6], "disney+, 35mm, St. Moritz, 35mm", "2024-03-01"]
    assert only(batch_of_rows({"diary.csv": [row]})).viewing.tags == ("disney+", "35mm", "St. Moritz")


def test_a_film_on_the_watchlist_is_wished_for_since_that_day() -> None:
    batch = batch_of_rows({"watchlist.csv": [["2025-01-02", "Heat", "1995", HEAT]]})
    (wished,) = batch.watchlist
    assert (wished.wish.film, wished.wish.added, batch.viewings) == (f"letterboxd:{HEAT}", "2025-01-02", ())
    assert wished.sources[0].key == HEAT


def test_orphaned_entries_are_viewings_like_all_others() -> None:
    row = ["2020-01-02", "Gone", "", "", "3", "", "", "2020-01-01"]
    batch = batch_of_rows({"orphaned/diary.csv": [row, row], "orphaned/reviews.csv": [[*row[:6], "Lost.", "", row[7]]]})
    assert [(each.viewing.watched, each.viewing.review) for each in batch.viewings] == [
        ("2020-01-01", "Lost."),
        ("2020-01-01", ""),
    ]
    assert [source.key for each in batch.viewings for source in each.sources] == [
        "Gone||2020-01-01|2020-01-02",
        "Gone||2020-01-01|2020-01-02",
        "Gone||2020-01-01|2020-01-02 #2",
    ]
    assert batch.problems == ()


def test_what_was_deleted_comes_only_on_request() -> None:
    rows = {"diary.csv": [], "deleted/diary.csv": [LOGGED_PIG]}
    batch = batch_of_rows(rows)
    assert (batch.viewings, batch.notes) == (
        (),
        ("deleted/diary.csv has what was deleted at Letterboxd, and was left out: `--deleted` imports it.",),
    )
    assert tables(only(batch_of_rows(rows, deleted=True))) == ["deleted diary"]


def test_two_films_of_one_title_and_year_each_keep_a_viewing_and_the_doubt_is_reported() -> None:
    castles = [["2024-01-01", "The Haunted Castle", "1897", f"https://boxd.it/c{at}"] for at in (1, 2)]
    diary = [[*castle[:3], f"https://boxd.it/e{at}", "", "", "", "2024-01-01"] for at, castle in enumerate(castles)]
    batch = batch_of_rows({"watched.csv": castles, "diary.csv": diary})
    assert [viewing.viewing.film for viewing in batch.viewings] == [f"letterboxd:{castle[3]}" for castle in castles]
    assert problems(batch)[0] == (
        "diary.csv, row 1: 2 films are called “The Haunted Castle” (1897): "
        "this viewing was imported as one of https://boxd.it/c1."
    )
    assert len(batch.problems) == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([*LOGGED_PIG[:7], "2027-01-01"], "2027-01-01 is yet to come"),
        ([*LOGGED_PIG[:7], "yesterday"], "“yesterday” isn't a date"),
        ([*LOGGED_PIG[:4], "7", "", "", "2024-03-01"], "“7” isn't a rating"),
        ([*LOGGED_PIG[:5], "perhaps", "", "2024-03-01"], "“perhaps” is neither Yes nor No."),
        ([*LOGGED_PIG[:2], "20x1", *LOGGED_PIG[3:]], "20x1"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_and_the_rest_of_the_row_comes_in(row: list[str], reason: str) -> None:
    batch = batch_of_rows({"diary.csv": [row]})
    assert reason in batch.problems[0].reason
    assert batch.problems[0].reason.startswith("imported without its ")
    assert batch.problems[0].is_partial
    assert list(batch.problems[0].cells.values()) == list(only(batch).sources[0].cells.values()) == row


def test_a_row_without_a_title_and_one_that_stands_twice_are_problems() -> None:
    batch = batch_of_rows({"diary.csv": [LOGGED_PIG, ["2024-01-01", " ", *LOGGED_PIG[2:]], LOGGED_PIG]})
    assert len(batch.viewings) == 1
    assert not any(problem.is_partial for problem in batch.problems)
    assert problems(batch) == [
        "diary.csv, row 2: it can't be imported without a title.",
        "diary.csv, row 3: an earlier row of this file is of the same entry or film: this one was not read.",
    ]


def test_a_year_that_a_spreadsheet_made_a_fraction_is_that_year() -> None:
    assert batch_of_rows({"watched.csv": [["2024-03-02", "Pig", "2021.0", PIG]]}).films[0].film.year == 2021


def test_reviews_become_markdown_and_stay_as_they_were_in_their_cells() -> None:
    html = "<i>Pig</i> is <b>great</b>&#39;s\r\nend"
    seen = only(batch_of_rows({"reviews.csv": [[*LOGGED_PIG[:6], html, "", ""]]}))
    assert seen.viewing.review == "*Pig* is **great**'s  \nend"
    assert seen.sources[0].cells["Review"] == html


LIST = ["2024-12-30", "Farm animals", "cc2025", "https://boxd.it/BLZqs", 'Multi-line <a href="x">\n\nHTML</a>']


@pytest.mark.parametrize("version", ["Letterboxd list export v7", ""])
def test_a_list_is_kept_as_it_stands_whatever_else_is_stated_of_its_films(version: str) -> None:
    films = [["1", "Pig", "2021", PIG, "a\nnote"], ["2", "Babe", "1995", "https://boxd.it/babe", ""]]
    files = {"lists/farm-animals.csv": listed(LIST, films, version), "lists/none.csv": listed([*LIST[:3], "", ""], [])}
    batch = batch_of(export({"watched.csv": [MARKED_PIG]}) | files)
    farm, none = batch.lists
    assert (farm.title, farm.stored.key, str(farm.place)) == ("Farm animals", LIST[3], "lists/farm-animals.csv")
    assert list(farm.stored.about.values()) == LIST
    assert [list(row.values()) for row in farm.stored.rows] == films
    assert (none.stored.key, none.stored.about["Tags"], none.stored.rows) == ("lists/none.csv", "cc2025", ())
    assert [stated.film.title for stated in batch.films] == ["Pig"]
    assert not batch.problems
    assert batch.notes == (
        "A journal has no place for lists/farm-animals.csv and lists/none.csv: they are stored unchanged.",
    )


def test_a_list_that_is_there_twice_is_kept_once_and_reported() -> None:
    batch = batch_of({"lists/a.csv": listed(LIST, []), "lists/b.csv": listed(LIST, [])})
    assert len(batch.lists) == 1
    assert problems(batch) == ["lists/b.csv: it is the list of lists/a.csv once more, and was not read."]


def test_comments_of_somebody_who_wrote_none_are_no_list() -> None:
    batch = batch_of({**export({"diary.csv": [LOGGED_PIG]}), "comments.csv": b"Date,Content,Comment\n"})
    assert (batch.lists, batch.notes, batch.problems) == ((), (), ())


def test_comments_are_kept_and_what_is_about_others_is_reported_once_for_each_file() -> None:
    files = export(
        {
            "diary.csv": [],
            "comments.csv": [
                ["2024-01-01", "https://boxd.it/x", "Agreed!"],
                ["2024-01-02", "https://boxd.it/z", "No."],
            ],
            "profile.csv": [[""] * 10],
            "likes/lists.csv": [["2024-01-01", "https://boxd.it/y"]],
        }
    )
    batch = batch_of(files)
    (comments,) = batch.lists
    assert [row["Comment"] for row in comments.stored.rows] == ["Agreed!", "No."]
    assert not batch.problems
    assert batch.notes == (
        "profile.csv is about the account, and was left out.",
        "likes/lists.csv is about what others wrote, and was left out: 1 row.",
        "A journal has no place for comments.csv: it is stored unchanged.",
    )


def test_a_damaged_file_is_named_and_the_others_are_read() -> None:
    batch = batch_of(export({"diary.csv": [LOGGED_PIG]}) | {"watched.csv": bytes(99), "lists/wes.csv": bytes(640)})
    assert len(batch.viewings) == 1
    assert [problem.place.file for problem in batch.problems] == ["watched.csv", "lists/wes.csv"]
    assert "nothing but zeros" in batch.problems[0].reason


def test_two_exports_at_once_are_refused_and_nothing_of_them_is_read() -> None:
    may, june = (export({"diary.csv": [row], "watched.csv": [MARKED_PIG]}) for row in (LOGGED_PIG, LOGGED_HEAT))
    batch = batch_of({f"{month}/{path}": each[path] for month, each in (("may", may), ("june", june)) for path in each})
    assert (batch.viewings, batch.films) == ((), ())
    assert "There is both june/" in problems(batch)[0]


def test_a_second_diary_is_refused_with_the_first_and_the_rest_is_read() -> None:
    one = export({"diary.csv": [LOGGED_PIG], "watched.csv": [MARKED_PIG]})
    batch = batch_of({"Export/Diary.CSV": export({"diary.csv": [LOGGED_HEAT]})["diary.csv"], **one})
    assert [film.film.title for film in batch.films] == ["Pig"]
    assert [stated.viewing.watched for stated in batch.viewings] == [None]
    assert problems(batch) == [
        f"{path}: There is both Export/Diary.CSV and diary.csv: import one export at a time."
        for path in ("Export/Diary.CSV", "diary.csv")
    ]


RATED_PIG = [*MARKED_PIG, "3.5"]
RATED_HEAT = ["2024-03-02", "Heat", "1995", HEAT, "4"]


@pytest.mark.parametrize("name", ["newRatings.csv", "ratings (1).csv", "backup/ratings_old.csv", "a ratings copy.csv"])
def test_a_second_file_that_says_the_same_is_left_out_and_the_diary_is_read(name: str) -> None:
    files = export({"diary.csv": [LOGGED_PIG], "ratings.csv": [RATED_HEAT]})
    batch = batch_of({name: files["ratings.csv"], **files})
    assert (len(batch.viewings), batch.problems) == (2, ())
    assert batch.notes == (f"{name} was left out: everything in it is in ratings.csv.",)


@pytest.mark.parametrize(
    ("older", "newer"),
    [([LOGGED_PIG], [LOGGED_PIG]), ([LOGGED_PIG], [LOGGED_PIG, LOGGED_HEAT]), ([], [LOGGED_PIG]), ([], [])],
    ids=["equal", "with more rows", "beside an empty one", "both empty"],
)
def test_of_two_diaries_the_one_is_read_that_has_the_rows_of_both(
    older: list[list[str]], newer: list[list[str]]
) -> None:
    files = export({"diary.csv": newer, "ratings.csv": [RATED_HEAT]})
    batch = batch_of({"2023/diary.csv": export({"diary.csv": older})["diary.csv"], **files})
    of_diary = [each.sources[0].cells["Name"] for each in batch.viewings if not each.is_of_film]
    assert (of_diary, batch.problems) == ([row[1] for row in newer], ())
    assert [note.partition(" was left out")[0] for note in batch.notes] in (["2023/diary.csv"], ["diary.csv"])


def test_each_row_that_only_a_second_file_has_is_a_problem() -> None:
    files = export({"ratings.csv": [RATED_HEAT]})
    more = export({"ratings.csv": [RATED_HEAT, RATED_PIG]})["ratings.csv"]
    batch = batch_of({"newRatings.csv": more, **files})
    assert [film.film.title for film in batch.films] == ["Heat"]
    assert [problem.place.file for problem in batch.problems] == ["newRatings.csv"]
    assert batch.problems[0].cells["Name"] == "Pig"
    assert batch.notes == ("newRatings.csv was left out, 1 row of it not in ratings.csv, which was read.",)


def test_of_two_pairs_of_files_each_is_settled_and_nothing_else_is_refused() -> None:
    files = export({"diary.csv": [LOGGED_PIG], "ratings.csv": [RATED_HEAT], "watchlist.csv": [MARKED_PIG]})
    again = {"newRatings.csv": files["ratings.csv"], "updated_watchlist.csv": files["watchlist.csv"]}
    batch = batch_of({**again, **files})
    assert (len(batch.viewings), len(batch.notes), batch.problems) == (2, 2, ())


def test_a_diary_within_a_conflict_is_read_once() -> None:
    (diary,) = export({"diary.csv": [LOGGED_PIG]}).values()
    batch = batch_of({"diary.csv": b"<<<<<<< HEAD\n" + diary + b"=======\n" + diary + b">>>>>>> 1\n"})
    assert (len(batch.viewings), batch.problems, len(batch.notes)) == (1, (), 1)


def test_a_diary_that_a_spreadsheet_wrote_is_read_all_the_same() -> None:
    text = "﻿name;Watched Date ;Letterboxd URI;DATE;Year;Rating;Rewatch;Tags\r\n"
    text += "AmÃ©lie;2024-01-01;https://boxd.it/a;2024-01-01;2001;3,5;Yes;\r\n"
    batch = batch_of({"diary (1).csv": text.encode()})
    assert (batch.films[0].film.title, only(batch).viewing.rating, only(batch).viewing.rewatch) == ("Amélie", 7, True)
    assert batch.notes == ("diary (1).csv was encoded twice (“Ã©” for “é”): that was undone.",)


def test_a_file_of_films_whose_name_says_nothing_is_reported_how_to_be_named() -> None:
    (data,) = export({"watched.csv": [MARKED_PIG]}).values()
    batch = batch_of({"films.csv": data})
    assert "name it watched.csv, likes.csv or watchlist.csv" in batch.problems[0].reason
    assert len(batch_of({"my watchlist (2).csv": data}).watchlist) == 1


@pytest.mark.parametrize("path", sorted(HEADS))
def test_every_file_of_an_export_is_recognised_by_itself_whatever_it_is_called(path: str) -> None:
    (data,) = export({path: []}).values()
    assert READER.recognises(Files.of({"a/unnamed.csv": data}))


@pytest.mark.parametrize(
    "head", ["Const,Your Rating,Date Rated,Title", "title,year,tmdbId,imdbId,watchedAt", "Title,Year,Rating", ""]
)
def test_what_others_write_is_not_recognised(head: str) -> None:
    assert not READER.recognises(Files.of({"ratings.csv": f"{head}\n".encode()}))


IMPORT = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Rating10,WatchedDate,Rewatch,Tags,Review"


def test_a_table_made_for_letterboxd_to_import_is_read_too() -> None:
    text = (
        f'{IMPORT}\n,949,tt0113277,Heat,1995,Michael Mann,9,2024-01-01,true,"35mm, friends","<b>Cold</b>"\n'
        f"{PIG},,,Pig,2021,,,,,,\n"
        f",,tt1,,,,,,,,\n"
    )
    batch = batch_of({"to-import.csv": text.encode()})
    heat, pig = batch.viewings
    assert (heat.viewing.rating, heat.viewing.rewatch, heat.viewing.tags) == (9, True, ("35mm", "friends"))
    assert (heat.viewing.film, heat.viewing.review) == ("imdb:tt0113277", "**Cold**")
    assert batch.films[0].film.credits[0].name == "Michael Mann"
    assert (pig.viewing.film, pig.viewing.watched) == (f"letterboxd:{PIG}", None)
    assert problems(batch) == ["to-import.csv, row 3: it can't be imported without a title."]
