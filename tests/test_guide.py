"""The guide tells the truth: its tables are those of the records, and its examples do what it says."""

import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import pytest

from example_home import make_home, run_there
from filmjournal.cli.program import every_verb, program_parser
from filmjournal.cli.verb import Verb
from filmjournal.guide.topics import TOPICS, Topic, text_of
from filmjournal.query.parser import parse
from filmjournal.render.entry import LIKED, REVIEWED, REWATCH
from filmjournal.tui.commands import PLACES
from filmjournal.tui.screens.help import SEARCHING, TOPIC_OF
from write_guide_tables import GUIDE, TABLES, rewritten

FILES = sorted(GUIDE.glob("*.md"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in FILES}
ALL = "\n".join(TEXTS.values())

MADE_AS_ONE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""The commands of a block, of which each goes on where the one before ended."""

WRONG_ON_PURPOSE = {"acter:cage", "rating:purple"}
"""Queries that stand in the guide as what is pointed out."""

PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""Python of a file, of which each block goes on where the one before ended."""

BLOCKS = [(path.stem, block) for path in FILES for block in MADE_AS_ONE.findall(TEXTS[path.stem])]


def test_every_topic_has_a_file_and_every_file_a_topic() -> None:
    assert {topic.name for topic in TOPICS} == set(TEXTS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_tables_are_those_of_the_records(path: Path) -> None:
    text = TEXTS[path.stem]
    assert text == rewritten(text), "python tests/write_guide_tables.py writes them anew"


def test_every_table_stands_somewhere() -> None:
    assert set(re.findall("<!-- table: (.*?) -->", ALL)) == set(TABLES)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_topic_begins_with_its_heading_and_shows_no_marker(topic: Topic) -> None:
    text = text_of(topic)
    assert text.startswith("# ")
    assert "<!--" not in text


def test_every_place_has_its_topic() -> None:
    assert set(TOPIC_OF) == set(PLACES)
    assert {*TOPIC_OF.values(), SEARCHING} <= set(TEXTS)


def test_the_marks_are_explained() -> None:
    for mark in (LIKED, REWATCH, REVIEWED):
        assert f"`{mark}`" in TEXTS["diary"]


def test_every_option_of_the_shell_is_named() -> None:
    for option in re.findall(r"--[a-z]+", program_parser().format_help()):
        assert re.search(rf"`[^`\n]*{option}\b", ALL), option


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: verb.name)
def test_every_verb_and_its_options_are_named(verb: Verb) -> None:
    assert f"| `{verb.name}` |" in TEXTS["shell"]
    for each in (verb, *verb.subverbs):
        parser = ArgumentParser()
        each.add_arguments(parser)
        for option in re.findall(r"--[a-z-]+", parser.format_help()):
            is_named = re.search(rf"`[^`\n]*{option}\b", ALL) or re.search(
                rf"^filmjournal .*{option}\b", ALL, re.MULTILINE
            )
            assert is_named, option


def test_every_query_in_the_prose_can_be_asked() -> None:
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXTS["searching"], flags=re.DOTALL))
    queries = [span for span in spans if re.search(r"^-?[a-z-]+:\S", span)]
    assert len(queries) > 40
    for query in queries:
        assert bool(parse(query, date(2026, 11, 24)).errors) == (query in WRONG_ON_PURPOSE), query


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=lambda text: text.splitlines()[0][:60])
def test_the_commands_of_the_guide_end_well(name: str, block: str, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    run_there("filmjournal remove title:moonstruck --yes", home)  # makes a backup, and something in the trash
    done = run_there(f"set -eo pipefail\n{block}", home)
    assert done.returncode == 0, f"{name}: {done.stderr}"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if PYTHON.search(text)])
def test_the_python_of_the_guide_runs_from_the_first_block_to_the_last(name: str, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    (home / "example.py").write_text("\n".join(PYTHON.findall(TEXTS[name])), encoding="utf-8")
    done = run_there("python example.py && filmjournal verify", home)
    assert done.returncode == 0, f"{name}: {done.stderr}"


SCRIPT = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SCRIPTS = [
    (f"{path.stem} {number}", block)
    for path in FILES
    for number, block in enumerate(SCRIPT.findall(TEXTS[path.stem]), start=1)
]

PRINTED = (
    ("    for viewing in", r"^Leaving Las Vegas 2026-11-20$"),
    ("nowhere", r"^Nothing was changed, for document \d+ of viewings .* nowhere, is not .* `\$.film`.$"),
)
"""What a script of the guide prints, by what stands in it."""


@pytest.mark.parametrize(("name", "block"), SCRIPTS, ids=[name for name, _ in SCRIPTS])
def test_the_scripts_of_the_guide_end_well_and_print_what_it_says(name: str, block: str, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    (home / "script.py").write_text(block, encoding="utf-8")
    done = run_there("python script.py && filmjournal verify", home)
    assert (done.returncode, done.stderr) == (0, ""), name
    for part, printed in PRINTED:
        assert part not in block or re.search(printed, done.stdout, re.MULTILINE), done.stdout


def test_what_a_script_of_the_guide_writes_is_in_the_diary_and_can_be_undone(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    (writing,) = [block for _, block in SCRIPTS if "viewings.update" in block]
    (home / "script.py").write_text(writing, encoding="utf-8")
    done = run_there(
        "python script.py && filmjournal find memoria --json && filmjournal undo && filmjournal undo", home
    )
    assert done.returncode == 0, done.stderr
    assert '"Kino Babylon"' in done.stdout
    assert run_there("filmjournal find memoria", home).returncode == 1


def test_keys_of_your_own_are_written_as_the_guide_says(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    (own,) = re.findall(r"`(films\.update\(.*?\))`", TEXTS["scripting"])
    script = (
        "import filmjournal\nfrom tinydb import where\n"
        'films = filmjournal.database().table("films")\nfilms.insert({"title": "Memoria"})\n'
        f'{own}\nprint(films.get(where("title") == "Memoria")["shelf"])\n'
    )
    (home / "script.py").write_text(script, encoding="utf-8")
    assert run_there("python script.py", home).stdout == "3\n"
