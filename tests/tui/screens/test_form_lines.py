"""The lines of the form: keys, suggestions, and what is said at them."""

from textual.widgets import Collapsible
from textual.widgets._toast import Toast

from filmjournal.model.film import Credit, Film, Role
from filmjournal.model.viewing import Viewing
from filmjournal.tui.screens.editor import EditorScreen
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.drop_down import DropDown
from filmjournal.tui.widgets.field import Field, Line
from filmjournal.tui.widgets.film_fields import CastRow, CastRows
from terminal import OpenApp, Terminal


async def log(terminal: Terminal) -> EditorScreen:
    await terminal.press("a")
    return await terminal.editor()


def fault(field: Field) -> str:
    return str(field.query(".problem").last().render()) if field.has_class("-problem") else ""


def put(screen: EditorScreen, **texts: str) -> None:
    for name, text in texts.items():
        screen.form.field(name).line.value = text


async def test_faults_stand_at_their_fields_and_nothing_is_lost(open_app: OpenApp, session: Session) -> None:
    before = session.journal.path.read_bytes()
    async with open_app() as terminal:
        screen = await log(terminal)
        put(screen, title="", year="95", watched="31 february", headline="Kept")
        await terminal.press("ctrl+s")
        title, year, watched = (screen.form.field(name) for name in ("title", "year", "watched"))
        await terminal.until(lambda: title.has_class("-problem"), "the problems are shown")
        assert fault(title) == "A film needs a title."
        assert fault(year) == "95 isn't a valid year. Use four digits, such as 1995."
        assert fault(watched) == "There is no 31 February 2026: that month has 28 days."
        assert terminal.focused is title.line
        assert screen.form.field("headline").text == "Kept"
        await terminal.press("M")
        await terminal.until(lambda: not title.has_class("-problem"), "the problem goes when the field is changed")
    assert session.journal.path.read_bytes() == before


