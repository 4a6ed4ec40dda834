"""The services that write one table or two."""

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from filmjournal.exchange.readers.criticker import READER as CRITICKER_READER
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.reading.html_text import literal
from read_batches import MOMENT, film_named, read, reasons, sources_in, viewing_of, viewings_of, wish_for
from service_files import files_of


def only(path: str, *lines: str) -> Files:
    return Files.of({path: "".join(f"{line}\n" for line in lines).encode()})


class TestMovary:
    def test_each_play_is_a_viewing_also_two_on_one_day(self) -> None:
        first, second = viewings_of(read(files_of("movary")), "Leaving Las Vegas")
        assert (first.watched, second.watched, second.rewatch) == ("2024-02-09", "2024-02-09", True)

    def test_a_comment_and_a_place_come_along_with_their_line_ends(self) -> None:
        first, _ = viewings_of(read(files_of("movary")), "Leaving Las Vegas")
        assert (first.review, first.venue) == ("Again,  \nand again", "Lumière")

    def test_what_several_files_have_is_read_once_and_told(self) -> None:
        head, ran = "title,year,tmdbId,imdbId,watchedAt", "Ran,1985,11645,tt0089881,2024-02-09"
        rows = {"history.csv": [head, ran, ran], "history (1).csv": [head, ran], "copy.csv": [head, ran, ran]}
        files = Files.of({path: "\n".join(lines).encode() for path, lines in rows.items()})
        batch = read(files)
        assert [viewing.watched for viewing in viewings_of(batch, "Ran")] == ["2024-02-09"] * 2
        assert batch.notes == (
            "copy.csv was left out: it is the same as history.csv.",
            "history (1).csv: 1 row of it is in history.csv too.",
        )

    def test_a_play_without_a_date_is_a_viewing_without_one(self) -> None:
        assert viewing_of(read(files_of("movary")), "Pig").watched is None

    def test_a_rating_that_cannot_be_is_a_problem_and_the_film_stays(self) -> None:
        batch = read(files_of("movary"))
        assert "ratings.csv, row 3: imported without its rating: “11” is no rating from 0 to 10." in reasons(batch)
        assert viewing_of(batch, "Stalker").rating is None

    def test_files_of_before_comments_are_read_too(self) -> None:
        files = only("history.csv", "title,year,tmdbId,imdbId,watchedAt", '"Pig",2021,649087,tt11003218,2024-02-09')
        assert viewing_of(read(files), "Pig").watched == "2024-02-09"

    @pytest.mark.parametrize(
        ("written", "title"),
        [
            ('"Dr. "Strangelove""', 'Dr. Strangelove"'),
            ('""Crocodile" Dundee"', 'Crocodile" Dundee'),
            ('"The "Real" Thing"', 'The Real" Thing'),
        ],
    )
    def test_a_title_with_quotation_marks_that_are_not_doubled_is_to_be_looked_at(
        self, written: str, title: str
    ) -> None:
        batch = read(only("history.csv", "title,year,tmdbId,imdbId,watchedAt", f"{written},1964,935,,2024-02-10"))
        assert film_named(batch, title).year == 1964
        assert "look whether it is whole" in reasons(batch)[0]

    def test_a_title_with_quotation_marks_that_are_doubled_is_whole(self) -> None:
        batch = read(
            only("history.csv", "title,year,tmdbId,imdbId,watchedAt", '"""Crocodile"" Dundee ""2""",1988,9396,,')
        )
        assert (film_named(batch, '"Crocodile" Dundee "2"').year, batch.problems) == (1988, ())


