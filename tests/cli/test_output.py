"""How entries go out, whichever verb found them."""

import csv
import io
import json
import re
import shlex

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from budget import examples
from builders import TRICKY, entry, film, films, viewing, viewings
from filmjournal.cli.arguments import FORMATS
from filmjournal.cli.program import every_verb, program_parser
from filmjournal.cli.running import run_in
from filmjournal.cli.shell import Shell
from filmjournal.cli.status import Status
from filmjournal.exchange.entry.csv_columns import HEAD
from filmjournal.exchange.entry.record import EntryRecord
from filmjournal.journal.places import Places
from filmjournal.model.film import Film, Role
from filmjournal.model.viewing import Viewing
from filmjournal.render.plain_text import entry_cells
from shell_runs import Run, open_at

READING = ("find", "show", "random", "today", "path")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def tricky(places: Places) -> Places:
    """Return the places of a journal with titles that software stumbles over."""
    journal = open_at(places)
    for title in TRICKY:
        journal.log(film(title), viewing(tags=(title,), headline=title, review=title))
    journal.save()
    return places


def reading_examples() -> list[tuple[str, str]]:
    return [(verb.name, line) for verb in every_verb() if verb.name in READING for line in verb.examples.splitlines()]


@pytest.mark.parametrize(("name", "example"), reading_examples())
def test_every_example_of_the_help_works_on_the_sample_journal(
    run: Run, sampled: Places, name: str, example: str
) -> None:
    done = run(*shlex.split(example, comments=True))
    assert done.status == 0, done.err
    assert done.out


def test_a_pipe_gets_the_same_columns_for_everything(run: Run, tricky: Places) -> None:
    for line in run("find").lines:
        assert line.count("\t") == len(entry_cells(entry())) - 1
    assert len(run("find").lines) == len(TRICKY)
    assert run("find", "--tsv") == run("find")


def test_a_rating_and_a_date_are_as_they_are_written(run: Run, sampled: Places) -> None:
    cells = [line.split("\t") for line in run("find", "leaving las vegas", "figgis", "OR", "title:adaptation").lines]
    assert ["1998", "4", "Leaving Las Vegas", "1995", "Mike Figgis"] in [row[:5] for row in cells]
    assert "4.5" in [row[1] for row in cells]
    assert "2003-03" in [row[0] for row in cells]


def test_json_has_one_schema_without_a_key_that_is_not_in_it(run: Run, sampled: Places) -> None:
    out = run("find", "--json").out
    records = msgspec.json.decode(out, type=list[EntryRecord])
    assert [record.id for record in records] == run("find", "--ids").lines
    assert all(set(record) == set(EntryRecord.__struct_fields__) for record in json.loads(out))
    adaptation = next(record for record in json.loads(out) if record["title"] == "Adaptation.")
    assert (adaptation["watched"], adaptation["rating"]) == ("2026-11-22", 4.5)
    assert {element["rating"] for record in json.loads(out) for element in record["breakdown"]} <= {
        None,
        *(number / 2 for number in range(1, 11)),
    }


def test_one_entry_is_one_object_on_one_line_as_in_a_list(run: Run, sampled: Places) -> None:
    (line,) = run("show", "title:pig", "--json").lines
    assert [line] == run("find", "title:pig", "--json").lines[1:-1]


def test_on_a_terminal_json_is_laid_out(run: Run, sampled: Places) -> None:
    seen = run("find", "title:pig", "--json", seen=True)
    assert json.loads(seen.out) == json.loads(run("find", "title:pig", "--json").out)
    assert len(seen.lines) > 50


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30), deadline=None)
@given(films, viewings)
def test_json_says_everything_and_survives_any_text(run: Run, places: Places, film: Film, viewing: Viewing) -> None:
    places.journal.unlink(missing_ok=True)
    journal = open_at(places)
    entry = journal.log(film, viewing)
    journal.save()
    record = msgspec.json.decode(run("show", entry.id, "--json").out, type=EntryRecord)
    assert (record.title, record.review, record.tags) == (
        entry.film.title,
        entry.viewing.review,
        list(entry.viewing.tags),
    )
    assert record.rating == (entry.viewing.rating / 2 if entry.viewing.rating else None)
    assert [(each.name, each.role, each.character, each.billing) for each in record.credits] == [
        (credit.name, credit.role, credit.character, credit.billing or None)
        for role in Role
        for credit in entry.film.credited(role)
    ]


