"""Which film a form is about: what was chosen for it, whose facts are filled in, and the line that says so."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import structs
from textual.content import Content

from filmjournal.journal.places import new_id
from filmjournal.model.draft import Draft
from filmjournal.model.facts import label
from filmjournal.model.film import Film
from filmjournal.model.film_choice import Choice, Meant, changed_facts, refilled, which_film
from filmjournal.model.identity import without_facts_of
from filmjournal.model.source import StoredSource
from filmjournal.model.text import fold, one_line
from filmjournal.model.wording import counted, listed, long_date, titled
from filmjournal.query.vocabulary import FilmTitles
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import Suggestion

if TYPE_CHECKING:
    from filmjournal.lookup.catalogue import CatalogueFilm

_MANY = 32
"""Films of similar titles among which the one of exactly this title is."""


class FormFilm:
    """The film of one form. It decides nothing but which film that is; the form shows and saves it."""

    def __init__(self, session: Session, start: Draft, revised: Film | None = None) -> None:
        """Begin with what a draft says; `revised` is the film of the viewing or watchlist item that is edited."""
        self._session = session
        self._seen = session.vocabulary()
        self._wished = FilmTitles(wished.film for wished in session.journal.watchlist)
        self.found: CatalogueFilm | None = None
        """The film of the catalogue that was chosen, if one was."""
        self._choice = Choice(self._stored(start), start.is_new_film, revised)
        self.filled = self._choice.film
        """The film whose facts are filled in; one without an id is from the catalogue; None for none."""

    def _stored(self, start: Draft) -> Film | None:
        """Return the film that a draft says it is about."""
        if start.film_id or not start.catalogue:
            return self._session.journal.film(start.film_id)
        catalogue = self._session.catalogue_file.open()
        if catalogue is not None:
            from filmjournal.lookup.matching import with_key  # noqa: PLC0415 — only such a draft pays for it

            self.found = with_key(catalogue, start.catalogue)
        return self.found.film if self.found is not None else None

    @property
    def is_known(self) -> bool:
        """Whether the film whose facts are filled in is in the journal."""
        return self.filled is not None and bool(self.filled.id)

    @property
    def times_seen(self) -> int:
        """How often the film whose facts are filled in was watched."""
        return len(self._session.journal.viewings_of(self.filled)) if self.filled and self.is_known else 0

    def choose(self, chosen: Suggestion) -> None:
        """Take what a suggestion stands for as the film of the form."""
        film, self.found = chosen.film, None
        catalogue = self._session.catalogue_file.open() if chosen.number is not None else None
        if catalogue is not None and chosen.number is not None:
            found = catalogue.film(chosen.number)
            revised = self._choice.revised
            known = [each for each in self._titled(found.film) if revised is None or each.id != revised.id]
            same = [each for each in known if each.could_match(found.film)]
            film = same[0] if len(same) == 1 else found.film
            self.found = None if len(same) == 1 else found
        self._choice = Choice(film, chosen.is_new, self._choice.revised)

    def meant(self, typed: Draft) -> Meant:
        """Return which film is meant by what is typed."""
        return which_film(typed, self._choice, self._titled)

    def settled(self, typed: Draft) -> Draft:
        """Return the draft with the facts of the film that is meant in place of those that were filled in before."""
        meant = self.meant(typed)
        before, self.filled = self.filled, meant.film
        if meant.film is not before:
            typed = refilled(typed, before, meant.film)
        return structs.replace(
            typed,
            film_id=meant.film.id if meant.film is not None else "",
            is_new_film=self._choice.is_new and meant.film is None,
            catalogue=self.key,
        )

    @property
    def key(self) -> str:
        """What the catalogue calls the film whose facts are filled in; empty where they are not from it."""
        if self.found is None or self.filled is not self.found.film:
            return ""
        from filmjournal.lookup.matching import key_of  # noqa: PLC0415 — only a film of the catalogue pays for it

        return key_of(self.found.film)

    def with_id(self, film: Film) -> Film:
        """Return a film that was parsed from the form with a new id, if the person said that it is a new one."""
        is_new = self.filled is None and (self._choice.is_new or self._choice.film is not None)
        return structs.replace(film, id=new_id()) if is_new else film

    def rows(self, film: Film) -> tuple[StoredSource, ...]:
        """Return the row that says which facts of a film, parsed from the form, are from the catalogue."""
        catalogue = self._session.catalogue_file.opened
        if not self.key or self.found is None or catalogue is None:
            return ()
        from filmjournal.lookup.filling import row_for, stated_for  # noqa: PLC0415 — only such a film pays for it

        own = without_facts_of(film, self.found.film)
        made = catalogue.contents.day_of(self.found.sources)
        return (row_for(own, stated_for(own, self.found.film), self.found, made),)

    def sources(self, typed: Draft) -> list[str]:
        """Return the facts that stand in the form as the catalogue has them, by their names."""
        if not self.key or self.filled is None:
            return []
        facts = [name for name in changed_facts(Draft(), self.filled) if name != "title"]
        return [name for name in facts if name not in changed_facts(typed, self.filled)]

    def _titled(self, stated: Film) -> Iterable[Film]:
        """Return the films of the journal that have a title in common with this one."""
        titles = {fold(title) for title in (stated.title, stated.original_title) if title}
        found = [*self._seen.films(stated.title, _MANY), *self._wished.films(stated.title, _MANY)]
        same = [film for film in found if not titles.isdisjoint({fold(film.title), fold(film.original_title)})]
        return {film.id: film for film in same}.values()

    def line(self, typed: Draft) -> Content:
        """Return the line that says which film it is, and what a change of its facts changes."""
        if not typed.title.strip():
            return Content("")
        meant, revised = self.meant(typed), self._choice.revised
        if revised is not None and meant.film is not None and meant.film.id == revised.id:
            return self._of_revised(typed, revised)
        moves = "Moves this viewing to " if revised is not None else ""
        if meant.film is None:
            against = self._choice.film
            why = f", not {titled(against)}: another {meant.against}" if against is not None and meant.against else ""
            return Content(f"{moves}a new film{why}" if moves else f"New film{why}")
        if not meant.film.id:
            facts = [label(name).lower() for name in self.sources(typed)]
            return Content(f"{moves}{titled(meant.film)}, from the catalogue" if moves else _from_catalogue(facts))
        return self._of_known(typed, meant.film, f"{moves}{titled(meant.film)}, " if moves else "")

    def _of_revised(self, typed: Draft, film: Film) -> Content:
        viewings, changed = self._session.journal.viewings_of(film), changed_facts(typed, film)
        if len(viewings) < 2:
            return Content("Your only viewing of this film" if viewings else "On your watchlist, not watched yet")
        all_viewings = "both viewings" if len(viewings) == 2 else f"all {counted(len(viewings), 'viewing')}"
        if not changed:
            return Content(f"A fact of the film that you change here changes {all_viewings}")
        return Content.styled(f"Changes {all_viewings}: {_facts(changed)}", "$warning")

    def _of_known(self, typed: Draft, film: Film, moves: str) -> Content:
        viewings = self._session.journal.viewings_of(film)
        since = min((entry.viewing.watched for entry in viewings if entry.viewing.watched), default=None)
        wished = next((each for each in self._session.journal.watchlist if each.film.id == film.id), None)
        if viewings:
            known = f"known{f' since {since.year}' if since else ''}, {counted(len(viewings), 'viewing')}"
        else:
            added = long_date(wished.wish.added) if wished is not None and wished.wish.added else ""
            known = f"on your watchlist{f' since {added}' if added else ''}" if wished is not None else "known"
        said = f"{moves}{known}" if moves else f"{known[0].upper()}{known[1:]}"
        changed = changed_facts(typed, film) if viewings and self.filled is film else []
        if not changed:
            return Content(said)
        both = {1: "that one", 2: "both"}.get(len(viewings), "them all")
        return Content.assemble(f"{said} · ", (f"changes {both}: {_facts(changed)}", "$warning"))


def _facts(names: list[str]) -> str:
    return listed([one_line(label(name)).lower() for name in names])


def _from_catalogue(facts: list[str]) -> str:
    """Return where the facts are from, and the first of them: all of them take seven lines of a small screen."""
    if not facts:
        return "From the catalogue"
    named = facts if len(facts) <= 3 else [*facts[:2], f"{len(facts) - 2} other facts"]
    return f"From the catalogue: {listed(named)}"
