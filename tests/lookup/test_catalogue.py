"""A catalogue: compiled, opened, and searched by titles and names."""

import lzma
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import FULL
from catalogues import MADE, PIG, PIGEON, PREQUEL, STALKER, THING, catalogue, known
from filmjournal.lookup import catalogue as lookup_catalogue
from filmjournal.lookup import compiling
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.lookup.compiling import compiled
from filmjournal.lookup.layout import FILMS_IN_BLOCK, OWN, bundled_path
from filmjournal.lookup.seed import SeedFilm, notices_in, read_seed
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import ExternalIds, Role

ROOT = Path(__file__).parents[2]

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
seed_films = st.builds(
    SeedFilm,
    title=names,
    original=st.just("") | names,
    aka=st.lists(names, max_size=2).map(tuple),
    year=st.none() | st.integers(1880, 2030),
    runtime=st.none() | st.integers(1, 900),
    directors=st.lists(names | names.map("{}, Jr.".format), max_size=2).map(tuple),
    producers=st.lists(names, max_size=2).map(tuple),
    composers=st.lists(names, max_size=2).map(tuple),
    cast=st.lists(st.tuples(names, st.just("") | names), max_size=4).map(tuple),
    billed=st.booleans(),
    genres=st.lists(names, max_size=2).map(tuple),
    sources=st.lists(names, max_size=2).map(tuple),
)


def test_your_own_catalogue_is_used_where_there_is_one_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled, folder = tmp_path / "bundled", tmp_path / "own"
    bundled.write_bytes(compiled([STALKER], made=MADE))
    monkeypatch.setattr(lookup_catalogue, "bundled_path", lambda: bundled)
    assert len(Catalogue.in_use(None)) == len(Catalogue.in_use(folder)) == 1
    folder.mkdir()
    (folder / OWN).write_bytes(compiled([STALKER, PIG], made=MADE))
    assert len(Catalogue.in_use(folder)) == 2
    (folder / OWN).write_bytes(b"damaged")
    assert len(Catalogue.in_use(folder)) == 1
    whole = compiled([STALKER, PIG], made=MADE)
    lines = len(whole) - Catalogue(whole).contents.parts["films"] - 9
    (folder / OWN).write_bytes(whole[:lines] + bytes([whole[lines] ^ 255]) + whole[lines + 1 :])
    with pytest.raises(InvalidValueError, match="is damaged"):
        Catalogue.open(folder / OWN).title(0)
    assert len(Catalogue.in_use(folder)) == 1, "a line of it can't be read"


def test_a_film_is_read_with_every_fact_that_is_collected() -> None:
    found = catalogue(PIG, STALKER).film(1)
    film = found.film
    assert (film.title, film.original_title, film.year, film.runtime) == ("Stalker", "Сталкер", 1979, 162)
    assert film.people(Role.DIRECTOR) == ("Andrei Tarkovsky",)
    assert [(each.name, each.character, each.billing) for each in film.credited(Role.ACTOR)] == [
        ("Alisa Freindlich", "Stalker's wife", 1),
        ("Aleksandr Kaidanovsky", "", 2),
    ]
    assert film.external_ids == ExternalIds(imdb="tt0079944", wikidata="Q192724")
    assert found.sources == ("wikidata",)


@given(st.lists(seed_films, min_size=1, max_size=8))
def test_what_is_compiled_is_read_back_and_found_by_its_title(films: list[SeedFilm]) -> None:
    made = catalogue(*films)
    assert len(made) == len(films)
    for number, film in enumerate(films):
        found = made.film(number)
        assert (found.film.title, found.film.year, found.film.runtime) == (film.title, film.year, film.runtime)
        assert found.film.people(Role.DIRECTOR) == film.directors
        assert made.title(number).directors == film.directors
        assert found.film.people(Role.COMPOSER) == film.composers
        assert found.film.people(Role.PRODUCER) == film.producers
        cast = [(each.name, each.character) for each in found.film.credits if each.role is Role.ACTOR]
        assert tuple(cast) == film.cast
        assert found.other_titles == film.aka
        for typed in (film.title, film.title.split()[0], film.original):
            if typed:
                assert number in {title.number for title in made.suggestions(typed, len(films) + 1)}


