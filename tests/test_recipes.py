"""The recipes of CONTRIBUTING.md are followed to the letter in a copy of the package, and what they promise is so."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builders import SAMPLE

pytestmark = pytest.mark.slow

PACKAGE = Path(__file__).parents[1] / "filmjournal"


class House:
    """A copy of the package, to be built on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PACKAGE, folder / "filmjournal")  # with what Python compiled of it
        shutil.copy(SAMPLE, folder / "journal.json")

    def write(self, path: str, text: str) -> None:
        """Write a new module."""
        (self.folder / "filmjournal" / path).write_text(text, encoding="utf-8")

    def add(self, path: str, after: str, line: str) -> None:
        """Add a line below the first one that begins like this."""
        module = self.folder / "filmjournal" / path
        lines = module.read_text(encoding="utf-8").splitlines()
        place = next(number for number, each in enumerate(lines) if each.startswith(after))
        module.write_text("\n".join([*lines[: place + 1], line, *lines[place + 1 :], ""]), encoding="utf-8")

    def run(self, *words: str) -> str:
        """Run the program of this house, and return what it writes."""
        done = subprocess.run(
            [sys.executable, "-m", "filmjournal", *words],
            cwd=self.folder,
            env={
                **os.environ,
                "HOME": str(self.folder),
                "XDG_STATE_HOME": str(self.folder / "state"),
                "FILMJOURNAL": str(self.folder / "journal.json"),
                "PYTHONPATH": str(self.folder),
            },
            input="",
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_fact_is_three_places(house: House) -> None:
    house.add("model/viewing.py", '    """Where you watched it."""', '    mood: str = ""\n    """How you felt."""')
    house.add(
        "exchange/entry/record.py", '    """Where you watched it."""', '    mood: str = ""\n    """How you felt."""'
    )
    house.add(
        "model/facts.py",
        "FACTS = (",
        '    Fact(name="mood", label="Mood", option="mood", metavar="MOOD", help="how you felt", in_form=True,\n'
        '         phrase="{}", field="mood", field_help="How you felt", example="tired"),',
    )
    assert "--mood" in house.run("log", "--help")
    house.run("log", "Solaris", "--mood", "wide awake")
    assert "Solaris" in house.run("find", "mood:awake")
    assert json.loads(house.run("find", "mood:awake", "--json"))[0]["mood"] == "wide awake"
    assert "mood" in house.run("find", "mood:awake", "--csv").splitlines()[0]
    house.run("export", "--to", "json", "-o", "all.json")
    house.run("--journal", "other.json", "import", "all.json", "--yes", "--no-lookup")
    assert "Solaris" in house.run("--journal", "other.json", "find", "mood:awake")


def test_a_role_is_a_member(house: House) -> None:
    house.add("model/film.py", "    EDITOR =", '    SOUND = "sound", "Sound", ("sounds",), (), "smith"')
    house.run("log", "Solaris", "--sound", "Semyon Litvinov")
    assert "Solaris" in house.run("find", "sound:litvinov")
    assert "sound" in house.run("find", "sound:litvinov", "--csv").splitlines()[0]


def test_a_computed_query_field_is_a_record(house: House) -> None:
    house.add(
        "query/fields.py",
        "FIELDS: tuple",
        '    TextField("initial", "The first letter", "initial:p", read=lambda entry: (entry.film.title[:1],)),',
    )
    assert "Pig" in house.run("find", "initial:p", "decade:2020s")


def test_a_verb_is_a_module_and_a_line(house: House) -> None:
    path = (house.folder / "filmjournal/cli/verbs/path.py").read_text(encoding="utf-8")
    house.write("cli/verbs/where.py", path.replace('"path"', '"where"').replace("path\\n", "where\\n"))
    house.add("cli/program.py", "_MODULES = {", '    "where": "where",')
    assert house.run("where").strip().endswith("journal.json")
    assert "filmjournal where" in house.run("help", "where")


def test_an_importer_is_a_module_and_a_line(house: House) -> None:
    movielens = (house.folder / "filmjournal/exchange/readers/movielens.py").read_text(encoding="utf-8")
    house.write(
        "exchange/readers/kinoapp.py",
        movielens.replace('"movielens", "MovieLens"', '"kinoapp", "Kinoapp"').replace("movie_id", "kino_id"),
    )
    house.add("exchange/readers/recognise.py", "from filmjournal.exchange.readers import (", "    kinoapp,")
    house.add("exchange/readers/recognise.py", "READERS: tuple", "    kinoapp.READER,")
    table = 'kino_id,imdb_id,tmdb_id,rating,title\n1,tt0069293,593,4.5,"Solaris (1972)"\n'
    (house.folder / "kino.csv").write_text(table, encoding="utf-8")
    house.run("import", "kino.csv", "--yes", "--no-lookup")
    assert "Solaris" in house.run("find", "year:1972")


def test_an_export_format_is_a_module_and_a_record(house: House) -> None:
    house.write(
        "exchange/writers/titles.py",
        '"""Titles, one on a line."""\n\n'
        "from filmjournal.exchange.writers.selection import Document, Export, Selection\n\n\n"
        "def write_titles(selection: Selection) -> Export:\n"
        '    """Return the titles."""\n'
        '    text = "".join(f"{entry.film.title}\\n" for entry in selection.entries)\n'
        '    return Export((Document("titles.txt", text),))\n',
    )
    house.add(
        "transfer/export_formats.py",
        "EXPORT_FORMATS = (",
        '    ExportFormat(name="titles", help="titles", ending=".txt", shape=Shape.TEXT, write=_write_titles,'
        ' usual="titles.txt"),',
    )
    house.add(
        "transfer/export_formats.py",
        "from filmjournal.exchange.writers.selection",
        "from filmjournal.exchange.writers.titles import write_titles as _write_titles",
    )
    assert house.run("export", "--to", "titles", "title:pig") == "Pig\n"


def test_a_page_of_the_guide_is_a_record_and_a_file(house: House) -> None:
    house.add("guide/topics.py", "TOPICS = (", '    Topic("festivals", "Festivals", "Five films a day"),')
    house.write("guide/festivals.md", "# Festivals\n\nBring sandwiches.\n")
    assert "Five films a day" in house.run("help")
    assert "sandwiches" in house.run("help", "festivals")
