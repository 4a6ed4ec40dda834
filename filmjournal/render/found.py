"""What a list offers beside entries, as lines of text."""

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.text import one_line
from filmjournal.model.wording import counted
from filmjournal.query.fields import TITLE
from filmjournal.query.fuzzy import PersonSuggestion, Suggestion
from filmjournal.query.highlights import Highlights
from filmjournal.render.cells import fit
from filmjournal.render.highlighting import Marker, in_sight, marked
from filmjournal.render.palette import Palette

MARK = "›"
"""What stands before a row that leads to entries."""


def found_line(found: Suggestion, width: int, palette: Palette, *, highlights: Highlights | None = None) -> Text:
    """Return a row that leads to entries: the name, what it is and how much there is of it."""
    told = f" · {about(found)}"
    room = max(width - 3 - cell_len(told), 8)
    name = one_line(found.name)
    marker = Marker(highlights, palette)
    shown, spans = in_sight(name, marker.spans(name, found.field), room)
    text = Text.assemble(f" {MARK} ", marked(Text(shown, palette.accent), spans, marker.style), (told, palette.muted))
    text.append(" " * max(width - text.cell_len, 0))
    if text.cell_len > width:
        text.truncate(width, overflow="ellipsis", pad=True)
    return text


def about(found: Suggestion) -> str:
    """Return what a name is and how much there is of it, such as director · 2 films."""
    if isinstance(found, PersonSuggestion):
        return f"{found.role} · {counted(found.films, 'film')}"
    return f"{'film' if found.field is TITLE else found.field.name} · {counted(found.viewings, 'viewing')}"


def label_line(label: str, width: int, palette: Palette) -> Text:
    """Return what stands above rows and says what they are."""
    return Text(fit(f" {one_line(label)}", width), palette.muted)
