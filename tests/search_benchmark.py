"""Prints what one key in the search line costs, beside TinyDB and SQLite's FTS5, as a table in Markdown.

With `--readme` the table also goes into the README, between its marks. With `--sizes 1000` it is tried on less.
"""

import argparse
import gc
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs
from tinydb import TinyDB

from filmjournal.journal.journal import Journal
from filmjournal.model.text import fold
from filmjournal.model.viewing import Entry
from filmjournal.query.catalogue import Answer, Catalogue
from filmjournal.query.completing import complete
from filmjournal.query.sorting import WATCHED
from filmjournal.query.syntax import parse
from filmjournal.render.entry import totals
from large_journal import LargeJournal

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- speed of searches -->", "<!-- end of speed of searches -->"
TODAY = date(2026, 11, 24)
RUNS = 3

Document = Mapping[str, Any]
Test = Callable[[Document, Document], bool]
"""Whether a viewing and its film, as TinyDB hands them out, are what is asked."""


class Asked(Struct, frozen=True):
    """A query, and the same said to TinyDB and to FTS5, where that can be said there at all."""

    query: str
    test: Test
    sql: str = ""


def anywhere(text: str) -> Test:
    return lambda viewing, film: any(text in fold(each) for each in (*_of_film(film), *_written(viewing)))


def person(role: str, text: str) -> Test:
    return lambda _, film: any(text in fold(each["name"]) for each in film["credits"] if each["role"] == role)


def about(name: str, text: str) -> Test:
    return lambda viewing, _: any(text in fold(each["text"]) for each in viewing["breakdown"] if each["name"] == name)


def wrote(text: str) -> Test:
    return lambda viewing, _: text in fold(viewing["headline"]) or text in fold(viewing["review"])


def title(text: str) -> Test:
    return lambda _, film: text in fold(film["title"])


def tagged(text: str) -> Test:
    return lambda viewing, _: any(text in fold(tag) for tag in viewing.get("tags", ()))


def genre(text: str) -> Test:
    return lambda _, film: any(text in fold(each) for each in film["genres"])


def between(key: str, low: int, high: int) -> Test:
    return lambda viewing, film: low <= (viewing.get(key) or film.get(key) or -1) <= high


def watched(low: str, high: str) -> Test:
    return lambda viewing, _: low <= viewing["watched"][:4] <= high


def so(key: str) -> Test:
    return lambda viewing, _: bool(viewing.get(key))


def every(*tests: Test) -> Test:
    return lambda viewing, film: all(test(viewing, film) for test in tests)


def either(*tests: Test) -> Test:
    return lambda viewing, film: any(test(viewing, film) for test in tests)


def without(test: Test) -> Test:
    return lambda viewing, film: not test(viewing, film)


def _of_film(film: Document) -> Sequence[str]:
    return [film["title"], *[credit["name"] for credit in film["credits"]]]


def _written(viewing: Document) -> Sequence[str]:
    elements = [part for each in viewing["breakdown"] for part in (each["name"], each["text"])]
    return [*viewing.get("tags", ()), viewing["headline"], viewing["review"], *elements]


