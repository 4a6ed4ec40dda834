"""Lists in the app: made, filled from the diary, moved by one key, noted, settled by pairs, and undone."""

from filmjournal.journal.film_lists import FilmLists
from filmjournal.model.film import Film
from filmjournal.model.film_list import FilmList, NewListItem
from filmjournal.tui.screens.diary import DiaryScreen
from filmjournal.tui.screens.lists import AddToListScreen, FilmListScreen, ListsScreen, PairPrompt
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.diary_table import DiaryTable
from filmjournal.tui.widgets.search_line import SearchLine
from terminal import MakeSession, OpenApp


def _titles(session: Session) -> list[str]:
    return [listed.film.title for of in FilmLists(session.journal).all() for listed in of.films]


def _none_yet(session: Session) -> FilmLists:
    """Remove the lists of the sample."""
    lists = FilmLists(session.journal)
    for of in lists.all():
        lists.remove(of)
    return lists


async def test_films_go_onto_a_list_in_three_keys_and_move_by_one(
    open_app: OpenApp, session: Session, make_session: MakeSession
) -> None:
    lists = _none_yet(session)
    lists.make(FilmList("", "Best of 2026", ranked=True))
    seen = list(dict.fromkeys(entry.film.title for entry in session.journal.entries))
    async with open_app() as terminal:
        table = terminal.app.screen.query_one(DiaryTable)
        assert table.entry is not None
        first = table.entry.film.title
        await terminal.press("plus")
        await terminal.on(AddToListScreen)
        await terminal.press("enter")
        await terminal.until_told(f"Added {first}")
        assert _titles(session) == [first]
        await terminal.press("ctrl+a", "plus")
        await terminal.on(AddToListScreen)
        await terminal.press("enter")
        await terminal.until(lambda: sorted(_titles(session)) == sorted(seen), "all marked films are on it, each once")
        before = _titles(session)
        await terminal.press("m")
        await terminal.on(ListsScreen)
        await terminal.press("enter")
        screen = await terminal.on(FilmListScreen)
        await terminal.press("J")
        assert _titles(session) == [before[1], before[0], *before[2:]]
        assert screen.listed is not None
        assert screen.listed.film.title == before[0]
        await terminal.press("K", "n", *"Again", "enter")
        assert _titles(session) == before
        await terminal.until(lambda: lists.all()[0].films[0].item.note == "Again", "it is noted")
        await terminal.press("a", *"Playtime (1967)", "enter")
        await terminal.until(lambda: _titles(session) == [*before, "Playtime"], "a film that was not seen is on it")
        await terminal.press("d")
        assert _titles(session) == before
        await terminal.press("u")
        assert _titles(session) == [*before, "Playtime"]
        await terminal.press("slash")
        diary = await terminal.on(DiaryScreen)
        line = diary.query_one(SearchLine)
        await terminal.until(lambda: line.value.startswith('in:="Best of 2026"'), "the list is searched for")
        await terminal.until(lambda: len(diary.query_one(DiaryTable).entries) == len(session.journal.entries), "found")
        await terminal.until(lambda: session.journal.is_saved, "it is saved")
    assert FilmLists(make_session().journal).all() == lists.all()


async def test_which_of_two_is_asked_left_and_taken_up_again(open_app: OpenApp, session: Session) -> None:
    lists = _none_yet(session)
    films = [NewListItem(session.journal.entries[0].film)]
    made = lists.make(FilmList("", "Unrated"), films)
    lists.add(made, [NewListItem(each) for each in map(_unseen, ("Ran", "Ikiru", "Dodes"))])
    async with open_app() as terminal:
        await terminal.press("m", "enter")
        await terminal.on(FilmListScreen)
        await terminal.press("p")
        await terminal.on(PairPrompt)
        await terminal.press("1")
        await terminal.on(PairPrompt)
        await terminal.press("escape")
        await terminal.on(FilmListScreen)
        answered = sum(len(listed.item.settled) for listed in lists.all()[0].films)
        assert answered == 1
        asked = 1
        await terminal.press("p")
        while isinstance(terminal.app.screen, PairPrompt):
            asked += 1
            await terminal.press("1")
        await terminal.until_told("Settled the order of Unrated")
        assert asked <= 3 + 2
        assert sorted(_titles(session)) == sorted([session.journal.entries[0].film.title, "Ran", "Ikiru", "Dodes"])


def _unseen(title: str) -> Film:
    return Film(id="", title=title)
