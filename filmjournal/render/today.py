"""Today as a page: what comes back, what is unfinished, what tonight may bring. For the app and the shell."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from filmjournal.model.film import Role
from filmjournal.model.rating import average_stars
from filmjournal.model.text import one_line
from filmjournal.model.viewing import Entry
from filmjournal.model.when import DAYS, MONTHS
from filmjournal.model.wish import Wished
from filmjournal.model.wording import counted, long_date, runtime, short_date, titled
from filmjournal.render.cells import fit, wrapped
from filmjournal.render.charts import mark
from filmjournal.render.entry import heading
from filmjournal.render.palette import Palette
from filmjournal.render.panels import GAP, Columns, Page, Panel, Spot
from filmjournal.stats.passages import HEADLINE, REVIEW, Passage
from filmjournal.stats.today import Near, Today

WIDE_FROM = 96
"""Cells from which facts stand beside what you wrote."""

NARROW = 50
"""Cells below which a label stands above its film."""

WIDEST_TEXT = 76
"""Cells of a line that is still read well."""

IN_FULL, IN_SHORT = (2, 3), 6
"""How many viewings near this day are quoted, on a narrow page and a wide one; and how many have a line each."""

LABEL = 12
"""Cells of the labels of a narrow page."""

WATCHLIST, DRAFTS, SHELF = "watchlist", "drafts", "shelf"
"""Where a spot of the page leads, or stands."""

UNWRITTEN = "-is:reviewed"
"""The query that lists what nothing is written about."""

_HELD = "_"
"""Stands for a space at which no line ends."""

NOTHING_WRITTEN = "Nothing written yet"
SPOILS = "It gives the ending away, so it is not quoted here."


def day_in_words(found: Today) -> str:
    """Return the day, such as Sunday, 27 December."""
    day = found.day
    return f"{DAYS[day.weekday()].capitalize()}, {day.day} {MONTHS[day.month - 1].capitalize()}"


def totals_in_words(found: Today) -> str:
    """Return the size of the journal, such as 29 viewings · 22 films · ★ 4.4; empty where it has nothing."""
    if not found.viewings:
        return ""
    stars = f" · ★ {average_stars(found.stars)}" if found.stars is not None else ""
    return f"{counted(found.viewings, 'viewing')} · {counted(found.films, 'film')}{stars}"


def head_line(found: Today, width: int, palette: Palette) -> Text:
    """Return the day, with the totals at the right end."""
    text, totals = Text(day_in_words(found), palette.accent), totals_in_words(found)
    if text.cell_len + cell_len(totals) + 2 <= width:
        text.append(" " * (width - text.cell_len - cell_len(totals))).append(totals, palette.muted)
    return text


def ago(near: Near) -> str:
    """Return when it was, seen from this day, such as 12 years ago tomorrow."""
    years = counted(near.years, "year")
    days = counted(abs(near.days), "day")
    named = {0: f"{years} ago today", 1: f"{years} ago tomorrow", -1: f"{years} ago yesterday"}
    return named.get(near.days, f"{years} ago in {days}" if near.days > 0 else f"{years} and {days} ago")


def today_page(found: Today, width: int, palette: Palette, *, is_app: bool = False) -> Page:
    """Return the page for this width; with `is_app` it names the keys that lead on."""
    draw = TodayPanels(found, palette, is_app=is_app)
    if width < WIDE_FROM:
        columns = Columns((width,), palette)
        for panel in (*draw.read(width, IN_FULL[0]), *draw.rows(width)):
            columns.add(panel, 0)
        return columns.page
    right = min(max(width * 2 // 5, 36), 56)
    left = min(width - right - GAP, WIDEST_TEXT)
    columns = Columns((left, right), palette)
    for panel in draw.read(left, IN_FULL[1]):
        columns.add(panel, 0)
    for panel in draw.facts(right):
        columns.add(panel, 1)
    return columns.page


class TodayPanels:
    """Makes the panels of the page."""

    def __init__(self, found: Today, palette: Palette, *, is_app: bool) -> None:
        self._found = found
        self._palette = palette
        self._is_app = is_app
        self._lines: list[Text] = []
        self._spots: list[Spot] = []

    def read(self, width: int, in_full: int) -> Iterator[Panel]:
        """Yield what there is to read: the viewings near this day, and the passage from the shelf."""
        found = self._found
        for near in found.near[:in_full]:
            self._near(near, width)
            yield self._panel("")
        short, most = found.near[in_full : in_full + IN_SHORT], len(found.near)
        for near in short:
            self._in_short(near, width)
        if most > in_full + IN_SHORT:
            self._lines.append(Text(f"and {most - in_full - IN_SHORT:,} more near this day", self._palette.muted))
        if short:
            yield self._panel("Also near this day")
        if not found.near and found.viewings:
            within = counted(found.window, "day") + " of it" if found.window else ""
            words = f"Nothing of past years on this day{f', or within {within}' if within else ''}."
            self._lines += [Text(line, self._palette.muted) for line in wrapped(words, width)]
            yield self._panel("")
        if not found.viewings:
            words = "Your diary is empty. What you log comes back here, on its day."
            self._lines += map(Text, wrapped(words, width))
            yield self._panel("")
        if found.shelf is not None:
            self._shelf(found.shelf, width)
            yield self._panel("")

    def _panel(self, title: str) -> Panel:
        panel = Panel(title, tuple(self._lines), tuple(self._spots))
        self._lines, self._spots = [], []
        return panel

    def _near(self, near: Near, width: int) -> None:
        entry, palette, top = near.entry, self._palette, len(self._lines)
        self._lines += self._labelled(ago(near), entry, width)
        circumstances = heading(entry, palette).split("\n")[1]
        if width >= WIDE_FROM // 2:
            circumstances.truncate(width, overflow="ellipsis")
            self._lines.append(circumstances)
        if entry.viewing.headline and (near.passage is None or near.passage.place != HEADLINE):
            self._lines.append(Text(fit(one_line(entry.viewing.headline), width).rstrip(), "italic"))
        if near.passage is not None:
            self._quote(near.passage, width)
        elif entry.viewing.is_reviewed:
            self._lines.append(Text(fit(SPOILS, width).rstrip(), palette.muted))
        else:
            hint = "   r says what you still know of it" if self._is_app else ""
            self._lines.append(Text(fit(f"{NOTHING_WRITTEN}.{hint}", width).rstrip(), palette.muted))
        if near.takes:
            self._lines += self._takes(near.takes, width)
        self._spots.append(Spot(top, 0, width, viewing_id=entry.id, first=top, last=len(self._lines) - 1))

    def _takes(self, takes: Sequence[Entry], width: int) -> Iterator[Text]:
        said = [
            f"{each.viewing.watched.year if each.viewing.watched else 'undated'}{_HELD}"
            f"{each.viewing.rating.stars if each.viewing.rating else '·'}"
            for each in takes
        ]
        for line in wrapped(f"{len(takes)} times so far: {', '.join(said)}", width):
            yield Text(line.replace(_HELD, " "), self._palette.muted)

    def _labelled(self, label: str, entry: Entry, width: int, more: str = "") -> Iterator[Text]:
        """Yield the film with its stars after a label, which has a line of its own where there is little room."""
        if width < NARROW:
            yield Text(fit(label, width).rstrip(), self._palette.muted)
        yield self._titled("" if width < NARROW else f"{label}  ", entry, width, more)

    def _titled(self, label: str, entry: Entry, width: int, more: str = "", style: str = "") -> Text:
        """Return a line with the label, the film, and its stars at the right end."""
        palette, viewing = self._palette, entry.viewing
        after = Text(viewing.rating.stars if viewing.rating else "", palette.star)
        if viewing.liked:
            after.append(" ♥", palette.heart)
        after = Text(more, palette.muted) if more else after
        room = max(width - cell_len(label) - after.cell_len - 1, 8)
        line = Text.assemble(
            (label, palette.muted), (fit(one_line(entry.film.title), room).rstrip(), style or palette.accent)
        )
        line.append(" " * max(width - line.cell_len - after.cell_len, 1))
        return line.append_text(after)

    def _in_short(self, near: Near, width: int) -> None:
        self._spots.append(Spot(len(self._lines), 0, width, viewing_id=near.entry.id))
        self._lines.append(self._titled(f"{ago(near)}  ", near.entry, width))

    def _shelf(self, passage: Passage, width: int) -> None:
        entry, top = passage.entry, len(self._lines)
        place = "" if passage.place in {REVIEW, HEADLINE} else one_line(passage.place)
        stars = f" {passage.rating.stars}" if passage.rating and place else ""
        date = short_date(entry.viewing.watched)
        self._lines += self._labelled("From the shelf", entry, width, more=f"{place}{stars}" or date)
        if place and date:
            self._lines.append(Text(date, self._palette.muted))
        self._quote(passage, width)
        last = len(self._lines) - 1
        self._spots.append(Spot(top, 0, width, viewing_id=entry.id, place=SHELF, first=top, last=last))

    def _quote(self, passage: Passage, width: int) -> None:
        text = one_line(passage.text)
        self._lines += map(Text, wrapped(f"“{text}”", min(width, WIDEST_TEXT)))

    def rows(self, width: int) -> Iterator[Panel]:
        """Yield the facts of a narrow page, a line each."""
        found = self._found
        if found.unwritten:
            self._row(f"{len(found.unwritten):,} unwritten", found.unwritten[:3], width, UNWRITTEN)
        for each in found.drafts[:1]:
            more = f" and {counted(len(found.drafts) - 1, 'more draft')}" if found.drafts[1:] else ""
            self._line("Draft", f"{one_line(each.title) or 'No title yet'}, {each.about}{more}", width, DRAFTS)
        if found.tonight is not None:
            said = filter(None, (*film_facts(found.tonight), said_of(found.tonight)))
            self._line("Tonight", " · ".join(said), width, WATCHLIST)
        if found.last:
            self._row("Last", found.last[:3], width, "sort:watched")
        if found.viewings:
            self._line(str(found.year.year), year_in_words(found), width)
        birthday = birthday_in_words(found)
        if birthday:
            self._line("Birthday", birthday, width)
        if self._lines:
            yield self._panel("")

    def _row(self, label: str, entries: Sequence[Entry], width: int, query: str) -> None:
        """Add a line of several viewings, each of which opens; the label lists all."""
        line, row = Text.assemble((fit(label, LABEL + 2), self._palette.muted)), len(self._lines)
        self._spots.append(Spot(row, 0, len(label), query=query))
        for entry in entries:
            name = one_line(entry.film.title)
            comma = ", " if line.cell_len > LABEL + 2 else ""
            if line.cell_len + len(comma) + cell_len(name) > width:
                break
            line.append(comma)
            self._spots.append(Spot(row, line.cell_len, line.cell_len + cell_len(name), viewing_id=entry.id))
            line.append(name)
        self._lines.append(line)

    def _line(self, label: str, text: str, width: int, place: str = "") -> None:
        room = max(width - LABEL - 2, 8)
        if place:
            self._spots.append(Spot(len(self._lines), 0, len(label), place=place))
        first, *others = wrapped(one_line(text), room) or [""]
        self._lines.append(Text.assemble((fit(label, LABEL + 2), self._palette.muted), first))
        if others:
            rest = fit(" ".join(others), room).rstrip()
            self._lines.append(Text(f"{'':{LABEL + 2}}{rest}"))

    def facts(self, width: int) -> Iterator[Panel]:
        """Yield the facts of a wide page, a panel each."""
        found, palette = self._found, self._palette
        if found.last:
            yield self._entries("Last", found.last, width)
        if found.unwritten:
            title = f"{NOTHING_WRITTEN}, {counted(len(found.unwritten), 'viewing')}"
            yield self._entries(title, found.unwritten[:4], width, len(found.unwritten))
        if found.drafts:
            for each in found.drafts[:3]:
                text = fit(f"{one_line(each.title) or 'No title yet'}, {each.about}", width).rstrip()
                self._spots.append(Spot(len(self._lines), 0, cell_len(text), place=DRAFTS))
                self._lines.append(Text(text))
            yield self._panel(counted(len(found.drafts), "draft").capitalize())
        if found.tonight is not None:
            yield self._tonight(found.tonight, width)
        if found.viewings:
            months = zip(MONTHS, found.year.months, strict=True)
            initials = " ".join(f"{month[0].upper()}{mark(number) if number else ' '}" for month, number in months)
            self._lines += map(Text, wrapped(year_in_words(found), width))
            self._lines.append(Text(initials, palette.muted))
            self._lines += [Text(line, palette.muted) for line in wrapped(birthday_in_words(found), width)]
            yield self._panel(f"The year {found.year.year} so far")

    def _entries(self, title: str, entries: Sequence[Entry], width: int, of: int = 0) -> Panel:
        for entry in entries:
            date = (short_date(entry.viewing.watched) or "undated").rjust(11)
            self._spots.append(Spot(len(self._lines), 13, width, viewing_id=entry.id))
            self._lines.append(self._titled(f"{date}  ", entry, width, style="not dim"))
        if of > len(entries):
            more = f"and {of - len(entries):,} more"
            self._spots.append(Spot(len(self._lines), 13, 13 + len(more), query=UNWRITTEN))
            self._lines.append(Text(f"{'':13}{more}", self._palette.muted))
        return self._panel(title)

    def _tonight(self, wished: Wished, width: int) -> Panel:
        palette = self._palette
        first = Text(fit(" · ".join(film_facts(wished)), width).rstrip())
        self._lines.append(first)
        said = said_of(wished)
        self._lines += [Text(line, palette.muted) for line in wrapped(said, width)]
        self._spots.append(Spot(0, 0, first.cell_len, place=WATCHLIST, first=0, last=len(self._lines) - 1))
        return self._panel(f"Tonight, of {counted(self._found.choices, 'film')} to watch")


def film_facts(wished: Wished) -> list[str]:
    """Return the title of a film of the watchlist, its length and its director."""
    film = wished.film
    length = [runtime(film.runtime)] if film.runtime else []
    return [titled(film), *length, *map(one_line, film.people(Role.DIRECTOR)[:1])]


def said_of(wished: Wished) -> str:
    """Return since when a film is on the watchlist, who recommended it, and why."""
    wish = wished.wish
    since = f"since {short_date(wish.added)}" if wish.added else ""
    who = f"said {one_line(wish.recommended_by)}" if wish.recommended_by else ""
    why = f"“{' '.join(one_line(wish.why).split())}”" if wish.why.strip() else ""
    first = ", ".join(filter(None, (since, who)))
    return ": ".join(filter(None, (first, why)))


def year_in_words(found: Today) -> str:
    """Return the numbers of the year, such as 4 viewings · ★ 4.9 · 2,135 words."""
    year = found.year
    parts = [counted(year.viewings, "viewing")] + ([f"★ {average_stars(year.stars)}"] if year.stars is not None else [])
    return " · ".join([*parts, counted(year.words, "word")] if year.viewings else parts)


def birthday_in_words(found: Today) -> str:
    """Return which film that you love has a round age this year; empty for none."""
    entry = found.birthday
    if entry is None or entry.film.year is None:
        return ""
    when = entry.viewing.watched
    seen = f"; you saw it {'on' if when.day else 'in'} {long_date(when)}" if when is not None else ""
    return f"{one_line(entry.film.title)} is {found.year.year - entry.film.year} this year{seen}."