QUERIES = (
    Asked("e", anywhere("e"), "a MATCH 'e*'"),
    Asked("ku", anywhere("ku"), "a MATCH 'ku*'"),
    Asked("rain", anywhere("rain"), "a MATCH 'rain*'"),
    Asked("light", anywhere("light"), "a MATCH 'light*'"),
    Asked("ight", anywhere("ight")),
    Asked("light window rain", every(*map(anywhere, ("light", "window", "rain"))), "a MATCH 'light* window* rain*'"),
    Asked('"holds the light of the"', anywhere("holds the light of the"), "a MATCH '\"holds the light of the\"'"),
    Asked("cage figgis", every(anywhere("cage"), anywhere("figgis")), "a MATCH 'cage* figgis*'"),
    Asked(
        "light OR rain OR train",
        either(*map(anywhere, ("light", "rain", "train"))),
        "a MATCH 'light* OR rain* OR train*'",
    ),
    Asked("e OR a OR o", either(*map(anywhere, "eao")), "a MATCH 'e* OR a* OR o*'"),
    Asked("-light", without(anywhere("light"))),
    Asked(
        "rain -light -train",
        every(anywhere("rain"), without(either(anywhere("light"), anywhere("train")))),
        "a MATCH 'rain* NOT light* NOT train*'",
    ),
    Asked(
        "-(light OR rain) night",
        every(without(either(anywhere("light"), anywhere("rain"))), anywhere("night")),
        "a MATCH 'night* NOT (light* OR rain*)'",
    ),
    Asked("qqqq", anywhere("qqqq"), "a MATCH 'qqqq*'"),
    Asked("kurosowa", anywhere("kurosowa"), "a MATCH 'kurosowa*'"),
    Asked(
        "shue elisabet leavign",
        every(*map(anywhere, ("shue", "elisabet", "leavign"))),
        "a MATCH 'shue* elisabet* leavign*'",
    ),
    Asked(
        "actor:cage director:figgis",
        every(person("actor", "cage"), person("director", "figgis")),
        "a MATCH 'actor: cage* director: figgis*'",
    ),
    Asked("actor:ka", person("actor", "ka"), "a MATCH 'actor: ka*'"),
    Asked(
        'person:"nicolas cage"',
        either(*(partial(person, role)("nicolas cage") for role in ("actor", "director"))),
        "a MATCH '{actor director others}: \"nicolas cage\"'",
    ),
    Asked("title:e", title("e"), "a MATCH 'title: e*'"),
    Asked("review:silence", wrote("silence"), "a MATCH '{headline review}: silence*'"),
    Asked("performances:voice", about("Performances", "voice"), "a MATCH 'performances: voice*'"),
    Asked(
        "text:camera",
        either(
            wrote("camera"),
            *(about(each, "camera") for each in ("Performances", "Direction", "Cinematography", "Soundtrack")),
        ),
        "a MATCH '{headline review performances direction cinematography soundtrack}: camera*'",
    ),
    Asked("genre:war,horror", either(genre("war"), genre("horror")), "a MATCH 'genre: war* OR horror*'"),
    Asked("tag:35mm rain", every(tagged("35mm"), anywhere("rain")), "a MATCH 'tags: 35mm* AND rain*'"),
    Asked(
        "year:1960..1990 sort:rating", between("year", 1960, 1990), "year BETWEEN 1960 AND 1990 ORDER BY rating DESC"
    ),
    Asked(
        "rating:4.. is:liked sort:title",
        every(between("rating", 8, 10), so("liked")),
        "rating >= 8 AND liked ORDER BY title",
    ),
    Asked(
        "watched:2001..2010 night",
        every(watched("2001", "2010"), anywhere("night")),
        "watched BETWEEN '2016' AND '2018~' AND a MATCH 'night*'",
    ),
    Asked(
        "no:rating has:review e",
        every(without(so("rating")), so("review"), anywhere("e")),
        "rating IS NULL AND review != '' AND a MATCH 'e*'",
    ),
    Asked("is:first", without(so("rewatch")), "NOT rewatch"),
)
"""Thirty queries of every kind."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object]) -> float:
    return statistics.median(seconds(work) for _ in range(RUNS))


class Ours:
    """The search line without its screen: everything that a key press computes."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.catalogue = Catalogue()
        self.catalogue.follow(entries)
        self.build = seconds(lambda: [None for _ in self.catalogue.index.warm()])
        self.others = seconds(lambda: [None for _ in self.catalogue.warm()])

    def press(self, text: str) -> Answer:
        """Answer what stands in the search line after a key."""
        catalogue = self.catalogue
        complete(text, len(text), catalogue.vocabulary)
        answer = catalogue.answer(parse(text, TODAY, catalogue.elements), WATCHED)
        totals(answer.totals)
        return answer

    def typed(self, text: str) -> float:
        """Return what the dearest key costs while this is typed."""
        self._forget()
        return max(seconds(partial(self.press, text[:end])) for end in range(1, len(text) + 1))

    def at_once(self, text: str) -> float:
        """Return what it costs when it comes at once, as from the history."""
        self._forget()
        return seconds(lambda: self.press(text))

    def _forget(self) -> None:
        self.catalogue.index.forget()


MEMORY = """
import sys
from pathlib import Path
from filmjournal.journal.journal import Journal
from filmjournal.query.catalogue import Catalogue
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024
journal = Journal.open(Path(sys.argv[1]), now=None, new_id=None)
catalogue, before = Catalogue(), resident()
catalogue.follow(journal.entries)
for _ in catalogue.index.warm(): pass
index = resident()
for _ in catalogue.warm(): pass
print(index - before, resident() - index)
"""


def memory(path: Path) -> str:
    """Return the memory that the index takes, and then every name for completion, both against the size of the file."""
    if not Path("/proc/self/status").exists():
        return "not told by this system"
    told = subprocess.run([sys.executable, "-c", MEMORY, str(path)], check=True, capture_output=True, text=True)
    index, names = (float(each) * 2**20 / path.stat().st_size for each in told.stdout.split())
    return f"{index:.2f} (and {names:.2f} for every name) of the file's size"


def in_tinydb(path: Path) -> Callable[[Asked], float]:
    database = TinyDB(path, encoding="utf-8")
    films = {film["id"]: film for film in database.table("films").all()}

    def search(asked: Asked) -> float:
        viewings = database.table("viewings", cache_size=0)
        return seconds(lambda: viewings.search(lambda viewing: asked.test(viewing, films[viewing["film"]])))

    return search


