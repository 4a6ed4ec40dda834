"""Which film the form is about: said at every moment, and never changed into another one."""

from textual.widgets import Static

from filmjournal.journal.sources import sources_of
from filmjournal.model.film import Film, Role
from filmjournal.model.rating import Rating
from filmjournal.model.viewing import Entry, Viewing
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.drop_down import DropDown
from terminal import OpenApp, Terminal


def line(screen: EditorScreen) -> str:
    return str(screen.query_one("#which-film", Static).render())


async def log(terminal: Terminal) -> EditorScreen:
    await terminal.press("a")
    return await terminal.editor()


def of_title(session: Session, title: str) -> list[Entry]:
    return [entry for entry in session.journal.entries if entry.film.title == title]


async def test_another_year_makes_another_film_and_leaves_the_known_one_as_it_was(
    open_app: OpenApp, session: Session
) -> None:
    (pig,) = of_title(session, "Pig")
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"pig", "enter")
        assert (line(screen), screen.form.draft.rewatch) == ("Known since 2021, 1 viewing", True)
        screen.form.field("year").line.focus()
        screen.form.field("year").line.value = "1998"
        await terminal.until(lambda: line(screen) == "New film, not Pig (2021): another year", "it is said at once")
        await terminal.press("tab")
        await terminal.until(lambda: screen.form.field("director").text == "", "the other film's facts are gone")
        assert not screen.form.draft.rewatch
        await terminal.press("ctrl+s")
        await terminal.diary()
    assert session.journal.film(pig.film.id) == pig.film
    new = next(entry for entry in of_title(session, "Pig") if entry.id != pig.id)
    assert (new.film.year, new.film.credits, new.viewing.rewatch) == (1998, (), False)
    assert new.film.id != pig.film.id


async def test_a_new_film_of_a_known_title_is_the_last_suggestion(open_app: OpenApp, session: Session) -> None:
    (pig,) = of_title(session, "Pig")
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"Pig")
        offered = screen.query_one(DropDown)
        await terminal.until(lambda: bool(offered.shown), "films are offered")
        assert offered.shown[-1] == "New film: Pig"
        await terminal.press("up", "enter")
        assert terminal.focused is screen.form.field("year").line
        await terminal.press("tab", "ctrl+s")
        await terminal.diary()
    assert len({entry.film.id for entry in of_title(session, "Pig")}) == 2
    assert session.journal.film(pig.film.id) == pig.film


async def test_a_slip_in_a_title_is_offered_below_the_new_film_and_never_taken_by_enter_alone(
    open_app: OpenApp,
) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"perfct days")
        offered = screen.query_one(DropDown)
        await terminal.until(lambda: len(offered.shown) == 2, "the film is offered")
        assert offered.shown[0] == "New film: perfct days"
        assert offered.shown[1].split() == ["Perfect", "Days", "2023", "Wim", "Wenders", "nearly", "so"]
        await terminal.press("enter")
        assert terminal.focused is screen.form.field("year").line
        assert screen.form.draft.title == "perfct days"
        screen.form.field("title").line.focus()
        await terminal.press("end", "s", "down", "enter")
        await terminal.until(lambda: terminal.focused is screen.form.stars, "stars are next")
        assert line(screen).startswith("From the catalogue: director")
        assert screen.form.draft.title == "Perfect Days"


async def test_a_film_of_the_catalogue_and_its_stars_take_nine_keys_and_all_its_facts_are_there(
    open_app: OpenApp, session: Session
) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        await terminal.press(*"perf", "enter")
        await terminal.until(lambda: terminal.focused is screen.form.stars, "stars are next")
        assert line(screen).startswith("From the catalogue: director")
        assert "catalogue" in str(screen.form.field("director").render())
        await terminal.press("4", ".", "ctrl+s")
        await terminal.diary()
        assert terminal.keys <= 9
        (entry,) = of_title(session, "Perfect Days")
        film = entry.film
        assert (film.year, film.runtime, film.people(Role.DIRECTOR)) == (2023, 124, ("Wim Wenders",))
        assert (film.people(Role.ACTOR), film.countries) == (("Kōji Yakusho", "Tokio Emoto"), ("Japan", "Germany"))
        assert (film.external_ids.imdb, entry.viewing.rating) == ("tt27503384", Rating(9))
        stored = session.journal.tables.films.stored(film.id)
        assert stored is not None
        (row,) = sources_of(stored.document)
        assert (row.service, row.cells["director"]) == ("catalogue", "Wim Wenders")
        await terminal.press("u")
        await terminal.until(lambda: not of_title(session, "Perfect Days"), "one undo takes all of it back")


async def test_a_draft_of_a_film_of_the_catalogue_remembers_that(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await log(terminal)
        await terminal.press(*"perf", "enter", "escape", "k")
        await terminal.diary()
        screen = await log(terminal)
        assert line(screen).startswith("From the catalogue: director")
        await terminal.press("ctrl+s")
        await terminal.diary()
    (entry,) = of_title(session, "Perfect Days")
    assert entry.film.external_ids.imdb == "tt27503384"


async def test_editing_says_that_a_fact_of_the_film_changes_all_its_viewings(
    open_app: OpenApp, session: Session
) -> None:
    stalker = of_title(session, "Stalker")
    async with open_app() as terminal:
        (await terminal.diary()).table.go_to(stalker[0].id)
        await terminal.press("e")
        screen = await terminal.editor()
        assert line(screen) == "A fact of the film that you change here changes all 3 viewings"
        screen.form.field("year").line.value = "1980"
        await terminal.until(lambda: line(screen) == "Changes all 3 viewings: year", "it is said at once")
        screen.form.field("year").line.value = "1979"
        screen.form.field("title").line.focus()
        await terminal.press("ctrl+a", "delete", *"pig", "enter")
        await terminal.until(lambda: line(screen).startswith("Moves this viewing to Pig (2021), known"), "it moves")
        await terminal.press("ctrl+s")
        await terminal.diary()
    moved = session.journal.entry(stalker[0].id)
    assert moved is not None
    assert (moved.film.title, moved.film.year, moved.viewing.rating) == ("Pig", 2021, stalker[0].viewing.rating)
    assert session.journal.film(stalker[0].film.id) == stalker[0].film


async def test_two_films_of_one_title_are_told_apart_by_their_year(open_app: OpenApp, session: Session) -> None:
    old = session.journal.log(Film(id="", title="Pig", year=1998), Viewing(id="", film=""))
    async with open_app() as terminal:
        screen = await log(terminal)
        for name, text in {"title": "Pig", "year": "1998"}.items():
            screen.form.field(name).line.value = text
        await terminal.until(lambda: line(screen) == "Known, 1 viewing", "the older one is meant")
        await terminal.press("ctrl+s")
        await terminal.diary()
    assert len(session.journal.viewings_of(old.film)) == 2


async def test_a_key_in_the_review_lays_nothing_of_the_form_out_again(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        review = screen.form.review
        review.focus()
        await terminal.press("a")
        layouts: list[object] = []
        screen.screen_layout_refresh_signal.subscribe(review, layouts.append)
        await terminal.press(*"bcd")
        assert (review.text, layouts) == ("abcd", [])
