"""Notes that people keep of films, in the shapes that they have in vaults and on the web."""

from datetime import datetime

import pytest
from msgspec import structs

from builders import TODAY, entry
from filmjournal.exchange.batch import Batch, Moment
from filmjournal.exchange.readers import markdown
from filmjournal.exchange.readers.markdown import READER
from filmjournal.exchange.reading.files import Files
from filmjournal.exchange.writers.markdown import document_of
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Viewing

PUBLISHED = """\
# Leaving Las Vegas (1995)

**Director:** Mike Figgis
**Rating:** ★★★★½

The first drink is a joke, and the last one is not.

| Element | Description |
| --- | :---: |
| **Performances** | Cage is *courtly*.<br>Shue listens. |
| Soundtrack ★★★★ | Sting \\| standards. |
| World-building · 3/5 | |
"""

VAULT = """\
---
type: movie
title: "Leaving Las Vegas"
year: "1995"
id: tt0113627
url: https://www.imdb.com/title/tt0113627/
director:
- "[[Mike Figgis]]"
actors: ["[[Nicolas Cage|Cage]]", Elisabeth Shue = Sera]
genres: [Drama, Romance]
duration: 111 min
watched: true
lastWatched: "[[2020-05-01]]"
personalRating: 9
cssclasses: [wide]
tags: [mediaDB/tv/movie]
---

## Review

Sober, and not.

### Acting

Two people.

#### Cage

He roars.

### Verdict

See it.
"""


MOMENT = Moment(TODAY, datetime.date)


def read(*texts: str, **files: str) -> Batch:
    named = {f"note {number}.md": text for number, text in enumerate(texts)} | files
    given = Files.of({name: text.encode() for name, text in named.items()})
    assert READER.recognises(given)
    return READER.read(given, MOMENT)


def only(batch: Batch) -> tuple[Film, Viewing]:
    assert batch.problems == ()
    ((film,), (viewing,)) = batch.films, batch.viewings
    assert viewing.viewing.film == film.film.id
    return film.film, viewing.viewing


def test_a_published_review_has_its_title_its_facts_and_its_elements_in_a_table() -> None:
    film, viewing = only(read(PUBLISHED))
    assert (film.title, film.year, film.people(Role.DIRECTOR)) == ("Leaving Las Vegas", 1995, ("Mike Figgis",))
    assert (viewing.rating, viewing.watched) == (Rating.FOUR_AND_A_HALF, None)
    assert viewing.review == "The first drink is a joke, and the last one is not."
    assert viewing.breakdown == (
        Element("Performances", "Cage is *courtly*.\nShue listens."),
        Element("Soundtrack", "Sting | standards.", Rating.FOUR),
        Element("World-building", "", Rating.THREE),
    )


def test_a_note_of_a_vault_has_its_facts_in_keys_of_its_own() -> None:
    film, viewing = only(read(VAULT))
    assert (film.title, film.year, film.runtime, film.genres) == ("Leaving Las Vegas", 1995, 111, ("Drama", "Romance"))
    assert (film.id, film.external_ids.imdb) == ("imdb:tt0113627", "tt0113627")
    assert film.people(Role.DIRECTOR) == ("Mike Figgis",)
    assert [(each.name, each.character) for each in film.credited(Role.ACTOR)] == [
        ("Cage", ""),
        ("Elisabeth Shue", "Sera"),
    ]
    assert (viewing.watched, viewing.rating, viewing.tags) == (
        "2020-05-01",
        Rating.FOUR_AND_A_HALF,
        ("mediaDB/tv/movie",),
    )
    assert viewing.breakdown == (
        Element("Acting", "Two people.\n\n#### Cage\n\nHe roars."),
        Element("Verdict", "See it."),
    )
    assert viewing.review == "Sober, and not."


def test_articles_of_a_folder_have_their_headlines_and_verdicts() -> None:
    table = "| Element | Description |\n| - | - |\n| Sound | Loud |"
    batch = read(
        f"# Pig (2021)\n\n## Loss\n\nWet.\n\n{table}\n\nSee it.\n",
        "# Stalker (1979)\n\n## What happens\n\nThree men.\n\n## Thoughts\n\nWet.\n",
        "# Groceries\n\nMilk.\n",
    )
    pig, stalker = (each.viewing for each in batch.viewings)
    assert (pig.headline, pig.review) == ("Loss", "Wet.")
    assert pig.breakdown == (Element("Sound", "Loud"), Element("Verdict", "See it."))
    assert (stalker.headline, stalker.review) == ("", "## What happens\n\nThree men.\n\n## Thoughts\n\nWet.")
    assert [problem.place.file for problem in batch.problems] == ["note 2.md"]