def test_films_of_many_blocks_are_read_each_at_its_place() -> None:
    films = [known(f"Film {number}", 1950, f"Director {number}") for number in range(3 * FILMS_IN_BLOCK + 1)]
    made = catalogue(*films)
    for number in (0, 63, 64, 127, 128, 192):
        assert made.film(number).film.people(Role.DIRECTOR) == (f"Director {number}",)
        assert [title.number for title in made.titled(f"film {number}")] == [number]


def test_the_same_films_make_the_same_bytes() -> None:
    assert compiled([PIG, THING], made=MADE) == compiled([PIG, THING], made=MADE)


@pytest.mark.parametrize("count", [1, 200])
def test_the_very_title_comes_before_longer_ones_that_are_better_known(count: int) -> None:
    longer = [known(f"Pig {word}", 2000) for word in range(count)]
    assert catalogue(PIGEON, *longer, PIG).suggestions("pig")[0].year == 2021


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("thing", "The Thing"),
        ("the th", "The Thing"),
        ("сталк", "Stalker"),
        ("reflecting", PIGEON.title),
        ("PÍG", "Pig"),
    ],
)
def test_titles_are_found_without_article_by_another_script_by_later_words_and_without_accents(
    typed: str, title: str
) -> None:
    assert catalogue(PIG, THING, STALKER, PIGEON).suggestions(typed)[0].title == title


@pytest.mark.parametrize(
    "typed", ["stalkr", "stalekr", "stallker", "the thnig", "a pigeon sta on a brnach", "a pigeom sat"]
)
def test_a_title_is_found_by_nearly_what_it_begins_with(typed: str) -> None:
    films = catalogue(THING, STALKER, PIGEON, PREQUEL)
    assert films.suggestions(typed) == []
    assert films.nearly(typed)[0].title in {"Stalker", "The Thing", PIGEON.title}
    assert [title.year for title in films.nearly("the thnig")] == [1982, 2011], "of those as near the best known first"


@pytest.mark.parametrize("typed", ["", "stakr", "nothing like it", "a goat sat on a bench"])
def test_nothing_is_near_what_is_short_or_another_title(typed: str) -> None:
    assert catalogue(THING, STALKER, PIGEON).nearly(typed) == []


@pytest.mark.slow
def test_of_titles_with_a_slip_nine_in_ten_are_found() -> None:
    made, chance = Catalogue.bundled(), random.Random(5)  # noqa: S311 — the same slips in every run
    forms = [(number, made.title(number).forms[0]) for number in chance.sample(range(8_000), 400)]
    found = 0
    for number, form in (each for each in forms if len(each[1]) > 6):
        at = chance.randrange(1, len(form) - 1)
        left_out, doubled = form[:at] + form[at + 1 :], form[:at] + form[at] + form[at:]
        swapped = form[:at] + form[at + 1] + form[at] + form[at + 2 :]
        typed = chance.choice([left_out, doubled, swapped])
        found += number in {each.number for each in (*made.suggestions(typed), *made.nearly(typed))}
    assert found >= 0.9 * sum(len(form) > 6 for _, form in forms)


@pytest.mark.parametrize("typed", ["", "  ", "no such film"])
def test_nothing_is_suggested_for_nothing(typed: str) -> None:
    assert catalogue(PIG).suggestions(typed) == []


def test_names_are_offered_by_any_of_their_words_the_most_credited_first() -> None:
    made = catalogue(
        known("Pig", 2021, "Michael Sarnoski", cast=("Nicolas Cage",)),
        known("Mandy", 2018, "Panos Cosmatos", cast=("Nicolas Cage", "Cagney Anne-Marie")),
    )
    assert made.names("cag") == ["Cagney Anne-Marie", "Nicolas Cage"]
    assert made.names("marie") == ["Cagney Anne-Marie"]
    assert made.names("") == []


def test_a_film_is_found_by_what_imdb_or_wikidata_calls_it() -> None:
    made = catalogue(PIG, THING, STALKER)
    assert (found := made.with_id(ExternalIds(imdb="tt0084787"))) is not None
    assert found.number == 1
    assert (found := made.with_id(ExternalIds(wikidata="Q192724"))) is not None
    assert found.number == 2
    assert made.with_id(ExternalIds(imdb="tt1", tmdb="7")) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"something else",
        b"filmjournal catalogue 1\n{}\n",
        b"filmjournal catalogue 2\n",
        b"filmjournal catalogue 2\n{}\n",
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "films.catalogue"
    path.write_bytes(data)
    with pytest.raises(InvalidValueError, match=r"films\.catalogue"):
        Catalogue.open(path)


