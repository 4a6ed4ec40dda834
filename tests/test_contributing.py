"""CONTRIBUTING.md leads to where things are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

PATHS = sorted(set(re.findall(r"`(?:\.venv/bin/\w+ )?((?:filmjournal|tests|data|\.ci)/[\w./]*)", TEXT)))
"""The files and folders that it names."""

NAMES = sorted(set(re.findall(r"`(\w+)` (?:\(or `\w+`\) )?in `((?:filmjournal|tests)/[\w./]+\.py)`", TEXT)))
"""The names that it says are in a file."""

IN_THE_MAKING = re.compile(r"/x\.\w+$")
"""What stands for a file that is to be written."""


@pytest.mark.parametrize("path", [path for path in PATHS if not IN_THE_MAKING.search(path)])
def test_every_file_it_names_is_there(path: str) -> None:
    assert (ROOT / path.rstrip(".")).exists()


@pytest.mark.parametrize(("name", "path"), NAMES)
def test_a_name_is_in_the_file_that_it_is_said_to_be_in(name: str, path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^(class|def) {name}\b|^{name}\b.*=", source, re.MULTILINE)


@pytest.mark.parametrize("path", [path for path in PATHS if IN_THE_MAKING.search(path)])
def test_a_file_that_is_to_be_written_has_others_beside_it(path: str) -> None:
    assert len(list((ROOT / path).parent.glob(f"*{Path(path).suffix}"))) > 3


def test_every_folder_of_the_package_is_on_the_map() -> None:
    folders = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "filmjournal").rglob("*")
        if path.is_dir() and (path / "__init__.py").is_file()
    }
    assert {folder for folder in folders if f"`{folder}/" not in TEXT} == set()


def test_the_floors_are_those_that_imports_are_checked_by() -> None:
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("layers = [", 1)[1].split("]", 1)[0]
    floors = {name for name in re.findall(r"\b[a-z]+\b", contract) if (ROOT / "filmjournal" / name).is_dir()}
    assert len(floors) > 6
    assert {floor for floor in floors if not re.search(rf"`filmjournal/{floor}/`|`{floor}`", TEXT)} == set()


def test_the_recipes_are_there() -> None:
    recipes = re.findall(r"^### (Add .*)$", TEXT, re.MULTILINE)
    assert len(recipes) >= 10
    for word in ("fact", "role", "query field", "verb", "importer", "export format", "screen", "theme", "source"):
        assert any(word in recipe for recipe in recipes), word