class TestYamtrack:
    def test_each_line_of_a_film_is_a_viewing_of_its_own(self) -> None:
        last, first = viewings_of(read(files_of("yamtrack")), "Leaving Las Vegas")
        assert (first.watched, first.rating, last.watched, last.rating) == ("2024-02-09", 9, "2026-05-14", 9)

    def test_a_film_that_was_given_up_has_a_tag(self) -> None:
        viewing = viewing_of(read(files_of("yamtrack")), "Pig")
        assert (viewing.tags, viewing.rating) == (("dropped",), 2)

    def test_what_is_planned_or_begun_is_on_the_watchlist(self) -> None:
        batch = read(files_of("yamtrack"))
        assert [stated.wish.film for stated in batch.watchlist] == ["tmdb:1398", "tmdb:11645"]

    def test_a_film_of_ones_own_has_a_name_of_yamtracks(self) -> None:
        batch = read(files_of("yamtrack"))
        assert film_named(batch, "Our summer holidays").id == "yamtrack:manual:a1b2"
        assert viewing_of(batch, "Our summer holidays").watched == "2020"

    def test_a_score_of_zero_is_none(self) -> None:
        assert viewing_of(read(files_of("yamtrack")), "Our summer holidays").rating is None

    def test_series_are_problems(self) -> None:
        assert reasons(read(files_of("yamtrack"))) == ["yamtrack.csv, row 7: not a film: tv"]

    def test_repeats_make_a_rewatch_and_that_is_said(self) -> None:
        batch = read(files_of("yamtrack_fork"))
        assert viewing_of(batch, "Leaving Las Vegas").rewatch
        assert any("repeats" in note for note in batch.notes)

    def test_lists_of_a_fork_are_kept_with_films_that_were_seen(self) -> None:
        batch = read(files_of("yamtrack_fork"))
        assert [source.table for source in sources_in(batch)] == ["lists", "media"]
        assert reasons(batch)[1].startswith("yamtrack.csv, row 4: only in the list Favourites")


class TestSimkl:
    def test_days_are_read_in_both_orders(self) -> None:
        batch = read(files_of("simkl"))
        assert viewing_of(batch, "Leaving Las Vegas").watched == "2023-12-18"
        assert viewing_of(batch, "Ran").watched == "2024-06-20"

    def test_what_is_planned_is_on_the_watchlist(self) -> None:
        assert wish_for(read(files_of("simkl")), "Stalker").film == "imdb:tt0079944"

    def test_series_are_problems(self) -> None:
        assert reasons(read(files_of("simkl"))) == ["SimklBackup.csv, row 4: not a film: tv show"]
        assert len(reasons(read(files_of("simkl_json")))) == 2

    def test_json_has_the_memo_the_day_here_and_the_number_as_a_text(self) -> None:
        batch = read(files_of("simkl_json"))
        viewing = viewing_of(batch, "Leaving Las Vegas")
        assert (viewing.watched, viewing.review, viewing.rating) == ("2024-01-01", "With Anna", 9)
        assert film_named(batch, "Leaving Las Vegas").external_ids.tmdb == "451"

    def test_an_anime_that_is_a_film_is_a_film(self) -> None:
        assert viewing_of(read(files_of("simkl_json")), "Perfect Blue").watched == "2022-05-05"

    def test_the_same_row_has_one_key_in_both_forms_with_the_day_of_the_viewing_in_it(self) -> None:
        table, json = ({source.key for source in sources_in(read(files_of(each)))} for each in ("simkl", "simkl_json"))
        assert ("53080 2023-12-18" in table, "53080 2023-12-31" in json, "53082" in table & json) == (True, True, True)


class TestCriticker:
    def test_headings_with_a_space_before_them_are_headings(self) -> None:
        batch = read(files_of("criticker"))
        assert film_named(batch, "Leaving Las Vegas").year == 1995

    def test_a_score_of_a_hundred_is_the_nearest_half_star(self) -> None:
        assert viewing_of(read(files_of("criticker")), "Leaving Las Vegas").rating == 8

    def test_a_score_of_zero_is_a_rating(self) -> None:
        assert viewing_of(read(files_of("criticker")), "Pig").rating == 1

    def test_the_day_of_a_rating_is_no_day_of_a_viewing(self) -> None:
        viewing = viewing_of(read(files_of("criticker")), "Leaving Las Vegas")
        assert (viewing.watched, viewing.review) == (None, 'A man drinks. "Slowly".')

    def test_series_are_problems(self) -> None:
        assert reasons(read(files_of("criticker"))) == ["rankings.csv, row 3: not a film: TV"]

    def test_the_watchlist_is_read(self) -> None:
        assert wish_for(read(files_of("criticker")), "Stalker").film == "imdb:tt0079944"


class TestTmdb:
    def test_a_name_in_its_own_script_stays_and_the_year_is_that_of_the_release(self) -> None:
        film = film_named(read(files_of("tmdb")), "부산행")
        assert (film.year, film.external_ids.tmdb, film.external_ids.imdb) == (2016, "396535", "tt5700672")

    def test_your_rating_counts_and_not_everybodys(self) -> None:
        assert viewing_of(read(files_of("tmdb")), "부산행").rating == 8

    def test_a_film_without_your_rating_is_on_the_watchlist(self) -> None:
        assert wish_for(read(files_of("tmdb")), "Сталкер").film == "imdb:tt0079944"

    def test_series_are_problems(self) -> None:
        assert reasons(read(files_of("tmdb"))) == ["ratings.csv, row 2: not a film: tv"]


