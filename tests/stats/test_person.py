"""A person's page: what is quoted, and what is not."""

from hypothesis import given
from hypothesis import strategies as st

from builders import actor, director, entry
from filmjournal.model.breakdown import Element
from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.model.when import When
from filmjournal.model.wish import Wish, Wished
from filmjournal.render.palette import PLAIN
from filmjournal.render.person import person_page
from filmjournal.stats.passages import Naming, passages_of, sentences
from filmjournal.stats.person import people_named, person
from filmjournal.stats.person_record import person_record


def said(text: str, name: str = "Nicolas Cage", *others: str) -> list[str]:
    return [text[start:end] for start, end in Naming(name, others).spans(text)]


def test_a_person_is_named_in_full_by_surname_in_the_genitive_and_in_the_plural() -> None:
    assert said("Nicolas Cage. Cage's eyes, Cage’s voice; two Cages.") == ["Nicolas Cage", "Cage", "Cage", "Cage"]
    assert said("NICOLAS CAGE and Cagé") == ["NICOLAS CAGE", "Cagé"]
    assert said("Ozu holds.", "Ozu, Yasujirō") == ["Ozu"]
    assert said("Robert Downey Jr. and Downey", "Robert Downey Jr.") == ["Robert Downey", "Downey"]


def test_common_nouns_and_other_people_are_not_meant() -> None:
    assert said("A bird in a cage, a Cagebird, MacCage") == []
    assert said("Johnny Cage is no Nicolas Cage", "Nicolas Cage", "Johnny Cage") == ["Nicolas Cage"]
    assert said("He said Li", "Gong Li") == []


def test_a_text_is_parted_into_sentences_as_people_end_them() -> None:
    text = "Mr. Smith left. “Why?” she said. J. Cage came… And went! *So* [it](x) goes.\n\n## Heading\n\n- an item"
    assert list(sentences(text)) == [
        ["Mr. Smith left.", "“Why?” she said.", "J. Cage came…", "And went!", "So it goes."],
        ["Heading"],
        ["an item"],
    ]


@given(st.text(st.sampled_from('ab .!?…"”*_[]()\n#>-AÉ。'), max_size=60))
def test_no_sentence_is_lost_or_made_up(text: str) -> None:
    whole = "".join(part for paragraph in sentences(text) for part in paragraph)
    letters = [letter for letter in text if letter in "abAÉ"]
    assert [letter for letter in whole if letter in "abAÉ"] == letters or "[" in text


WATCHED = entry(
    "Adaptation.",
    "2026-11-22",
    rating=Rating(9),
    companions=("Tom",),
    headline="Cage twice",
    review="Cage sweats. He is good. The swamp is long.\n\nStreep hums, and Cage watches.",
    breakdown=(
        Element("Performances", "Two Cages. Streep is funny.", Rating(10)),
        Element("Direction", "Jonze plays it straight.", Rating(9)),
        Element("Soundtrack", "Burwell, under Cage.", Rating(8)),
    ),
    credits=(
        director("Spike Jonze"),
        actor("Nicolas Cage", "Charlie"),
        actor("Meryl Streep"),
        Credit("Carter Burwell", Role.COMPOSER),
    ),
)
OLD = entry("Pig", "2021", review="A pig.", credits=(actor("Nicolas Cage"),))


def test_what_you_wrote_about_somebody_is_quoted_the_newest_first() -> None:
    quoted = [(each.place, each.text) for each in passages_of(WATCHED, ["Nicolas Cage"], [Role.ACTOR])]
    assert quoted == [
        ("Performances", "Two Cages."),
        ("Headline", "Cage twice"),
        ("Soundtrack", "Burwell, under Cage."),
        ("Review", "Cage sweats."),
        ("Review", "Streep hums, and Cage watches."),
    ]
    found = person("cage, nicolas", [WATCHED, OLD], ())
    assert found is not None
    assert (found.name, found.roles, found.numbers.viewings) == ("Nicolas Cage", (Role.ACTOR,), 2)
    assert [each.entry for each in found.passages] == [WATCHED] * 5
    assert found.unwritten == (OLD,)
    (element,) = found.elements
    assert (element.name, element.rated, element.stars, element.yours) == ("Performances", 1, 5.0, 5.0)
    assert found.companions == (("Tom", 1),)
    assert [each.name for each in found.partners] == ["Spike Jonze", "Meryl Streep", "Carter Burwell"]


def test_an_element_is_about_those_whose_work_it_is_and_others_are_quoted_for_a_director() -> None:
    wished = Wished(Wish("w", "f", recommended_by="Ana"), Film("f", "Her", credits=(director("Spike Jonze"),)))
    found = person("Spike Jonze", [WATCHED, OLD], [wished], Role.DIRECTOR)
    assert found is not None
    assert [each.text for each in found.passages] == ["Jonze plays it straight."]
    assert [(names, each.place) for names, each in found.others] == [(("Carter Burwell",), "Soundtrack")]
    assert found.watchlist == (wished,)
    assert found.query == 'director:="Spike Jonze"'
    record = person_record(found)
    assert record["films"]["director"][0]["viewings"][0]["rating"] == 4.5
    assert record["watchlist"] == [{"title": "Her", "year": None, "recommended_by": "Ana"}]


def test_what_grew_on_you_is_told_beside_what_cooled() -> None:
    made_by = (director("Andrei Tarkovsky"),)
    films = {title: Film(title, title, credits=made_by) for title in ("Stalker", "Mirror", "Solaris")}
    takes = [
        ("Stalker", "2025-11-08", 10), ("Mirror", "2024", 6), ("Solaris", "2020-01-01", 8), ("Mirror", "2010", 9),
        ("Solaris", "2009", 8), ("Stalker", "2006-03-18", 7),
    ]  # fmt: skip
    watched = [
        Entry(Viewing(f"v{place}", title, watched=When(day), rating=Rating(halves)), films[title])
        for place, (title, day, halves) in enumerate(takes)
    ]
    found = person("tarkovsky, andrei", watched, ())
    assert found is not None
    assert [(each.last.film.title, each.change) for each in found.slopes] == [("Stalker", 3), ("Mirror", -3)]
    drawn = "\n".join(line.plain for line in person_page(found, 60, PLAIN).lines)
    assert "Grew on you\nStalker  2006 ★★★½ → 2025 ★★★★★" in drawn
    assert "Cooled\nMirror  2010 ★★★★½ → 2024 ★★★" in drawn
    assert [each["change"] for each in person_record(found)["slopes"]] == [1.5, -1.5]


def test_a_name_means_one_person_whole_or_all_that_begin_so() -> None:
    watched = [WATCHED, OLD]
    assert people_named("NICOLAS cage", watched, ()) == ("Nicolas Cage",)
    assert people_named("ca", watched, ()) == ("Nicolas Cage", "Carter Burwell")
    assert people_named("age", watched, ()) == ()
    assert person("Nobody", watched, ()) is None