def test_every_key_of_a_note_and_its_text_are_kept_word_for_word() -> None:
    (stated,) = read(VAULT).viewings
    (source,) = stated.sources
    assert (source.service, source.table, source.key) == ("markdown", "files", "note 0.md")
    assert source.cells["cssclasses"] == "[wide]"
    assert source.cells["director"] == '- "[[Mike Figgis]]"'
    assert source.cells["(text)"] == VAULT.split("---\n", 2)[2]


@pytest.mark.parametrize(
    ("name", "title", "year", "watched"),
    [
        ("Stalker (1979).md", "Stalker", 1979, None),
        ("films/Stalker [1979].markdown", "Stalker", 1979, None),
        ("2026-11-20 Stalker (1979).md", "Stalker", 1979, "2026-11-20"),
        ("2001 A Space Odyssey (1968).md", "2001 A Space Odyssey", 1968, None),
        ("Stalker.md", "Stalker", None, None),
    ],
)
def test_a_note_without_a_word_of_its_film_is_named_by_its_file(
    name: str, title: str, year: int | None, watched: str | None
) -> None:
    film, viewing = only(read(**{name: "A long walk.\n"}))
    assert (film.title, film.year, viewing.watched, viewing.review) == (title, year, watched, "A long walk.")


@pytest.mark.parametrize("title", ["title: [REC]²", "title: [REC]", "title: Film: part 2", "name: 1917"])
def test_a_title_is_taken_as_it_is_written(title: str) -> None:
    film, _ = only(read(f"---\n{title}\nyear: 2007\n---\n"))
    assert film.title == title.split(": ", 1)[1]


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        ("★★★½", 7),
        ("⭐⭐⭐⭐", 8),
        ("★★★☆☆", 6),
        ("3.5/5", 7),
        ("7/10", 7),
        ("7 out of 10", 7),
        ("85/100", 9),
        ("70%", 7),
        ("4", 8),
        ("4,5", 9),
        ("4.25", 9),
        ("3 stars", 6),
        ("0", None),
        ("", None),
    ],
)
def test_a_rating_is_read_as_people_write_it(written: str, rating: int | None) -> None:
    _, viewing = only(read(f"---\ntitle: Stalker\nrating: {written}\n---\n"))
    assert viewing.rating == rating


def rated(rating: str) -> str:
    return f"---\ntitle: {rating} of many\nrating: {rating}\n---\n"


def test_a_rating_without_a_scale_is_never_read_by_those_of_other_notes_but_reported() -> None:
    batch = read(rated("4"), rated("8"), rated("4/5"), rated("3/10"), rated("★★"), rated("0"), "# Pig\n\nRating: 3\n")
    assert [stated.viewing.rating for stated in batch.viewings] == [None, 8, 8, 3, 4, None, None]
    assert [str(problem) for problem in batch.problems] == [
        f"note {number}.md: {key}: “{rating}” may be of 5 or of 10, as other notes have higher ratings: "
        f"write {rating}/5 or {rating}/10 into it, or say which with `filmjournal import --scale`."
        for number, key, rating in ((0, "rating", 4), (6, "Rating", 3))
    ]


def test_elements_are_rated_on_the_scale_of_their_note_and_else_in_doubt() -> None:
    elements = "\n## Music · 9\n\nx\n\n## Plot · 4\n\ny\n\n## Camera · 4/5\n\nz\n"
    of_ten = f"---\ntitle: Stalker\nrating: 8\n---\n{elements}"
    alone = f"---\ntitle: Mirror\nyear: 1975\n---\n{elements}"
    low = alone.replace("Mirror", "Solaris").replace("· 9", "· 3")
    table = "\n| Element | Rating |\n| - | - |\n| Music | 9 |\n| Plot | 4 |\n| Camera | 4/5 |\n"
    batch = read(of_ten, alone, low, of_ten.replace(elements, table).replace("Stalker", "Nostalghia"))
    stated = [[(each.name, each.rating) for each in stated.viewing.breakdown] for stated in batch.viewings]
    sure = [("Music", 9), ("Plot", 4), ("Camera", 8)]
    assert stated == [sure, sure, [("Music", None), ("Plot", None), ("Camera", 8)], sure]
    assert [str(problem) for problem in batch.problems] == [
        f"note 2.md: {name}: “{rating}” may be of 5 or of 10, as other notes have higher ratings: "
        f"write {rating}/5 or {rating}/10 into it, or say which with `filmjournal import --scale`."
        for name, rating in (("Music", 3), ("Plot", 4))
    ]