class TestRyot:
    def test_each_time_that_it_was_seen_is_a_viewing(self) -> None:
        last, first = viewings_of(read(files_of("ryot")), "Heat")
        assert (first.watched, last.watched, last.venue) == ("2020-03-01", "2024-01-31", "Lumière")

    def test_a_review_goes_to_the_last_viewing_with_its_rating_of_a_hundred(self) -> None:
        last, _ = viewings_of(read(files_of("ryot")), "Heat")
        assert (last.review, last.rating, last.spoilers) == ("Coffee between enemies.", 9, True)

    def test_a_film_without_a_title_is_called_by_its_number_and_that_is_said(self) -> None:
        batch = read(files_of("ryot"))
        assert wish_for(batch, "TMDB 1398").film == "tmdb:1398"
        assert any("by their numbers" in note for note in batch.notes)

    def test_what_is_only_in_a_collection_is_a_problem(self) -> None:
        assert any("only in the collection Owned" in reason for reason in reasons(read(files_of("ryot"))))


class TestTvTime:
    def test_a_rewatch_is_a_viewing_and_a_count_of_rewatches_is_none(self) -> None:
        first, second = viewings_of(read(files_of("tvtime")), "Pig")
        assert (first.watched, first.rewatch, second.watched, second.rewatch) == ("2021-08-02", False, None, True)

    def test_what_was_followed_and_then_seen_is_not_on_the_watchlist(self) -> None:
        batch = read(files_of("tvtime"))
        assert [stated.wish.film for stated in batch.watchlist] == ["title:stalker|1979"]

    def test_a_runtime_in_seconds_is_one_in_minutes(self) -> None:
        assert film_named(read(files_of("tvtime")), "Pig").runtime == 92

    def test_files_with_keys_and_addresses_are_not_opened(self) -> None:
        def opened() -> bytes:
            pytest.fail("a file was opened that holds keys")

        path = "gdpr/tracking-prod-records.csv"
        data = files_of("tvtime")[path]
        assert viewings_of(read(Files({"gdpr/access_token.csv": opened, path: lambda: data})), "Pig")


class TestMovieLens:
    def test_an_article_goes_back_before_the_title(self) -> None:
        batch = read(files_of("movielens"))
        assert (film_named(batch, "The Matrix").year, viewing_of(batch, "The Matrix").rating) == (1999, 1)

    def test_a_number_without_letters_is_the_imdb_title(self) -> None:
        film = film_named(read(files_of("movielens")), "Schindler's List")
        assert film.external_ids.imdb == "tt0108052"


class TestDouban:
    def test_both_titles_and_the_countries_are_read(self) -> None:
        batch = read(files_of("douban"))
        film = film_named(batch, "潜行者")
        assert (film.original_title, film.countries, film.year) == ("Сталкер", ("苏联", "联邦德国"), 1979)
        assert wish_for(batch, "潜行者").added == "2020-05-02"

    def test_five_stars_are_five(self) -> None:
        viewing = viewing_of(read(files_of("douban")), "肖申克的救赎")
        assert (viewing.rating, viewing.review, viewing.watched) == (10, "希望", None)


class TestKinopoisk:
    def test_a_table_without_a_head_is_known_by_its_first_line(self) -> None:
        batch = read(files_of("kinopoisk"))
        assert viewing_of(batch, "Зеркало").rating == 10
        assert film_named(batch, "Покидая Лас-Вегас").original_title == "Leaving Las Vegas"

    def test_a_dash_is_no_score(self) -> None:
        assert viewing_of(read(files_of("kinopoisk")), "Ностальгия").rating is None

    def test_two_spaces_are_a_comma_again(self) -> None:
        batch = read(only("votes.csv", "Хороший  плохой  злой,Il buono  il brutto  il cattivo,1966,9,05.03.15 9:41"))
        assert film_named(batch, "Хороший, плохой, злой").original_title == "Il buono, il brutto, il cattivo"

    def test_series_are_problems(self) -> None:
        assert reasons(read(files_of("kinopoisk"))) == [
            "votes.csv, row 3: not a film: a series of the years 2004 – 2012"
        ]


DOUBAN = "封面,标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接"


