"""The form in which an entry is written: a draft in, a draft out."""

from dataclasses import dataclass
from datetime import date

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widgets import Collapsible, Input, Label, TextArea

from filmjournal.model.draft import Draft
from filmjournal.model.errors import InvalidValueError
from filmjournal.model.film import Film, Role
from filmjournal.model.when import When
from filmjournal.model.wording import short_date
from filmjournal.query.vocabulary import Vocabulary
from filmjournal.tui.widgets.completion import Suggest, suggest_people, suggest_words
from filmjournal.tui.widgets.element_box import Breakdown
from filmjournal.tui.widgets.field import Field, Line, Prose
from filmjournal.tui.widgets.film_fields import CrewField, MoreFields, of_role
from filmjournal.tui.widgets.form_controls import StarRating, Tick

LINES = ("title", "year", "watched", "tags", "headline")
"""The lines of text outside the fold, by their names in the draft."""


class EntryForm(Container):
    """Every field of an entry. It does not know the journal: suggestions and problems come from outside."""

    @dataclass
    class Edited(Message):
        """Something was typed, chosen or moved."""

    def __init__(
        self,
        draft: Draft,
        vocabulary: Vocabulary,
        films: Suggest,
        *,
        id: str,  # noqa: A002 — Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._films = films
        self._given = draft
        self._film_id = draft.film_id
        self._vocabulary = vocabulary

    def compose(self) -> ComposeResult:
        """Put the facts before the writing; a wide screen shows them side by side."""
        with Vertical(id="facts"):
            yield from self._essentials()
            with Collapsible(title="Cast, crew and other facts", id="more"):
                yield MoreFields(self._given, self._vocabulary)
        with Vertical(id="writing"):
            yield Field("Headline", self._given.headline, id="headline", placeholder="One line above the review")
            yield Prose(self._given.review, placeholder="Your review, in Markdown", id="review")
            yield Breakdown(self._given.breakdown, id="breakdown")

    def _essentials(self) -> ComposeResult:
        draft, known = self._given, self._vocabulary
        yield Field("Title", draft.title, id="title", suggest=self._films)
        yield Field("Year", draft.year, id="year", placeholder="e.g. 1995")
        yield CrewField(Role.DIRECTOR, of_role(draft, Role.DIRECTOR), suggest_people(known, Role.DIRECTOR))
        watched = Field("Watched", draft.watched, id="watched", placeholder="e.g. last friday", hinted=True)
        watched.line.select_on_focus = True
        yield watched
        with Horizontal(classes="row"):
            yield Label("Rating", classes="label")
            stars = StarRating(id="rating")
            stars.set_reactive(StarRating.rating, draft.rating)
            yield stars
            yield Tick("Liked", ticked=draft.liked, id="liked")
            yield Tick("Rewatch", ticked=draft.rewatch, id="rewatch")
        suggest = suggest_words(known, "tags")
        yield Field("Tags", draft.tags, id="tags", placeholder="e.g. 35mm, with friends", suggest=suggest, of_list=True)

    @property
    def draft(self) -> Draft:
        """The entry as typed."""
        further = self.query_one(MoreFields).draft
        others = tuple(credit for credit in further.credits if credit.role is not Role.DIRECTOR)
        return structs.replace(
            further,
            film_id=self._film_id,
            **{name: self.field(name).text for name in LINES},
            liked=self.query_one("#liked", Tick).ticked,
            rewatch=self.query_one("#rewatch", Tick).ticked,
            rating=self.stars.rating,
            credits=self._director.credits + others,
            review=self.review.prose,
            breakdown=self.breakdown.elements,
        )

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

    def field(self, name: str) -> Field:
        """Return the line of this name."""
        return self.query_one(f"#{name}", Field)

    def hint_date(self, today: date) -> None:
        """Show which date the words in the field are read as."""
        field = self.field("watched")
        try:
            read = short_date(When.parse(field.text, today)) if field.text.strip() else "unknown"
        except InvalidValueError:
            read = ""
        field.hint("" if read == field.text.strip() else read)

    async def fill(self, film: Film) -> None:
        """Show the facts of a known film."""
        await self._show_facts(self.draft.with_film(film))

    async def forget_film(self) -> None:
        """Unlink the known film and clear its facts; the title that was typed stays."""
        await self._show_facts(self.draft.with_film(Film(id="", title=self.field("title").text)))

    def set_rewatch(self) -> None:
        """Mark the viewing as a rewatch."""
        self.query_one("#rewatch", Tick).ticked = True

    async def _show_facts(self, facts: Draft) -> None:
        self._film_id = facts.film_id
        for name in ("title", "year"):
            self.field(name).text = getattr(facts, name)
        self._director.fill(of_role(facts, Role.DIRECTOR))
        await self.query_one(MoreFields).fill(facts)

    async def show_problems(self, problems: dict[str, str]) -> None:
        """Show each problem at its field, and put the cursor into the first of them."""
        for name, sentence in reversed(problems.items()):
            if name in {"credits", "runtime"}:
                self.query_one("#more", Collapsible).collapsed = False
                await self.query_one(MoreFields).show_problem(name, sentence)
            elif name == "breakdown":
                self.breakdown.show_problem(sentence)
            else:
                self.field(name).show_problem(sentence)
                self.field(name).line.focus()

    @on(Collapsible.Expanded)
    async def _look_further(self) -> None:
        await self.query_one(MoreFields).open()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Tick.Changed)
    @on(StarRating.Changed)
    @on(Line.Chosen)
    def _edited(self) -> None:
        self.post_message(self.Edited())