def test_who_says_the_scale_of_the_ratings_that_tell_none_is_believed() -> None:
    files = {"a.md": rated("4"), "b.md": rated("8"), "c.md": rated("4/5")}
    batch = markdown.read(
        Files.of({name: each.encode() for name, each in files.items()}), structs.replace(MOMENT, scale=10)
    )
    assert not batch.problems
    assert [stated.viewing.rating for stated in batch.viewings] == [4, 8, 8]


def test_ratings_of_ours_are_of_five_whatever_other_notes_there_are() -> None:
    ours = document_of(LAS_VEGAS).replace("year: 1995", "year: 1995\nrating: 4")
    batch = read(ours, ours.replace("year: 1995", "year: 19950"), rated("8"))
    assert [stated.viewing.rating for stated in batch.viewings] == [Rating.FOUR, Rating.FOUR, Rating.FOUR]
    (problem,) = batch.problems
    assert problem.reason.startswith("year: ")


@pytest.mark.parametrize("level", range(1, 7))
def test_elements_are_headings_of_any_level_and_may_be_rated(level: int) -> None:
    marks = "#" * level
    text = f"---\ntitle: Stalker\nyear: 1979\nmood: grey\n---\nWet.\n\n{marks} Cinematography · 4.5\n\nSepia.\n\n"
    _, viewing = only(read(f"{text}{marks} The dog (5/5)\n\nGood.\n\n{marks} Silence\n\nLong.\n"))
    assert viewing.review == "Wet."
    assert viewing.breakdown == (
        Element("Cinematography", "Sepia.", Rating.FOUR_AND_A_HALF),
        Element("The dog", "Good.", Rating.FIVE),
        Element("Silence", "Long."),
    )


def test_what_stands_below_a_heading_for_all_elements_is_one() -> None:
    _, viewing = only(read("# Stalker (1979)\n\nWet.\n\n## Breakdown\n\n### The dog\n\nGood.\n\n## Links\n\nNone.\n"))
    assert viewing.breakdown == (Element("The dog", "Good."),)
    assert viewing.review == "Wet.\n\n## Links\n\nNone."


def test_headings_and_tables_in_code_are_none() -> None:
    code = "```\n# Soundtrack\n| Element | Description |\n| - | - |\n| a | b |\n```"
    _, viewing = only(read(f"# Stalker (1979)\n\n{code}\n"))
    assert (viewing.review, viewing.breakdown) == (code, ())


def test_a_table_of_something_else_stays_in_the_review() -> None:
    table = "| Year | Film |\n| --- | --- |\n| 1979 | Stalker |"
    _, viewing = only(read(f"# Stalker (1979)\n\n{table}\n"))
    assert (viewing.review, viewing.breakdown) == (table, ())


def test_what_a_table_rates_and_a_heading_is_about_is_one_element() -> None:
    table = "| Aspect | Rating |\n| --- | --- |\n| Direction | 9/10 |\n"
    _, viewing = only(read(f"# Stalker (1979)\n\n{table}\n## Direction\n\nSlow.\n"))
    assert viewing.breakdown == (Element("Direction", "Slow.", Rating.FOUR_AND_A_HALF),)


def test_every_day_of_a_note_that_has_several_is_a_viewing_and_the_first_has_what_it_says() -> None:
    dates = "watched: [2024-05-03, '[[1998-03-14]]', once, 2024-05-03]"
    batch = read(f"---\ntitle: Leaving Las Vegas\nyear: 1995\n{dates}\nrating: 9/10\n---\nSober, and not.\n")
    assert [(each.viewing.watched, each.viewing.rewatch, each.viewing.review) for each in batch.viewings] == [
        ("1998-03-14", False, "Sober, and not."),
        ("2024-05-03", True, ""),
    ]
    names = [source.name for each in batch.viewings for source in each.sources]
    assert names == [("markdown", "files", "note 0.md"), ("markdown", "files", "note 0.md|2024-05-03")]
    assert [problem.is_partial for problem in batch.problems] == [True]
    assert batch.problems[0].reason.startswith("watched: ")
    assert len(batch.notes) == 1


