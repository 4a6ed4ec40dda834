"""The README tells the truth."""

import asyncio
import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest

from filmjournal.cli.main import _parser
from filmjournal.cli.verb import Verb
from filmjournal.cli.verbs import VERBS
from filmjournal.exchange.entry.record import CreditRecord, ElementRecord, EntryRecord, IdsRecord
from filmjournal.query.fields import FIELDS
from filmjournal.query.parser import OPERATORS
from filmjournal.render.entry import LIKED, REVIEWED, REWATCH
from filmjournal.tui.commands import COMMANDS, PLACES, commands_of
from filmjournal.tui.screens.help import SEARCHING
from pictures import PICTURES, take

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    section = README.split(f"\n### {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("place", PLACES)
def test_the_table_of_keys_is_that_of_the_commands(place: str) -> None:
    told = [[f"`{command.shown_keys}`", command.help] for command in commands_of(place)]
    assert rows(place) == told


def test_the_table_of_query_fields_is_that_of_the_fields() -> None:
    told = [
        [", ".join(f"`{name}:`" for name in (field.name, *field.aliases)), field.help, f"`{field.example}`"]
        for field in FIELDS
    ]
    assert rows("Fields") == told


def test_the_table_of_operators_is_that_of_the_operators() -> None:
    assert rows("Operators") == [[f"`{operator.example}`", operator.help] for operator in OPERATORS]


def test_the_table_of_the_search_line_is_that_of_the_help() -> None:
    assert rows("In the search line") == [[f"`{keys}`", meaning] for keys, meaning in SEARCHING]


def test_the_marks_are_explained() -> None:
    for mark in (LIKED, REWATCH, REVIEWED):
        assert f"`{mark}`" in README


def test_every_option_of_the_shell_is_named() -> None:
    for option in re.findall(r"--[a-z]+", _parser().format_help()):
        assert f"`{option}" in README, option


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_and_its_options_are_named(verb: Verb) -> None:
    assert f"`filmjournal {verb.name}" in README
    for each in (verb, *verb.deeds):
        parser = ArgumentParser()
        each.add(parser)
        for option in re.findall(r"--[a-z-]+", parser.format_help()):
            assert re.search(rf"`[^`\n]*{option}\b", README), option


def test_the_keys_of_the_json_are_those_of_the_records() -> None:
    parts = [EntryRecord, ElementRecord, CreditRecord, IdsRecord]
    entry, element, credit, ids = (", ".join(f"`{name}`" for name in part.__struct_fields__) for part in parts)
    told = f"{entry}; in `breakdown` {element}; in `credits` {credit}; in `external_ids` {ids}."
    assert told in README


def test_the_two_commands_use_nothing_but_python() -> None:
    commands = re.findall(r"```sh\n(python3 .*)\n```", README)
    assert len(commands) == 2
    for command in commands:
        programs = {shlex.split(part)[0] for part in command.split("&&")}
        assert programs <= {"python3"} | {word for word in programs if word.startswith(".venv/bin/")}


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_what_the_app_shows(name: str, tmp_path: Path) -> None:
    assert f"data/{name}.svg" in README
    assert (ROOT / "data" / f"{name}.svg").read_text(encoding="utf-8") == asyncio.run(take(name, tmp_path))


def test_no_two_commands_of_a_place_share_a_key() -> None:
    for place in PLACES:
        keys = [key for command in COMMANDS if place in command.places for key in command.keys]
        assert len(keys) == len(set(keys)), place
