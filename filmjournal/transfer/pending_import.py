"""An import that a person looks at in the app before it is applied, with the answers they choose."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import structs

from filmjournal.exchange.batch import Problem, Question
from filmjournal.exchange.errors import CannotImportError
from filmjournal.exchange.planning.plan import Step, StepKind
from filmjournal.journal.journal import Journal
from filmjournal.lookup.catalogue import Catalogue
from filmjournal.model.errors import InvalidValueError
from filmjournal.render.import_preview import preview_of
from filmjournal.render.preview import Preview, PreviewRow
from filmjournal.transfer.article_films import ArticleFilms
from filmjournal.transfer.choices import KEEP_YOURS, TAKE_THEIRS, FilmChoice, batch_id, film_choices
from filmjournal.transfer.imports import Import, Progress
from filmjournal.transfer.lookups import Lookup
from filmjournal.transfer.reading import Request

_FILMS = 7
"""Films that can be chosen from: nine keys, and two more answers. The shell offers all of them."""


class PendingImport:
    """An import with its preview, the answers chosen so far, and whether it is planned with them.

    `read`, `plan_choices` and `apply` take a while: call them in another thread, one at a time. All else is quick.
    """

    def __init__(self, journal: Journal, today: Callable[[], date], catalogue: Path | None = None) -> None:
        """Begin an import into a journal; `catalogue` is the folder of the person's own catalogue of films."""
        self._catalogue = catalogue
        self._journal = journal
        self._today = today
        self._read: Import | None = None
        self._questions: dict[int, Step] = {}
        self._choices: dict[int, tuple[FilmChoice, ...]] = {}
        self._chosen: dict[int, int] = {}
        self._planned: dict[int, int] = {}
        self.typed_film = ""
        """The title that was typed where none of the offered films is meant."""
        self.looks_up = True
        """Whether the films get what they lack from the catalogue."""
        self._looked_up = True
        self.preview: Preview | None = None
        """What would be imported, as far as it is known; None until the files are read."""

    @property
    def is_planned(self) -> bool:
        """Whether the preview is that of the answers chosen so far."""
        return self._chosen == self._planned and self.looks_up is self._looked_up

    @property
    def outcome(self) -> str:
        """What was imported, and how much stayed out, in sentences."""
        done = self._import
        left = f"{done.left_out}." if done.left_out else ""
        asked = f"{done.undecided}: press L to say which." if done.undecided else ""
        return " ".join(filter(None, (done.outcome, left, asked)))

    def read(self, path: Path | str, progress: Progress) -> None:
        """Read a file or folder, or a text that was pasted, and plan its import. Changes nothing.

        Raises CannotImportError with a sentence, and whatever `progress` raises.
        """
        catalogue = Catalogue.in_use(self._catalogue)
        films = ArticleFilms(self._journal.tables.used_films, lambda: catalogue)
        request = Request((path.expanduser(),)) if isinstance(path, Path) else Request((), text=path)
        reading = Import(request, self._today(), progress, Lookup(catalogue), films)
        reading.plan_for(self._journal.fork(), progress)
        self._read = reading
        self._show(reading)

    def detailed(self, row: PreviewRow) -> PreviewRow:
        """Return a row with everything about it, which it has already."""
        return row

    def choose(self, row: int, choice: int) -> None:
        """Choose an answer, counted from 1, for the row with this number. The preview shows it at once."""
        self._chosen[row] = choice
        self._mark_chosen()

    def asks_for_title(self, row: int, choice: int) -> bool:
        """Whether an answer is that it is another film than those that are offered, whose title is asked for."""
        question = self._question_of(row)
        return question is not None and question.is_open and choice == len(question.answers) + 1

    def plan_choices(self) -> bool:
        """Plan with the answers chosen so far, and return whether none was chosen meanwhile.

        Raises InvalidValueError, and then forgets the answers chosen since the last plan.
        """
        importing, chosen, looks_up = self._import, dict(self._chosen), self.looks_up
        answered = next((row for row in chosen if self._question_of(row)), None)
        if answered is not None:
            self._read_again(importing, answered, chosen[answered])
            return self.is_planned
        films = {
            batch_id(self._questions[row]): self._choices[row][choice - 1].answer
            for row, choice in chosen.items()
            if row in self._choices
        }
        theirs = [row for row, choice in chosen.items() if row not in self._choices and choice == 2]
        importing.looks_up = looks_up
        try:
            importing.resolve_anew(films, theirs)
        except InvalidValueError:
            self._chosen = dict(self._planned)
            self._mark_chosen()
            raise
        self._planned, self._looked_up = chosen, looks_up
        if self.is_planned:  # else it is to be planned again
            self._show(importing)
        return self.is_planned

    def _question_of(self, row: int) -> Question | None:
        """Return what a row leaves open about how the files are read."""
        item = self._questions[row].item if row in self._questions else None
        return item.question if isinstance(item, Problem) else None

    def _read_again(self, importing: Import, row: int, choice: int) -> None:
        """Read the files again with an answer; they have other rows then, and answers to the others are forgotten."""
        question = self._question_of(row)
        if question is not None and choice <= len(question.answers):
            importing.answer(question, question.answers[choice - 1][0])
        elif question is not None:
            importing.answer(question, self.typed_film)
        importing.looks_up = self.looks_up
        importing.plan_for(self._journal.fork())
        self._questions.clear()
        self._choices.clear()
        self._chosen, self._planned, self._looked_up = {}, {}, self.looks_up
        self._show(importing)

    def apply(self) -> Journal:
        """Return a fork of the journal, as it is now, with the import applied to it; raises JournalError.

        The journal has the import once it adopts the fork. If it refuses, because it was changed meanwhile, apply
        again.
        """
        fork = self._journal.fork()
        self._import.plan_for(fork)
        self._import.apply(fork)
        return fork

    @property
    def _import(self) -> Import:
        if self._read is None:
            raise CannotImportError("Nothing was read yet.")
        return self._read

    def _show(self, importing: Import) -> None:
        for step in importing.plan.steps:
            if step.candidates:
                self._choices[step.number] = film_choices(step, _FILMS)
            is_open = isinstance(step.item, Problem) and step.item.question is not None
            if step.candidates or is_open or step.kind is StepKind.CONFLICT:
                self._questions[step.number] = step
        texts = {row: self._texts(row) for row in self._questions}
        preview = preview_of(importing.plan, importing.service, texts, self._planned, importing.not_imported)
        self.preview = structs.replace(preview, people=importing.people("get", in_short=True))

    def _texts(self, row: int) -> tuple[str, ...]:
        if question := self._question_of(row):
            texts = tuple(meant[0].upper() + meant[1:] for _, meant in question.answers)
            return (*texts, "Another film: type its title") if question.is_open else texts
        choices = self._choices.get(row)
        return (KEEP_YOURS, TAKE_THEIRS) if choices is None else tuple(choice.text for choice in choices)

    def _mark_chosen(self) -> None:
        """Mark the chosen answers in the preview, before it is planned with them."""
        if self.preview is not None:
            rows = (structs.replace(row, chosen=self._chosen.get(row.number, 0)) for row in self.preview.rows)
            self.preview = structs.replace(self.preview, rows=tuple(rows))
