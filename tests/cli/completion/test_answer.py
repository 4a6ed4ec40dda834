import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import actor, director, film, viewing
from catalogues import known, put_catalogue
from filmjournal.cli.completes import ELEMENT, FILE, TITLE, completes
from filmjournal.cli.completion import offers
from filmjournal.cli.completion.answer import FILES, LISTED, answered
from filmjournal.cli.program import program_parser
from filmjournal.cli.status import Status
from filmjournal.cli.verb import VerbParser
from filmjournal.journal.names_file import NamesFile
from filmjournal.journal.places import Places
from filmjournal.journal.searches import Searches
from filmjournal.lookup.layout import OWN
from filmjournal.model.breakdown import Element
from real_terminal import PATIENCE
from shell_runs import open_at


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Return the places that this process itself finds."""
    for kind in ("STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    monkeypatch.setenv("FILMJOURNAL", str(tmp_path / "journal.json"))
    places = Places.find(None, os.environ)
    put_catalogue(places)
    return places


@pytest.fixture
def films(places: Places) -> Places:
    journal = open_at(places)
    cast = (director("Mike Figgis"), actor("Nicolas Cage", "Ben Sanderson"), actor("Elisabeth Shue", "Sera"))
    journal.log(
        film("Leaving Las Vegas", credits=cast, genres=("Drama",)),
        viewing(
            tags=("home", "horror night"), breakdown=(Element("Sound mix", "Loud."),), review="Rain on every pane."
        ),
    )
    journal.log(film("L'avventura", credits=(director("Michelangelo Antonioni"),)), viewing(tags=("home",)))
    journal.log(film("Pig", credits=(actor("Nicolas Cage", "Rob"),)), viewing(venue="Curzon"))
    journal.save()
    return places


def completed(line: str, shell: str = "bash") -> list[str]:
    """Return what a shell puts on the line."""
    return answered(program_parser, shell, f"filmjournal {line}")[1]


def words(line: str) -> list[str]:
    """Return the whole words that are offered."""
    return [each.partition("\t")[0] for each in completed(line, "fish")]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("fin", ["find"]),
        ("res", ["restore"]),
        ("nothing", []),
        ("trash ", ["restore", "empty"]),
        ("trash re", ["restore"]),
        ("find --li", ["--limit"]),
        ("--s", ["--sample"]),
        ("--journal x.json fin", ["find"]),
        ("--journal=x.json trash e", ["empty"]),
        ("completion z", ["zsh"]),
        ("path x", []),
        ("find --limit ", []),
        ("nothing fi", []),
    ],
)
def test_verbs_options_and_choices_are_completed_without_a_journal(
    line: str, offered: list[str], places: Places
) -> None:
    assert completed(line) == offered
    assert not places.state.exists()


def test_all_verbs_are_offered_before_the_first_letter() -> None:
    assert {"find", "show", "completion", "trash"} <= set(completed(""))


def test_help_is_reported_beside_verbs_and_options() -> None:
    assert completed("fin", "fish") == ["find\tFind viewings with a query"]
    assert completed("find --jso", "zsh") == ["--json\t--json  -- write JSON, for programs"]


@pytest.mark.parametrize("line", ["--journal ", "find --journal fi", "merge ", "merge a.json b", "find cage > li"])
def test_files_are_left_to_the_shell(line: str) -> None:
    assert answered(program_parser, "bash", f"filmjournal {line}") == (FILES, [])


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("find dir", ["director:", "direction:"]),
        ("find cage -dir", ["-director:", "-direction:"]),
        ("find director:mik", ['director:"mike figgis"']),
        ("find director:Mik", ['director:"Mike Figgis"']),
        ("find 'director:\"Mike Fi", ['director:"Mike Figgis"']),
        ('find director:"Mike Fi', ['director:"Mike Figgis"']),
        ("show director:ant", ['director:"Michelangelo Antonioni"']),
        ("random tag:", ['tag:"home"', 'tag:"horror night"']),
        ("find cage -tag:ho", ['-tag:"home"', '-tag:"horror night"']),
        ("find tag:home,hor", ['tag:home,"horror night"']),
        ("find is:li", ["is:liked"]),
        ("find sort:ru", ["sort:runtime"]),
        ("find leav", ['"Leaving Las Vegas"']),
        ("find nicol", ['"Nicolas Cage"']),
        ("find pi", ["Pig"]),
        ("find --limit 3 venue:", ["venue:Curzon"]),
        ("find -- director:mik", ['director:"mike figgis"']),
        ("find has:sound-", ["has:sound-mix"]),
    ],
)
def test_a_query_is_completed_from_what_the_journal_knows(line: str, offered: list[str], films: Places) -> None:
    assert words(line) == offered


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("find leaving la", "'Las Vegas'"),
        ("find leaving las ve", "Vegas"),
        ("find --limit 2 nicolas c", "Cage"),
        ("find -tag:x mike fi", "Figgis"),
    ],
)
def test_a_title_or_a_name_goes_on_word_by_word(line: str, rest: str, films: Places) -> None:
    assert completed(line)[0] == rest


def test_all_fields_are_offered_before_the_first_letter_of_a_query(films: Places) -> None:
    assert {"title:", "director:", "is:", "sort:", "sound-mix:"} <= set(completed("find "))


def test_saved_searches_are_offered(films: Places) -> None:
    Searches(films.searches).save("late ozu", "director:ozu year:1950..")
    assert words("find @la") == ["@late-ozu"]
    assert answered(program_parser, "bash", "filmjournal find @la", " @")[1] == ["late-ozu"]


def test_short_options_and_the_query_are_both_offered_after_a_dash(films: Places) -> None:
    assert {"-h", "--limit", "-director:"} <= set(words("find -"))


def _log(typed: str = "") -> VerbParser:
    parser = VerbParser()
    verb = parser.add_subparsers(parser_class=VerbParser).add_parser("log")
    completes(verb.add_argument("title"), TITLE)
    verb.add_argument("stars", nargs="?")
    completes(verb.add_argument("-t", "--tag", action="append"), "tag")
    completes(verb.add_argument("--director"), "director")
    completes(verb.add_argument("--actor"), "actor")
    completes(verb.add_argument("--element"), ELEMENT)
    completes(verb.add_argument("--poster"), FILE)
    return parser


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("log leav", ["'Leaving Las Vegas'"]),
        ('log "leav', ['Leaving Las Vegas"']),
        ("log L\\'av", ["L\\'avventura"]),
        ("log Pig ho", []),
        ("log Pig -t hor", ["'horror night'"]),
        ("log Pig --tag hom", ["home"]),
        ("log Pig --tag=hom", ["home"]),
        ("log --director fig", ["'Mike Figgis'"]),
        ("log --actor shue", ["'Elisabeth Shue'"]),
        ("log --element sound", ["Soundtrack=", "'Sound mix='", "Sound=", "sound"]),
        ("log --element Soundt", ["Soundtrack="]),
    ],
)
def test_the_values_of_an_option_are_what_was_said_where_it_was_added(
    line: str, offered: list[str], films: Places
) -> None:
    found = answered(_log, "bash", f"filmjournal {line}")[1]
    assert sorted(found) == sorted(offered)


def test_people_of_the_catalogue_are_offered_after_those_of_the_journal(films: Places) -> None:
    put_catalogue(films, known("Timecode", 2000, "Mike Figgis", "Fig Newton", cast=("Jánoš Figura", "Anna Figeroa")))
    found = answered(_log, "zsh", "filmjournal log --director fig")[1]
    assert [line.split("\t")[1] for line in found] == [
        "Mike Figgis  -- 1 viewing",
        "Fig Newton  -- in the catalogue",
        "Anna Figeroa  -- in the catalogue",
        "Jánoš Figura  -- in the catalogue",
    ]
    assert "'Jánoš Figura'" in answered(_log, "bash", "filmjournal log --actor jano")[1]
    assert answered(_log, "bash", "filmjournal log --tag fig")[1] == []
    (films.catalogue / OWN).write_bytes(b"no catalogue")
    assert answered(_log, "bash", "filmjournal log --director fig")[1] == ["'Mike Figgis'"]


def test_a_file_can_be_said_to_be_one() -> None:
    assert answered(_log, "bash", "filmjournal log --poster x") == (FILES, [])


def test_offers_with_less_in_common_than_was_typed_are_only_shown(films: Places) -> None:
    status, lines = answered(program_parser, "bash", "filmjournal find tag:ho")
    assert (status, lines) == (LISTED, ["home", "'\"horror night\"'", "ho"])
    assert os.path.commonprefix(lines) == ""  # noqa: RUF071 — that is what readline goes by
    assert answered(program_parser, "zsh", "filmjournal find tag:ho")[0] == LISTED


def test_nothing_is_offered_that_a_terminal_would_obey(places: Places) -> None:
    journal = open_at(places)
    journal.log(film("Zardoz \x1b]0;owned\x07"), viewing())
    journal.log(film("Zardoz\nrm"), viewing())
    journal.log(film("Zardoz"), viewing())
    journal.save()
    assert completed("find zardoz") == ["Zardoz"]
    assert completed("find zardoz", "zsh") == ["Zardoz\tZardoz  -- 1 viewing"]


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1, 2]", b"\xff\xfe"])
def test_without_a_journal_that_can_be_read_verbs_options_and_fields_are_completed_all_the_same(
    content: bytes | None, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        places.journal.write_bytes(content)
    assert completed("find director:mi") == []
    assert completed("find direct") == ["director:", "direction:"]
    assert completed("fi") == ["find", "films"]
    assert not places.names.exists()
    assert capsys.readouterr() == ("", "")


def test_the_home_of_nobody_has_no_names(places: Places) -> None:
    assert completed("--journal ~nobody-by-this-name/j.json find director:mi") == []


def test_the_journal_that_is_named_on_the_line_is_asked(films: Places, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    journal = open_at(films, other)
    journal.log(film("Timecode"), viewing())
    journal.save()
    assert words(f"find --journal {other} time") == ["Timecode"]
    assert words(f"--journal={other} find time") == ["Timecode"]
    assert words("find time") == []


def test_names_are_kept_and_a_change_of_the_journal_is_read_behind_ones_back(
    films: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[NamesFile] = []
    monkeypatch.setattr(offers, "_build_behind", asked.append)
    assert words("find time") == []
    journal = open_at(films)
    journal.log(film("Timecode"), viewing())
    journal.save()
    assert words("find time") == []
    assert [file.path for file in asked] == [films.names]
    offers.build_names(str(films.names), str(films.journal))
    assert words("find time") == ["Timecode"]
    assert len(asked) == 1


def test_where_names_cannot_be_kept_they_are_offered_all_the_same(films: Places) -> None:
    films.names.parent.parent.mkdir(exist_ok=True)
    films.names.parent.write_text("no folder")
    assert words("find leav") == ['"Leaving Las Vegas"']
    offers.build_names(str(films.names), str(films.journal))


def _program(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("filmjournal"), "__complete", "bash", line],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=folder,
    )


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came true"


def test_the_program_itself_answers_quietly_and_reads_a_change_in_a_process_of_its_own(
    films: Places, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    assert _program("filmjournal find leav", trap).stdout == "'\"Leaving Las Vegas\"'\n"
    for module in ("msgspec", "subprocess", "filelock"):
        (trap / f"{module}.py").write_text("open('sprung', 'w')")
    journal = open_at(films)
    journal.log(film("Timecode"), viewing())
    journal.save()
    kept = films.names.stat()
    done = _program("filmjournal find time", trap)
    assert (done.returncode, done.stdout, done.stderr) == (Status.NOTHING, "", "")
    until(lambda: films.names.stat().st_ino != kept.st_ino)
    assert _program("filmjournal find time", trap).stdout == "Timecode\n"
    assert not (trap / "sprung").exists()


def test_completing_loads_neither_the_screens_nor_the_database_nor_a_verb(films: Places) -> None:
    code = (
        "import os, sys; from filmjournal.cli.main import main\n"
        "os._exit = lambda status: (print(status, *sys.modules, file=sys.stderr), sys.exit())\n"
        "main(['__complete', 'bash', 'filmjournal find leav'])"
    )
    words("find leav")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    status, *loaded = done.stderr.split()
    assert status == "0"
    assert set(loaded).isdisjoint({"textual", "rich", "tinydb", "filelock", "subprocess", "uuid_utils", "rapidfuzz"})
    assert set(loaded).isdisjoint({"filmjournal.cli.find", "filmjournal.journal.disk.journal_file"})