def test_a_catalogue_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="No such file"):
        Catalogue.open(tmp_path / "films.catalogue")


def test_a_cut_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "films.catalogue"
    path.write_bytes(compiled([STALKER], made=MADE)[:500])
    with pytest.raises(InvalidValueError, match="damaged"):
        Catalogue.open(path)


def test_looking_up_many_titles_at_once_finds_what_looking_up_each_does() -> None:
    made = catalogue(THING, PREQUEL, STALKER, PIG)
    forms = {"the thing", "thing", "stalker", "сталкер", "nothing"}
    many = made.titled_all(forms | {f"form {number}" for number in range(200)})
    assert {form: many[form] for form in forms} == made.titled_all(forms)
    assert [title.year for title in many["thing"]] == [1982, 2011]


@pytest.mark.slow
@pytest.mark.skipif(not FULL, reason="a full run compiles the whole catalogue anew")
def test_the_catalogue_that_comes_with_filmjournal_is_what_the_sources_make() -> None:
    source = ROOT / "data" / "catalogue"
    bundled = bundled_path().read_bytes()
    made = Catalogue(bundled).contents.made
    compiled_anew = compiled(read_seed([source]).films, made=made, licences=notices_in([source]))
    assert unpacked_parts(compiled_anew) == unpacked_parts(bundled)


def test_the_catalogue_in_the_package_is_small() -> None:
    assert bundled_path().stat().st_size <= 8_000_000


def unpacked_parts(data: bytes) -> dict[str, object]:
    """Return every byte of a catalogue as it was before it was compressed, which each version of zlib does its own way.

    Of the sizes of what is compressed only their number is left.
    """
    signature, head, rest = data.split(b"\n", 2)
    contents = msgspec.json.decode(head)
    parts: dict[str, object] = {"signature": signature, "contents": contents}
    for part, size in contents.pop("parts").items():
        streams = list(unpacked_streams(rest[:size]))
        parts[part] = len(streams[0]) if part.endswith("_sizes") else streams
        rest = rest[size:]
    return parts | {"rest": rest}


def unpacked_streams(data: bytes) -> Iterator[bytes]:
    while data:
        stream = zlib.decompressobj()
        yield stream.decompress(data)
        data = stream.unused_data


@given(st.lists(seed_films, min_size=1, max_size=4))
def test_a_catalogue_is_the_same_however_well_it_is_compressed(films: list[SeedFilm]) -> None:
    best = compiled(films, made=MADE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "_squeezed", lambda data: zlib.compress(data, 0))
        worst = compiled(films, made=MADE)
    assert len(worst) > len(best)
    assert unpacked_parts(worst) == unpacked_parts(best)
    assert [Catalogue(worst).film(number) for number in range(len(films))] == [
        Catalogue(best).film(number) for number in range(len(films))
    ]
    assert unpacked_parts(compiled([*films, PIG], made=MADE)) != unpacked_parts(best)


@pytest.mark.slow
def test_the_films_that_everybody_knows_are_there() -> None:
    made = Catalogue.bundled()
    for typed, title, director in (
        ("taxi driver", "Taxi Driver", "Martin Scorsese"),
        ("сталкер", "Stalker", "Andrei Tarkovsky"),
        ("pig", "Pig", "Michael Sarnoski"),
        ("le fabuleux", "Amélie", "Jean-Pierre Jeunet"),
        ("perfect days", "Perfect Days", "Wim Wenders"),
    ):
        first = made.suggestions(typed)[0]
        assert (first.title, first.directors) == (title, (director,))


def test_a_folder_of_facts_is_read_plain_and_compressed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(b'{"id":"b","adds":true,"runtime":92}\n'))
    (tmp_path / "b.jsonl").write_bytes(b'{"id":"b","title":"Pig","year":2021,"directors":["Michael Sarnoski"]}\n')
    (tmp_path / "NOTICES.txt").write_text("From here.\nFrom there.\n", encoding="utf-8")
    (film,) = read_seed([tmp_path]).films
    assert (film.title, film.runtime, film.adds) == ("Pig", 92, False)
    assert notices_in([tmp_path]) == ["From here.", "From there."]