def test_a_film_not_watched_yet_is_wished_for() -> None:
    batch = read("---\ntitle: Mirror\nyear: 1975\nwatched: false\npersonalRating: 0\n---\nAna swears by it.\n")
    assert not batch.problems
    assert not batch.viewings
    ((wish,), (film,)) = batch.watchlist, batch.films
    assert (wish.wish.film, wish.wish.why) == (film.film.id, "Ana swears by it.")


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("watched: 2031-01-01", "yet to come"),
        ("watched: one of these days", "read as a date"),
        ("rating: 11/10", "no rating"),
        ("year: 95", "95 isn't a valid year"),
        ("runtime: long", "isn't a runtime"),
    ],
)
def test_what_cannot_be_read_is_reported_and_the_rest_comes_in(line: str, stated: str) -> None:
    batch = read(f"---\ntitle: Stalker\n{line}\n---\nWet.\n")
    (problem,) = batch.problems
    assert stated in problem.reason
    assert problem.cells[line.split(":", maxsplit=1)[0]] == line.split(": ")[1]
    assert batch.viewings[0].viewing.review == "Wet."


def test_front_matter_that_is_none_is_reported_and_what_stands_below_comes_in() -> None:
    batch = read(**{"Stalker (1979).md": "---\nother: 'open\n---\nWet.\n"})
    (problem,) = batch.problems
    assert problem.reason.startswith("The front matter cannot be read (line ")
    assert batch.viewings[0].viewing.review == "Wet."
    assert batch.films[0].film.title == "Stalker"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntype: series\ntitle: Chernobyl\n---\n", "Not a film: series."),
        ("# Shopping\n\n- milk\n", "Not a film, as far as this note says"),
    ],
)
def test_a_note_of_something_else_is_stated_with_what_stands_in_it(text: str, reason: str) -> None:
    batch = read("---\ntitle: Stalker\nyear: 1979\n---\n", text)
    (problem,) = batch.problems
    assert problem.reason.startswith(reason)
    assert problem.place.file == "note 1.md"
    assert problem.cells
    assert len(batch.viewings) == 1


def test_a_file_that_is_no_text_is_reported_and_the_others_are_read() -> None:
    files = {"a.md": b"\xff\xfe", "cover.jpg": b"\xff\xd8", "b (1999).md": b"Fine."}
    batch = READER.read(Files.of(files), MOMENT)
    assert [str(problem) for problem in batch.problems] == [
        "a.md: This is no UTF-8 text.",
        "cover.jpg: This is no Markdown file.",
    ]
    assert len(batch.viewings) == 1


LAS_VEGAS = entry(
    "Leaving Las Vegas", year=1995, id="v1", review="One.\n\n## Two", breakdown=(Element("Mood", "# low", Rating.TWO),)
)


def test_our_own_file_with_keys_of_a_vault_is_read_to_the_letter_and_they_are_kept() -> None:
    text = document_of(LAS_VEGAS).replace("---\n", "---\naliases: [LLV]\n", 1)
    batch = read(text)
    _, viewing = only(batch)
    assert (viewing.id, viewing.review, viewing.breakdown) == ("v1", "One.\n\n## Two", LAS_VEGAS.viewing.breakdown)
    (source,) = batch.viewings[0].sources
    assert (source.key, source.cells) == ("v1", {"aliases": "[LLV]"})


def test_our_own_file_with_a_slip_in_it_keeps_its_ids_and_all_that_can_be_read() -> None:
    batch = read(document_of(LAS_VEGAS).replace("year: 1995", "year: 19950\nrating: 4"))
    (problem,) = batch.problems
    assert problem.reason.startswith("year: ")
    ((film,), (stated,)) = batch.films, batch.viewings
    assert (film.film.id, stated.viewing.id) == ("film Leaving Las Vegas", "v1")
    assert (stated.viewing.rating, stated.viewing.review) == (Rating.FOUR, "One.\n\n## Two")
    assert stated.viewing.breakdown == LAS_VEGAS.viewing.breakdown


def test_a_document_that_somebody_filled_in_is_read_as_it_was_meant() -> None:
    text = "---\ntitle: Stalker\nwatched: yesterday\nrating: 4.5\n---\n\nWet.\n\n# The dog · 5\n\nGood.\n"
    _, viewing = only(read(text))
    assert (viewing.watched, viewing.review) == ("2026-11-23", "Wet.")
    assert viewing.breakdown == (Element("The dog", "Good.", Rating.FIVE),)


