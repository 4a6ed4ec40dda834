"""Tables as Letterboxd imports them."""

import csv
import io

import pytest
from hypothesis import given, settings

from builders import director, entry, films, viewings
from filmjournal.exchange.writers.letterboxd import HEAD, MOST, review_of, write_letterboxd
from filmjournal.exchange.writers.selection import Export, Selection
from filmjournal.model.breakdown import Element
from filmjournal.model.film import ExternalIds, Film
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing

LAS_VEGAS = entry(
    "Leaving Las Vegas",
    year=1995,
    credits=(director("Mike Figgis"), director("Somebody", 2)),
    external_ids=ExternalIds("tt0113627", "451", "https://boxd.it/1abc"),
    rating=Rating.FOUR_AND_A_HALF,
    rewatch=True,
    tags=("home", "drama"),
    headline="A toast",
    review='He says "cheers".',
    breakdown=(Element("Performances", "*Cage*.", Rating.FIVE), Element("Soundtrack"), Element("Editing", "Brisk.")),
)


def rows(written: Export) -> list[dict[str, str]]:
    return [row for document in written.documents for row in csv.DictReader(io.StringIO(document.text, newline=""))]


def written(*entries: Entry, most: int = MOST) -> Export:
    return write_letterboxd(Selection(entries), most)


def test_a_row_has_ids_stars_day_tags_and_the_review_with_its_elements() -> None:
    ((document,), warnings) = written(LAS_VEGAS).documents, written(LAS_VEGAS).warnings
    (row,) = rows(written(LAS_VEGAS))
    assert (document.name, tuple(row), warnings) == ("letterboxd.csv", HEAD, ())
    assert row == {
        "LetterboxdURI": "https://boxd.it/1abc",
        "tmdbID": "451",
        "imdbID": "tt0113627",
        "Title": "Leaving Las Vegas",
        "Year": "1995",
        "Directors": "Mike Figgis,Somebody",
        "Rating": "4.5",
        "WatchedDate": "2026-11-20",
        "Rewatch": "true",
        "Tags": "home,drama",
        "Review": "<b>A toast</b>\n\nHe says “cheers”.\n\n"
        "<b>Performances</b> ★★★★★\n\n<i>Cage</i>.\n\n<b>Editing</b>\n\nBrisk.",
    }


def test_ids_that_are_none_stay_out() -> None:
    (row,) = rows(written(entry(external_ids=ExternalIds("113627", "x", "stalker"))))
    assert (row["imdbID"], row["tmdbID"], row["LetterboxdURI"]) == ("", "", "")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b* **c**", "a <i>b</i> <b>c</b>"),
        ("1 < 2 & <script>x</script>", "1 &lt; 2 &amp; &lt;script&gt;x&lt;/script&gt;"),
        ("[a](https://example.org/?b&c)", "<a href='https://example.org/?b&amp;c'>a</a>"),
        ("> said\n\nthen", "<blockquote>said</blockquote>\n\nthen"),
        (
            "> one\n>\n> > two\n>\n> 1. three",
            "<blockquote>one\n\n<blockquote>two</blockquote>\n\n1. three</blockquote>",
        ),
        (">", ""),
        ("- a\n- b\n\n3. c", "• a\n\n• b\n\n3. c"),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("# Act *one*\n\nOne.\n\n### Act two\n\nTwo.", "<h2>Act <i>one</i></h2>\n\nOne.\n\n<h2>Act two</h2>\n\nTwo."),
        ("```\n<b>\n```", "&lt;b&gt;"),
        ("", ""),
    ],
)
def test_markdown_becomes_what_letterboxd_shows(markdown: str, html: str) -> None:
    assert review_of(entry(review=markdown).viewing)[0] == html


def test_what_letterboxd_cannot_show_is_reported_once_with_how_many_viewings_have_it() -> None:
    reviews = ("- a\n- b", "`x` ![still](https://example.org/a.png)", "    x\n\n---\n\n- c", "# Plain\n\n> *said*")
    (warning,) = written(*(entry(f"Film {number}", review=text) for number, text in enumerate(reviews))).warnings
    assert warning == "Letterboxd shows no code, images, lists, rules: plain text in 3 viewings."


def test_two_viewings_of_one_film_without_a_day_are_reported_too() -> None:
    (warning, _) = written(entry(watched=None, id="a"), entry(watched="1998", id="b")).warnings
    assert warning == "Stalker has 2 viewings without a whole day: Letterboxd may keep one of them."


def test_quotation_marks_open_and_close_as_in_print() -> None:
    (row,) = rows(written(entry('"Crocodile" Dundee', review='"Yes," he said ("no").')))
    assert (row["Title"], row["Review"]) == ("“Crocodile” Dundee", "“Yes,” he said (“no”).")


@settings(deadline=None)
@given(films, viewings)
def test_no_straight_quotation_mark_stands_in_a_cell(film: Film, viewing: Viewing) -> None:
    (row,) = rows(written(Entry(viewing, film)))
    assert not any('"' in cell for cell in row.values())


def test_files_are_split_between_rows_and_each_has_the_head() -> None:
    entries = [entry(f"Film {number}", review="é" * 40 + "\n" + "x" * number) for number in range(30)]
    parts = written(*entries, most=700)
    assert len(parts.documents) > 1
    assert all(len(document.text.encode()) <= 700 for document in parts.documents)
    assert [document.name for document in parts.documents[:2]] == ["letterboxd-1.csv", "letterboxd-2.csv"]
    assert rows(parts) == rows(written(*entries))


def test_a_review_that_is_too_long_for_any_file_is_reported() -> None:
    (warning,) = written(entry(review="x" * 800), most=700).warnings
    assert "longer than the 700 bytes" in warning


def test_what_letterboxd_shows_otherwise_is_reported() -> None:
    stated = [
        entry(id="a", year=1979),
        entry(id="b", year=1979, liked=True, venue="Home"),
        entry("Mirror", "1998", tags=("a, b",), rewatch=True),
    ]
    assert written(*stated).warnings == (
        "Stalker (1979) was watched 2 times on 2026-11-20: Letterboxd makes one line of them.",
        "Mirror without a whole day: seen there, but not in the diary, and without tags or rewatch.",
        "A comma in a tag becomes a space: a, b.",
        "Letterboxd's import has no place for: liked, venue.",
    )
    row = rows(written(*stated))[2]
    assert (row["WatchedDate"], row["Tags"], row["Rewatch"]) == ("", "", "")
