"""The form in which an entry is written: a draft in, a draft out."""

from collections.abc import Collection
from dataclasses import dataclass

from msgspec import structs
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Collapsible, Input, Label, Static, TextArea

from filmjournal.model.draft import Draft
from filmjournal.model.film import Role
from filmjournal.tui.session import Session
from filmjournal.tui.widgets.completion import FilmSuggestions, suggest_words
from filmjournal.tui.widgets.element_box import Breakdown
from filmjournal.tui.widgets.field import Field, Line, Prose, go_on
from filmjournal.tui.widgets.film_fields import CREW, CrewField, FoldedFields, MoreFields, ViewingFields, of_role
from filmjournal.tui.widgets.form_controls import StarRating, Tick
from filmjournal.tui.widgets.near_stars import Calibrations, NearStars, film_in

LINES = ("title", "year", "watched", "tags", "headline")
"""The lines of text outside the folds, by their names in the draft."""


class EntryForm(Container):
    """Every field of an entry: the film's facts apart from the viewing's. It does not change the journal."""

    @dataclass
    class Edited(Message):
        """Something was typed, chosen or moved."""

    def __init__(self, draft: Draft, session: Session, *, id: str, is_unfolded: bool) -> None:  # noqa: A002 — Textual's own word
        """Make a form, with its folds open if `is_unfolded`."""
        super().__init__(id=id)
        self._is_unfolded = is_unfolded
        self._session = session
        self._given = draft
        self._calibrations = Calibrations(lambda: session.journal.entries)

    def compose(self) -> ComposeResult:
        """Put the facts before the writing; a wide screen shows them side by side."""
        with Vertical(id="facts"):
            yield from self._of_film()
            is_open = self._is_unfolded
            with Collapsible(title="Cast, crew and other facts", collapsed=not is_open, id="more", classes="fold"):
                yield MoreFields(self._given, self._session, id="more-fields", is_open=is_open)
            yield from self._of_viewing()
            with Collapsible(title="Venue, company and spoilers", collapsed=not is_open, id="about", classes="fold"):
                yield ViewingFields(self._given, self._session, id="about-fields", is_open=is_open)
        with Vertical(id="writing"):
            with Vertical(id="text"):
                yield Field("Headline", self._given.headline, id="headline", placeholder="One line above the review")
                yield Prose(self._given.review, placeholder="Your review, in Markdown", id="review")
            yield Breakdown(self._given.breakdown, id="breakdown")

    def _of_film(self) -> ComposeResult:
        draft, session = self._given, self._session
        films, ready = FilmSuggestions(session), session.catalogue_file.open
        yield Field("Title", draft.title, id="title", suggest=films, ready=ready)
        yield Static(id="which-film", markup=False)
        yield Field("Year", draft.year, id="year", placeholder="e.g. 1995")
        yield CrewField(Role.DIRECTOR, of_role(draft, Role.DIRECTOR), session)

    def _of_viewing(self) -> ComposeResult:
        draft = self._given
        yield Label("This viewing", classes="section")
        yield Field("Watched", draft.watched, id="watched", placeholder="e.g. last friday", of_date=True)
        with Container(id="rated"):
            with Horizontal(classes="row"):
                yield Label("Rating", classes="label")
                stars = StarRating(id="rating")
                stars.set_reactive(StarRating.rating, draft.rating)
                yield stars
            with Horizontal(classes="row"):
                yield Tick("Liked", ticked=draft.liked, id="liked")
                yield Tick("Rewatch", ticked=draft.rewatch, id="rewatch")
        yield NearStars(id="near-stars")
        suggest = suggest_words(self._session.vocabulary(), "tags")
        yield Field("Tags", draft.tags, id="tags", placeholder="e.g. 35mm, with friends", suggest=suggest, of_list=True)

    @property
    def draft(self) -> Draft:
        """The entry as typed."""
        film, viewing = self._more.draft, self._about.draft
        others = tuple(credit for credit in film.credits if credit.role is not Role.DIRECTOR)
        return structs.replace(
            film.with_texts({fact.name: viewing.text(fact.name) for fact in ViewingFields.FACTS}),
            film_id=self._given.film_id,
            is_new_film=self._given.is_new_film,
            catalogue=self._given.catalogue,
            spoilers=viewing.spoilers,
            **{name: self.field(name).text for name in LINES},
            liked=self.query_one("#liked", Tick).ticked,
            rewatch=self.query_one("#rewatch", Tick).ticked,
            rating=self.stars.rating,
            credits=self._director.credits + others,
            review=self.review.prose,
            breakdown=self.breakdown.elements,
        )

    @property
    def _more(self) -> MoreFields:
        return self.query_one(MoreFields)

    @property
    def _about(self) -> ViewingFields:
        return self.query_one(ViewingFields)

    @property
    def _director(self) -> CrewField:
        return self.query_one(f"#{Role.DIRECTOR.value}", CrewField)

    @property
    def stars(self) -> StarRating:
        """The rating of the viewing."""
        return self.query_one("#rating", StarRating)

    @property
    def review(self) -> Prose:
        """The review."""
        return self.query_one("#review", Prose)

    @property
    def breakdown(self) -> Breakdown:
        """The elements."""
        return self.query_one(Breakdown)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show beside the stars what other films were given, as long as the stars have the cursor."""
        self._show_near_stars(event.widget)

    def on_descendant_blur(self) -> None:
        """Hide it again."""
        self._show_near_stars(None)

    def _show_near_stars(self, stars: Widget | None) -> None:
        shown = self.query_one(NearStars)
        if not isinstance(stars, StarRating):
            shown.hide()
            return
        box, film = self.breakdown.box_around(stars), film_in(self.draft)
        element = box.element.name if box is not None else ""
        found = self._calibrations.of(film, self._given.viewing_id, element)
        shown.show(found, stars.rating, stars.region if box is not None else None)

    def unfold(self) -> None:
        """Open the folds: there is room for all of it."""
        for fold in self.query(Collapsible):
            fold.collapsed = False

    def field(self, name: str) -> Field:
        """Return the line of this name."""
        return self.query_one(f"#{name}", Field)

    def show_film(self, facts: Draft) -> None:
        """Show the facts of a film from a draft, and remember what it says of which film it is."""
        self._given = structs.replace(
            self._given, film_id=facts.film_id, is_new_film=facts.is_new_film, catalogue=facts.catalogue
        )
        for name in ("title", "year"):
            if self.field(name).text != facts.text(name):
                self.field(name).text = facts.text(name)
        self._director.fill(of_role(facts, Role.DIRECTOR))
        self._more.fill(facts)

    def show_source(self, name: str, facts: Collection[str]) -> None:
        """Show at the fields of these facts where what stands in them is from."""
        crew = [role.value for role in (Role.DIRECTOR, *CREW)]
        of_film = {"year", *crew, *(fact.name for fact in MoreFields.FACTS)}
        for field in self.query(Field):
            if field.id in of_film:
                field.hint(name if field.id in facts else "")

    def set_rewatch(self, *, ticked: bool) -> None:
        """Mark the viewing as a rewatch, or as none."""
        self.query_one("#rewatch", Tick).ticked = ticked

    async def show_problems(self, problems: dict[str, str]) -> None:
        """Show each problem at its field, and put the cursor into the first of them."""
        for name, sentence in reversed(problems.items()):
            if name == "credits" or name in {fact.name for fact in MoreFields.FACTS}:
                self.query_one("#more", Collapsible).collapsed = False
                await self._more.show_problem(name, sentence)
            elif name == "breakdown":
                self.breakdown.show_problem(sentence)
            else:
                self.field(name).show_problem(sentence)
                self.field(name).line.focus()

    def on_key(self, event: events.Key) -> None:
        """Go on with enter from the stars and ticks too, as from a line."""
        if event.key == "enter" and isinstance(self.screen.focused, StarRating | Tick):
            event.stop()
            go_on(self)

    @on(Collapsible.Expanded)
    async def _look_further(self, event: Collapsible.Expanded) -> None:
        fields: FoldedFields = self._more if event.collapsible.id == "more" else self._about
        await fields.open()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Tick.Changed)
    @on(StarRating.Changed)
    @on(Line.Chosen)
    def _edited(self) -> None:
        self.post_message(self.Edited())
        if isinstance(self.screen.focused, StarRating):
            self._show_near_stars(self.screen.focused)