def test_csv_is_a_table_with_a_head(run: Run, tricky: Places) -> None:
    head, *rows = csv.reader(io.StringIO(run("find", "--csv").out))
    assert tuple(head) == HEAD
    assert len(rows) == len(TRICKY)
    assert {len(row) for row in rows} == {len(HEAD)}
    assert "[REC]²" in {row[HEAD.index("title")] for row in rows}


def test_markdown_shows_titles_as_they_are(run: Run, tricky: Places) -> None:
    lines = run("find", "--markdown").lines
    assert lines[:2] == ["| Watched | Film | Director | Rating |", "| --- | --- | --- | --- |"]
    assert len(lines) == len(TRICKY) + 2
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in lines)
    assert any(r"\[REC\]²" in line for line in lines)


def test_sentences_have_no_symbols_and_no_columns(run: Run, sampled: Places) -> None:
    done = run("find", "title:leaving", "--plain", seen=True)
    assert done.lines[0] == (
        "Leaving Las Vegas (1995), directed by Mike Figgis, watched 20 November 2026, 5/5, liked, rewatch, "
        "has spoilers, reviewed"
    )
    everything = run("find", "--plain").out + run("show", "title:pig", "--plain").out
    assert not set("★½♥↻¶\t│") & set(everything)


@pytest.mark.parametrize("form", FORMATS)
def test_a_terminal_gets_nothing_of_a_title_that_it_would_obey(run: Run, tricky: Places, form: str) -> None:
    for done in (
        run("find", f"--{form}", seen=True),
        run("show", "sort:title", "--number", "1", f"--{form}", seen=True),
    ):
        assert done.status == 0
        assert not {"\x00", "\x1b", "\x7f", "\x85", "\x9b"} & set(done.out)


def test_a_terminal_gets_a_table_as_wide_as_it_is(run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for width in (50, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        done = run("find", "cage", seen=True)
        assert done.lines[0].split()[0] == "Watched"
        assert len(done.lines) == 7
        assert max(map(len, done.lines)) <= width
    assert done.err == "6 viewings · 4 films · ★ 4.3\n"


def test_what_was_looked_for_stands_out_on_a_terminal(run: Run, sampled: Places) -> None:
    assert "\x1b[1;4mCage\x1b[0m" in run("find", "cage", seen=True).out


def test_titles_are_never_taken_for_markup(run: Run, tricky: Places) -> None:
    out = re.sub(r"\x1b\[[0-9;]*m", "", run("find", seen=True).out)
    for title in ("[REC]²", "[/b]", "[bold", "東京物語"):
        assert title in out


def test_colours_are_only_where_they_are_wanted(run: Run, sampled: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    yellow = "\x1b[33m★"
    assert yellow in run("find", "cage", seen=True).out
    assert "\x1b" not in run("find", "cage").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert yellow in run("find", "cage").out
    assert "\x1b" not in run("find", "cage", "--tsv").out
    assert len(run("show", "title:pig", "--json").lines) == 1
    monkeypatch.setenv("NO_COLOR", "1")
    assert yellow not in run("find", "cage").out
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", run("find", "cage", seen=True).out)


def test_two_formats_at_once_are_bad_input(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("find", "--json", "--csv")
    assert left.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


class _Leaving(io.StringIO):
    """A reader who leaves after the first part."""

    parts = 0

    def write(self, text: str) -> int:
        self.parts += text != "\n"
        if self.parts > 1:
            raise BrokenPipeError
        return super().write(text)


@pytest.mark.parametrize("arguments", [["--ids"], ["--plain"], ["--json"], ["--csv"], []])
def test_nothing_more_is_made_for_a_reader_who_left(
    places: Places, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    journal = open_at(places)
    journal.log_all([(film(f"Film {number}"), viewing()) for number in range(1000)], "Logged 1,000 viewings")
    journal.save()
    out = _Leaving()
    args = program_parser().parse_args(["find", *arguments])
    shell = Shell(places, stdin=None, stdout=out, stderr=None)
    assert run_in(shell, args) == Status.DONE
    assert out.parts == 2
