from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import director, film, films, texts, whens
from filmjournal.model.when import When
from filmjournal.model.wish import Wish, Wished
from filmjournal.render.palette import PLAIN
from filmjournal.render.watchlist import Watchlist, spoken_wish, wish_cells, wish_in_full, wish_totals
from rendered import plain

WISHES = st.builds(
    Wished,
    st.builds(Wish, id=st.just("a"), film=st.just("b"), added=st.none() | whens, recommended_by=texts, why=texts),
    films,
)


def wished(title: str = "Stalker", **facts: object) -> Wished:
    wish = {name: facts.pop(name) for name in tuple(facts) if name in Wish.__struct_fields__}
    return Wished(Wish(**{"id": f"wish of {title}", "film": "f", **wish}), film(title, **facts))  # type: ignore[arg-type]  # names and values of the test's own


def line(listed: Watchlist, width: int) -> str:
    return listed.line(0, width, PLAIN, is_first=True).plain


@given(st.lists(WISHES, min_size=1, max_size=3), st.integers(20, 200))
def test_every_line_fills_its_width_whatever_is_wished(wishes: list[Wished], width: int) -> None:
    listed = Watchlist(wishes)
    assert cell_len(listed.head(width, PLAIN).plain) == width
    for place in range(len(listed)):
        assert cell_len(listed.line(place, width, PLAIN, is_first=False).plain) == width


def test_a_narrow_terminal_shows_the_film_and_a_wide_one_why_too() -> None:
    listed = Watchlist([wished(year=1979, added=When("2026-11"), recommended_by="Ana", why="The colour comes late.")])
    assert line(listed, 38).split() == ["Stalker", "1979"]
    assert "Nov 2026" in line(listed, 60)
    assert "Ana" in line(listed, 60)
    assert "The colour comes late." not in line(listed, 80)
    assert "The colour comes late." in line(listed, 160)


def test_nobody_has_a_column_who_recommended_nothing() -> None:
    assert "Recommended by" not in Watchlist([wished()]).head(100, PLAIN).plain
    assert "Recommended by" in Watchlist([wished(recommended_by="Ana")]).head(100, PLAIN).plain


def test_a_wish_in_full_says_since_when_by_whom_and_why() -> None:
    item = wished(added=When("2026-11-20"), recommended_by="Ana", why="[b]One[/b]\n\nTwo", credits=(director("A. B."),))
    assert plain(wish_in_full(item, PLAIN), 80).splitlines() == [
        "Stalker",
        "On the watchlist since 20 November 2026, recommended by Ana",
        "Director  A. B.",
        "",
        "[b]One[/b]",
        "",
        "Two",
    ]


def test_a_wish_is_read_aloud_in_one_line() -> None:
    stated = wished(year=1979, credits=(director("A. B."),), why="Slow,\nand good")
    assert spoken_wish(stated) == "Stalker (1979), directed by A. B., date unknown, why: Slow, and good"


def test_a_pipe_gets_each_fact_in_a_cell_of_its_own() -> None:
    stated = wished(year=1979, added=When("1998"), why="One\ttwo\nthree")
    assert wish_cells(stated) == ("1998", "Stalker", "1979", "", "", "One two three", "wish of Stalker")


def test_films_are_counted() -> None:
    assert wish_totals([]) == "0 films"
    assert wish_totals([wished()]) == "1 film"