COLUMNS = (
    "title", "director", "actor", "others", "genre", "tags", "headline", "review",
    "performances", "direction", "cinematography", "soundtrack",
)  # fmt: skip


def in_fts5(entries: Sequence[Entry]) -> tuple[Callable[[Asked], float | None], float]:
    database = sqlite3.connect(":memory:")
    plain = "year UNINDEXED, rating UNINDEXED, watched UNINDEXED, liked UNINDEXED, rewatch UNINDEXED"
    database.execute(
        f"CREATE VIRTUAL TABLE a USING fts5({', '.join(COLUMNS)}, {plain}, "
        "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    rows = [_row(entry) for entry in entries]
    marks = ", ".join("?" * len(rows[0]))
    build = seconds(lambda: database.executemany(f"INSERT INTO a VALUES ({marks})", rows))  # noqa: S608 — only marks

    def search(asked: Asked) -> float | None:
        if not asked.sql:
            return None
        sql = f"SELECT rowid FROM a WHERE {asked.sql}"  # noqa: S608 — from the list above
        return median(lambda: database.execute(sql).fetchall())

    return search, build


def _row(entry: Entry) -> tuple[object, ...]:
    film, viewing = entry.film, entry.viewing
    people: dict[str, list[str]] = {"director": [], "actor": []}
    others: list[str] = []
    for credit in film.credits:
        people.get(credit.role, others).append(credit.name)
    written = [element.text for element in viewing.breakdown]
    return (
        film.title, *map(", ".join, people.values()), ", ".join(others), " ".join(film.genres), " ".join(viewing.tags),
        viewing.headline, viewing.review, *written,
        film.year, viewing.rating, viewing.watched, viewing.liked, viewing.rewatch,
    )  # fmt: skip


def compared(size: int, folder: Path, *, with_others: bool) -> str:
    """Return the table for a journal of so many viewings, with a line about its index before it."""
    path = LargeJournal(size).write(folder / f"{size}.json")
    parse_file = median(lambda: msgspec.json.decode(path.read_bytes()))
    opened = median(lambda: Journal.open(path, now=None, new_id=None))  # type: ignore[arg-type]  # only read
    entries = Journal.open(path, now=None, new_id=None).entries  # type: ignore[arg-type]  # only read
    gc.collect()
    gc.freeze()
    ours = Ours(entries)
    tinydb = in_tinydb(path) if with_others else None
    fts5, built = in_fts5(entries) if with_others else (None, 0.0)
    lines = []
    for asked in QUERIES:
        typed = statistics.median(ours.typed(asked.query) for _ in range(RUNS))
        at_once = statistics.median(ours.at_once(asked.query) for _ in range(RUNS))
        found = len(ours.press(asked.query).entries)
        cells = [f"`{asked.query}`", f"{found:,}", shown(typed), shown(at_once)]
        if tinydb and fts5:
            cells += [shown(tinydb(asked)), shown(fts5(asked))]
        lines.append(f"| {' | '.join(cells)} |")
    megabytes = path.stat().st_size / 1e6
    size_told = (
        f"{size:,} viewings, a file of {megabytes:.0f} MB. Reading it as JSON takes {shown(parse_file)} ms, opening "
        f"the journal {shown(opened)}; its index {shown(ours.build)}, what only fields and completion ask for "
        f"{shown(ours.others)} more, following one edit {shown(edited(ours, entries))}. "
        f"The index takes memory of {memory(path)}."
    )
    if with_others:
        size_told += f" FTS5's index takes {shown(built)} ms."
    head = ["query", "found", "worst key", "at once", *(["TinyDB", "FTS5"] if with_others else [])]
    return "\n".join([size_told, "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines])


def edited(ours: Ours, entries: Sequence[Entry]) -> float:
    """Return what it costs to follow an edit of one review, in the middle of the journal."""
    place = len(entries) // 2
    times = []
    for turn in range(RUNS):
        viewing = structs.replace(entries[place].viewing, review=f"Changed {turn}. {entries[place].viewing.review}")
        entries = (*entries[:place], Entry(viewing, entries[place].film), *entries[place + 1 :])
        times.append(seconds(partial(ours.catalogue.follow, entries)))
    return statistics.median(times)


def shown(duration: float | None) -> str:
    return "" if duration is None else f"{duration * 1000:.1f}" if duration < 0.1 else f"{duration * 1000:,.0f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readme", action="store_true", help="put the table into the README")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="viewings to try it on")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = [compared(size, Path(folder), with_others=place == 0) for place, size in enumerate(arguments.sizes)]
    told = "\n\n".join(tables)
    print(told)
    if arguments.readme:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        README.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
