"""The README tells the truth."""

import asyncio
import re
import shlex
from pathlib import Path

import pytest

from example_home import make_home, run_there
from filmjournal.guide.topics import TOPICS
from filmjournal.render.entry import LIKED, REVIEWED, REWATCH
from filmjournal.tui.commands import COMMANDS, PLACES
from pictures import PICTURES, take

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_short_enough_for_a_newcomer() -> None:
    assert len(README.splitlines()) <= 150


def test_the_two_commands_use_nothing_but_python() -> None:
    commands = re.findall(r"```sh\n(python3 .*)\n```", README)
    assert len(commands) == 2
    for command in commands:
        programs = {shlex.split(part)[0] for part in command.split("&&")}
        assert programs <= {"python3"} | {word for word in programs if word.startswith(".venv/bin/")}


@pytest.mark.parametrize("block", re.findall(r"^```sh\n(filmjournal .*?)^```$", README, re.DOTALL | re.MULTILINE))
def test_its_commands_end_well(block: str, tmp_path: Path) -> None:
    done = run_there(f"set -eo pipefail\n{block}", make_home(tmp_path))
    assert done.returncode == 0, done.stderr


def test_the_marks_are_explained() -> None:
    for mark in (LIKED, REWATCH, REVIEWED):
        assert f"`{mark}`" in README


def test_it_leads_to_every_topic_of_the_guide() -> None:
    for topic in TOPICS:
        assert f"(filmjournal/guide/{topic.name}.md)" in README


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_document_links_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_what_the_app_shows(name: str, tmp_path: Path) -> None:
    assert f"data/{name}.svg" in README
    assert (ROOT / "data" / f"{name}.svg").read_text(encoding="utf-8") == asyncio.run(take(name, tmp_path))


def test_no_two_commands_of_a_place_share_a_key() -> None:
    for place in PLACES:
        keys = [key for command in COMMANDS if place in command.places for key in command.keys]
        assert len(keys) == len(set(keys)), place