@pytest.mark.parametrize("data", [b"", b" \n", b"\x00" * 640, b"\xff\xfe"])
def test_a_file_that_is_no_text_is_no_note_whatever_its_name(data: bytes) -> None:
    assert not READER.recognises(Files.of({"a.md": data}))
    assert READER.recognises(Files.of({"a.md": data, "b.md": "é".encode() + b"\xc3"}))


def note(*front: str, text: str = "Fine.") -> str:
    return "\n".join(("---", "title: Ash", "year: 2001", *front, "---", text, ""))


NULLS = [
    *("rating: {}", "venue: {}", "director: {}", "tags: {}", "genre: [{}]", "with: {}", "original_title: {}"),
    *("runtime: {}", "liked: {}", "headline: {}", "watched: 2024-05-01"),
]


@pytest.mark.parametrize("null", ["null", "~", "Null", "NULL", ""])
@pytest.mark.parametrize("further", [(), ('quote: "a "b" c"',)])
def test_null_is_no_value(null: str, further: tuple[str, ...]) -> None:
    batch = read(note(*(line.format(null) for line in NULLS), *further))
    film, seen = only(batch)
    assert (film.credits, film.genres, film.original_title, film.runtime) == ((), (), "", None)
    assert (seen.venue, seen.tags, seen.companions, seen.headline, seen.liked) == ("", (), (), "", False)
    assert batch.problems == ()


def test_null_in_quotation_marks_is_a_text() -> None:
    assert only(read(note('director: "null"')))[0].credits[0].name == "null"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"The "Best" Film"', 'The "Best" Film'),
        ('""Best" Film"', '"Best" Film'),
        ("'The 'Best' Film'", "The 'Best' Film"),
        ('"The Film ("Best")"', 'The Film ("Best")'),
        ('"The \\"Best\\" Film"', 'The "Best" Film'),
        ('"Ash" and "Oak"', '"Ash" and "Oak"'),
    ],
)
def test_a_title_in_quotation_marks_may_have_the_same_within(written: str, title: str) -> None:
    assert only(read(f"---\ntitle: {written}\nyear: 2005\n---\nBody.\n"))[0].title == title


FIELDS = ("category:: [[Films]]", "director:: [[Ann Example]]", "year:: 2004", "rating:: 8/10")


@pytest.mark.parametrize(
    "fields",
    [
        FIELDS,
        tuple(f"- {field}" for field in FIELDS),
        tuple(f"[{field}]" for field in ("shelf:: top", "director:: Ann Example", "year:: 2004", "rating:: 8/10")),
        (FIELDS[1], "my shelf:: 3", "", *FIELDS[2:], "empty::"),
    ],
)
def test_a_field_that_nobody_knows_hides_none_behind_it(fields: tuple[str, ...]) -> None:
    text = "\n".join(("---", "tags: movies", "imdbId: tt9000011", "---", "", *fields, "", "What I thought.", ""))
    film, seen = only(read(text))
    assert (film.year, [credit.name for credit in film.credits]) == (2004, ["Ann Example"])
    assert (seen.rating, seen.review) == (8, "What I thought.")


@pytest.mark.parametrize(
    "novel",
    [
        "Tags: [[Fiction]], [[War]]\nOverview: a book.\n",
        "tags:: fiction\nAll of it.\n",
        "**Tags:** fiction\n",
        "- Tag: fiction\n- Date: 2020-01-01\n",
    ],
)
def test_a_note_with_tags_alone_is_no_film(novel: str) -> None:
    batch = read(note(), novel)
    assert [film.film.title for film in batch.films] == ["Ash"]
    assert batch.problems[0].is_no_film


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ('["[[Ann Example]]", Ann Example]', [("Ann Example", "")]),
        ("[ann example, Ann Example, Bo Else]", [("ann example", ""), ("Bo Else", "")]),
        ('["[[Ann Example]]", Ann Example = Eve]', [("Ann Example", "Eve")]),
        ("[Ann Example as Eve, Ann Example]", [("Ann Example", "Eve")]),
    ],
)
def test_a_person_is_credited_once_for_a_role(people: str, names: list[tuple[str, str]]) -> None:
    film, _ = only(read(note(f"actors: {people}")))
    assert [(credit.name, credit.character) for credit in film.credits] == names
