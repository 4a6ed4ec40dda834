"""A review as it is published, with what is known of films."""

import pytest

from filmjournal.exchange.readers.article import Naming, film_in, read_article
from filmjournal.exchange.readers.article_sections import is_prose
from published import ELEMENTS, ESSAY, HEADLINE, LEAD, SHAPES, UNTITLED, VERDICT

KNOWN = Naming("Leaving Las Vegas", "1995", lambda title: title == "Leaving Las Vegas")


@pytest.mark.parametrize("name", SHAPES)
def test_every_part_of_an_article_has_its_place(name: str) -> None:
    body = read_article(SHAPES[name], Naming()).body
    assert (body.title, body.year, body.headline) == ("Leaving Las Vegas", "1995", HEADLINE)
    assert body.review == f"{ESSAY}\n\n{LEAD}"
    assert [(part, text) for part, text, _ in body.breakdown] == [*ELEMENTS, (body.breakdown[-1][0], VERDICT)]
    assert body.breakdown[-1][0] in {"Verdict", "VERDICT"}


def test_a_heading_above_the_essay_of_a_known_film_is_its_headline() -> None:
    body = read_article(UNTITLED, KNOWN).body
    assert (body.title, body.headline, body.review) == ("Leaving Las Vegas", HEADLINE, f"{ESSAY}\n\n{LEAD}")


def test_without_a_word_of_the_film_there_is_no_title() -> None:
    article = read_article(UNTITLED, KNOWN._replace(title="", year=""))
    assert (article.body.title, article.heads) == ("", (HEADLINE,))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Leaving Las Vegas (1995) ★★★★½", ("Leaving Las Vegas", "1995", "★★★★½", "")),
        ("Review: Pig (2021)", ("Pig", "2021", "", "")),
        ("“Pig” Review", ("Pig", "", "", "")),
        ("Pig (2021): A film about loss", ("Pig", "2021", "", "A film about loss")),
        ("Pig (Michael Sarnoski, 2021) – Review", ("Pig", "2021", "", "")),
        (r"\[REC\]² (2009)", ("[REC]²", "2009", "", "")),
        ("2001: A Space Odyssey", ("2001: A Space Odyssey", "", "", "")),
        ("The Review", ("The Review", "", "", "")),
    ],
)
def test_a_line_that_names_a_film(line: str, found: tuple[str, str, str, str]) -> None:
    assert film_in(line) == found


def test_people_and_stars_below_the_title_are_facts() -> None:
    people = "Directed by Michael Sarnoski\n*Starring Nicolas Cage as Rob and Alex Wolff as Amir*"
    text = f"# Pig (2021)\n\n{people}\n\n★★★★\n\nWet.\n"
    body = read_article(text, Naming()).body
    assert body.facts == (
        ("Directed by", "Michael Sarnoski"),
        ("Starring", "Nicolas Cage as Rob, Alex Wolff as Amir"),
        ("rating", "★★★★"),
    )
    assert body.review == "Wet."


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("Element | Description\nSound | Loud | and clear", "Loud | and clear"),
        ("| Element | Description |\n| Sound | Loud |", "Loud"),
        ("Element\tDescription\n\nSound\tLoud", "Loud"),
        ("Element    Description\nSound      Loud, and it goes\n           on below", "Loud, and it goes on below"),
        ("| Aspect | Who | Description |\n| - | - | - |\n| Sound | Ann | Loud |", "Ann\n\nLoud"),
    ],
)
def test_a_table_may_be_drawn_in_any_way(table: str, text: str) -> None:
    body = read_article(f"# Pig (2021)\n\nWet.\n\n{table}\n\nThe end.\n", Naming()).body
    assert body.breakdown == (("Sound", text, ""), ("Verdict", "The end.", ""))


def test_sections_below_the_table_are_elements_in_the_order_of_the_text() -> None:
    table = "| Element | Text |\n| - | - |\n| Sound | Loud |"
    sections = "## The dog ★★★★\n\nGood.\n\n### Why\n\nSo.\n\n## Final thoughts\n\nSee it."
    body = read_article(f"# Pig (2021)\n\nWet.\n\n{table}\n\n{sections}\n", Naming()).body
    assert body.breakdown == (
        ("Sound", "Loud", ""),
        ("The dog", "Good.\n\n### Why\n\nSo.", "★★★★"),
        ("Final thoughts", "See it.", ""),
    )


@pytest.mark.parametrize(
    ("text", "headline", "review"),
    [
        (
            "## What happens\n\nA man.\n\n## What I thought\n\nWet.",
            "",
            "## What happens\n\nA man.\n\n## What I thought\n\nWet.",
        ),
        ("## Without a truffle\n\n### What happens\n\nA man.", "Without a truffle", "### What happens\n\nA man."),
        ("## Review\n\nWet.", "", "Wet."),
        ("**Without a truffle**\n\n## What happens\n\nA man.\n\n## End\n\nNo.", "Without a truffle", None),
    ],
)
def test_a_heading_is_the_headline_where_it_is_above_all(text: str, headline: str, review: str | None) -> None:
    body = read_article(f"# Pig (2021)\n\n{text}\n", Naming()).body
    assert body.headline == headline
    assert review is None or body.review == review


def test_text_between_the_table_and_the_verdict_is_of_the_essay() -> None:
    table = "| Element | Text |\n| - | - |\n| Sound | Loud |"
    body = read_article(f"# Pig (2021)\n\nWet.\n\n{table}\n\nAnd dry.\n\nVerdict: see it.\n", Naming()).body
    assert (body.review, body.breakdown) == ("Wet.\n\nAnd dry.", (("Sound", "Loud", ""), ("Verdict", "see it.", "")))


@pytest.mark.parametrize(
    "line", ["By Ana Critic", "*Reviewed by Ana*", "*3 March 2026*", "March 3, 2026", "2026-03-03"]
)
def test_who_wrote_it_and_when_is_no_headline(line: str) -> None:
    body = read_article(f"Pig (2021)\n\n{line}\n\nWithout a truffle\n\nHe walks into the town.\n", Naming()).body
    assert (body.headline, body.review) == ("Without a truffle", f"{line}\n\nHe walks into the town.")


@pytest.mark.parametrize("line", ["★★★★½", "Rating: 9/10", "**Score:** 4.5/5"])
def test_stars_at_the_end_are_those_of_the_film(line: str) -> None:
    body = read_article(f"# Pig (2021)\n\nWet.\n\n## Verdict\n\nSee it.\n\n{line}\n", Naming()).body
    assert [key for key, _ in body.facts] == ["rating"]
    assert body.breakdown == (("Verdict", "See it.", ""),)
    rated = read_article(f"# Pig (2021) ★★\n\nWet.\n\n{line}\n", Naming()).body
    assert (rated.facts, rated.review) == ((("rating", "★★"),), f"Wet.\n\n{line}")


def test_headings_within_an_essay_stay_there() -> None:
    body = read_article("# Pig (2021)\n\n## Loss\n\nWet.\n\n## Overall\n\nDry.\n", Naming()).body
    assert (body.headline, body.review, body.breakdown) == ("Loss", "Wet.\n\n## Overall\n\nDry.", ())


@pytest.mark.parametrize(
    ("text", "is_one"),
    [(SHAPES["plain.txt"], True), ("Pig\nStalker\nMirror\n", False), ("Title\tYear\nPig\t2021\n", False), ("", False)],
)
def test_a_list_of_titles_is_no_review(text: str, is_one: bool) -> None:
    assert is_prose(text) is is_one
