"""An anthology to print or to keep: Markdown, and HTML made of it."""

from collections.abc import Iterator
from pathlib import Path

from filmjournal.exchange.writers.html_page import html_of, whole_page
from filmjournal.exchange.writers.markdown_page import escaped
from filmjournal.model.text import without_controls
from filmjournal.model.wording import counted, long_date, titled
from filmjournal.stats.anthology import Anthology, Extract
from filmjournal.transfer.page_files import write_page


def write_anthology(found: Anthology, path: Path, journal: Path, *, force: bool) -> str:
    """Write an anthology, as the ending of the path says, and return that in a sentence; raises CannotWriteError."""
    return write_page(path, journal, lambda: anthology_html(found), lambda: anthology_markdown(found), force=force)


def anthology_html(found: Anthology) -> str:
    """Return it as HTML that needs nothing else."""
    return whole_page(found.title, ['<main class="prose">', html_of(anthology_markdown(found), 0), "</main>"])


def anthology_markdown(found: Anthology) -> str:
    """Return it as Markdown: a heading for each film, and below it what you wrote, as you wrote it."""
    head = [f"# {escaped(found.title)}", "", counted(len(found.extracts), "passage"), ""]
    return "\n".join([*head, *(line for each in found.extracts for line in _extract(each))]).rstrip() + "\n"


def _extract(each: Extract) -> Iterator[str]:
    viewing = each.entry.viewing
    spoilers = "gives the ending away" if viewing.spoilers else ""
    about = filter(None, (long_date(viewing.watched), each.rating.stars if each.rating else "", spoilers))
    yield from (f"## {escaped(titled(each.entry.film))}", "", f"*{' · '.join(about)}*", "")
    yield from (without_controls(each.text).strip(), "")