async def test_a_character_without_an_actor_is_pointed_out_in_the_fields_that_were_closed(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        more = screen.form.query_one("#more", Collapsible)
        more.collapsed = False
        await terminal.until(lambda: bool(screen.query(CastRow)), "the cast is there")
        list(screen.query(CastRow).first().query(Line))[1].value = "Ben"
        put(screen, title="A film")
        more.collapsed = True
        await terminal.press("ctrl+s")
        cast = screen.query_one(CastRows)
        await terminal.until(lambda: cast.has_class("-problem"), "the problem is shown")
        assert not more.collapsed


async def test_names_of_people_are_completed_from_the_journal(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        director = screen.form.field("director").line
        director.focus()
        await terminal.press(*"figg", "right", *", kuro", "enter")
        await terminal.until(lambda: director.value == "Mike Figgis, Akira Kurosawa", "both names are completed")
        assert terminal.focused is not director  # enter took the name and went on


async def test_a_known_film_is_chosen_however_fast_enter_follows(open_app: OpenApp, session: Session) -> None:
    async with open_app() as terminal:
        await log(terminal)
        for key in (*"Leav", "enter"):
            terminal.app.simulate_key(key)
        await terminal.until(lambda: terminal.focused is not None and terminal.focused.id == "rating", "stars are next")
        await terminal.press("4", "ctrl+s")
        await terminal.diary()
    assert (session.journal.entries[0].film.title, session.journal.entries[0].viewing.rating) == (
        "Leaving Las Vegas",
        8,
    )


async def test_enter_goes_from_line_to_line_and_tab_leaves_what_was_typed_as_it_is(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        line = {name: screen.form.field(name).line for name in ("title", "year", "director", "watched", "tags")}
        await terminal.press(*"stalk", "tab")
        assert (line["title"].value, terminal.focused) == ("stalk", line["year"])
        await terminal.press("enter")
        assert terminal.focused is line["director"]
        await terminal.press(*"figg", "enter")
        assert (line["director"].value, terminal.focused) == ("Mike Figgis", line["watched"])
        await terminal.press(*"2026-11-26", "enter", "4", "enter", "enter", "enter", *"cage", "enter")
        assert line["watched"].value == "2026-11-26"  # typed over what stood there
        assert (line["tags"].value, terminal.focused) == ("cage-season", screen.form.field("headline").line)
        assert not screen.form.draft.liked  # enter goes on from a tick, too; only space ticks it
        await terminal.press("shift+tab", "shift+tab", "shift+tab", "space", "enter", "enter", "enter", "enter")
        assert screen.form.review.has_focus
        await terminal.press("ctrl+s")
        await terminal.until(lambda: "is yet to come" in fault(screen.form.field("watched")), "the reason is given")


async def test_what_is_suggested_stands_beside_what_is_typed_also_at_the_foot_of_a_small_screen(
    open_app: OpenApp,
) -> None:
    async with open_app((40, 12)) as terminal:
        screen = await log(terminal)
        offered = screen.query_one(DropDown)
        for name, typed in {"title": "p", "director": "k", "tags": "c"}.items():
            screen.form.field(name).line.focus()
            await terminal.press(typed)
            assert offered.shown
            region, line = offered.region, screen.form.field(name).line.region
            assert region.height >= 3
            assert region.bottom == line.y or region.y == line.bottom
            assert screen.region.contains_region(region)
            assert region.bottom < screen.region.bottom  # the line of keys stays in sight
            await terminal.press("escape")
        screen.form.field("title").line.focus()
        await terminal.press(*"erf", "enter")
        assert screen.form.stars.has_focus
        await terminal.until(lambda: screen.form.can_view_entire(screen.form.stars), "the stars are in sight")


async def test_a_suggestion_replaces_the_whole_item_that_the_cursor_is_in(open_app: OpenApp) -> None:
    async with open_app() as terminal:
        screen = await log(terminal)
        line = screen.form.field("director").line
        line.focus()
        line.value = "Mike, Akira Ku, Agnès Varda"
        line.cursor_position = len("Mike, Akira Ku")
        await terminal.press("r", "enter")
        await terminal.until(lambda: line.value == "Mike, Akira Kurosawa, Agnès Varda", "only that item is replaced")


async def test_a_suggested_name_with_a_comma_stays_one_name(open_app: OpenApp, session: Session) -> None:
    credits_ = (Credit("Robert Downey, Jr.", Role.DIRECTOR),)
    session.journal.log(Film(id="", title="Sr.", credits=credits_), Viewing(id="", film=""))
    async with open_app() as terminal:
        screen = await log(terminal)
        put(screen, title="Another film")
        line = screen.form.field("director").line
        line.focus()
        await terminal.press(*"downey", "enter")
        await terminal.until(lambda: "Jr." in line.value, "the name is taken")
        await terminal.press("ctrl+s")
        await terminal.diary()
    film = next(entry.film for entry in session.journal.entries if entry.film.title == "Another film")
    assert film.people(Role.DIRECTOR) == ("Robert Downey, Jr.",)


async def test_a_toast_stands_neither_over_what_is_typed_nor_over_the_line_of_keys(open_app: OpenApp) -> None:
    async with open_app((60, 20)) as terminal:
        screen = await log(terminal)
        app = terminal.app

        def is_clear() -> bool:
            toasts = list(screen.query(Toast))
            return bool(toasts) and all(
                not toast.region.contains_point(app.cursor_position) and toast.region.bottom < screen.size.height
                for toast in toasts
            )

        app.notify("Something that is said while somebody types, in two lines of a narrow screen.", timeout=60)
        await terminal.until(is_clear, "it stands at the foot")
        await terminal.press("ctrl+g", *["down", "enter"] * 6, "x")
        assert app.cursor_position.y > 10
        await terminal.until(is_clear, "it went to the top")
        screen.form.field("title").line.focus()
        await terminal.press(*"pig")
        assert screen.query_one(DropDown).shown
        await terminal.until(lambda: not screen.query(Toast), "what is suggested takes its place")
