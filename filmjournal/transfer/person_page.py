"""A person's page to print or to keep: Markdown, and HTML made of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from filmjournal.exchange.writers.html_page import html_of, whole_page
from filmjournal.exchange.writers.markdown_page import escaped
from filmjournal.model.film import Role
from filmjournal.model.rating import average_stars
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed, short_date, titled
from filmjournal.render.person import about, roles_of
from filmjournal.stats.passages import HEADLINE, REVIEW, Passage
from filmjournal.stats.person import Person
from filmjournal.transfer.page_files import write_page


def write_person(person: Person, path: Path, journal: Path, *, force: bool) -> str:
    """Write the page of a person, as its ending says, and return that in a sentence; raises CannotWriteError."""
    return write_page(path, journal, lambda: person_html(person), lambda: person_markdown(person), force=force)


def person_html(person: Person) -> str:
    """Return the page as HTML that needs nothing else."""
    return whole_page(person.name, ['<main class="prose">', html_of(person_markdown(person), 0), "</main>"])


def person_markdown(person: Person) -> str:
    """Return the page as Markdown."""
    lines = [f"# {escaped(person.name)}", "", f"{roles_of(person)} · {escaped(about(person))}", "", *_averages(person)]
    if person.passages:
        lines += [f"## What you wrote, {counted(len(person.passages), 'passage')}", ""]
        for passage in person.passages:
            lines += _quoted(passage, "")
    if person.others:
        lines += ["## And of what others did in these films", ""]
        for names, passage in person.others:
            lines += _quoted(passage, listed(names))
    lines += [*_seen(person), *_facts(person)]
    return "\n".join(lines).rstrip() + "\n"


def _averages(person: Person) -> Iterator[str]:
    rows = [(each.name, each.stars, each.rated, each.yours) for each in person.elements if each.rated]
    rows.append(("The films", person.numbers.stars, person.numbers.rated, person.yours))
    known = [row for row in rows if row[1] is not None and row[3] is not None]
    if known:
        yield from ("| | ★ | of | yours |", "| --- | --- | --- | --- |")
        for name, stars, rated, yours in known:
            yield f"| {name} | {average_stars(stars or 0)} | {rated} | {average_stars(yours or 0)} |"
        yield ""


def _quoted(passage: Passage, names: str) -> Iterator[str]:
    """Yield a passage with the names in it in bold, under when and of what it is."""
    entry, stars = passage.entry, passage.rating.stars if passage.rating else ""
    place = "" if passage.place in {HEADLINE, REVIEW} else ", ".join(filter(None, (passage.place, names)))
    label = " ".join(filter(None, (place, stars)))
    about_it = (short_date(entry.viewing.watched) or "undated", escaped(titled(entry.film)), escaped(label))
    yield from ("### " + " · ".join(filter(None, about_it)), "")
    text, at = "", 0
    for start, end in passage.spans:
        text += f"{escaped(passage.text[at:start])}**{escaped(passage.text[start:end])}**"
        at = end
    yield from (f"> {text}{escaped(passage.text[at:])}", "")


def _seen(person: Person) -> Iterator[str]:
    for role, parts in person.parts.items():
        heading = role.heading if role is Role.ACTOR else role.value.capitalize()
        yield from (f"## {heading} of {counted(len(parts), 'film')}", "", *_TABLE)
        for part in parts:
            as_whom = f", as {listed(part.characters)}" if part.characters else ""
            yield from (_row(entry, as_whom) for entry in part.entries)
        yield ""


_TABLE = ("| Watched | Film | Stars |", "| --- | --- | --- |")


def _row(entry: Entry, more: str = "") -> str:
    viewing = entry.viewing
    stars = (viewing.rating.stars if viewing.rating else "") + " ♥" * viewing.liked
    return f"| {short_date(viewing.watched) or 'undated'} | {escaped(titled(entry.film) + more)} | {stars.strip()} |"


def _facts(person: Person) -> Iterator[str]:
    partners = [f"{each.name}, {each.role.value}, {counted(each.viewings, 'viewing')}" for each in person.partners]
    wanted = [
        titled(each.film) + (f", said {each.wish.recommended_by}" if each.wish.recommended_by else "")
        for each in person.watchlist
    ]
    companions = [f"{name}, {counted(times, 'time')}" for name, times in person.companions]
    changed = [f"{titled(each.last.film)}, from {_stars(each.first)} to {_stars(each.last)}" for each in person.slopes]
    for heading, items in (
        ("What grew on you, and what cooled", changed),
        ("Made with", partners),
        ("You watched with", companions),
        ("On your watchlist", wanted),
    ):
        yield from _list(heading, items)
    if person.unwritten:
        yield from ("## Nothing written of them in", "", *_TABLE, *map(_row, person.unwritten), "")


def _stars(entry: Entry) -> str:
    year = f" in {entry.viewing.watched.year}" if entry.viewing.watched else ""
    return f"{entry.viewing.rating.stars if entry.viewing.rating else ''}{year}"


def _list(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from (f"## {heading}", "", *(f"- {escaped(item)}" for item in items), "")
