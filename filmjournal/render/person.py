"""A person's page as panels: what you wrote about their work, and what you saw of it."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.film import Role
from filmjournal.model.rating import Rating, average_stars
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.wording import counted, listed, runtime, short_date
from filmjournal.render.cells import fit
from filmjournal.render.charts import bar, course
from filmjournal.render.palette import Palette
from filmjournal.render.panels import GAP, Columns, Page, Panel, Spot
from filmjournal.stats.passages import HEADLINE, Passage
from filmjournal.stats.person import Person
from filmjournal.stats.steps import average

CROWDED = 3
"""Cells that a viewing on the line of time needs for its stars."""

WIDE_FROM = 100
"""Cells from which facts stand beside what you wrote."""


def about(person: Person) -> str:
    """Return the totals in a line, such as 6 viewings since 1998 · 4 films · ♥ 3 · 10 h 46 min · ★ 4.3."""
    numbers = person.numbers
    years = sorted(int(when[:4]) for entry in person.entries if (when := entry.viewing.watched))
    since = f" {'since' if years[-1] > years[0] else 'in'} {years[0]}" if years else ""
    parts = [counted(numbers.viewings, "viewing") + since, counted(numbers.films, "film")]
    parts += [f"♥ {numbers.liked}"] if numbers.liked else []
    parts += [runtime(numbers.minutes)] if numbers.minutes else []
    parts += [f"★ {average_stars(numbers.stars)}"] if numbers.stars is not None else []
    parts += [f"also credited as {listed(list(map(one_line, person.other_names)))}"] if person.other_names else []
    return " · ".join(parts)


def roles_of(person: Person) -> str:
    """Return their roles in words, such as director, writer."""
    return ", ".join(role.value for role in person.roles)


def person_page(person: Person, width: int, palette: Palette) -> Page:
    """Return the page for this width."""
    draw = PersonPanels(person, palette)
    if width < WIDE_FROM:
        columns = Columns((width,), palette)
        made = (*draw.head(width), *draw.written(width), *draw.facts(width))
        for panel in made:
            columns.add(panel, 0)
        return columns.page
    right = min(max(width * 2 // 5, 40), 64)
    left = width - right - GAP
    columns = Columns((left, right), palette)
    for panel in draw.written(left):
        columns.add(panel, 0)
    for panel in (*draw.head(right), *draw.facts(right)):
        columns.add(panel, 1)
    return columns.page


class PersonPanels:
    """Makes the panels of a person's page."""

    def __init__(self, person: Person, palette: Palette) -> None:
        self._person = person
        self._palette = palette

    def head(self, width: int) -> Iterator[Panel]:
        """Yield the averages beside yours, and the viewings on a line of time."""
        person = self._person
        averages = [(each.name, each.stars, each.yours, each.rated) for each in person.elements if each.rated]
        averages.append(("The films", person.numbers.stars, person.yours, person.numbers.rated))
        label = max(len(name) for name, *_ in averages)
        room = max(width - label - 23, 4)
        lines = [
            Text.assemble(
                f"{name.ljust(label)}  ",
                (bar(stars, 5, room).ljust(room), self._palette.star),
                f"  {average_stars(stars)}",
                (f" of {rated:<3} yours {average_stars(yours)}", self._palette.muted),
            )
            for name, stars, yours, rated in averages
            if stars is not None and yours is not None
        ]
        if lines:
            yield Panel("", tuple(lines))
        time = self._line_of_time(width)
        if time:
            yield Panel("", time)

    def _line_of_time(self, width: int) -> tuple[Text, ...]:
        dated = [entry for entry in reversed(self._person.entries) if entry.viewing.watched is not None]
        if len(dated) < 2:
            return ()
        places = [_year_of(entry) for entry in dated]
        first, last = places[0], places[-1]
        room = width - 10
        if last <= first or room < 10:
            return ()
        stars, line = [" "] * room, ["─"] * room
        if len(dated) * CROWDED > room:
            return self._crowded_time(dated, places, room)
        free = 0
        for entry, at in zip(dated, places, strict=True):
            place = round((at - first) / (last - first) * (room - 1))
            line[place] = "●"
            rating = _short(entry.viewing.rating)
            if rating and place >= free and place + len(rating) <= room:
                stars[place : place + len(rating)] = rating
                free = place + len(rating) + 1
        ends = f"{dated[0].viewing.watched or '':.4} ", f" {dated[-1].viewing.watched or '':.4}"
        return Text("     " + "".join(stars), self._palette.star), Text(f"{ends[0]}{''.join(line)}{ends[1]}")

    def _crowded_time(self, dated: Sequence[Entry], places: Sequence[float], room: int) -> tuple[Text, ...]:
        """Return the averages over time instead of the stars of each viewing: there are too many to be told apart."""
        by_place: dict[int, list[int]] = {}
        for entry, at in zip(dated, places, strict=True):
            own = by_place.setdefault(round((at - places[0]) / (places[-1] - places[0]) * (room - 1)), [])
            own += [+entry.viewing.rating] if entry.viewing.rating is not None else []
        averages = course([average(by_place.get(place, [])) for place in range(room)]).replace("·", " ")
        line = "".join("●" if place in by_place else "─" for place in range(room))
        first, last = dated[0].viewing.watched or "", dated[-1].viewing.watched or ""
        return Text(f"     {averages}", self._palette.star), Text(f"{first:.4} {line} {last:.4}")

    def written(self, width: int) -> Iterator[Panel]:
        """Yield every passage about their work, then what you wrote of the work of others in their films."""
        person = self._person
        lines, spots = list[Text](), list[Spot]()
        for passage in person.passages:
            self._put(passage, passage.place, width, lines, spots)
        if lines:
            yield Panel(f"What you wrote, {counted(len(person.passages), 'passage')}", tuple(lines[:-1]), tuple(spots))
        elif person.entries:
            yield Panel("What you wrote", (Text("Nothing of their work yet.", self._palette.muted),))
        lines, spots = [], []
        for names, passage in person.others:
            self._put(passage, f"{passage.place}, {listed(names)}", width, lines, spots)
        if lines:
            yield Panel("And of what others did in these films", tuple(lines[:-1]), tuple(spots))

    def _put(self, passage: Passage, place: str, width: int, lines: list[Text], spots: list[Spot]) -> None:
        """Add a passage: when and of what, where it is from with its stars, and the text below."""
        palette, entry = self._palette, passage.entry
        date = fit(short_date(entry.viewing.watched) or "undated", 11)
        stars = passage.rating.stars if passage.rating else ""
        label = "" if place in {"Review", HEADLINE} else one_line(place)
        after = f"{label} {stars}".strip()
        room = max(width - 13 - 1 - cell_len(after), 8)
        title = fit(one_line(entry.film.title), room)
        head = Text.assemble((f"{date}  ", palette.muted), (title.rstrip(), palette.accent))
        head.append(" " * max(width - head.cell_len - cell_len(after), 1))
        head.append(f"{label} " if label and stars else label, palette.muted).append(stars, palette.star)
        top = len(lines)
        lines.append(head)
        lines += _wrapped(passage, max(width - 2, 10), palette)
        lines.append(Text())
        spots.append(Spot(top, 0, width, viewing_id=entry.id, first=top, last=len(lines) - 2))

    def facts(self, width: int) -> Iterator[Panel]:
        """Yield the viewings by role, with whom, made with whom, the watchlist, and what nothing is written of."""
        yield from self._seen(width)
        yield from self._slopes(width)
        person, palette = self._person, self._palette
        if person.partners:
            lines, spots = list[Text](), list[Spot]()
            label = min(max(cell_len(one_line(each.name)) for each in person.partners), max(width - 26, 10))
            for row, each in enumerate(person.partners):
                seen = f"{each.viewings:>3} ×" + (f"  ★ {average_stars(each.stars)}" if each.stars is not None else "")
                line = Text(fit(one_line(each.name), label)).append(seen)
                room = max(width - line.cell_len - 2, 0)
                lines.append(line.append(f"  {fit(each.role.value, min(room, 15)).rstrip()}", palette.muted))
                spots.append(Spot(row, 0, label, person=each.name, role=each.role))
            yield Panel("Made with", tuple(lines), tuple(spots))
        if person.companions:
            names = " · ".join(f"{one_line(name)} {count}" for name, count in person.companions[:8])
            yield Panel("You watched with", tuple(map(Text, wrap(names, width))))
        if person.watchlist:
            said = [
                f"{one_line(each.film.title)}  {each.film.year or ''}".rstrip()
                + (f", said {one_line(each.wish.recommended_by)}" if each.wish.recommended_by else "")
                for each in person.watchlist
            ]
            yield Panel("On your watchlist", tuple(Text(fit(each, width).rstrip()) for each in said))
        if person.unwritten:
            yield self._entries("Nothing written of them in   r writes", person.unwritten, width)

    def _seen(self, width: int) -> Iterator[Panel]:
        alike: dict[tuple[tuple[str, tuple[str, ...]], ...], list[Role]] = {}
        for role, own in self._person.parts.items():
            alike.setdefault(tuple((part.film.id, part.characters) for part in own), []).append(role)
        for roles in alike.values():
            parts = self._person.parts[roles[0]]
            films = counted(len(parts), "film")
            did = [role.heading.lower() if role is Role.ACTOR else role.value for role in roles]
            title = f"{films}: {listed(did)}" if len(self._person.parts) > 1 else f"Seen, {films}"
            lines, spots = list[Text](), list[Spot]()
            for part in parts:
                for entry in part.entries:
                    spot, line = self._entry(entry, width, len(lines))
                    lines.append(line)
                    spots.append(spot)
                if part.characters:
                    as_whom = " and ".join(map(one_line, part.characters))
                    lines.append(Text(fit(f"  as {as_whom}", width).rstrip(), self._palette.muted))
            yield Panel(title, tuple(lines), tuple(spots))

    def _slopes(self, width: int) -> Iterator[Panel]:
        """Yield the films that grew on you, and those that cooled, a panel each."""
        slopes = self._person.slopes
        for title, some in (
            ("Grew on you", [each for each in slopes if each.change > 0]),
            ("Cooled", [each for each in reversed(slopes) if each.change < 0]),
        ):
            lines, spots = list[Text](), list[Spot]()
            for slope in some:
                steps = [f"{_when(each)}{each.viewing.rating.stars}" for each in (slope.first, slope.last)
                         if each.viewing.rating]  # fmt: skip
                course_of = " → ".join(steps)
                film = fit(one_line(slope.last.film.title), max(width - cell_len(course_of) - 2, 8)).rstrip()
                spots.append(Spot(len(lines), 0, cell_len(film), viewing_id=slope.last.id))
                lines.append(Text.assemble(film, "  ", (course_of, self._palette.star)))
            if lines:
                yield Panel(title, tuple(lines), tuple(spots))

    def _entries(self, title: str, entries: Sequence[Entry], width: int) -> Panel:
        drawn = [self._entry(entry, width, row) for row, entry in enumerate(entries)]
        return Panel(title, tuple(line for _, line in drawn), tuple(spot for spot, _ in drawn))

    def _entry(self, entry: Entry, width: int, row: int) -> tuple[Spot, Text]:
        palette, viewing = self._palette, entry.viewing
        date = (short_date(viewing.watched) or "undated").rjust(11)
        title = fit(one_line(entry.film.title), max(width - 11 - 2 - 9, 8)).rstrip()
        line = Text.assemble((f"{date}  ", palette.muted), title)
        if viewing.rating:
            line.append(f"  {viewing.rating.stars}", palette.star)
        if viewing.liked:
            line.append(" ♥", palette.heart)
        return Spot(row, 13, 13 + cell_len(title), viewing_id=entry.id), line


def _when(entry: Entry) -> str:
    return f"{entry.viewing.watched.year} " if entry.viewing.watched else ""


def _year_of(entry: Entry) -> float:
    when = entry.viewing.watched
    return 0 if when is None else when.year + ((when.month or 1) - 1) / 12 + ((when.day or 1) - 1) / 366


def _short(rating: Rating | None) -> str:
    return "" if rating is None else f"{rating // 2 or ''}{'½' * (rating % 2)}"


def _wrapped(passage: Passage, width: int, palette: Palette) -> list[Text]:
    """Return the text of a passage in lines, with the names in it highlighted."""
    text = Text(passage.text)
    for start, end in passage.spans:
        text.stylize(palette.found, start, end)
    lines, start = [], 0
    for line in wrap(passage.text, width, break_on_hyphens=False) or [""]:
        at = passage.text.index(line, start)
        start = at + len(line)
        lines.append(Text.assemble("  ", text[at:start]))
    return lines