class TestRowsThatEndWithADelimiter:
    @pytest.mark.parametrize("end", ["", ",", ",,", ',""'])
    def test_empty_cells_beyond_the_headings_are_nothing(self, end: str) -> None:
        row = f'"x","电影甲/Film A/电影乙(港)","5","2007/03/01","好看","2006/11/10","美国","https://m.example/1"{end}'
        batch = read(only("db-movie.csv", f"\ufeff{DOUBAN}", row))
        film, viewing = film_named(batch, "电影甲"), viewing_of(batch, "电影甲")
        assert (film.original_title, film.year, viewing.rating, batch.problems) == ("Film A", 2006, 10, ())

    def test_a_cell_with_something_in_it_beyond_the_headings_is_a_problem(self) -> None:
        row = '"x","电影","5","2007/03/01","好看","2006/11/10","美国","https://m.example/1",more'
        assert "9 cells, and there are 8 headings" in reasons(read(only("db-movie.csv", DOUBAN, row)))[0]

    def test_a_slash_between_digits_belongs_to_the_title(self) -> None:
        row = '"x","五十/50/50","","2007/03/01","","2011/11/10","美国","https://m.example/1",'
        assert film_named(read(only("db-movie.csv", DOUBAN, row)), "五十").original_title == "50/50"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_list_without_a_head_is_read_whatever_separates_its_cells(delimiter: str, mark: str) -> None:
    rows = [
        ("Фильм А", "Film A", "1983", "10", "04.04.10 18:36"),
        ("Фильм Б", "Film B", "2001", "8", "04.04.10 18:37"),
        ('"Фильм, В"', "", "1999", "7", "05.04.10 21:13"),
    ]
    batch = read(only("kinopoisk.csv", mark + delimiter.join(rows[0]), *map(delimiter.join, rows[1:])))
    ratings = [viewing_of(batch, title).rating for title in ("Фильм А", "Фильм Б", "Фильм, В")]
    assert (ratings, batch.problems) == ([10, 8, 7], ())


CRITICKER = "Score, Film Name, Year, Date Rated, Mini Review, URL, IMDB ID"


def criticker(*scores: str) -> Files:
    rows = [
        f'{score},"Film {at}",2001,"Jun 21 2014, 22:06","",https://c.example/{at},' for at, score in enumerate(scores)
    ]
    return only("ratings.csv", CRITICKER, *rows)


@pytest.mark.parametrize("scores", [("10", "7", "1"), ("3",), ("9.5", "0", "2"), ("5", "4", "", "1")])
def test_where_no_rating_of_a_hundred_is_above_ten_the_scale_is_asked_for_once(scores: tuple[str, ...]) -> None:
    batch = read(criticker(*scores))
    assert (batch.films, len(batch.problems)) == ((), 1)
    assert "--scale 10" in reasons(batch)[0]


@pytest.mark.parametrize(("scale", "ratings"), [(10, [10, 7, 1]), (100, [1, 1, 1])])
def test_whoever_states_the_scale_has_ratings_of_it(scale: int, ratings: list[int]) -> None:
    batch = CRITICKER_READER.read(criticker("10", "7", "1"), structs.replace(MOMENT, scale=scale))
    assert ([viewing_of(batch, f"Film {at}").rating for at in range(3)], batch.problems) == (ratings, ())


def test_one_rating_above_ten_settles_the_scale() -> None:
    batch = read(criticker("10", "7", "11"))
    assert ([viewing_of(batch, f"Film {at}").rating for at in range(3)], batch.problems) == ([1, 1, 1], ())


PLAIN = [
    "Acting: 4\nPlot: 2\n\n* no list, *** of *****\n#1 film\n1. first\n5. fifth",
    "snake_case_name and 2 * 3 * 4 <b>not bold</b>",
    "> no quotation\n- - -\n[a](b) ~~c~~ `d` &amp;",
    "    no code\nnext line",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("title,year,tmdbId,imdbId,watchedAt,comment,location", 'Film,2001,900001,tt9000001,2024-05-01,"{}",Curzon'),
        (CRITICKER, '90,"Film",2001,"Jun 21 2014, 22:06","{}",https://c.example/1,'),
        (DOUBAN, 'x,Film,5,2007/03/01,"{}",2006/11/10,x,https://m.example/1'),
    ],
)
def test_plain_text_is_markdown_that_shows_it_as_it_stands(head: str, row: str, text: str) -> None:
    review = viewing_of(read(only("films.csv", head, row.format(text))), "Film").review
    assert review == literal(text.strip())
    assert MarkdownIt().enable("strikethrough").render(review).count("<br") == text.replace("\n\n", "").count("\n")
